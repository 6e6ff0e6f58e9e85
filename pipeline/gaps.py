"""Customers' requirements against the company's own procedures: same, different, stricter, not covered.

For each CSR the nearest own clause is looked for by words and topic, then the values of both
are compared in a common measure (own: 24 h and 3 years; customer: 8 h and 15 years: stricter).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from classifiers import targets
from classifiers.features import ngrams, words_of
from domain.knowledge import KNOWLEDGE, line_of_slip, read_toml
from domain.own import OwnClause, OwnMatch, Relation
from domain.problem import ConfigurationError
from domain.requirement import Target
from domain.text import fold

_MOST_COMMON = 0.25  # a gram in more than this share of own clauses tells nothing
_CANDIDATES = 40


class _More(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    topics: list[str]
    quantities: list[str]
    words: list[str]


class Scales(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """comparison.toml."""

    near: float
    near_other: float
    valued: float
    apart: float
    same: float
    same_topic: float
    families: list[list[str]]
    measures: dict[str, dict[str, float]]
    more_is_stricter: _More

    def are_of_one_topic(self, one: str, other: str) -> bool:
        """Tell whether two topics are the same or of one family."""
        return one == other or any(one in family and other in family for family in self.families)

    def measured(self, target: Target) -> tuple[str, float] | None:
        """Return the kind of measure and the amount in it; None for what cannot be compared."""
        if target.value is None:
            return None
        for kind, units in self.measures.items():
            if target.unit in units:
                return kind, target.value * units[target.unit]
        name = target.quantity or target.unit
        return (name, target.value) if name else None


@cache
def scales(path: Path = KNOWLEDGE / "comparison.toml") -> Scales:
    """Read comparison.toml.  Raises ConfigurationError when it does not fit."""
    try:
        return msgspec.convert(read_toml(path), Scales)
    except msgspec.ValidationError as error:
        raise ConfigurationError(str(path), line_of_slip(path, str(error)), str(error)) from error


@dataclass(frozen=True, slots=True)
class Demand:
    """What is held against the own clauses: a requirement's words, topic and values."""

    text: str
    section: str
    topic: str
    targets: tuple[Target, ...]


class OwnProcedures:
    """The own clauses, indexed by their words; see ``nearest`` and ``compare``."""

    def __init__(self, clauses: Iterable[OwnClause]) -> None:
        self.clauses = tuple(clauses)
        self._values = [tuple(value.target for value in targets.find(one.text)) for one in self.clauses]
        grams = [_grams(one.text, one.section) for one in self.clauses]
        counted = Counter(gram for found in grams for gram in found)
        total = max(1, len(grams))
        self._weights = {
            gram: math.log(1 + total / count)
            for gram, count in counted.items()
            if count <= max(2, _MOST_COMMON * total)
        }
        self._lengths = [self._length(found) for found in grams]
        self._holding: dict[str, list[int]] = defaultdict(list)
        for number, found in enumerate(grams):
            for gram in found & self._weights.keys():
                self._holding[gram].append(number)

    def compare(self, demand: Demand) -> OwnMatch:
        """Return the nearest own clause and how the demand stands to it."""
        measure = scales()
        likeness, number = self.nearest(demand)
        if number is None:
            return OwnMatch(Relation.NOT_COVERED, likeness=round(likeness, 3))
        nearest = self.clauses[number]
        is_same_topic = measure.are_of_one_topic(nearest.topic, demand.topic)
        if likeness < (measure.near if is_same_topic else measure.near_other):
            return OwnMatch(Relation.NOT_COVERED, likeness=round(likeness, 3))
        comparable = likeness >= (measure.valued if is_same_topic else measure.same)
        values = self._values[number] if comparable else ()
        verdicts, shown = _compare_values(demand, nearest, values)
        relation = _relation(verdicts, likeness, bool(demand.targets))
        return OwnMatch(relation, nearest, tuple(shown), round(likeness, 3))

    def nearest(self, demand: Demand) -> tuple[float, int | None]:
        """Return the likeness and place of the own clause that is nearest to a demand."""
        grams = _grams(demand.text, demand.section)
        shared: dict[int, float] = defaultdict(float)
        for gram in grams & self._weights.keys():
            for number in self._holding[gram]:
                shared[number] += self._weights[gram] ** 2
        length = self._length(grams)
        best, place = 0.0, None
        for number in sorted(shared, key=lambda one: -shared[one])[:_CANDIDATES]:
            likeness = shared[number] / ((length * self._lengths[number]) or 1.0)
            if demand.topic != "other" and scales().are_of_one_topic(
                self.clauses[number].topic, demand.topic
            ):
                likeness += scales().same_topic
            if likeness > best:
                best, place = likeness, number
        return min(best, 1.0), place

    def _length(self, grams: set[str]) -> float:
        return math.sqrt(sum(self._weights[gram] ** 2 for gram in grams if gram in self._weights))


def _grams(text: str, section: str) -> set[str]:
    """Return the words of a clause and of its section's title that can tell it from others."""
    found = ngrams(words_of(text)) | ngrams(words_of(section, 20))
    return {gram for gram in found if len(gram) > 1 and "_" not in gram}


def _compare_values(demand: Demand, own: OwnClause, values: Sequence[Target]) -> tuple[list[str], list[str]]:
    """Compare values of one kind pairwise, in order; return the outcomes and the words for a person."""
    outcomes: list[str] = []
    shown: list[str] = []
    open_values = list(values)
    for target in demand.targets:
        measured = scales().measured(target)
        if measured is None:
            continue
        for other in open_values:
            against = scales().measured(other)
            if against is None or against[0] != measured[0] or _are_apart(measured[1], against[1]):
                continue
            open_values.remove(other)
            outcome = _outcome(measured[1], against[1], _more_is_stricter(target, demand))
            outcomes.append(outcome)
            sign = {"stricter": "⇧", "looser": "⇩", "equal": "="}[outcome]
            shown.append(f"{target.text} {sign} {other.text}")
            break
    return outcomes, shown


def _are_apart(one: float, other: float) -> bool:
    """Tell whether two values are too different to be of one thing: 24 h to reply, 15 years to keep."""
    low, high = sorted((abs(one), abs(other)))
    return high > scales().apart * low


def _more_is_stricter(target: Target, demand: Demand) -> bool:
    if target.comparator in (">=", ">"):
        return True
    if target.comparator in ("<=", "<"):
        return False
    more = scales().more_is_stricter
    if target.quantity in more.quantities:
        return True
    text = fold(demand.text)
    return demand.topic in more.topics or any(word in text for word in more.words)


def _outcome(customer: float, own: float, more: bool) -> str:
    if math.isclose(customer, own, rel_tol=1e-6):
        return "equal"
    return "stricter" if (customer > own) == more else "looser"


def _relation(outcomes: Sequence[str], likeness: float, has_values: bool) -> Relation:
    if "stricter" in outcomes:
        return Relation.STRICTER
    if outcomes:
        return Relation.SAME
    if likeness >= scales().same and not has_values:
        return Relation.SAME
    return Relation.DIFFERENT
