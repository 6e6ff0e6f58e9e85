"""Text of a page through PDFium: lines with box, size and weight, in the order of the file.

A few calls a line; boxes of single characters are asked for only where a line is cut (by
the cells of a table, by a wide blank) or where a blank between Han characters is doubtful.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw

from extractors import pdf_glyphs, pdf_tags
from extractors import pdfium_calls as calls
from extractors.layout import Line
from extractors.pdfium_letters import Letters
from extractors.pdfium_page import Frame, turned
from extractors.pdfium_runs import FORCE_BOLD, TALL, WIDE_GAP, Cells, Run, is_bold

_BREAK = re.compile("\r\n|\ufffe|[\r\n\x02]")
_STRIP = 20  # characters of a strip that are looked at
_DOWN = 270.0  # degrees; so is text that runs down the page
_HYPHENS = "-\u2010\u00ad"


class TextLayer:
    """The text layer of one page; close it when done (PDFium does not count references)."""

    def __init__(self, page: Any, frame: Frame, limit: int) -> None:
        self._handle = raw.FPDFText_LoadPage(page.raw)
        self._at = calls.address(self._handle)
        self._sides = calls.Doubles()
        self._numbers = calls.Floats()
        self._name = ctypes.create_string_buffer(256)
        self._flags = ctypes.c_int()
        self._name_at, self._flags_at = map(ctypes.addressof, (self._name, self._flags))
        self.frame = frame
        self.glyphs = max(raw.FPDFText_CountChars(self._handle), 0) if self._handle else 0
        self.cut = self.glyphs > limit
        self.text = self._whole(min(self.glyphs, limit))
        self.mapped = len(self.text) == min(self.glyphs, limit)
        self.turn = 0
        self.vertical = False
        self.runs: list[Run] = []
        self._letters: Letters | None = None
        self._free: dict[int, list[Line]] = {}

    def close(self) -> None:
        """Give the layer back."""
        if self._handle:
            raw.FPDFText_ClosePage(self._handle)
            self._handle = None

    def headings(self, page: Any) -> dict[str, int]:
        """Return the headings that the page's tags name, with their level from 1."""
        return pdf_tags.headings(page, self._handle) if self._handle else {}

    def _whole(self, count: int) -> str:
        if count <= 0:
            return ""
        buffer = ctypes.create_string_buffer((count + 1) * 4)
        pointer = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        got = raw.FPDFText_GetText(self._handle, 0, count, pointer)
        return buffer.raw[: max(0, got - 1) * 2].decode("utf-16-le", "replace")

    def _index(self, place: int) -> int:
        if self.mapped:
            return place
        return int(calls.char_index(self._at, place))

    def read(self) -> None:
        """Find the lines and the direction in which most of the page is read."""
        place = 0
        for match in [*_BREAK.finditer(self.text), None]:
            end = match.start() if match else len(self.text)
            hyphen = match is not None and match.group() in ("\ufffe", "\x02")
            run = self._run(place, self.text[place:end], hyphen=hyphen)
            if run:
                self.runs.append(run)
            place = match.end() if match else end
        self._turn()

    def _turn(self) -> None:
        weights: Counter[int] = Counter()
        for run in self.runs:
            weights[round(run.angle / 90) * 90 % 360] += len(run.text)
        angle = weights.most_common(1)[0][0] if weights else 0
        # Rotated labels on a drawing are not a turned page: ask for a clear majority.
        if angle and weights[angle] > 0.6 * weights.total():
            self.turn = angle
            self.vertical = sum(run.vertical for run in self.runs) * 2 > len(self.runs)
            self.frame = turned(self.frame, angle)
            for run in self.runs:
                run.angle = (run.angle - angle) % 360
                run.box, run.wide = self._box(self._index(run.start), len(run.text), run.size)
                self._put_on_baseline(run, self._index(run.start))

    def _put_on_baseline(self, run: Run, first: int) -> None:
        """Give a level line the height of its type: boxes of glyphs vary with the letters."""
        x0, top, x1, bottom = run.box
        if 1 < run.angle < 359 or not run.size or run.vertical:
            return
        if bottom - top > TALL * run.size:  # Type 3 fonts measure in spaces of their own
            run.size = bottom - top
        elif calls.char_origin(self._at, first, *self._sides.at[:2]):
            x, y, *_ = self._sides.read()
            base = self.frame.point(x, y)[1]
            run.box = (x0, base - 0.86 * run.size, x1, base + 0.14 * run.size)

    def _run(self, start: int, text: str, *, hyphen: bool) -> Run | None:
        stripped = text.strip()
        if not stripped:
            return None
        start += len(text) - len(text.lstrip())
        first, last = self._index(start), self._index(start + len(stripped) - 1)
        size, angle = self._size(first)
        box, wide = self._box(first, len(stripped), size)
        bold = self._bold(first) and self._bold(last)
        hyphen = hyphen or (len(stripped) > 1 and stripped[-1] in _HYPHENS and stripped[-2].isalpha())
        size = size or box[3] - box[1]
        run = Run(start, stripped, box, size, bold, angle, hyphen, wide, text[-1].isspace())
        if run.angle in (0.0, 360.0) and self._is_vertical(run):
            run.angle, run.vertical = _DOWN, True
        self._put_on_baseline(run, first)
        return run

    def _is_vertical(self, run: Run) -> bool:
        """Tell whether the characters of a run stand below each other, upright all the same."""
        if not run.is_upright_strip:
            return False
        x, y, *_ = self._sides.at
        origins = []
        for place, char in enumerate(run.text[:_STRIP], start=run.start):
            if not char.isspace() and calls.char_origin(self._at, self._index(place), x, y):
                origins.append(self.frame.point(*self._sides.read()[:2]))
        return run.goes_down(origins)

    def _size(self, index: int) -> tuple[float, float]:
        size = calls.font_size(self._at, index)
        if not calls.char_matrix(self._at, index, self._numbers.at[0]):
            return size, 0.0
        a, b, c, d, *_ = self._numbers.read()
        angle = math.degrees(math.atan2(b, a)) - self.frame.rotation
        return abs(size) * math.hypot(c, d), angle % 360

    def _bold(self, index: int) -> bool:
        calls.font_info(self._at, index, self._name_at, 256, self._flags_at)
        return bool(self._flags.value & FORCE_BOLD) or is_bold(self._name.value)

    def _box(
        self, first: int, length: int, size: float = 0.0
    ) -> tuple[tuple[float, float, float, float], bool]:
        boxes = []
        for number in range(calls.rect_count(self._at, first, length)):
            if calls.rect_at(self._at, number, *self._sides.at):
                left, top, right, bottom = self._sides.read()
                boxes.append(self.frame.box(left, bottom, right, top))
        if len(boxes) < 2:
            return (boxes[0] if boxes else (0.0, 0.0, 0.0, 0.0)), False
        x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
        wide = False
        if size:
            boxes.sort()
            wide = any(after[0] - before[2] > WIDE_GAP * size for before, after in pairwise(boxes))
        return (min(x0s), min(tops), max(x1s), max(bottoms)), wide

    def lines(self, page: int, cells: Cells | None) -> Iterator[tuple[Line, int | None]]:
        """Yield the lines with the cell in which each stands (None: in no table)."""
        for rank, run in enumerate(self.runs):
            cell = None
            if cells is not None and cells.touches(run):
                cell = cells.holds(run) if run.is_whole and not 1 < run.angle < 359 else None
                if cell is None:
                    yield from self._cut(page, rank, run, cells)
                    continue
            if rank not in self._free:
                self._free[rank] = list(self._outside(page, rank, run))
            for line in self._free[rank]:
                yield line, cell

    def _outside(self, page: int, rank: int, run: Run) -> Iterator[Line]:
        """Yield the pieces of a line that stands in no table."""
        if not run.is_whole:
            yield from (line for line, _ in self._cut(page, rank, run, None))
        elif line := self._line(page, rank, run, run.text, run.box):
            yield line

    def _line(
        self,
        page: int,
        rank: int,
        run: Run,
        text: str,
        box: tuple[float, float, float, float],
        *,
        ends: bool = True,
    ) -> Line | None:
        """Return a line, or a piece of one: only where it ``ends`` a hyphen or blank may follow."""
        text = pdf_glyphs.clean(text)
        hyphen, blank = run.hyphen and ends, run.blank and ends
        if hyphen and run.text and text and text[-1] not in _HYPHENS:
            text += "-"
        if not text:
            return None
        return Line(page, text, *box, run.size, run.bold, rank, False, hyphen, run.angle, blank)

    def _cut(self, page: int, rank: int, run: Run, cells: Cells | None) -> Iterator[tuple[Line, int | None]]:
        if self._letters is None:  # made late: the frame may turn
            self._letters = Letters(self._at, self.frame, self.mapped)
        for piece in self._letters.pieces(run, cells):
            line = self._line(page, rank, run, piece.text, piece.box, ends=piece.ends)
            if line:
                yield line, piece.cell
