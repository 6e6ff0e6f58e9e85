"""Clauses that were split into several, or merged into one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from domain.revision import Relation
from pipeline.alignment_pairs import Prepared
from pipeline.changes_knowledge import change_knowledge

_MOST_PARTS = 6


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a split or merge; ``leads`` marks the part that goes on with the decision."""

    old: int
    new: int
    relation: Relation
    leads: bool
    all_old: tuple[int, ...]
    all_new: tuple[int, ...]


def parts(given: Prepared, pairs: dict[int, int]) -> tuple[Part, ...]:
    """Find splits and merges among the neighbours of pairs that are not equal in words.

    Pairs that turn out to be parts stay in ``pairs``; a clause without a partner that is
    found to have been split or merged has none of its own.
    """
    found: list[Part] = []
    splits = _runs(given.old_words, given.new_words, pairs)
    for one, run in splits:
        lead = _longest(run, given.new_words)
        found += [Part(one, to, Relation.SPLIT, to == lead, (one,), run) for to in run]
    used_old = {one for one, _ in splits}
    used_new = {to for _, run in splits for to in run}
    back = {to: at for at, to in pairs.items() if at not in used_old and to not in used_new}
    for one, run in _runs(given.new_words, given.old_words, back):
        if one in used_new or used_old & set(run):
            continue
        lead = _longest(run, given.old_words)
        found += [Part(at, one, Relation.MERGE, at == lead, run, (one,)) for at in run]
    return tuple(found)


def _longest(run: tuple[int, ...], words: Sequence[str]) -> int:
    return max(run, key=lambda at: (len(words[at]), -at))


def _runs(
    whole: Sequence[str], pieces: Sequence[str], pairs: dict[int, int]
) -> list[tuple[int, tuple[int, ...]]]:
    """Return each whole with the run of pieces it consists of."""
    owner = {to: at for at, to in pairs.items()}
    candidates = [at for at in range(len(whole)) if at not in pairs or whole[at] != pieces[pairs[at]]]
    free = [to for to in range(len(pieces)) if to not in owner]
    found: list[tuple[int, tuple[int, ...]]] = []
    used: set[int] = set()
    for at in candidates:
        starts = _starts(at, pairs, free, whole, pieces)
        best = max((_run_from(at, to, whole, pieces, owner) for to in starts), default=(0.0, ()))
        score, run = best
        if score >= change_knowledge().alignment.whole and not used & set(run):
            found.append((at, run))
            used |= set(run)
    return found


def _starts(
    at: int, pairs: dict[int, int], free: list[int], whole: Sequence[str], pieces: Sequence[str]
) -> list[int]:
    """Return where a run may begin: at or before the partner, or at a free piece that fits."""
    if at in pairs:
        partner = pairs[at]
        return [to for to in range(max(0, partner - _MOST_PARTS + 1), partner + 1)]
    return [to for to in free if _begins(whole[at], pieces[to])]


def _begins(whole: str, piece: str) -> bool:
    """Tell quickly whether a text may begin with a piece."""
    shortest = change_knowledge().alignment.shortest_part
    return shortest <= len(piece) < len(whole) and whole[:shortest] == piece[:shortest]


def _run_from(
    at: int, start: int, whole: Sequence[str], pieces: Sequence[str], owner: dict[int, int]
) -> tuple[float, tuple[int, ...]]:
    """Return the best likeness of two or more pieces from a start, all free or the whole's own."""
    scale = change_knowledge().alignment
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    joined = ""
    alone = 0.0
    for to in range(start, min(len(pieces), start + _MOST_PARTS)):
        piece = pieces[to]
        if owner.get(to, at) != at or len(piece) < scale.shortest_part:
            break
        if fuzz.partial_ratio(piece, whole[at]) < scale.part or len(joined) > len(whole[at]):
            break
        joined += piece
        alone = max(alone, fuzz.ratio(piece, whole[at]))
        score = fuzz.ratio(joined, whole[at])
        if to > start and score > max(best[0], alone):
            best = (score, tuple(range(start, to + 1)))
    return best
