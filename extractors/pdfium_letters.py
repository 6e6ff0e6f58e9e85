"""Where the letters of a line stand, and the pieces that cells and wide blanks make of it.

A word that stands whole in one cell is placed by its first and last letter; all its letters
are asked for only where it may reach over a border, runs aslant or stands out of order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors import pdf_glyphs
from extractors import pdfium_calls as calls
from extractors.pdfium_page import Frame
from extractors.pdfium_runs import MISPLACED, WIDE_GAP, Cells, Run

_WORD = re.compile(r"\S+")
_SHORT = 3  # letters of a word from which asking for its ends alone saves something
_BACK = 0.25  # em; a letter that far left of the one before it was drawn out of order
_COVERED = 0.5  # share of the narrower letter that another covers where they are set upon each other
_BLANK = 0.2  # em between letters of Latin type that a blank parts
_WIDEST = 1.5  # em a letter, on average; what is wider is no word set in one go

Box = tuple[float, float, float, float]
Char = tuple[str, float, float, float, float]
Unit = tuple[int, Char, int | None]  # place, letter or word with its box, cell


class Piece(NamedTuple):
    """A part of a line that stands in one cell, or in none; ``ends`` tells whether the line ends with it."""

    text: str
    box: Box
    cell: int | None
    ends: bool


class Letters:
    """The places of the letters of one page; ``page`` is the address of its text layer.

    ``mapped`` tells that the places in the text are those of the glyphs.
    """

    def __init__(self, page: int, frame: Frame, mapped: bool) -> None:
        self._page, self._frame, self._mapped = page, frame, mapped
        self._numbers = calls.Floats()
        self._seen: dict[int, list[Char]] = {}

    def pieces(self, run: Run, cells: Cells | None) -> Iterator[Piece]:
        """Yield the pieces of a line, cut at the borders of cells and at wide blanks."""
        parts: list[Char] = []
        cell: int | None = None
        blank: int | None = None  # where one stands before the next letter
        right = 0.0
        for place, unit, here in self._units(run, cells):
            letter, x0, _, x1, _ = unit
            if letter.isspace():
                blank = place if blank is None else blank
                continue
            if parts and (here != cell or x0 - right > WIDE_GAP * run.size):
                yield _piece(run, parts, cell, ends=False)
                parts = []
            elif parts and blank is not None:
                # A blank of the type itself stays; one that PDFium put in may be mere spacing.
                spacing = _is_han_gap(parts[-1][0][-1], letter[0], x0 - right, run)
                if not spacing or not self._is_generated(blank):
                    parts.append((" ", *parts[-1][1:]))
            cell, right, blank = here, x1, None
            parts.append(unit)
        if parts:
            yield _piece(run, parts, cell, ends=True)

    def _units(self, run: Run, cells: Cells | None) -> Iterable[Unit]:
        """Yield the letters of a line, or whole words where they stand in one cell, with blanks between."""
        if run.angle or MISPLACED.search(run.text):
            return [(place, char, _cell_of(char, cells)) for place, char in self._in_sight(run)]
        return self._words(run, cells)

    def _words(self, run: Run, cells: Cells | None) -> Iterator[Unit]:
        behind = 0
        for match in _WORD.finditer(run.text):
            start, end = match.span()
            if start > behind:
                yield run.start + behind, (" ", 0.0, 0.0, 0.0, 0.0), None
            behind = end
            place = run.start + start
            found = self._whole(match.group(), place, run.size, cells) if end - start > _SHORT else None
            if found:
                yield found
            else:
                for number, char in enumerate(self._at(match.group(), place), start=place):
                    yield number, char, _cell_of(char, cells)

    def _whole(self, word: str, place: int, size: float, cells: Cells | None) -> Unit | None:
        """Return a word by its ends; None where its letters may stand in several cells, or out of order."""
        (_, x0, top, x1, bottom), (_, left, upper, right, lower) = self._boxes(
            word[:: len(word) - 1], (self._index(place), self._index(place + len(word) - 1))
        )
        if not x1 <= right or right - x0 > _WIDEST * size * len(word):
            return None
        cell = None
        if cells is not None:
            cell = cells.at((x0 + x1) / 2, (top + bottom) / 2)
            if cell is None or cells.at((left + right) / 2, (upper + lower) / 2) != cell:
                return None
        return place, (word, x0, top, right, bottom), cell

    def _in_sight(self, run: Run) -> list[tuple[int, Char]]:
        """Return the characters of a line with their places, from left to right as they are seen.

        PDFium takes the characters in the order in which they are drawn, and some programs draw
        those of another font (℃, the quotation marks of a Chinese text) before or after the rest.
        """
        found = list(enumerate(self._at(run.text, run.start), start=run.start))
        if run.angle:
            return found
        seen = [one for one in found if not one[1][0].isspace()]
        middles = [(char[2] + char[4]) / 2 for _, char in seen]
        one_line = max(middles, default=0.0) - min(middles, default=0.0) < run.size
        if not one_line or not any(b[1][1] < a[1][1] - _BACK * run.size for a, b in pairwise(seen)):
            return found
        typed = [one for one in found if one[1][0].isspace() and not self._is_generated(one[0])]
        ordered = sorted([*seen, *typed], key=lambda one: one[1][1])
        return found if _any_covered(ordered) else list(_with_blanks(ordered, run.size))

    def _at(self, text: str, place: int) -> list[Char]:
        """Return the characters from a place on; asked for again where a table is tried."""
        found = self._seen.get(place)
        if found is None or len(found) != len(text):
            places = range(place, place + len(text))
            found = self._boxes(text, places if self._mapped else map(self._index, places))
            self._seen[place] = found
        return found

    def _boxes(self, text: str, indices: Iterable[int]) -> list[Char]:
        """Return characters with their boxes; the innermost loop of all."""
        ask, page, at, read = calls.loose_box, self._page, self._numbers.at[0], self._numbers.box
        found = []
        for index in indices:
            ask(page, index, at)
            found.append(read())
        if self._frame.rotation:
            box = self._frame.box
            return [(char, *box(at[0], at[3], at[2], at[1])) for char, at in zip(text, found, strict=True)]
        x, y = self._frame.left, self._frame.top
        return [
            (char, left - x, y - top, right - x, y - bottom)
            for char, (left, top, right, bottom) in zip(text, found, strict=True)
        ]

    def _index(self, place: int) -> int:
        return place if self._mapped else int(calls.char_index(self._page, place))

    def _is_generated(self, place: int) -> bool:
        return bool(calls.is_generated(self._page, self._index(place)) == 1)


def _any_covered(letters: Sequence[tuple[int, Char]]) -> bool:
    """Tell whether a letter stands upon the one before: then places say nothing of their order."""
    for (_, before), (_, after) in pairwise(letters):
        common = min(before[3], after[3]) - after[1]
        narrower = min(before[3] - before[1], after[3] - after[1])
        if before[0].strip() and after[0].strip() and common > _COVERED * narrower > 0:
            return True
    return False


def _with_blanks(letters: Sequence[tuple[int, Char]], size: float) -> Iterator[tuple[int, Char]]:
    """Yield the letters with the blanks between Latin words that only their distance shows."""
    before = ""
    right = 0.0
    for place, char in letters:
        latin = before.strip() and char[0].strip() and before.isascii() and char[0].isascii()
        if latin and char[1] - right > _BLANK * size:
            yield place, (" ", right, char[2], char[1], char[4])
        yield place, char
        before, right = char[0], char[3]


def _cell_of(char: Char, cells: Cells | None) -> int | None:
    if cells is None:
        return None
    return cells.at((char[1] + char[3]) / 2, (char[2] + char[4]) / 2)


def _piece(run: Run, parts: list[Char], cell: int | None, *, ends: bool) -> Piece:
    letters, x0s, tops, x1s, bottoms = zip(*parts, strict=True)
    top, bottom = run.box[1], run.box[3]
    if 1 < run.angle < 359:
        top, bottom = min(tops), max(bottoms)
    return Piece("".join(letters), (min(x0s), top, max(x1s), bottom), cell, ends)


def _is_han_gap(before: str, after: str, gap: float, run: Run) -> bool:
    """Tell whether a blank between two Han characters is the spacing of the type."""
    if before.isascii() or after.isascii():
        return False
    return gap < 0.45 * run.size and pdf_glyphs.HAN_GAP.search(f"{before} {after}") is not None
