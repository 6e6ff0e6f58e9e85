"""Measures how much of a document's true structure a reading has."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, fields

from structure_truth import Expected, Truth

from domain.document import Block, BlockKind
from domain.text import solid
from pipeline.clauses import split


@dataclass(frozen=True, slots=True)
class Scores:
    """Right and possible counts; the ratio of sums over documents is what is asserted.

    ``clauses`` counts twice the exact clauses over found plus expected (F1).  ``furniture``
    counts running texts that left the text, over those and the ones that stand in it, alone
    or within a clause; ``lost`` counts characters of clauses that stand in no clause.
    ``notes`` are texts of notes that stand in a note.
    """

    clauses: tuple[int, int]
    numbers: tuple[int, int]
    order: tuple[int, int]
    rows: tuple[int, int]
    furniture: tuple[int, int]
    lost: int
    wrong: tuple[str, ...]
    notes: tuple[int, int] = (0, 0)

    @property
    def ratios(self) -> dict[str, float]:
        """The measures by name, each 0 to 1; 1 where there is nothing to measure."""
        named = {field.name: getattr(self, field.name) for field in fields(self)[:5]}
        return {name: right / possible if possible else 1.0 for name, (right, possible) in named.items()}


def score(truth: Truth, blocks: tuple[Block, ...]) -> Scores:
    """Compare what was read with the truth."""
    clauses = [c for c in split("d", blocks, truth.language) if c.block is not BlockKind.NOTE]
    texts = [solid(clause.text) for clause in clauses]
    places: dict[str, deque[int]] = defaultdict(deque)
    for place, text in enumerate(texts):
        places[text].append(place)
    matched = [(e, places[e.text].popleft()) for e in truth.clauses if places[e.text]]
    numbered = [(e.number, clauses[place].number) for e, place in matched if e.number]
    rows = Counter(tuple(map(solid, c.cells)) for c in clauses if c.cells)
    expected_rows = Counter(e.cells for e in truth.clauses if e.cells)
    furniture = [solid(block.text) for block in blocks if block.kind is BlockKind.FURNITURE]
    out = sum(1 for text in furniture if truth.furniture.fullmatch(text))
    left = sum(1 for text in _unmatched(texts, matched) if _holds_furniture(truth, text))
    missing = sum((Counter("".join(e.text for e in truth.clauses)) - Counter("".join(texts))).values())
    found = {e.text for e, _ in matched}
    noted = [solid(block.text) for block in blocks if block.kind is BlockKind.NOTE]
    return Scores(
        clauses=(2 * len(matched), len(texts) + len(truth.clauses)),
        numbers=(
            sum(1 for want, got in numbered if got and bare(want) == bare(got)),
            sum(1 for e in truth.clauses if e.number),
        ),
        order=(_longest_rising([place for _, place in matched]), len(matched)),
        rows=((rows & expected_rows).total(), expected_rows.total()),
        furniture=(out, out + left),
        lost=missing,
        wrong=tuple(e.text for e in truth.clauses if e.text not in found),
        notes=(sum(1 for text in truth.notes if any(text in note for note in noted)), len(truth.notes)),
    )


def together(scores: list[Scores]) -> dict[str, float]:
    """Return the measures over all documents, 1 where there is nothing to measure."""
    out = {}
    for name in ("clauses", "numbers", "order", "rows", "furniture"):
        pairs = [getattr(item, name) for item in scores]
        possible = sum(possible for _, possible in pairs)
        out[name] = sum(right for right, _ in pairs) / possible if possible else 1.0
    return out


def bare(number: str) -> str:
    """Return a number without the sign behind it: ``1.`` and ``1`` number the same."""
    return number.rstrip(".、．")


def _unmatched(texts: list[str], matched: list[tuple[Expected, int]]) -> list[str]:
    taken = {place for _, place in matched}
    return [text for place, text in enumerate(texts) if place not in taken]


def _holds_furniture(truth: Truth, text: str) -> bool:
    """Tell whether a clause that should not be is a running text, or holds one of some length."""
    found = truth.furniture.search(text)
    return found is not None and (len(found[0]) > 5 or found[0] == text)


def _longest_rising(places: list[int]) -> int:
    tails: list[int] = []
    for place in places:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return len(tails)
