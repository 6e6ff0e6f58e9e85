"""Ruling lines and pictures of a page through PDFium's page objects.

Only what can rule a table is kept: level and upright strokes, and the sides of plain
rectangles.  Curves, clipping paths and invisible paths make phantom tables and are left out.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from extractors import pdfium_calls as calls
from extractors.pdfium_calls import Floats, Points
from extractors.pdfium_page import Frame

_TEXT, _PATH = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH
_PICTURE, _FORM = raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM
_MOVE, _LINE = raw.FPDF_SEGMENT_MOVETO, raw.FPDF_SEGMENT_LINETO
Matrix = tuple[float, float, float, float, float, float]
_SAME = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MAX_OBJECTS = 20_000
_MAX_SEGMENTS = 2_000
_MAX_EDGES = 6_000
_MAX_SHAPES = 300
_MAX_DEPTH = 8
_THIN = 3.0  # points; a filled rectangle as thin as this is a drawn line
_CROOKED = 0.7  # points over its length that a level line may be off


class Edge(NamedTuple):
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
        self._size = frame.width, frame.height
        self._drawing = Drawing()
        self._kept: set[tuple[float, float, float, float, bool]] = set()
        self._rectangles: set[tuple[float, float, float, float]] = set()
        self._numbers = Floats()
        self._points = Points(_MAX_SEGMENTS)
        self._modes = (ctypes.c_int * 2)()
        first = calls.address(self._modes)
        self._mode_at = (first, first + ctypes.sizeof(ctypes.c_int))

    def read(self, page: Any) -> Drawing:
        """Return what is drawn on the page."""
        handle, drawing = calls.address(page.raw), self._drawing
        for number in range(min(raw.FPDFPage_CountObjects(page.raw), _MAX_OBJECTS)):
            item = calls.page_object(handle, number)
            kind = calls.object_type(item)
            if kind == _TEXT:  # most objects are text, and the text layer knows it
                drawing.objects += 1
                continue
            if kind == _PATH:
                drawing.objects += 1
                self._path(item, _SAME)
            else:
                self._object(item, kind, _SAME, 0)
            if len(drawing.edges) > _MAX_EDGES or drawing.objects > _MAX_OBJECTS:
                break
        return drawing

    @property
    def _full(self) -> bool:
        return len(self._drawing.edges) > _MAX_EDGES or self._drawing.objects > _MAX_OBJECTS

    def _object(self, item: int, kind: int, matrix: Matrix, depth: int) -> None:
        self._drawing.objects += 1
        if kind == _PATH:
            self._path(item, matrix)
        elif kind == _PICTURE:
            self._picture(item, matrix)
        elif kind == _FORM and depth < _MAX_DEPTH:
            inner = _chain(self._matrix(item), matrix)
            for number in range(min(calls.form_count(item), _MAX_OBJECTS)):
                if self._full:
                    break
                part = calls.form_object(item, number)
                self._object(part, calls.object_type(part), inner, depth + 1)

    def _matrix(self, item: int) -> Matrix:
        calls.object_matrix(item, self._numbers.at[0])
        a, b, c, d, e, f = self._numbers.read()
        return (a, b, c, d, e, f)

    def _bounds(self, item: int, matrix: Matrix) -> tuple[float, float, float, float] | None:
        if not calls.object_bounds(item, *self._numbers.at[:4]):
            return None
        left, bottom, right, top, *_ = self._numbers.read()
        if matrix is _SAME:
            return self._frame.box(left, bottom, right, top)
        a, b, c, d, e, f = matrix
        corners = [
            self._frame.point(a * x + c * y + e, b * x + d * y + f)
            for x in (left, right)
            for y in (bottom, top)
        ]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def _picture(self, item: int, matrix: Matrix) -> None:
        box = self._bounds(item, matrix)
        if box:
            width = max(0.0, min(box[2], self._frame.width) - max(box[0], 0.0))
            height = max(0.0, min(box[3], self._frame.height) - max(box[1], 0.0))
            area = self._frame.width * self._frame.height
            self._drawing.picture = min(1.0, self._drawing.picture + width * height / max(area, 1.0))

    def _path(self, item: int, matrix: Matrix) -> None:
        count = calls.segment_count(item)
        if not 2 <= count <= _MAX_SEGMENTS:
            return
        calls.draw_mode(item, *self._mode_at)
        if not self._modes[0] and not self._modes[1]:
            return
        box = self._bounds(item, matrix)
        if box is None:
            return
        width, height = box[2] - box[0], box[3] - box[1]
        if width <= _THIN or height <= _THIN:
            if width >= _THIN or height >= _THIN:
                self._add_thin(*box)
        else:
            if len(self._drawing.shapes) < _MAX_SHAPES:
                self._drawing.shapes.append(box)
            own = self._matrix(item)
            self._segments(item, count, own if matrix is _SAME else _chain(own, matrix))

    def _add_thin(self, x0: float, top: float, x1: float, bottom: float) -> None:
        if x1 - x0 > bottom - top:
            middle = (top + bottom) / 2
            self._add(x0, middle, x1, middle, upright=False)
        else:
            middle = (x0 + x1) / 2
            self._add(middle, top, middle, bottom, upright=True)

    def _add(self, x0: float, top: float, x1: float, bottom: float, *, upright: bool) -> None:
        """Keep what of a stroke lies on the page, once: cells side by side draw their common side twice."""
        width, height = self._size  # a drawing asks a hundred thousand times: no calls of min and max
        if x0 < 0.0:
            x0 = 0.0
        if top < 0.0:
            top = 0.0
        if x1 > width:
            x1 = width
        if bottom > height:
            bottom = height
        edge = (x0, top, x1, bottom, upright)
        if x0 <= x1 and top <= bottom and edge not in self._kept:
            self._kept.add(edge)
            self._drawing.edges.append(Edge(*edge))

    def _segments(self, item: int, count: int, matrix: Matrix) -> None:
        segments = [calls.path_segment(item, number) for number in range(count)]
        xs, ys = self._points.of(segments)
        if count in (4, 5) and self._rectangle(segments, xs, ys, matrix):
            return
        a, b, c, d, e, f = self._as_read(matrix)
        kinds = [calls.segment_type(segment) for segment in segments]
        start = here = None
        for number, (x, y, kind) in enumerate(zip(xs, ys, kinds, strict=True), start=1):
            point = (a * x + c * y + e, b * x + d * y + f)
            if kind == _MOVE:
                start = point
            elif kind == _LINE and here is not None:
                self._stroke_edge(here, point)
            here = point
            ends = number == count or kinds[number] == _MOVE  # only there may a path be closed
            if ends and start is not None and calls.segment_closes(segments[number - 1]):
                self._stroke_edge(here, start)
                here = start
            if len(self._drawing.edges) > _MAX_EDGES:
                return

    def _rectangle(
        self, segments: list[int], xs: tuple[float, ...], ys: tuple[float, ...], matrix: Matrix
    ) -> bool:
        """Keep the sides of a closed, level rectangle, what most paths are; tell whether it is one."""
        a, b, c, d, e, f = matrix
        if (b or c) and (a or d):
            return False
        (x0, x1, x2, x3, *x4), (y0, y1, y2, y3, *y4) = xs, ys
        first_level = y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0
        if not first_level and not (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0):
            return False
        returns = bool(x4) and x4[0] == x0 and y4[0] == y0
        if (x4 and not returns) or calls.segment_type(segments[1]) != _LINE:
            return False
        if not returns and not calls.segment_closes(segments[-1]):
            return False
        ax, ay = self._frame.point(a * x0 + c * y0 + e, b * x0 + d * y0 + f)
        bx, by = self._frame.point(a * x2 + c * y2 + e, b * x2 + d * y2 + f)
        left, right = (ax, bx) if ax <= bx else (bx, ax)
        top, bottom = (ay, by) if ay <= by else (by, ay)
        if (left, top, right, bottom) in self._rectangles:  # filled, then drawn around
            return True
        self._rectangles.add((left, top, right, bottom))
        if right - left >= 1:
            self._add(left, top, right, top, upright=False)
            self._add(left, bottom, right, bottom, upright=False)
        if bottom - top >= 1:
            self._add(left, top, left, bottom, upright=True)
            self._add(right, top, right, bottom, upright=True)
        return True

    def _as_read(self, matrix: Matrix) -> Matrix:
        """Return the matrix that leads on to reading coordinates."""
        a, b, c, d, e, f = matrix
        x, y = self._frame.point(e, f)
        (ax, ay), (bx, by) = self._frame.point(a + e, b + f), self._frame.point(c + e, d + f)
        return (ax - x, ay - y, bx - x, by - y, x, y)

    def _stroke_edge(self, first: tuple[float, float], second: tuple[float, float]) -> None:
        (ax, ay), (bx, by) = first, second
        across, along = abs(ax - bx), abs(ay - by)
        if along <= _CROOKED and across >= 1:
            left, right = (ax, bx) if ax <= bx else (bx, ax)
            self._add(left, ay, right, ay, upright=False)
        elif across <= _CROOKED and along >= 1:
            top, bottom = (ay, by) if ay <= by else (by, ay)
            self._add(ax, top, ax, bottom, upright=True)
