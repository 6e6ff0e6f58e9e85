"""Tables without any rule: three or more columns that keep their blanks over several rows.

Wide blanks alone are no table (justified lines, forms, columns of prose): the texts of a
column must stand in one line at their left, right or middle, and must not fill it as prose
does.  Rows of a contents page are left to ``layout_furniture``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from domain.document import Box
from extractors.layout import Line, same_row
from extractors.tables import Grid, in_order
from extractors.tables_open import row_starts

_COLUMNS = 3
_ROWS = 3
_GAP = 0.7  # em between columns, at least
_APART = 3.4  # em between lines of a table, at most
_ALIGNED = 0.6  # share of a column's texts that stand in line
_FULL = 0.75  # share of its column that lines of prose fill
_LONG = 8  # em; lines of prose are longer
_PROSE_LINES = 4


def find_borderless(lines: Sequence[Line]) -> list[Grid]:
    """Return grids for tables that nothing but blanks make."""
    rows = _rows([line for line in lines if not 1 <= line.angle <= 359])
    grids: list[Grid] = []
    at = 0
    while at < len(rows):
        block = _block(rows, at) if _starts_table(rows, at) else []
        grid = _grid(block)
        if grid:
            grids.append(grid)
        # The last rows of columns of prose would pass for a table by themselves.
        at += len(block) if grid or (block and _is_prose(_columns(_flat(block)))) else 1
    return grids


def _flat(block: Sequence[Sequence[Line]]) -> list[Line]:
    return [line for row in block for line in row]


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in in_order(lines):
        if rows and same_row(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _starts_table(rows: Sequence[Sequence[Line]], at: int) -> bool:
    """Tell whether a row of three parts stands here, with another below it soon."""
    following = rows[at + 1 : at + 6]
    return len(rows[at]) >= _COLUMNS and any(len(row) >= _COLUMNS for row in following)


def _block(rows: Sequence[Sequence[Line]], at: int) -> list[Sequence[Line]]:
    """Return the rows from here on whose texts keep to the columns."""
    columns = [(line.x0, line.x1) for line in rows[at]]
    em = rows[at][0].em
    block: list[Sequence[Line]] = []
    for row in rows[at:]:
        if block and row[0].middle - block[-1][0].middle > _APART * em:
            break
        wider = _widened(columns, row, _GAP * em)
        if wider is None or any(abs(line.em - em) > 0.16 * em for line in row):
            break
        columns = wider
        block.append(row)
    while block and len(block[-1]) == 1 and block[-1][0].x0 <= columns[0][1]:
        block.pop()  # a paragraph or heading below the table
    return block


def _widened(
    columns: list[tuple[float, float]], row: Sequence[Line], gap: float
) -> list[tuple[float, float]] | None:
    """Return the columns with a row taken in; None when it runs across one's border."""
    out = list(columns)
    for line in row:
        over = [n for n, (x0, x1) in enumerate(out) if line.x0 < x1 and line.x1 > x0]
        if len(over) > 1:
            return None
        if over:
            x0, x1 = out[over[0]]
            out[over[0]] = (min(x0, line.x0), max(x1, line.x1))
        else:
            out.append((line.x0, line.x1))
    out.sort()
    return None if any(after[0] - before[1] < gap for before, after in pairwise(out)) else out


def _grid(block: Sequence[Sequence[Line]]) -> Grid | None:
    lines = _flat(block)
    whole = [row for row in block if len(row) >= _COLUMNS]
    if len(whole) < _ROWS or 3 * len(whole) < len(block):
        return None
    columns = _columns(lines)
    if len(columns) < _COLUMNS or _is_prose(columns) or _is_contents(columns[-1]):
        return None
    if sum(map(_is_aligned, columns)) < len(columns) - 1:
        return None
    edges = [min(line.x0 for line in column) - 1.0 for column in columns]
    edges.append(max(line.x1 for line in lines) + 1.0)
    top = min(line.top for line in lines) - 1.0
    bottom = max(line.bottom for line in lines) + 1.0
    starts = [top, *row_starts(lines, edges[1]), bottom]
    if len(starts) - 1 < _ROWS:
        return None
    cells = tuple(
        tuple(Box(x0, upper, x1, lower) for x0, x1 in pairwise(edges)) for upper, lower in pairwise(starts)
    )
    return Grid(Box(edges[0], top, edges[-1], bottom), tuple(edges[:-1]), cells)


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    columns: list[list[Line]] = []
    right = float("-inf")
    for line in sorted(lines, key=lambda item: item.x0):
        if line.x0 > right:
            columns.append([])
        columns[-1].append(line)
        right = max(right, line.x1)
    return columns


def _is_prose(columns: Sequence[Sequence[Line]]) -> bool:
    """Tell whether two or more columns hold long lines that mostly fill them."""
    return sum(map(_is_filled, columns)) > 1


def _is_filled(column: Sequence[Line]) -> bool:
    widths = [line.x1 - line.x0 for line in column]
    usual = median(widths)
    whole = max(line.x1 for line in column) - min(line.x0 for line in column)
    return len(column) >= _PROSE_LINES and usual > _LONG * column[0].em and usual > _FULL * whole


def _is_contents(column: Sequence[Line]) -> bool:
    """Tell whether the last column holds page numbers that never fall."""
    texts = [line.text.strip() for line in sorted(column, key=lambda line: line.top)]
    figures = [int(text) for text in texts if text.isdecimal() and len(text) < 5]
    return len(figures) >= 0.8 * len(texts) and figures == sorted(figures)


def _is_aligned(column: Sequence[Line]) -> bool:
    for edges in (
        [line.x0 for line in column],
        [line.x1 for line in column],
        [(line.x0 + line.x1) / 2 for line in column],
    ):
        near = Counter(round(edge / 3) for edge in edges)
        best = max(near[place] + near[place + 1] for place in near)
        if best >= _ALIGNED * len(column):
            return True
    return False
