"""A run against the memory: what is new, what went, which decision belongs to which row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from domain.requirement import Requirement
from domain.review import Decision, Row
from pipeline.store import Seen

NEW, UNCHANGED = "new", "unchanged"
_ENTERED = tuple(field.name for field in fields(Decision) if field.name not in ("requirement", "text_then"))


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Rows of this run, decisions whose requirement is gone, and how many requirements went."""

    rows: tuple[Row, ...]
    orphans: tuple[Decision, ...]
    removed: int


def reconcile(
    requirements: Sequence[Requirement], seen: Mapping[str, Seen], decisions: Mapping[str, Decision]
) -> Reconciled:
    """Set each requirement beside what the last run saw and what people decided."""
    rows = tuple(_row(requirement, seen, decisions) for requirement in requirements)
    present = {requirement.key for requirement in requirements}
    orphans = tuple(
        decision for key, decision in decisions.items() if key not in present and not is_blank(decision)
    )
    removed = sum(1 for key, one in seen.items() if one.in_last_run and key not in present)
    return Reconciled(rows, orphans, removed)


def _row(requirement: Requirement, seen: Mapping[str, Seen], decisions: Mapping[str, Decision]) -> Row:
    before = seen.get(requirement.key)
    change = UNCHANGED if before is not None and before.in_last_run else NEW
    return Row(requirement, change, decisions.get(requirement.key))


def to_record(
    returned: Iterable[Decision], latest: Mapping[str, Decision], seen: Mapping[str, Seen]
) -> tuple[Decision, ...]:
    """Return what people entered since the last run, with the words they saw then.

    A row left blank that was always blank says nothing; one that was emptied does.
    """
    changed: list[Decision] = []
    for decision in returned:
        known = latest.get(decision.requirement)
        if known is None and is_blank(decision):
            continue
        if known is not None and _values(known) == _values(decision):
            continue
        before = seen.get(decision.requirement)
        text = decision.text_then or (before.text if before else "")
        changed.append(replace(decision, text_then=text))
    return tuple(changed)


def is_blank(decision: Decision) -> bool:
    """Tell whether nobody entered anything."""
    return not any(_values(decision))


def _values(decision: Decision) -> tuple[str, ...]:
    return tuple(getattr(decision, name) for name in _ENTERED)
