"""Ruling lines and pictures of a page through PDFium's page objects.

Only what can rule a table is kept: level and upright strokes, and the sides of plain
rectangles.  Curves, clipping paths and invisible paths make phantom tables and are left out.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as raw

from extractors.pdfium_page import Frame

Matrix = tuple[float, float, float, float, float, float]
_SAME = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MAX_OBJECTS = 20_000
_MAX_SEGMENTS = 2_000
_MAX_EDGES = 6_000
_MAX_SHAPES = 300
_MAX_DEPTH = 8
_THIN = 3.0  # points; a filled rectangle as thin as this is a drawn line
_CROOKED = 0.7  # points over its length that a level line may be off


@dataclass(frozen=True, slots=True)
class Edge:
    """A level (``upright`` False) or upright stroke in reading coordinates."""

    x0: float
    top: float
    x1: float
    bottom: float
    upright: bool


@dataclass(slots=True)
class Drawing:
    """What is drawn on a page: edges, boxes of shapes, and the share of the page that pictures cover."""

    edges: list[Edge] = field(default_factory=list)
    shapes: list[tuple[float, float, float, float]] = field(default_factory=list)
    picture: float = 0.0
    objects: int = 0


def _chain(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


class Reader:
    """Reads the objects of one page; never more than fixed numbers of them."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._drawing = Drawing()
        self._numbers = [ctypes.c_float() for _ in range(4)]
        self._mode = ctypes.c_int()
        self._stroke = ctypes.c_int()

    def read(self, page: Any) -> Drawing:
        """Return what is drawn on the page."""
        for number in range(min(raw.FPDFPage_CountObjects(page.raw), _MAX_OBJECTS)):
            self._object(raw.FPDFPage_GetObject(page.raw, number), _SAME, 0)
            if self._full:
                break
        return self._drawing

    @property
    def _full(self) -> bool:
        return len(self._drawing.edges) > _MAX_EDGES or self._drawing.objects > _MAX_OBJECTS

    def _object(self, item: Any, matrix: Matrix, depth: int) -> None:
        self._drawing.objects += 1
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(item, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            self._picture(item, matrix)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = _chain(self._matrix(item), matrix)
            for number in range(min(raw.FPDFFormObj_CountObjects(item), _MAX_OBJECTS)):
                if self._full:
                    break
                self._object(raw.FPDFFormObj_GetObject(item, number), inner, depth + 1)

    def _matrix(self, item: Any) -> Matrix:
        found = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(item, found)
        return (found.a, found.b, found.c, found.d, found.e, found.f)

    def _bounds(self, item: Any, matrix: Matrix) -> tuple[float, float, float, float] | None:
        left, bottom, right, top = self._numbers
        if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            return None
        a, b, c, d, e, f = matrix
        corners = [
            self._frame.point(a * x + c * y + e, b * x + d * y + f)
            for x in (left.value, right.value)
            for y in (bottom.value, top.value)
        ]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def _picture(self, item: Any, matrix: Matrix) -> None:
        box = self._bounds(item, matrix)
        if box:
            width = max(0.0, min(box[2], self._frame.width) - max(box[0], 0.0))
            height = max(0.0, min(box[3], self._frame.height) - max(box[1], 0.0))
            area = self._frame.width * self._frame.height
            self._drawing.picture = min(1.0, self._drawing.picture + width * height / max(area, 1.0))

    def _path(self, item: Any, matrix: Matrix) -> None:
        count = raw.FPDFPath_CountSegments(item)
        if not 2 <= count <= _MAX_SEGMENTS:
            return
        raw.FPDFPath_GetDrawMode(item, self._mode, self._stroke)
        if not self._mode.value and not self._stroke.value:
            return
        box = self._bounds(item, matrix)
        if box is None or (box[2] - box[0] < _THIN and box[3] - box[1] < _THIN):
            return
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            self._add_thin(*box)
        else:
            if len(self._drawing.shapes) < _MAX_SHAPES:
                self._drawing.shapes.append(box)
            self._segments(item, count, _chain(self._matrix(item), matrix))

    def _add_thin(self, x0: float, top: float, x1: float, bottom: float) -> None:
        if x1 - x0 > bottom - top:
            middle = (top + bottom) / 2
            self._add(x0, middle, x1, middle, upright=False)
        else:
            middle = (x0 + x1) / 2
            self._add(middle, top, middle, bottom, upright=True)

    def _add(self, x0: float, top: float, x1: float, bottom: float, *, upright: bool) -> None:
        """Keep what of a stroke lies on the page."""
        x0, x1 = max(x0, 0.0), min(x1, self._frame.width)
        top, bottom = max(top, 0.0), min(bottom, self._frame.height)
        if x0 <= x1 and top <= bottom:
            self._drawing.edges.append(Edge(x0, top, x1, bottom, upright))

    def _segments(self, item: Any, count: int, matrix: Matrix) -> None:
        a, b, c, d, e, f = matrix
        x, y, *_ = self._numbers
        start = here = None
        for number in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, number)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = self._frame.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == raw.FPDF_SEGMENT_LINETO and here is not None:
                self._stroke_edge(here, point)
            here = point
            if start is not None and raw.FPDFPathSegment_GetClose(segment):
                self._stroke_edge(here, start)
                here = start
            if self._full:
                return

    def _stroke_edge(self, first: tuple[float, float], second: tuple[float, float]) -> None:
        (ax, ay), (bx, by) = first, second
        if abs(ay - by) <= _CROOKED < 1 <= abs(ax - bx):
            self._add(min(ax, bx), ay, max(ax, bx), ay, upright=False)
        elif abs(ax - bx) <= _CROOKED < 1 <= abs(ay - by):
            self._add(ax, min(ay, by), ax, max(ay, by), upright=True)
