"""Tables with level rules only (三线表): columns from the blanks between their texts.

Taken for a table are three or more level strokes of one extent with three or more columns
between them, or two columns when a stroke parts every row; anything less could be prose
between two rules.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from domain.document import Box
from extractors.layout import Line
from extractors.tables import Grid, Stroke, in_order

_SAME = 3.0  # points by which the ends of strokes may differ
_GUTTER = 6.0  # points between columns, at least
_MAX_STROKES = 200


def find_open_grids(strokes: Sequence[Stroke], lines: Sequence[Line], width: float) -> list[Grid]:
    """Return grids for tables that have no upright rules."""
    level = sorted((s for s in strokes if not s.upright and s.x1 - s.x0 > 0.3 * width), key=lambda s: s.top)
    if not 3 <= len(level) <= _MAX_STROKES:
        return []
    grids = []
    for group in _groups(level):
        tops = [stroke.top for stroke in group]
        inside = [line for line in lines if tops[0] < line.middle < tops[-1] and _within(line, group[0])]
        grid = _grid(group[0], tops, inside)
        if grid:
            grids.append(grid)
    return grids


def _within(line: Line, stroke: Stroke) -> bool:
    return line.x0 > stroke.x0 - _SAME and line.x1 < stroke.x1 + _SAME


def _groups(level: Sequence[Stroke]) -> list[list[Stroke]]:
    """Return runs of strokes of one extent, each stroke in one place only once."""
    groups: list[list[Stroke]] = []
    for stroke in level:
        last = groups[-1][-1] if groups else None
        if last and abs(last.x0 - stroke.x0) < _SAME and abs(last.x1 - stroke.x1) < _SAME:
            if stroke.top - last.top > _SAME:
                groups[-1].append(stroke)
        else:
            groups.append([stroke])
    return [group for group in groups if len(group) >= 3]


def _grid(stroke: Stroke, tops: list[float], lines: Sequence[Line]) -> Grid | None:
    columns = _columns(lines)
    bands = [
        [line for line in lines if top < line.middle < bottom] for top, bottom in itertools.pairwise(tops)
    ]
    if len(columns) < 2 or not all(bands) or (len(columns) == 2 and len(tops) < 5):
        return None
    edges = [stroke.x0, *columns[1:], stroke.x1]
    rows: list[float] = []
    for top, band in zip(tops, bands, strict=False):
        rows.extend([top, *_starts(band, edges[1])])
    rows.append(tops[-1])
    if len(lines) > 5 * (len(rows) - 1) * len(columns):
        return None
    cells = tuple(
        tuple(Box(x0, top, x1, bottom) for x0, x1 in itertools.pairwise(edges))
        for top, bottom in itertools.pairwise(rows)
    )
    return Grid(Box(stroke.x0, tops[0], stroke.x1, tops[-1]), tuple(edges[:-1]), cells)


def _columns(lines: Sequence[Line]) -> list[float]:
    """Return the left edges of the columns: where every line leaves a blank."""
    edges: list[float] = []
    right = float("-inf")
    for line in sorted(lines, key=lambda item: item.x0):
        if line.x0 > right + _GUTTER:
            edges.append(line.x0 - _GUTTER / 2)
        right = max(right, line.x1)
    return edges


def _starts(band: Sequence[Line], first_column: float) -> list[float]:
    """Return where rows start below the first one: at each text of the first column."""
    firsts = in_order([line for line in band if line.x1 <= first_column])
    out: list[float] = []
    for before, after in itertools.pairwise(firsts):
        if after.top - before.top > 0.8 * before.height:
            out.append(after.top - 0.15 * after.height)
    return out
