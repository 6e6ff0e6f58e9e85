"""PDFium's functions for the innermost loops, called by address.

pypdfium2's own prototypes check and wrap every pointer; with plain addresses a call costs
half as much, and a page takes thousands of them.  The functions are the same.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from ctypes import c_double, c_float, c_int, c_ulong, c_void_p
from struct import Struct, unpack_from
from typing import Any

import pypdfium2.raw as raw

_PROTOTYPE: Any = getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE)  # as PDFium is built there


def address(pointer: Any) -> int:
    """Return the address that a pointer or array of ctypes holds; 0 for none."""
    return ctypes.cast(pointer, c_void_p).value or 0 if pointer else 0


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    prototype: Callable[[int], Callable[..., Any]] = _PROTOTYPE(result, *arguments)
    return prototype(address(function))


page_object = _plain(raw.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
form_count = _plain(raw.FPDFFormObj_CountObjects, c_int, c_void_p)
form_object = _plain(raw.FPDFFormObj_GetObject, c_void_p, c_void_p, c_ulong)
object_type = _plain(raw.FPDFPageObj_GetType, c_int, c_void_p)
object_bounds = _plain(raw.FPDFPageObj_GetBounds, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
object_matrix = _plain(raw.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
segment_count = _plain(raw.FPDFPath_CountSegments, c_int, c_void_p)
draw_mode = _plain(raw.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p)
path_segment = _plain(raw.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
segment_point = _plain(raw.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)
segment_type = _plain(raw.FPDFPathSegment_GetType, c_int, c_void_p)
segment_closes = _plain(raw.FPDFPathSegment_GetClose, c_int, c_void_p)

loose_box = _plain(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
char_origin = _plain(raw.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
char_matrix = _plain(raw.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
font_size = _plain(raw.FPDFText_GetFontSize, c_double, c_void_p, c_int)
font_info = _plain(raw.FPDFText_GetFontInfo, c_ulong, c_void_p, c_int, c_void_p, c_ulong, c_void_p)
rect_count = _plain(raw.FPDFText_CountRects, c_int, c_void_p, c_int, c_int)
rect_at = _plain(raw.FPDFText_GetRect, c_int, c_void_p, c_int, c_void_p, c_void_p, c_void_p, c_void_p)
is_generated = _plain(raw.FPDFText_IsGenerated, c_int, c_void_p, c_int)
char_index = _plain(raw.FPDFText_GetCharIndexFromTextIndex, c_int, c_void_p, c_int)


# Far quicker than indexing arrays of ctypes.
_DOUBLES, _FLOATS, _BOX = (Struct(form).unpack_from for form in ("4d", "6f", "4f"))


class Doubles:
    """Four doubles that PDFium fills in; ``at`` are their addresses."""

    def __init__(self) -> None:
        self._values = (c_double * 4)()
        first = address(self._values)
        self.at = tuple(first + 8 * number for number in range(4))

    def read(self) -> tuple[float, float, float, float]:
        """Return what PDFium filled in."""
        left, top, right, bottom = _DOUBLES(self._values)
        return left, top, right, bottom


class Floats:
    """Six floats that PDFium fills in (a box, a point, a matrix); ``at`` are their addresses."""

    def __init__(self) -> None:
        self._values = (c_float * 6)()
        first = address(self._values)
        self.at = tuple(first + 4 * number for number in range(6))

    def read(self) -> tuple[float, float, float, float, float, float]:
        """Return what PDFium filled in."""
        a, b, c, d, e, f = _FLOATS(self._values)
        return a, b, c, d, e, f

    def box(self) -> tuple[float, float, float, float]:
        """Return the first four, as PDFium fills in a box: left, top, right, bottom."""
        found: tuple[float, float, float, float] = _BOX(self._values)
        return found


class Points:
    """The points of a path, taken over in one go; room for ``most`` of them."""

    def __init__(self, most: int) -> None:
        self._values = (c_float * (2 * most))()
        self._first = address(self._values)

    def of(self, segments: Sequence[int]) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Return where segments end, in the page object's own space: every x, every y."""
        for segment, at in zip(segments, range(self._first, self._first + 8 * len(segments), 8), strict=True):
            segment_point(segment, at, at + 4)
        found = unpack_from(f"{2 * len(segments)}f", self._values)
        return found[::2], found[1::2]
