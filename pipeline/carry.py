"""From one revision of a document to the next: which requirement is which, what that means for decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.revision import Change, ChangeKind, ClauseFacts, Relation, Standing, facts_of
from domain.text import fingerprint
from pipeline.finding import Finding
from pipeline.store import Alteration

_KINDS = {
    ChangeKind.UNCHANGED: "unchanged",
    ChangeKind.MOVED: "moved",
    ChangeKind.RENUMBERED: "moved",
    ChangeKind.NEW: "new",
    ChangeKind.REMOVED: "removed",
}


@dataclass(frozen=True, slots=True)
class Carried:
    """The new finding under the keys that stay, the keys taken over (own to old), what changed."""

    finding: Finding
    adopted: Mapping[str, str]
    changes: tuple[Alteration, ...]


def under_keys(finding: Finding, adopted: Mapping[str, str]) -> Finding:
    """Return the finding with the keys that its requirements took over."""
    if all(adopted.get(one.key, one.key) == one.key for one in finding.demands):
        return finding
    demands = tuple(replace(one, key=adopted.get(one.key, one.key)) for one in finding.demands)
    return replace(finding, demands=demands)


def carry(old: Finding, new: Finding, sha256: str, last_decision: int) -> Carried:
    """Align the requirements of two revisions; ``new`` has its own keys still.

    A requirement keeps the key of the one that it continues.  A key that two would have stays
    with the one that continues it.
    """
    from pipeline.alignment import align

    changes = align(_sides(old), _sides(new))
    adopted = _adopted(changes)
    taken = {adopted.get(side.key, "") for side in (change.new for change in changes) if side is not None}
    for one in new.demands:
        if one.key not in adopted and one.key in taken:
            adopted[one.key] = f"R-{fingerprint(one.key, sha256)}"
    adopted = {own: key for own, key in adopted.items() if own != key}
    carried = under_keys(new, adopted)
    return Carried(carried, adopted, _alterations(changes, adopted, new.document, last_decision))


def _sides(finding: Finding) -> list[ClauseFacts]:
    return [
        facts_of(one.clause, at, one.verdict, key=one.key, text=one.text)
        for at, one in enumerate(finding.requirements())
    ]


def _adopted(changes: tuple[Change, ...]) -> dict[str, str]:
    """Return the old key of each new one that continues it; the surest continuation first."""
    adopted: dict[str, str] = {}
    given: set[str] = set()
    pairs = [change for change in changes if change.old is not None and change.new is not None]
    for change in sorted(pairs, key=lambda one: (one.relation is not Relation.ONE, _rank(one))):
        assert change.old is not None
        assert change.new is not None
        if change.old.key not in given and change.new.key not in adopted:
            adopted[change.new.key] = change.old.key
            given.add(change.old.key)
    return adopted


def _rank(change: Change) -> int:
    return list(Standing).index(change.standing)


def _alterations(
    changes: tuple[Change, ...], adopted: Mapping[str, str], document: str, last_decision: int
) -> tuple[Alteration, ...]:
    found: dict[str, Alteration] = {}
    gone: list[str] = []
    kept: set[str] = set()
    for change in changes:
        if change.new is None:
            gone += [change.old.key] if change.old is not None else []
            continue
        key = adopted.get(change.new.key, change.new.key)
        before = change.old.text if change.old is not None else None
        kept.add(key)
        kind = _KINDS.get(change.kind, "changed")
        if kind == "changed" and before is None:
            kind = "new"
        if kind == "unchanged" and change.standing is Standing.STANDS:
            continue
        text = before if kind == "changed" else None
        continues = change.old is not None and change.old.key == key
        standing = change.standing.value if continues else Standing.STANDS.value
        found[key] = Alteration(key, document, kind, text, standing, last_decision)
    for key in gone:
        if key not in kept:
            found[key] = Alteration(key, document, "removed", None, Standing.STANDS.value, last_decision)
    return tuple(found.values())
