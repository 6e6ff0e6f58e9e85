"""Figures: where several shapes are drawn close together that rule no table.

Words in a figure are labels, however large their type.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.document import Box

_NEAR = 30.0  # points between the shapes of one figure (the length of a flow chart's arrow)
_LEAST = 4  # shapes; fewer are bands and frames behind text
_LARGEST = 0.4  # share of the page that one shape of a figure covers at most
_SMALLEST = 12.0  # points; smaller shapes are marks and underlines


def find_figures(
    shapes: Sequence[tuple[float, float, float, float]], width: float, height: float, tables: Sequence[Box]
) -> tuple[Box, ...]:
    """Return the boxes of figures, tables left out."""
    largest = _LARGEST * width * height
    sized = [
        Box(x0, top, x1, bottom)
        for x0, top, x1, bottom in shapes
        if x1 - x0 >= _SMALLEST and bottom - top >= _SMALLEST and (x1 - x0) * (bottom - top) < largest
    ]
    drawn = [shape for shape in sized if not any(_touch(shape, table, 0.0) for table in tables)]
    groups: list[tuple[Box, int]] = []
    for shape in drawn:
        count = 1
        apart: list[tuple[Box, int]] = []
        for box, number in groups:
            if _touch(shape, box, _NEAR):
                shape, count = _around(shape, box), count + number
            else:
                apart.append((box, number))
        groups = [*apart, (shape, count)]
    return tuple(box for box, count in groups if count >= _LEAST)


def _touch(first: Box, second: Box, near: float) -> bool:
    return (
        first.x0 < second.x1 + near
        and first.x1 > second.x0 - near
        and first.top < second.bottom + near
        and first.bottom > second.top - near
    )


def _around(first: Box, second: Box) -> Box:
    return Box(
        min(first.x0, second.x0),
        min(first.top, second.top),
        max(first.x1, second.x1),
        max(first.bottom, second.bottom),
    )
