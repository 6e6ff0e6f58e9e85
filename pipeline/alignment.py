"""Two revisions of a document, clause by clause: who is whose successor, and what happened to it.

Equal words first, likeness for the rest, the place (number, headings, neighbours) to break ties;
then parts of split and merged clauses; then the class of each pair.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from domain.revision import Change, ChangeKind, ClauseFacts, Relation
from pipeline.alignment_pairs import Pairs, prepare
from pipeline.alignment_parts import Part, parts
from pipeline.changes import Finding, classify, classify_words
from pipeline.likeness import body, skeleton, title
from workbook.differences import differences


def align(old: Sequence[ClauseFacts], new: Sequence[ClauseFacts]) -> tuple[Change, ...]:
    """Return every clause of both revisions with what happened to it, in the new reading order.

    Removed clauses follow the clause that stood before them.  Each new clause is in exactly one
    change, save the one a merge ends in; each old one likewise, save the one a split starts from.
    """
    before = sorted(old, key=lambda side: side.order)
    after = sorted(new, key=lambda side: side.order)
    prepared = prepare(before, after)
    pairs = Pairs(prepared).found()
    found = parts(prepared, pairs)
    return _in_order(_changes(before, after, pairs, found), before, after)


def _changes(
    before: Sequence[ClauseFacts], after: Sequence[ClauseFacts], pairs: dict[int, int], found: Sequence[Part]
) -> list[Change]:
    titles = _Titles(before, after)
    moved = _moved(pairs)
    in_parts = {(part.old, part.new) for part in found}
    changes = [
        _pair_change(before[at], after[to], titles, is_moved=at in moved)
        for at, to in pairs.items()
        if (at, to) not in in_parts
    ]
    changes += [_part_change(part, before, after) for part in found]
    used_old = set(pairs) | {part.old for part in found}
    used_new = set(pairs.values()) | {part.new for part in found}
    changes += [Change(ChangeKind.REMOVED, old=side) for at, side in enumerate(before) if at not in used_old]
    changes += [Change(ChangeKind.NEW, new=side) for at, side in enumerate(after) if at not in used_new]
    return changes


def _pair_change(old: ClauseFacts, new: ClauseFacts, titles: _Titles, *, is_moved: bool) -> Change:
    finding = Finding(ChangeKind.UNCHANGED) if _is_identical(old, new) else classify(old, new)
    marked = differences(old.text, new.text) if finding.kind is not ChangeKind.UNCHANGED else ()
    kind, reasons = finding.kind, finding.reasons
    if kind is ChangeKind.UNCHANGED:
        kind, reasons = _place_change(old, new, titles, is_moved=is_moved)
    return Change(kind, old, new, marked, finding.values, finding.direction, reasons=reasons)


def _is_identical(old: ClauseFacts, new: ClauseFacts) -> bool:
    return (old.text, old.number, old.lead_in, old.header, old.cells) == (
        new.text,
        new.number,
        new.lead_in,
        new.header,
        new.cells,
    )


def _place_change(
    old: ClauseFacts, new: ClauseFacts, titles: _Titles, *, is_moved: bool
) -> tuple[ChangeKind, tuple[str, ...]]:
    section = titles.compare(old, new)
    if section is not None:
        return section, ("heading",)
    if is_moved:
        return ChangeKind.MOVED, ("order",)
    if _number(old) != _number(new) or (old.headings != new.headings and _renumbered(old, new)):
        return ChangeKind.RENUMBERED, ("number",)
    return ChangeKind.UNCHANGED, ()


def _number(side: ClauseFacts) -> str:
    return skeleton(side.number or "")


def _renumbered(old: ClauseFacts, new: ClauseFacts) -> bool:
    """Tell whether a heading above differs in more than its setting: then it is its number."""
    if len(old.headings) != len(new.headings):
        return False
    return any(
        skeleton(one) != skeleton(other) for one, other in zip(old.headings, new.headings, strict=True)
    )


class _Titles:
    """The section titles of both revisions, to tell a move from a title that was rewritten."""

    def __init__(self, before: Iterable[ClauseFacts], after: Iterable[ClauseFacts]) -> None:
        self._known: dict[str, str] = {}
        self._old = {self._title(one) for side in before for one in side.headings}
        self._new = {self._title(one) for side in after for one in side.headings}

    def _title(self, heading: str) -> str:
        if heading not in self._known:
            self._known[heading] = title(heading)
        return self._known[heading]

    def compare(self, old: ClauseFacts, new: ClauseFacts) -> ChangeKind | None:
        """Return moved, or reworded where the title itself was rewritten; none for the same section."""
        left = [self._title(one) for one in old.headings]
        right = [self._title(one) for one in new.headings]
        if left == right:
            return None
        gone = [one for one in left if one not in self._new]
        come = [one for one in right if one not in self._old]
        if gone and come and len(left) == len(right):
            return ChangeKind.REWORDED
        return ChangeKind.MOVED if left[-1:] != right[-1:] or not (gone or come) else None


def _moved(pairs: dict[int, int]) -> set[int]:
    """Return the old places of the pairs outside the longest run that keeps its order."""
    ordered = sorted(pairs.items())
    tails: list[int] = []
    tail_at: list[int] = []
    previous: list[int] = []
    for at, (_, to) in enumerate(ordered):
        place = bisect_left(tails, to)
        previous.append(tail_at[place - 1] if place else -1)
        tails[place : place + 1] = [to]
        tail_at[place : place + 1] = [at]
    keeping = set()
    at = tail_at[-1] if tail_at else -1
    while at >= 0:
        keeping.add(ordered[at][0])
        at = previous[at]
    return set(pairs) - keeping


def _part_change(part: Part, before: Sequence[ClauseFacts], after: Sequence[ClauseFacts]) -> Change:
    old, new = before[part.old], after[part.new]
    group = old.key if part.relation is Relation.SPLIT else new.key
    if not part.leads:
        kind = ChangeKind.NEW if part.relation is Relation.SPLIT else ChangeKind.REMOVED
        return Change(kind, old, new, relation=part.relation, group=group, reasons=(part.relation.value,))
    finding = classify_words(
        " ".join(body(before[at]) for at in part.all_old), " ".join(body(after[at]) for at in part.all_new)
    )
    kind = ChangeKind.REWORDED if finding.kind is ChangeKind.UNCHANGED else finding.kind
    marked = differences(old.text, new.text)
    reasons = (part.relation.value, *finding.reasons)
    return Change(kind, old, new, marked, finding.values, finding.direction, part.relation, group, reasons)


def _in_order(
    changes: Iterable[Change], before: Sequence[ClauseFacts], after: Sequence[ClauseFacts]
) -> tuple[Change, ...]:
    """Sort by the new order; what is gone stands where its predecessor went."""
    place = {id(side): at for at, side in enumerate(after)}
    old_place = {id(side): at for at, side in enumerate(before)}
    went: dict[int, int] = {}
    for change in changes:
        if change.old and change.new:
            went.setdefault(old_place[id(change.old)], place[id(change.new)])

    def rank(change: Change) -> tuple[int, int, int]:
        at = old_place[id(change.old)] if change.old else -1
        if change.new:
            return place[id(change.new)], 0, at
        behind = at - 1
        while behind >= 0 and behind not in went:
            behind -= 1
        return went.get(behind, -1), 1, at

    return tuple(sorted(changes, key=rank))


def counts(changes: Iterable[Change]) -> dict[ChangeKind, int]:
    """Count the changes of each kind, every kind named."""
    found = Counter(change.kind for change in changes)
    return {kind: found[kind] for kind in ChangeKind}


__all__ = ["align", "counts"]
