"""Where shapes stand on a slide, in points from its top-left corner, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from lxml import etree

from domain.document import Box
from extractors.slide_package import A, P

_EMU = 12_700  # English metric units in a point
_LOW = 0.5  # of the height of the box below is the box of a heading
_NEAR = 4.0  # points by which shapes of one row may stand askew
_FARTHEST = 1_000_000.0  # points; positions beyond are damage
_DEPTH = 60  # cuts of a page into rows and columns
_HOLDERS = ("nvSpPr", "nvGrpSpPr", "nvGraphicFramePr", "nvPicPr", "nvCxnSpPr")

Shape = TypeVar("Shape")


@dataclass(frozen=True, slots=True)
class Transform:
    """How a group's own coordinates become the slide's: scale, then shift (points)."""

    scale_x: float = 1.0
    scale_y: float = 1.0
    shift_x: float = 0.0
    shift_y: float = 0.0

    def box(self, box: Box) -> Box:
        """Return a box of the group in coordinates of the slide."""
        return Box(
            box.x0 * self.scale_x + self.shift_x,
            box.top * self.scale_y + self.shift_y,
            box.x1 * self.scale_x + self.shift_x,
            box.bottom * self.scale_y + self.shift_y,
        )


def own_box(shape: etree._Element) -> Box | None:
    """Return the place that a shape states of itself, None when it leaves that to its layout."""
    for path in (f"{P}spPr/{A}xfrm", f"{P}xfrm", f"{P}grpSpPr/{A}xfrm"):
        frame = shape.find(path)
        if frame is not None:
            return _box(frame, "off", "ext")
    return None


def group_transform(group: etree._Element, outer: Transform) -> Transform:
    """Return the transform of what stands in a group."""
    frame = group.find(f"{P}grpSpPr/{A}xfrm")
    if frame is None:
        return outer
    seen, inner = _box(frame, "off", "ext"), _box(frame, "chOff", "chExt")
    if seen is None or inner is None or inner.x1 <= inner.x0 or inner.bottom <= inner.top:
        return outer
    seen = outer.box(seen)
    scale_x = (seen.x1 - seen.x0) / (inner.x1 - inner.x0)
    scale_y = (seen.bottom - seen.top) / (inner.bottom - inner.top)
    return Transform(scale_x, scale_y, seen.x0 - inner.x0 * scale_x, seen.top - inner.top * scale_y)


def placeholder(shape: etree._Element) -> etree._Element | None:
    """Return the element that ties a shape to its layout."""
    return next(
        (found for name in _HOLDERS if (found := shape.find(f"{P}{name}/{P}nvPr/{P}ph")) is not None), None
    )


def inherited_box(shape: etree._Element, models: Sequence[etree._Element | None]) -> Box | None:
    """Return the place of the same placeholder on the layout, then on the master."""
    mark = placeholder(shape)
    if mark is None:
        return None
    for model in models:
        for other in () if model is None else model.iter(f"{P}sp"):
            same = placeholder(other)
            if same is not None and _same(mark, same):
                box = own_box(other)
                if box is not None:
                    return box
    return None


def _same(mark: etree._Element, other: etree._Element) -> bool:
    index = mark.get("idx")
    if index is not None and index == other.get("idx"):
        return True
    kinds = [one.get("type") or "body" for one in (mark, other)]
    titles = {"title", "ctrTitle"}
    return kinds[0] == kinds[1] if index is None else titles.issuperset(kinds)


def _box(frame: etree._Element, offset: str, extent: str) -> Box | None:
    corner, size = frame.find(f"{A}{offset}"), frame.find(f"{A}{extent}")
    if corner is None or size is None:
        return None
    x, y = _points(corner.get("x")), _points(corner.get("y"))
    return Box(x, y, x + _points(size.get("cx")), y + _points(size.get("cy")))


def _points(text: str | None) -> float:
    try:
        return max(-_FARTHEST, min(float(text or 0) / _EMU, _FARTHEST))
    except ValueError:
        return 0.0


def reading_order(
    shapes: Sequence[Shape], box_of: Callable[[Shape], Box | None], depth: int = 0
) -> list[Shape]:
    """Return shapes as they are read: cut into rows, rows into columns, and so on.

    Columns that each have a low box (its heading) over a high one are read one after another.

    Shapes that overlap in both directions go by their top-left corners; shapes without a
    place come last, in the order of the file.
    """
    placed = [shape for shape in shapes if box_of(shape) is not None]
    rest = [shape for shape in shapes if box_of(shape) is None]
    if len(placed) > 1 and depth < _DEPTH:
        for vertical in (False, True) if _has_headed_columns(placed, box_of) else (True, False):
            parts = _cut(placed, box_of, vertical=vertical)
            if vertical:
                parts = _with_headings(parts, box_of)
            if len(parts) > 1:
                return [one for part in parts for one in reading_order(part, box_of, depth + 1)] + rest
    placed.sort(key=lambda shape: _corner(box_of(shape)))
    return placed + rest


def _with_headings(rows: Sequence[list[Shape]], box_of: Callable[[Shape], Box | None]) -> list[list[Shape]]:
    """Return rows, those of headings together with the texts below them."""
    out: list[list[Shape]] = []
    for row in rows:
        if out and min(len(out[-1]), len(row)) > 1 and _has_headed_columns([*out[-1], *row], box_of):
            out[-1] = [*out[-1], *row]
        else:
            out.append(row)
    return out


def _has_headed_columns(shapes: Sequence[Shape], box_of: Callable[[Shape], Box | None]) -> bool:
    """Tell whether the shapes stand in columns, each with a heading over its text."""
    columns = _cut(shapes, box_of, vertical=False)
    return len(columns) > 1 and all(_is_headed(column, box_of) for column in columns)


def _is_headed(column: Sequence[Shape], box_of: Callable[[Shape], Box | None]) -> bool:
    rows = _cut(column, box_of, vertical=True)
    if len(rows) < 2:
        return False
    first, second = (
        max((box.bottom - box.top for shape in row if (box := box_of(shape)) is not None), default=0.0)
        for row in rows[:2]
    )
    return first < _LOW * second


def _corner(box: Box | None) -> tuple[float, float]:
    return (0.0, 0.0) if box is None else (round(box.top / _NEAR) * _NEAR, box.x0)


def _cut(
    shapes: Sequence[Shape], box_of: Callable[[Shape], Box | None], *, vertical: bool
) -> list[list[Shape]]:
    """Part shapes where a straight line across the slide touches none of them."""

    def span(shape: Shape) -> tuple[float, float]:
        box = box_of(shape) or Box(0, 0, 0, 0)
        return (box.top, box.bottom) if vertical else (box.x0, box.x1)

    parts: list[list[Shape]] = []
    end = float("-inf")
    for shape in sorted(shapes, key=span):
        low, high = span(shape)
        if not parts or low >= end - _NEAR:
            parts.append([])
        parts[-1].append(shape)
        end = max(end, high)
    return parts
