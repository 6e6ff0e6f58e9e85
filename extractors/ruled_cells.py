"""Cells from strokes: where level and upright strokes meet, four corners make a cell.

The steps and tolerances are those of pdfplumber's ``TableFinder`` (MIT licence), after
Anssi Nurminen's thesis, so that tables are the same; ``tests/unit/test_ruled_cells.py``
holds the two against each other.  A stroke is (position, start, end): level ones have
their height and two x, upright ones their x and two heights.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

Stretch = tuple[float, float, float]
Cell = tuple[float, float, float, float]
Point = tuple[float, float]
_Meetings = dict[Point, tuple[set[int], set[int]]]

_NEAR = 3.0  # points within which strokes lie on one line, go on, meet
_SHORTEST = 3.0


def find_tables(level: Sequence[Stretch], upright: Sequence[Stretch]) -> list[list[Cell]]:
    """Return the cells (x0, top, x1, bottom) of each table, tables in order from the top."""
    meetings = _meet(_merged(level), _merged(upright))
    tables = [table for table in _connected(_cells(meetings)) if len(table) > 1]
    return sorted(tables, key=lambda table: min((cell[1], cell[0]) for cell in table))


def _merged(strokes: Sequence[Stretch]) -> list[Stretch]:
    """Bring strokes that lie side by side onto one line, and join those that go on."""
    out: list[Stretch] = []
    for at, start, end in sorted(_snapped(strokes)):
        if out and out[-1][0] == at and start <= out[-1][2] + _NEAR:
            out[-1] = (at, out[-1][1], max(out[-1][2], end))
        else:
            out.append((at, start, end))
    return [stroke for stroke in out if stroke[2] - stroke[1] >= _SHORTEST]


def _snapped(strokes: Sequence[Stretch]) -> list[Stretch]:
    line: dict[float, int] = {}
    last = float("-inf")
    for at in sorted({stroke[0] for stroke in strokes}):
        line[at] = len(line) if not line else line[last] + (at > last + _NEAR)
        last = at
    places: dict[int, list[float]] = {}
    for at, _, _ in strokes:
        places.setdefault(line[at], []).append(at)
    means = {number: sum(found) / len(found) for number, found in places.items()}
    return [(at + (means[line[at]] - at), start, end) for at, start, end in strokes]


def _meet(level: Sequence[Stretch], upright: Sequence[Stretch]) -> _Meetings:
    """Return each point where strokes meet, with the numbers of its upright and level strokes."""
    meetings: _Meetings = {}
    heights = [y for y, _, _ in level]  # merged strokes come in order of position
    for number, (x, top, bottom) in enumerate(upright):
        first, last = bisect_left(heights, top - _NEAR - 1), bisect_right(heights, bottom + _NEAR + 1)
        for other in range(first, last):
            y, x0, x1 = level[other]
            if top <= y + _NEAR and bottom >= y - _NEAR and x0 - _NEAR <= x <= x1 + _NEAR:
                found = meetings.setdefault((x, y), (set(), set()))
                found[0].add(number)
                found[1].add(other)
    return meetings


def _cells(meetings: _Meetings) -> list[Cell]:
    """Return for each point the smallest cell whose upper left corner it is."""
    points = sorted(meetings)
    columns: dict[float, list[Point]] = {}
    rows: dict[float, list[Point]] = {}
    for point in points:
        columns.setdefault(point[0], []).append(point)
        rows.setdefault(point[1], []).append(point)
    cells = [
        _smallest(point, columns[point[0]], rows[point[1]], meetings)
        for point in points
        if len(columns[point[0]]) > 1 and len(rows[point[1]]) > 1
    ]
    return [cell for cell in cells if cell]


def _smallest(point: Point, column: list[Point], row: list[Point], meetings: _Meetings) -> Cell | None:
    uprights, levels = meetings[point]
    row = row[bisect_right(row, point) :]
    rights = [right for right in row if not levels.isdisjoint(meetings[right][1])]
    for below in column[bisect_right(column, point) :] if rights else ():
        if uprights.isdisjoint(meetings[below][0]):
            continue
        under = meetings[below][1]
        for right in rights:
            across = meetings.get((right[0], below[1]))
            if across and not across[0].isdisjoint(meetings[right][0]) and not across[1].isdisjoint(under):
                return (*point, right[0], below[1])
    return None


def _connected(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Part cells into tables: those that share a corner, directly or through others."""
    holders: dict[Point, list[int]] = {}
    for number, (x0, top, x1, bottom) in enumerate(cells):
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            holders.setdefault(corner, []).append(number)
    left = dict.fromkeys(range(len(cells)))
    tables: list[list[Cell]] = []
    while left:
        waiting = [left.popitem()[0]]
        table: list[Cell] = []
        while waiting:
            x0, top, x1, bottom = cell = cells[waiting.pop()]
            table.append(cell)
            for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
                for number in holders.pop(corner, ()):
                    if number in left:
                        del left[number]
                        waiting.append(number)
        tables.append(table)
    return tables
