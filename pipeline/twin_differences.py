"""The twins of a document, and where they do not say the same: another value, another strength of duty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from classifiers import targets
from domain.requirement import Clause, Target
from domain.review import TextSpan, TwinDifference, TwinPair
from domain.text import fold
from pipeline import twins
from pipeline.changes import SCORES, strengths, word_of
from pipeline.gaps import scales
from pipeline.twin_knowledge import twin_knowledge
from pipeline.twin_units import Unit, Value

Measured = tuple[Target, Value]


def twin_pairs(clauses: Sequence[Clause], language: str | None) -> tuple[TwinPair, ...]:
    """Return the twins of a document with what they say differently; ``language`` is what it is taken for."""
    if not twins.may_have(clauses, language):
        return ()
    return tuple(
        TwinPair(_span(one), _span(other), differences(one, other)) for one, other in twins.pairs(clauses)
    )


def _span(unit: Unit) -> TextSpan:
    return TextSpan(unit.place, unit.start, unit.end)


def differences(one: Unit, other: Unit) -> tuple[TwinDifference, ...]:
    """Return what differs between two twins, the first one's words first."""
    return (*_values(one, other), *_modality(one, other))


def _values(one: Unit, other: Unit) -> Iterator[TwinDifference]:
    left, right = _unmatched(_measured(one.text), _measured(other.text))
    for target, (kind, _) in left:
        partner = next((at for at, (_, (against, _)) in enumerate(right) if against == kind), None)
        if partner is not None:
            yield TwinDifference("value", target.text, right.pop(partner)[0].text)
        elif not _is_said(target, other):
            yield TwinDifference("value", target.text, "")
    for target, _ in right:
        if not _is_said(target, one):
            yield TwinDifference("value", "", target.text)


def _measured(text: str) -> list[Measured]:
    found = [(one.target, scales().measured(one.target)) for one in targets.find(text)]
    return [(target, (value[0], round(value[1], 4))) for target, value in found if value is not None]


def _unmatched(one: list[Measured], other: list[Measured]) -> tuple[list[Measured], list[Measured]]:
    right = list(other)
    left = []
    for entry in one:
        same = next((at for at, (_, value) in enumerate(right) if value == entry[1]), None)
        if same is None:
            left.append(entry)
        else:
            del right[same]
    return left, right


def _is_said(target: Target, unit: Unit) -> bool:
    """Tell whether the number of a value stands in the other text, whatever it measures there."""
    if target.value is None or target.value == 1:
        return True  # "once", "each", "annually": no number in one of the languages
    if target.unit in twin_knowledge().shape.unsaid:
        return True
    numbers = [target.value] if target.upper is None else [target.value, target.upper]
    said = {number.replace(",", "") for number in unit.numbers}
    return all(f"{number:g}" in said for number in numbers)


def _modality(one: Unit, other: Unit) -> Iterator[TwinDifference]:
    texts = (one.text, other.text)
    if any(word in fold(text) for text in texts for word in twin_knowledge().modality.binding):
        return
    levels = [strengths(text) for text in texts]
    if not all(sum(found.values()) for found in levels):
        return
    highest = [max((SCORES[level], level) for level, count in found.items() if count) for found in levels]
    if highest[0][0] != highest[1][0]:
        words = [word_of(level, text) for (_, level), text in zip(highest, texts, strict=True)]
        yield TwinDifference("modality", words[0], words[1])
