"""The cells that strokes make: pdfplumber's ``TableFinder``, its slow steps written anew.

Which edges are one is pdfplumber's.  Where edges cross, which crossings are the corners of a
cell and which cells hang together is worked out here as there, with sets made once for each
crossing (a page full of tables spends most of its time on making them again).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pdfplumber.table import Table, TableFinder, TableSettings

Edge = Mapping[str, Any]
Point = tuple[float, float]
Cell = tuple[float, float, float, float]
Rule = tuple[float, float, float]
Crossings = dict[Point, tuple[set[int], set[int]]]
_TOUCH = 3.0  # points; TableFinder joins what is no further apart


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What TableFinder asks of a page."""

    edges: list[dict[str, Any]]
    bbox: Cell
    chars: tuple[()] = ()


def find_tables(level: Sequence[Rule], upright: Sequence[Rule], size: tuple[float, float]) -> list[Any]:
    """Return the tables that level and upright rules make on a page of this size, in points.

    A rule is where its line lies, where it begins and where it ends.
    """
    edges = [_edge(rule, "h") for rule in joined(level)] + [_edge(rule, "v") for rule in joined(upright)]
    return Finder(_Sheet(edges, (0.0, 0.0, *size))).tables


def joined(rules: Iterable[Rule]) -> list[Rule]:
    """Return rules with those of one line that touch, as the sides of cells do, as one."""
    found: list[Rule] = []
    for at, start, end in sorted(rules):
        if found and found[-1][0] == at and start <= found[-1][2] + _TOUCH:
            found[-1] = (at, found[-1][1], max(found[-1][2], end))
        else:
            found.append((at, start, end))
    return found


def _edge(rule: Rule, sort: str) -> dict[str, Any]:
    """Return a rule with no more than TableFinder asks of it, which copies every item again and again."""
    at, start, end = rule
    if sort == "v":
        return {"x0": at, "x1": at, "top": start, "bottom": end, "height": end - start, "orientation": sort}
    return {"x0": start, "x1": end, "top": at, "bottom": at, "width": end - start, "orientation": sort}


class Finder(TableFinder):
    """Finds tables as ``TableFinder`` with the usual settings does; ``page`` needs edges and a box."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.settings = TableSettings.resolve(None)
        self.edges = self.get_edges()
        tolerance = float(self.settings.intersection_x_tolerance)
        self.cells = cells_of(crossings(self.edges, tolerance))
        self.tables = [Table(page, group) for group in tables_of(self.cells)]


def crossings(edges: Sequence[Edge], tolerance: float) -> Crossings:
    """Return where upright and level edges meet, give or take, with the numbers of both sorts that meet there.

    Edges with equal boxes have one number.
    """
    numbers: dict[Cell, int] = {}
    level = sorted(_numbered(edges, "h", numbers), key=lambda one: one[0][1])
    tops = [box[1] for box, _ in level]
    found: Crossings = {}
    for (x, top, _, bottom), number in _numbered(edges, "v", numbers):
        first, last = bisect_left(tops, top - tolerance), bisect_right(tops, bottom + tolerance)
        for (x0, y, x1, _), other in level[first:last]:
            if x0 - tolerance <= x <= x1 + tolerance:
                upright, flat = found.setdefault((x, y), (set(), set()))
                upright.add(number)
                flat.add(other)
    return found


def _numbered(edges: Iterable[Edge], sort: str, numbers: dict[Cell, int]) -> list[tuple[Cell, int]]:
    boxes = [(e["x0"], e["top"], e["x1"], e["bottom"]) for e in edges if e["orientation"] == sort]
    return [(box, numbers.setdefault(box, len(numbers))) for box in boxes]


def cells_of(points: Crossings) -> list[Cell]:
    """Return for each crossing the smallest cell of which it is the upper left corner, if there is one."""
    columns: dict[float, list[float]] = {}
    rows: dict[float, list[float]] = {}
    for x, y in sorted(points):
        columns.setdefault(x, []).append(y)
        rows.setdefault(y, []).append(x)
    found = (_smallest(point, points, columns, rows) for point in sorted(points))
    return [cell for cell in found if cell]


def _smallest(
    point: Point, points: Crossings, columns: dict[float, list[float]], rows: dict[float, list[float]]
) -> Cell | None:
    x, y = point
    upright, level = points[point]
    right = [
        other for other in rows[y][bisect_right(rows[y], x) :] if not level.isdisjoint(points[other, y][1])
    ]
    if not right:
        return None
    for below in columns[x][bisect_right(columns[x], y) :]:
        sides, base = points[x, below]
        if upright.isdisjoint(sides):
            continue
        for other in right:
            corner = points.get((other, below))
            if (
                corner is not None
                and not corner[0].isdisjoint(points[other, y][0])
                and not corner[1].isdisjoint(base)
            ):
                return x, y, other, below
    return None


def tables_of(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Return the cells in groups that hang together by their corners; a cell alone is no table.

    The groups in the order of their upper left corners, the cells of each in their order.
    """
    group_at: dict[Point, int] = {}
    leads_to: list[int] = []

    def group(number: int) -> int:
        while leads_to[number] != number:
            leads_to[number] = number = leads_to[leads_to[number]]
        return number

    for number, (x0, top, x1, bottom) in enumerate(cells):
        leads_to.append(number)
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            other = group(group_at.setdefault(corner, number))
            own = group(number)
            if own < other:
                leads_to[other] = own
            else:
                leads_to[own] = other
    found: dict[int, list[Cell]] = {}
    for number, cell in enumerate(cells):
        found.setdefault(group(number), []).append(cell)
    tables = [table for table in found.values() if len(table) > 1]
    return sorted(tables, key=lambda table: min((top, x0) for x0, top, _, _ in table))
