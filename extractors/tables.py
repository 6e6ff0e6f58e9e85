"""Ruled tables: from strokes to grids, from grids and lines to rows, over pages.

A grid comes from pdfplumber's ``TableFinder``, which needs nothing but edges.  A "table" of
one cell is a frame around text, one of a single column a stack of frames: both are no
tables.  A row that is one wide cell with several lines is running text in a form.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Any, Protocol

from domain.document import Box
from extractors.layout import Line, TablePiece, TableRow, same_row
from extractors.tables_banded import missing_sides

_MAX_CELLS = 4_000
_MAX_RULES = 3_000
_FRAME_LINES = 8  # lines a cell, on average, from which a grid is no table
_SENTENCE_END = re.compile(r"[。；;.!！?？]$")
_FIGURE = re.compile(r"^[\d\s.,:/%±<>≤≥=~+\-–—×x*]+\D{0,4}$")
_HEAD_WORDS = re.compile(
    r"^(序号|编号|项目|项次|条款|内容|要求|说明|备注|名称|标准|频次|频率|期限|时限|时间|责任.{0,4}|部门|类别|指标|目标.{0,2}|日期|版本|修订.{0,4}"
    r"|章节|方法|單位|单位|數量|数量|no\.?|nr\.?|item|#|description|requirements?|remarks?|comments?|responsib\w*|department"
    r"|owner|period|deadline|due( date)?|date|rev(ision|\.)?|clause|section|topic|name|type|target|value|unit|status)$",
    re.IGNORECASE,
)


class Stroke(Protocol):
    """A level or upright stroke."""

    @property
    def x0(self) -> float: ...  # noqa: D102
    @property
    def top(self) -> float: ...  # noqa: D102
    @property
    def x1(self) -> float: ...  # noqa: D102
    @property
    def bottom(self) -> float: ...  # noqa: D102
    @property
    def upright(self) -> bool: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class _Undrawn:
    """A stroke that the table needs and nobody drew."""

    x0: float
    top: float
    x1: float
    bottom: float
    upright: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one table by row; None where a neighbour spans the place."""

    box: Box
    columns: tuple[float, ...]
    rows: tuple[tuple[Box | None, ...], ...]

    @property
    def cells(self) -> list[Box]:
        """All cells that there are, row by row."""
        return [cell for row in self.rows for cell in row if cell]


def find_grids(strokes: Sequence[Stroke], width: float, height: float) -> list[Grid]:
    """Return the grids that strokes make on a page, in order from the top."""
    level = [stroke for stroke in strokes if not stroke.upright and stroke.x1 - stroke.x0 >= 8]
    upright = [stroke for stroke in strokes if stroke.upright and stroke.bottom - stroke.top >= 4]
    if len({round(s.top / 3) for s in level}) < 2 or len({round(s.x0 / 3) for s in upright}) < 3:
        return []
    if len(level) + len(upright) > _MAX_RULES:
        return []
    from extractors.table_cells import find_tables  # pdfplumber is heavy, and most pages have no rules

    sides = [_Undrawn(one.x, one.top, one.x, one.bottom, True) for one in missing_sides(upright)]
    flat, tall = [*level, *_closing(level, upright)], [*upright, *sides]
    grids = []
    for table in find_tables(
        [(stroke.top, stroke.x0, stroke.x1) for stroke in flat],
        [(stroke.x0, stroke.top, stroke.bottom) for stroke in tall],
        (width, height),
    ):
        if 2 <= len(table.cells) <= _MAX_CELLS:
            grid = _grid(table)
            if len(grid.columns) > 1:
                grids.append(grid)
    return sorted(grids, key=lambda grid: grid.box.top)


def _closing(level: Sequence[Stroke], upright: Sequence[Stroke]) -> list[_Undrawn]:
    """Return level strokes where three or more upright strokes end in the open.

    A row broken over a page often has no line at the break.
    """
    ends: dict[int, list[tuple[float, float]]] = {}
    for stroke in upright:
        for y in (stroke.top, stroke.bottom):
            ends.setdefault(round(y / 2), []).append((stroke.x0, y))
    flat = sorted((stroke.top, stroke.x0, stroke.x1) for stroke in level)
    out = []
    for points in ends.values():
        xs, y = [x for x, _ in points], points[0][1]
        if len(points) < 3 or len({round(x) for x in xs}) < 3:
            continue
        x0, x1 = min(xs), max(xs)
        near = flat[bisect_right(flat, (y - 4, inf)) : bisect_left(flat, (y + 4,))]
        if not any(right > x0 and left < x1 for _, left, right in near):
            out.append(_Undrawn(x0, y, x1, y, False))
    return out


def _grid(table: Any) -> Grid:
    rows = tuple(tuple(Box(*cell) if cell else None for cell in row.cells) for row in table.rows)
    columns = tuple(sorted({cell[0] for cell in table.cells}))
    return Grid(Box(*table.bbox), columns, rows)


def cuts_words(placed: Sequence[tuple[Line, int]]) -> bool:
    """Tell whether a grid runs through words: then it rules a figure, not a table."""
    cut = 0
    for (line, cell), (after, other) in pairwise(placed):
        level = line.source == after.source and abs(line.top - after.top) < 1
        cut += level and cell != other and -1 < after.x0 - line.x1 < 0.12 * line.em
    return cut > 1 and cut > 0.08 * len(placed)


def build_piece(
    page: int, grid: Grid, placed: Sequence[tuple[Line, int]]
) -> tuple[TablePiece | None, list[Line]]:
    """Put lines into the rows of a grid.

    ``placed`` are lines with the rank of their cell in ``grid.cells``.  Returns the table,
    None when what is ruled is no table, and the lines that stay running text.
    """
    by_cell: dict[int, list[Line]] = {}
    for line, place in placed:
        by_cell.setdefault(place, []).append(line)
    # A grid with texts of many lines in its cells is a page laid out in frames.
    rest = _may_be_rest(grid, by_cell)
    if (len(by_cell) < 2 and not rest) or len(placed) > _FRAME_LINES * len(by_cell):
        return None, [line for line, _ in placed]
    rank = 0
    rows: list[TableRow] = []
    flow: list[Line] = []
    for cells in grid.rows:
        content: list[tuple[Line, ...]] = []
        for cell in cells:
            content.append(tuple(in_order(by_cell.get(rank, []))) if cell else ())
            rank += 1 if cell else 0
        if _is_running_text(grid, cells, content):
            flow.extend(line for lines in content for line in lines)
        elif any(content):
            spans = _spans(grid, cells)
            widened = tuple(cell is None and not spanned for cell, spanned in zip(cells, spans, strict=True))
            rows.append(TableRow(tuple(content), spans, _row_box(grid, cells), widened))
    if not rows or (max(sum(1 for cell in row.cells if cell) for row in rows) < 2 and not rest):
        return None, [line for line, _ in placed]
    source = min(line.source for row in rows for cell in row.cells for line in cell)
    tail = max(line.source for row in rows for cell in row.cells for line in cell)
    box = Box(grid.box.x0, min(r.box.top for r in rows), grid.box.x1, max(r.box.bottom for r in rows))
    return TablePiece(page, box, grid.columns, tuple(rows), source, tail), flow


def _may_be_rest(grid: Grid, by_cell: dict[int, list[Line]]) -> bool:
    """Tell whether a grid holds one filled cell only, not its first: the end of a row broken over pages."""
    return len(grid.rows) == 1 and len(grid.columns) >= 3 and len(by_cell) == 1 and 0 not in by_cell


def _is_running_text(grid: Grid, cells: Sequence[Box | None], content: Sequence[Sequence[Line]]) -> bool:
    """Tell whether a row is one cell over the whole width with the text of a document in it."""
    filled = [(cell, lines) for cell, lines in zip(cells, content, strict=True) if cell and lines]
    if len(filled) != 1:
        return False
    cell, lines = filled[0]
    return cell.x1 - cell.x0 > 0.9 * (grid.box.x1 - grid.box.x0) and len(lines) >= 3


def _row_box(grid: Grid, cells: Sequence[Box | None]) -> Box:
    there = [cell for cell in cells if cell]
    if not there:
        return grid.box
    top = min(cell.top for cell in there)
    return Box(grid.box.x0, top, grid.box.x1, min(cell.bottom for cell in there))


def _spans(grid: Grid, cells: Sequence[Box | None]) -> tuple[bool, ...]:
    tops = [cell.top for cell in cells if cell]
    if not tops:
        return tuple(False for _ in cells)
    here = tops[0] + 1.0
    covering = [cell for cell in grid.cells if cell.top < tops[0] - 1.0 and cell.bottom > here]
    return tuple(
        cell is None and any(abs(other.x0 - x0) < 1.0 for other in covering)
        for cell, x0 in zip(cells, _column_edges(grid, len(cells)), strict=True)
    )


def _column_edges(grid: Grid, count: int) -> list[float]:
    edges = list(grid.columns[:count])
    return edges + [float("inf")] * (count - len(edges))


def in_order(lines: Sequence[Line]) -> list[Line]:
    """Return lines of a cell row by row, each row from the left."""
    if len(lines) < 2:
        return list(lines)
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda item: (item.middle, item.x0)):
        if rows and same_row(rows[-1][0], line) and not any(_covers(one, line) for one in rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda item: item.x0)]


def _covers(first: Line, second: Line) -> bool:
    """Tell whether two lines lie above each other: then they are two rows, however near.

    The box of a line that goes on a word cut by a hyphen may reach up into the line before.
    """
    x0, x1, left, right = first.x0, first.x1, second.x0, second.x1
    if left >= x1 or x0 >= right:  # most: they stand beside each other
        return False
    return min(x1, right) - max(x0, left) > 0.5 * min(x1 - x0, right - left)


def same_columns(first: TablePiece, second: TablePiece) -> bool:
    """Tell whether a piece may go on where another ended: the same columns."""
    return len(first.columns) == len(second.columns) and all(
        abs(a - b) < 5.0 for a, b in zip(first.columns, second.columns, strict=True)
    )


def looks_like_head(cells: Sequence[str], following: Sequence[Sequence[str]], *, bold: bool) -> bool:
    """Tell whether the first row of a table names its columns.

    Evidence: nearly every cell filled, short and no sentence, no figure among them; bold
    type, words that column heads have, or rows below that are longer or start with figures.
    """
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or len(filled) < 0.6 * len(cells) or not following:
        return False
    if any(
        _is_long(cell) or (_SENTENCE_END.search(cell) and len(cell) > 8) or _FIGURE.match(cell)
        for cell in filled
    ):
        return False
    words = sum(
        1 for cell in filled if _HEAD_WORDS.match(cell.replace(" ", "") if not cell.isascii() else cell)
    )
    if bold or words * 2 >= len(filled) or words >= 2:
        return True
    if len(filled) < 3:
        return False
    below = [cell for row in following for cell in row if cell]
    longer = sum(map(len, below)) / max(len(below), 1) > 1.5 * sum(map(len, filled)) / len(filled)
    figures = sum(1 for row in following if row and _FIGURE.match(row[0])) * 2 > len(following)
    return longer or figures or any(_FIGURE.match(cell) for cell in below)


def _is_long(cell: str) -> bool:
    return sum(2 if ord(char) > 0x2E7F else 1 for char in cell) > 48
