"""The figures of all customers side by side: the strictest on each matter, and contradictions.

Source of the matters, their words and which way is stricter: ``data/knowledge/matters.toml``.
A contradiction is what one customer asks twice with different figures, in other documents or
sections, with no word that says that they hold for different things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.document import Document
from domain.matter import CustomerValues, Figure, Matter, MatterValue
from domain.requirement import Label, Requirement, Verdict
from domain.review import Row
from pipeline import matters_knowledge
from pipeline.gaps import scales
from pipeline.matters_knowledge import Entry, Knowledge, comparable

CONTRADICTION = "contradiction"
_LOOKED_AT = 12  # places of one figure at most

Looked = tuple[Verdict, tuple[Figure, ...]]
_NOBODY: Mapping[str, Looked] = {}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A value with the clause it stands in, which says what it may contradict."""

    value: MatterValue
    requirement: Requirement


def compare(
    rows: Sequence[Row], documents: Iterable[Document], looked: Mapping[str, Looked] = _NOBODY
) -> tuple[tuple[Row, ...], tuple[Matter, ...]]:
    """Return the rows, those that contradict another one flagged, and the matters that have figures.

    ``looked`` holds the figures that are known, by key of the requirement.
    """
    customers = {document.id: document.customer for document in documents}
    known = matters_knowledge.load()
    found: dict[str, dict[str, list[_Placed]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        customer = customers.get(row.requirement.clause.document)
        if customer is not None and _counts(row):
            requirement = row.requirement
            for one in _figures(requirement, looked):
                value = MatterValue(requirement.key, one.text, one.amount, one.conditions)
                found[one.matter][customer].append(_Placed(value, requirement))
    matters = tuple(_matter(entry, found[entry.id], known) for entry in known.matter if entry.id in found)
    at_odds = {
        one.values[place].requirement
        for matter in matters
        for one in matter.customers
        for pair in one.disagreeing
        for place in pair
    }
    return tuple(_flagged(row) if row.requirement.key in at_odds else row for row in rows), matters


def _counts(row: Row) -> bool:
    said = row.decision.decision if row.decision else ""
    is_csr = row.requirement.verdict.label is Label.CSR
    return row.change != "removed" and (said == Label.CSR or (is_csr and said in ("", "open")))


def figures(requirement: Requirement) -> tuple[Figure, ...]:
    """Return the figures of a requirement that belong to a matter, in order of its words."""
    return tuple(_found(requirement)) if requirement.verdict.targets else ()


def _figures(requirement: Requirement, looked: Mapping[str, Looked]) -> tuple[Figure, ...]:
    """Return what is known; a requirement judged otherwise since is looked through anew."""
    known = looked.get(requirement.key)
    if known is not None and known[0] is requirement.verdict:
        return known[1]
    return figures(requirement)


def _found(requirement: Requirement) -> Iterator[Figure]:
    verdict, known = requirement.verdict, matters_knowledge.load()
    text = comparable(requirement.text)
    headings = comparable(requirement.clause.headings[-1]) if requirement.clause.headings else ""
    conditions: tuple[str, ...] | None = None  # looked for when a value belongs to a matter
    start = 0
    for target in verdict.targets:
        measured = scales().measured(target)
        words = comparable(target.text)
        place = text.find(words, start)
        if measured is None or place < 0:
            continue
        start = place + len(words)
        entry = known.nearest(text, (place, start), measured, verdict.topic)
        if entry is not None:
            if conditions is None:
                conditions = known.conditions_in(f"{headings}\n{text}")
            yield Figure(entry.id, target.text, measured[1], conditions)


def _matter(entry: Entry, found: dict[str, list[_Placed]], known: Knowledge) -> Matter:
    sign = -1.0 if entry.stricter == "more" else 1.0
    every = []
    for customer, placed in found.items():
        placed.sort(key=lambda one: sign * one.value.amount)
        every.append(
            CustomerValues(customer, tuple(one.value for one in placed), _disagreeing(placed, known))
        )
    every.sort(key=lambda one: (sign * one.values[0].amount, one.customer))
    return Matter(entry.id, {"zh": entry.zh, "en": entry.en}, tuple(every))


def _disagreeing(placed: Sequence[_Placed], known: Knowledge) -> tuple[tuple[int, int], ...]:
    """Return pairs that do not agree; a figure is named once, against the strictest that it contradicts."""
    asked: dict[str, set[float]] = defaultdict(set)
    alike: dict[tuple[str, ...], dict[float, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, one in enumerate(placed):
        amount = round(one.value.amount, 6)
        asked[one.requirement.key].add(amount)
        alike[one.value.conditions][amount].append(place)
    pairs: list[tuple[int, int]] = []
    for by_amount in alike.values():
        stricter: list[int] = []
        for places in by_amount.values():  # the strictest first, as in ``placed``
            pair = next(
                (
                    (first, second)
                    for first in stricter
                    for second in places[:_LOOKED_AT]
                    if not asked[placed[first].requirement.key] & asked[placed[second].requirement.key]
                    and _disagree(placed[first], placed[second], known)
                ),
                None,
            )
            if pair is not None:
                pairs.append(pair)
            stricter += places[:_LOOKED_AT]
    return tuple(sorted(pairs))


def _disagree(one: _Placed, other: _Placed, known: Knowledge) -> bool:
    first, second = one.value, other.value
    low, high = abs(first.amount), abs(second.amount)
    if max(low, high) > known.apart * min(low, high):
        return False
    here, there = one.requirement.clause, other.requirement.clause
    return (here.document, here.headings, here.section) != (there.document, there.headings, there.section)


def _flagged(row: Row) -> Row:
    verdict = row.requirement.verdict
    if CONTRADICTION in verdict.flags:
        return row
    flagged = replace(verdict, flags=(*verdict.flags, CONTRADICTION))
    one = row.requirement
    requirement = Requirement(one.key, one.clause, one.start, one.end, flagged)
    return replace(row, requirement=requirement)
