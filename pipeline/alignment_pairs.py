"""Which old clause is which new one: equal words first, then likeness within the neighbourhood."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from domain.revision import ClauseFacts
from pipeline.changes_knowledge import change_knowledge
from pipeline.likeness import body, skeleton, title


@dataclass(frozen=True, slots=True)
class Prepared:
    """Both revisions in reading order, with what their clauses are compared by."""

    old: tuple[ClauseFacts, ...]
    new: tuple[ClauseFacts, ...]
    old_words: tuple[str, ...]
    new_words: tuple[str, ...]
    old_places: tuple[tuple[str, str], ...]
    new_places: tuple[tuple[str, str], ...]


def prepare(old: Sequence[ClauseFacts], new: Sequence[ClauseFacts]) -> Prepared:
    """Work out each clause's skeleton and its place: number and nearest section title."""
    titles: dict[str, str] = {}

    def place(side: ClauseFacts) -> tuple[str, str]:
        nearest = side.headings[-1] if side.headings else ""
        if nearest not in titles:
            titles[nearest] = title(nearest)
        return skeleton(side.number) if side.number else "", titles[nearest]

    def words(side: ClauseFacts) -> str:
        return skeleton(body(side)) or skeleton(side.text)

    return Prepared(
        tuple(old),
        tuple(new),
        tuple(map(words, old)),
        tuple(map(words, new)),
        tuple(map(place, old)),
        tuple(map(place, new)),
    )


class Pairs:
    """Finds the pairs; old and new places are indexes into ``Prepared``."""

    def __init__(self, prepared: Prepared) -> None:
        self._given = prepared
        self._pairs: dict[int, int] = {}
        self._taken: set[int] = set()

    def found(self) -> dict[int, int]:
        """Return the new place of each old clause that has a successor."""
        self._equal_words()
        self._alike()
        return self._pairs

    def _pair(self, at: int, to: int) -> None:
        self._pairs[at] = to
        self._taken.add(to)

    def _equal_words(self) -> None:
        """Pair equal words: those that stand once each, then by number, title, lead-in and order."""
        old_at, new_at = _places_by(self._given.old_words), _places_by(self._given.new_words)
        shared = [key for key in old_at if key in new_at]
        for key in shared:
            if len(old_at[key]) == len(new_at[key]) == 1:
                self._pair(old_at[key][0], new_at[key][0])
        gaps = _Gaps(self._pairs)
        for key in shared:
            candidates = sorted(
                (-self._place_score(at, to, gaps), abs(at - to), at, to)
                for at in old_at[key]
                if at not in self._pairs
                for to in _near(new_at[key], at, change_knowledge().alignment.window)
                if to not in self._taken
            )
            self._take((at, to) for _, _, at, to in candidates)

    def _take(self, candidates: Iterable[tuple[int, int]]) -> None:
        for at, to in candidates:
            if at not in self._pairs and to not in self._taken:
                self._pair(at, to)

    def _place_score(self, at: int, to: int, gaps: _Gaps) -> float:
        scale = change_knowledge().alignment
        (number, heading), (other_number, other_heading) = (
            self._given.old_places[at],
            self._given.new_places[to],
        )
        old, new = self._given.old[at], self._given.new[to]
        score = scale.number_bonus * (number == other_number and number != "")
        score += scale.heading_bonus * (heading == other_heading)
        score += scale.order_bonus * gaps.beside(at, to)
        score += scale.cell_bonus * (bool(old.cells) and old.cells[:1] == new.cells[:1])
        return score + (old.lead_in == new.lead_in) + (old.header == new.header)

    def _alike(self) -> None:
        gaps = _Gaps(self._pairs)
        left = [at for at in range(len(self._given.old)) if at not in self._pairs]
        right = [to for to in range(len(self._given.new)) if to not in self._taken]
        candidates = []
        for at in left:
            for to in self._worth_looking(at, right, gaps, whole=len(left) * len(right) <= _MANY):
                score = self._likeness(at, to, gaps)
                if score is not None:
                    candidates.append((-score, abs(gaps.expected(at) - to), at, to))
        self._take((at, to) for _, _, at, to in sorted(candidates))

    def _worth_looking(self, at: int, right: list[int], gaps: _Gaps, *, whole: bool) -> list[int]:
        """Return all that is left, or where that is too much, what is left around the place."""
        window = change_knowledge().alignment.window
        return right if whole else _near(right, gaps.expected(at), window)

    def _likeness(self, at: int, to: int, gaps: _Gaps) -> float | None:
        scale = change_knowledge().alignment
        old, new = self._given.old[at], self._given.new[to]
        if old.is_heading is not new.is_heading or bool(old.cells) is not bool(new.cells):
            return None
        ratio = fuzz.ratio(
            self._given.old_words[at], self._given.new_words[to], score_cutoff=scale.same_place
        )
        if not ratio:
            return None
        beside = gaps.beside(at, to)
        same_number = self._given.old_places[at] == self._given.new_places[to] and old.number is not None
        cut_off = scale.anywhere
        if beside or same_number or self._same_row(old, new):
            cut_off = scale.same_place if beside and same_number else scale.beside
        return ratio + self._place_score(at, to, gaps) if ratio >= cut_off else None

    @staticmethod
    def _same_row(old: ClauseFacts, new: ClauseFacts) -> bool:
        return bool(old.cells) and old.cells[:1] == new.cells[:1] and old.header == new.header


_MANY = 250_000  # comparisons of whole texts, about a fifth of a second


def _places_by(words: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for at, key in enumerate(words):
        places[key].append(at)
    return places


def _near(places: list[int], at: int, window: int) -> list[int]:
    if len(places) <= window:
        return places
    return places[bisect_left(places, at - window) : bisect_left(places, at + window + 1)]


class _Gaps:
    """Where an old place lies between the pairs found so far, and where that is in the new text."""

    def __init__(self, pairs: dict[int, int]) -> None:
        self._old = sorted(pairs)
        self._pairs = dict(pairs)
        self._new = sorted(pairs.values())

    def beside(self, at: int, to: int) -> bool:
        """Tell whether the nearest pair before, or behind, is the same seen from both places."""
        place, other = bisect_left(self._old, at), bisect_left(self._new, to)
        before = place > 0 and other > 0 and self._pairs[self._old[place - 1]] == self._new[other - 1]
        behind = (
            place < len(self._old)
            and other < len(self._new)
            and self._pairs[self._old[place]] == self._new[other]
        )
        edge = (place == 0 and other == 0) or (place == len(self._old) and other == len(self._new))
        return before or behind or edge

    def expected(self, at: int) -> int:
        """Return the new place where an old clause would stand if nothing had moved."""
        place = bisect_left(self._old, at)
        if place == 0:
            return at
        nearest = self._old[place - 1]
        return self._pairs[nearest] + at - nearest
