"""One page of a PDF as lines and tables: text layer and drawing brought together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2.raw as raw

from extractors import pdf_glyphs
from extractors.layout import Line, PageText, TablePiece
from extractors.layout_figures import find_figures
from extractors.pdfium_notes import read_notes
from extractors.pdfium_page import frame_of
from extractors.pdfium_paths import Edge, Reader
from extractors.pdfium_runs import Run
from extractors.pdfium_text import TextLayer
from extractors.tables import Grid, build_piece, cuts_words, find_grids
from extractors.tables_borderless import find_borderless
from extractors.tables_open import find_open_grids


@dataclass(frozen=True, slots=True)
class PageReading:
    """A page with what is to be said about its reading; ``headings`` are those that its tags name."""

    text: PageText
    glyphs: int
    unmapped: int
    picture: float
    objects: int
    cut: bool
    headings: dict[str, int] = field(default_factory=dict)


_OVER = 1.0  # points that the box of a line may reach over the borders above and below


class _CellIndex:
    """Finds the cell of the page's grids in which a point lies; grids are few, cells many."""

    def __init__(self, grids: Sequence[Grid]) -> None:
        self._boxes = [(grid.box.top, grid.box.bottom) for grid in grids]
        cells = [
            (cell, (which, rank)) for which, grid in enumerate(grids) for rank, cell in enumerate(grid.cells)
        ]
        cells.sort(key=lambda item: item[0].top)
        self._cells = [(cell.x0, cell.top, cell.x1, cell.bottom) for cell, _ in cells]
        self._tops = [cell.top for cell, _ in cells]
        self._tallest = max((cell.bottom - cell.top for cell, _ in cells), default=0.0)
        self.places = [place for _, place in cells]
        self._last: int | None = None  # the next point mostly lies in the same cell

    def touches(self, run: Run) -> bool:
        return any(run.box[1] < bottom and run.box[3] > top for top, bottom in self._boxes)

    def holds(self, run: Run) -> int | None:
        """Return the cell in which all of a run lies, None where it may reach over a border."""
        x0, top, x1, bottom = run.box
        number = self.at((x0 + x1) / 2, (top + bottom) / 2)
        if number is None:
            return None
        left, upper, right, lower = self._cells[number]
        inside = left <= x0 and x1 <= right and upper - _OVER <= top and bottom <= lower + _OVER
        return number if inside else None

    def at(self, x: float, y: float) -> int | None:
        if self._last is not None:
            x0, top, x1, bottom = self._cells[self._last]
            if x0 <= x < x1 and top <= y < bottom:
                return self._last
        number = bisect_right(self._tops, y) - 1
        while number >= 0 and self._tops[number] >= y - self._tallest:
            x0, top, x1, bottom = self._cells[number]
            if x0 <= x < x1 and top <= y < bottom:
                self._last = number
                return number
            number -= 1
        return None


def read_page(document: Any, number: int, limit: int, tagged: bool = False) -> PageReading:
    """Read a page (from 1), at most ``limit`` characters of it; a ``tagged`` one with its headings.

    Raises pypdfium2.PdfiumError when PDFium cannot load it.
    """
    page = document[number - 1]  # held until the end: PDFium frees a page with its owner
    try:
        layer = TextLayer(page, frame_of(page), limit)
        try:
            layer.read()
            reading = _put_together(page, layer, number)
            return replace(reading, headings=layer.headings(page)) if tagged else reading
        finally:
            layer.close()
    finally:
        page.close()


def _put_together(page: Any, layer: TextLayer, number: int) -> PageReading:
    frame = layer.frame
    drawing = Reader(frame).read(page)
    grids = find_grids(drawing.edges, frame.width, frame.height) if layer.runs else []
    free, placed = _place(layer, number, grids)
    crossed = [cuts_words(lines) for lines in placed]
    if any(crossed):
        # What is drawn across words is a figure or a frame; read the page again without it.
        grids = [grid for grid, wrong in zip(grids, crossed, strict=True) if not wrong]
        free, placed = _place(layer, number, grids)
    open_grids = find_open_grids(_outside(drawing.edges, grids), free, frame.width)
    ruled = [*grids, *open_grids]
    open_grids += find_borderless([line for line in free if not any(_in(line, grid) for grid in ruled)])
    if open_grids:
        grids = [*grids, *open_grids]
        free, placed = _place(layer, number, grids)
    _add_notes(page, number, layer, grids, free, placed)
    tables: list[TablePiece] = []
    for grid, lines in zip(grids, placed, strict=True):
        piece, flow = build_piece(number, grid, lines)
        if piece:
            tables.append(piece)
        free.extend(flow)
    free.sort(key=lambda line: line.source)
    figures = find_figures(drawing.shapes, frame.width, frame.height, [table.box for table in tables])
    text = PageText(
        number, frame.width, frame.height, tuple(free), tuple(tables), layer.turn, figures, layer.vertical
    )
    unmapped = pdf_glyphs.count_unmapped(layer.text) + max(
        0, layer.glyphs - len(layer.text) if not layer.cut else 0
    )
    return PageReading(text, layer.glyphs, unmapped, drawing.picture, drawing.objects, layer.cut)


def _place(
    layer: TextLayer, number: int, grids: Sequence[Grid]
) -> tuple[list[Line], list[list[tuple[Line, int]]]]:
    """Return the lines outside of grids, and for each grid its lines with their cells."""
    index = _CellIndex(grids)
    free: list[Line] = []
    placed: list[list[tuple[Line, int]]] = [[] for _ in grids]
    for line, cell in layer.lines(number, index if grids else None):
        if cell is None:
            free.append(line)
        else:
            which, rank = index.places[cell]
            placed[which].append((line, rank))
    return free, placed


def _add_notes(
    page: Any,
    number: int,
    layer: TextLayer,
    grids: Sequence[Grid],
    free: list[Line],
    placed: list[list[tuple[Line, int]]],
) -> None:
    """Put the values of form fields and typed-on text among the lines of the page."""
    if not raw.FPDFPage_GetAnnotCount(page.raw):
        return
    index = _CellIndex(grids)
    everything = [*free, *(line for lines in placed for line, _ in lines)]
    for line in read_notes(page, number, layer.frame, everything):
        cell = index.at((line.x0 + line.x1) / 2, line.middle)
        if cell is None:
            free.append(line)
        else:
            which, rank = index.places[cell]
            placed[which].append((line, rank))


def _in(line: Line, grid: Grid) -> bool:
    return grid.box.top <= line.middle <= grid.box.bottom


def _outside(edges: Sequence[Edge], grids: Sequence[Grid]) -> list[Edge]:
    """Return the strokes that belong to no grid yet."""
    rest = list(edges)
    for grid in grids:
        top, bottom = grid.box.top - 2, grid.box.bottom + 2
        rest = [edge for edge in rest if not top <= edge.top <= bottom]
    return rest
