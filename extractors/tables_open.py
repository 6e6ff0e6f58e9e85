"""Tables with level rules only (三线表): columns from the blanks between their texts.

Taken for a table are three or more level strokes of one extent with three or more columns
between them, or two columns when a stroke parts every row; anything less could be prose
between two rules.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from domain.document import Box
from extractors.layout import Line, same_row
from extractors.tables import Grid, Stroke, in_order

_WIDER = 1.18  # how much further rows stand apart than the lines in a cell
_SAME = 3.0  # points by which the ends of strokes may differ
_GUTTER = 6.0  # points between columns, at least
_MAX_STROKES = 200
_MAX_PIECES = 3_000


def find_open_grids(strokes: Sequence[Stroke], lines: Sequence[Line], width: float) -> list[Grid]:
    """Return grids for tables that have no upright rules."""
    level = [s for s in _whole(strokes) if s.x1 - s.x0 > 0.3 * width]
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


@dataclass(frozen=True, slots=True)
class _Rule:
    x0: float
    top: float
    x1: float
    bottom: float
    upright: bool = False


def _whole(strokes: Sequence[Stroke]) -> list[_Rule]:
    """Return level strokes from the top, those drawn cell by cell put together."""
    out: list[_Rule] = []
    level = [stroke for stroke in strokes if not stroke.upright]
    for stroke in sorted(level, key=lambda s: (round(s.top), s.x0))[:_MAX_PIECES]:
        last = out[-1] if out else None
        if last and abs(last.top - stroke.top) < 1.0 and stroke.x0 - last.x1 < 2.0:
            out[-1] = _Rule(last.x0, last.top, max(last.x1, stroke.x1), last.bottom)
        else:
            out.append(_Rule(stroke.x0, stroke.top, stroke.x1, stroke.bottom))
    return out


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
        rows.extend([top, *row_starts(band, edges[1], lines)])
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


def row_starts(
    band: Sequence[Line], first_column: float, everything: Sequence[Line] | None = None
) -> list[float]:
    """Return where rows start below the first one of a band.

    Where the table (``everything``) has two distances of lines, the wider one parts rows;
    where it has only one, each text of the first column starts a row.
    """
    lines = _baselines(band)
    tight, parted = _pitches(_baselines(everything or band))
    out: list[float] = []
    for above, row in itertools.pairwise(lines):
        pitch = row[0].middle - above[0].middle
        has_first = any(line.x1 <= first_column for line in row)
        if (pitch > _WIDER * tight and (has_first or len(row) > 1)) if parted else has_first:
            out.append(min(line.top for line in row) - 0.15 * row[0].height)
    return out


def _baselines(lines: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in in_order(lines):
        if rows and same_row(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _pitches(rows: Sequence[Sequence[Line]]) -> tuple[float, bool]:
    """Return the closest usual distance of lines, and whether there is a plainly wider one."""
    pitches = sorted(b[0].middle - a[0].middle for a, b in itertools.pairwise(rows))
    if not pitches:
        return 1.0, False
    tight = pitches[len(pitches) // 10]
    wraps = tight < 1.7 * rows[0][0].em  # else every line is a row
    return tight, wraps and any(pitch > _WIDER * tight for pitch in pitches)
