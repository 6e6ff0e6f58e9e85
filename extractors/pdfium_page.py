"""A page as PDFium holds it: where its corners lie, how it is turned.

PDFium speaks in the page's own space (points, y upwards, before rotation, origin anywhere);
everything after this module in points from the top-left corner of the page as read.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible rectangle of a page in its own space, and its turn clockwise in degrees."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def width(self) -> float:
        """Width as read."""
        return self.top - self.bottom if self.rotation in (90, 270) else self.right - self.left

    @property
    def height(self) -> float:
        """Height as read."""
        return self.right - self.left if self.rotation in (90, 270) else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the page's own space as (x, distance from the top)."""
        if self.rotation == 0:
            return x - self.left, self.top - y
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Return a rectangle as (x0, top, x1, bottom)."""
        if self.rotation == 0:  # the usual case, and a page asks thousands of times
            left, top = self.left, self.top
            if x0 <= x1 and y0 <= y1:
                return x0 - left, top - y1, x1 - left, top - y0
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def frame_of(page: Any) -> Frame:
    """Return the frame of a page (crop box within media box); a broken box becomes A4."""
    rect = raw.FS_RECTF()
    known = raw.FPDF_GetPageBoundingBox(page.raw, ctypes.byref(rect))
    rotation = (raw.FPDFPage_GetRotation(page.raw) % 4) * 90
    left, right = sorted((rect.left, rect.right))
    bottom, top = sorted((rect.bottom, rect.top))
    if not known or right - left < 1 or top - bottom < 1:
        return Frame(0.0, 0.0, 595.0, 842.0, rotation)
    return Frame(left, bottom, right, top, rotation)


def turned(frame: Frame, angle: int) -> Frame:
    """Return the frame in which text at ``angle`` degrees (as seen, anticlockwise) is level."""
    return Frame(frame.left, frame.bottom, frame.right, frame.top, (frame.rotation + angle) % 360)
