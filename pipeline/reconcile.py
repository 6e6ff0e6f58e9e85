"""A run against the memory: what is new, what went, which decision belongs to which row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Protocol

from domain.requirement import Requirement
from domain.review import Decision, Row
from pipeline.store import Alteration, Seen

UNCHANGED, REMOVED = "unchanged", "removed"
_CONFIRM, _REOPEN = "confirm", "reopen"
_ENTERED = tuple(field.name for field in fields(Decision) if field.name not in ("requirement", "text_then"))


class Returned(Protocol):
    """What a workbook that came back says (``workbook.returned``)."""

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Rows with entries."""

    @property
    def blanks(self) -> tuple[Decision, ...]:
        """Rows without any."""

    @property
    def absent(self) -> Mapping[str, frozenset[str]]:
        """Fields whose column is gone, by requirement."""

    @property
    def agreed(self) -> frozenset[str]:
        """Requirements in whose row somebody wrote that it is right."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Rows of this run, decisions whose requirement is gone, and how many requirements went."""

    rows: tuple[Row, ...]
    orphans: tuple[Decision, ...]
    removed: int


def reconcile(
    requirements: Sequence[Requirement],
    gone: Sequence[Requirement],
    changes: Mapping[str, Alteration],
    pending: Mapping[str, Alteration],
    decisions: Mapping[str, Decision],
) -> Reconciled:
    """Set each requirement beside what changed and what people decided; ``gone`` are the removed."""
    rows = [_row(one, changes, pending, decisions) for one in requirements]
    rows += [Row(one, REMOVED, decisions.get(one.key)) for one in gone]
    present = {one.key for one in requirements}
    orphans = tuple(one for key, one in decisions.items() if key not in present and not is_blank(one))
    return Reconciled(tuple(rows), orphans, len(gone))


def _row(
    requirement: Requirement,
    changes: Mapping[str, Alteration],
    pending: Mapping[str, Alteration],
    decisions: Mapping[str, Decision],
) -> Row:
    key = requirement.key
    change, decision = changes.get(key), decisions.get(key)
    kind, before = (change.kind, change.text_before) if change else (UNCHANGED, None)
    waiting = pending.get(key)
    if waiting is None or decision is None or decision.decision in ("", "open"):
        return Row(requirement, kind, decision, before)
    if waiting.standing == _REOPEN:
        opened = replace(decision, decision="open", by="", at="", approved="")
        return Row(requirement, kind, opened, before or waiting.text_before, _REOPEN, decision)
    return Row(requirement, kind, decision, before or waiting.text_before, _CONFIRM)


def to_record(
    returned: Returned,
    shown: Mapping[str, Decision] | None,
    latest: Mapping[str, Decision],
    seen: Mapping[str, Seen],
    pending: Mapping[str, Alteration] | None = None,
) -> tuple[Decision, ...]:
    """Return what people entered since the workbook was written, with the words they saw then.

    Who writes that a row is right whose earlier decision is to be confirmed (``pending``)
    confirms that decision.

    ``shown`` is what it showed when it was written, None where that is not known.  A row that
    was emptied takes back what it showed; one that was always blank says nothing, and neither
    does a column that is gone.  What was decided elsewhere since (``latest`` against ``shown``)
    stays where this workbook says nothing new.
    """
    changed: list[Decision] = []
    for decision in (*returned.decisions, *returned.blanks):
        key = decision.requirement
        known = latest.get(key)
        base = known if shown is None else shown.get(key)
        if is_blank(decision) and (shown is None or base is None or is_blank(base)):
            continue
        whole = _with_absent(decision, base, returned.absent.get(key, frozenset()))
        before = seen.get(key)
        waiting = (pending or {}).get(key)
        if base and waiting and waiting.standing == _CONFIRM and key in returned.agreed:
            confirmed = replace(whole, decision=base.decision or whole.decision)
            changed.append(replace(confirmed, text_then=before.text if before else decision.text_then))
            continue
        same = any(one is not None and _values(one) == _values(whole) for one in (base, known))
        if same or (known is None and is_blank(whole)):
            continue
        if shown is not None and known is not None:
            whole = replace(known, **_entered_since(base, whole))
        changed.append(replace(whole, text_then=decision.text_then or (before.text if before else "")))
    return tuple(changed)


def clashes(
    returned: Returned, shown: Mapping[str, Decision] | None, latest: Mapping[str, Decision]
) -> tuple[tuple[str, str, str], ...]:
    """Return id, other entry and this entry where a row was filled in differently in two places."""
    found: list[tuple[str, str, str]] = []
    for decision in returned.decisions:
        key = decision.requirement
        base, known = (shown or {}).get(key), latest.get(key)
        if shown is None or known is None:
            continue
        mine = _entered_since(base, _with_absent(decision, base, returned.absent.get(key, frozenset())))
        theirs = _entered_since(base, known)
        found += [
            (key, theirs[name], mine[name]) for name in mine if theirs.get(name, mine[name]) != mine[name]
        ]
    return tuple(found)


def _entered_since(base: Decision | None, now: Decision) -> dict[str, str]:
    """Return the fields that are other than they were shown."""
    before = base or Decision(now.requirement)
    return {name: getattr(now, name) for name in _ENTERED if getattr(now, name) != getattr(before, name)}


def _with_absent(decision: Decision, base: Decision | None, absent: frozenset[str]) -> Decision:
    if base is None or not absent:
        return decision
    return replace(decision, **{name: getattr(base, name) for name in absent})


def is_blank(decision: Decision) -> bool:
    """Tell whether nobody entered anything."""
    return not any(_values(decision))


def _values(decision: Decision) -> tuple[str, ...]:
    return tuple(getattr(decision, name) for name in _ENTERED)
