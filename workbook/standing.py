"""Which rows stand where: a person's decision goes before the program's verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields
from functools import cache

from domain.own import Relation
from domain.reading import PROFILES, readings
from domain.requirement import Label
from domain.review import Checklist, Decision, Row

_LABELS = frozenset(label.value for label in Label)
_IDENTITY = frozenset({"requirement", "text_then"})


def standing_label(row: Row) -> str:
    """Return csr, product, commercial or none: the person's word, else the program's.

    A row whose decision is ``open`` stays where the program put it.
    """
    if row.decision is not None and row.decision.decision in _LABELS:
        return row.decision.decision
    return row.requirement.verdict.label.value


def present(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows whose requirement still stands in a document."""
    return tuple(row for row in rows if row.change != "removed")


def takes(row: Row, profile: str) -> bool:
    """Tell whether a row stands in the CSR list by a reading; a person's decision goes first."""
    return _is_taken(profile, *_sort(row))


_Sort = tuple[str, Label, str, Relation | None, bool]


def _sort(row: Row) -> _Sort:
    """Return all that a reading asks of a row: the person's word, verdict, topic, own rule, clause."""
    decided = row.decision.decision if row.decision is not None else ""
    verdict, own = row.requirement.verdict, row.own
    return decided, verdict.label, verdict.topic, own.relation if own else None, bool(verdict.iatf_clauses)


@cache
def _is_taken(
    profile: str, decided: str, label: Label, topic: str, own: Relation | None, adds_to_clause: bool
) -> bool:
    """Tell what a reading says of a sort of rows; a list has thousands of rows and few sorts of them."""
    if decided in _LABELS:
        return decided == Label.CSR
    reading = readings()[profile]
    if label.value not in reading.verdicts:
        return False
    if topic in reading.always:
        return True
    if own is not None:
        return own.value not in reading.leaves_out_own
    return adds_to_clause or not reading.supplements


def listed(checklist: Checklist) -> tuple[Row, ...]:
    """Return the rows of the CSR list, in reading order."""
    return tuple(row for row in present(checklist.rows) if takes(row, checklist.profile))


def excluded(checklist: Checklist) -> tuple[Row, ...]:
    """Return the requirements that are not in the CSR list, so that nobody has to trust the machine.

    What a person called no requirement stays here too: the decision must be seen and may
    be taken back.
    """
    return tuple(row for row in present(checklist.rows) if _is_excluded(row, checklist.profile))


def _is_excluded(row: Row, profile: str) -> bool:
    if takes(row, profile):
        return False
    return standing_label(row) != Label.NONE or is_filled(row.decision)


def counts_by_reading(checklist: Checklist) -> dict[str, int]:
    """Return how many rows the list has by each reading."""
    sorts = Counter(map(_sort, present(checklist.rows)))
    return {
        profile: sum(count for sort, count in sorts.items() if _is_taken(profile, *sort))
        for profile in PROFILES
    }


def is_filled(decision: Decision | None) -> bool:
    """Tell whether a person entered anything."""
    if decision is None:
        return False
    values = (getattr(decision, f.name) for f in fields(decision) if f.name not in _IDENTITY)
    return any(value for value in values)


def needs_check(row: Row) -> bool:
    """Tell whether the row waits for a person: doubted by the program and not yet decided."""
    decided = row.decision is not None and row.decision.decision in _LABELS
    return row.requirement.verdict.review_needed and not decided
