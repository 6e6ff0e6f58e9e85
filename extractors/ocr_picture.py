"""What a picture of a page shows besides text: by how much it is turned, where its rules run."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, ImageFilter

_MOST_SKEW = 4.0  # degrees; beyond it the page was not laid on a glass but thrown
_LEAST_SKEW = 0.1  # degrees that are worth turning the picture
_SAMPLE = 60_000  # ink points that are looked at
_LEVEL, _UPRIGHT = 25.0, 14.0  # points that a rule is long at least; no stroke of a letter is
_THICK = 4.0  # points; what is thicker is a bar or a picture
_DENSITY = 0.93  # of a rule that must be ink: noise makes holes
_WEAK = 0.6  # of the rest of a rule that must be ink: thin ones are drawn with gaps
_FAINT = 0.7  # of the way from ink to paper from which a mark is no text
_GRAIN = 3  # pixels of the square in which a single dark pixel is noise
_AROUND = 5  # pixels of the square in which a faint pixel may belong to a letter's edge
_MAX_RULES = 3_000

Ink = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A level or upright rule, in points from the top-left corner of the picture."""

    x0: float
    top: float
    x1: float
    bottom: float
    upright: bool


def ink_of(picture: Image.Image) -> Ink:
    """Return where a grey picture is dark, by Otsu's threshold."""
    grey = np.asarray(picture.convert("L"))
    counts = np.bincount(grey.ravel(), minlength=256).astype(np.float64)
    levels = np.arange(256)
    below = np.cumsum(counts)
    weighed = np.cumsum(counts * levels)
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        between = below * above * (weighed / below - (weighed[-1] - weighed) / above) ** 2
    threshold = int(np.nanargmax(between[:-1])) if np.isfinite(between[:-1]).any() else 127
    ink: Ink = grey <= min(threshold, 200)
    return ink


def without_faint(picture: Image.Image) -> Image.Image:
    """Return a grey picture without what is far lighter than its text: watermarks, shading, stains.

    The edges of letters are as light, but stand beside dark pixels and stay; the dark grains
    of noise are no letters.
    """
    limit, paper = _levels(picture)
    smooth = picture.filter(ImageFilter.MedianFilter(_GRAIN))
    near = np.asarray(smooth.filter(ImageFilter.MinFilter(_AROUND)))
    return Image.fromarray(np.where(near > limit, paper, np.asarray(picture)).astype(np.uint8))


def drawn_on(picture: Image.Image) -> Ink:
    """Return all that is no paper: rules thinner than a pixel are greyer than letters."""
    drawn: Ink = np.asarray(picture) <= _levels(picture)[0]
    return drawn


def _levels(picture: Image.Image) -> tuple[float, float]:
    """Return the grey from which on a mark is too faint for text, and the grey of the paper."""
    ink = ink_of(picture)
    if not ink.any() or ink.all():
        return 200.0, 255.0
    grey = np.asarray(picture)
    dark, paper = float(np.percentile(grey[ink], 5)), float(np.median(grey[~ink]))
    return dark + _FAINT * (paper - dark), paper


def find_skew(ink: Ink) -> float:
    """Return by how many degrees lines fall to the right (positive) or rise, 0.0 when unclear.

    Rows of text make the sums over rows most uneven at the angle at which they run.
    """
    ys, xs = np.nonzero(ink)
    if len(ys) < 500:
        return 0.0
    step = max(1, len(ys) // _SAMPLE)
    ys, xs = ys[::step].astype(np.float64), xs[::step].astype(np.float64)

    def unevenness(angle: float) -> float:
        rows = np.rint(ys - xs * math.tan(math.radians(angle))).astype(np.int64)
        sums = np.bincount(rows - rows.min())
        return float(np.square(np.diff(sums.astype(np.float64))).sum())

    coarse = max(np.arange(-_MOST_SKEW, _MOST_SKEW + 0.01, 0.25), key=unevenness)
    fine = float(max(np.arange(coarse - 0.25, coarse + 0.26, 0.05), key=unevenness))
    if abs(fine) >= _MOST_SKEW or unevenness(fine) < 1.05 * unevenness(0.0):
        return 0.0
    return fine if abs(fine) >= _LEAST_SKEW else 0.0


def straightened(picture: Image.Image, skew: float) -> Image.Image:
    """Return the picture turned so that its lines are level, size and middle kept."""
    if not skew:
        return picture
    return picture.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)


def find_rules(ink: Ink, scale: float) -> list[Rule]:
    """Return the rules of a straight page; ``scale`` is pixels to the point.

    An empty list when there are too many: then it is a drawing.
    """
    level = [
        Rule(x0 / scale, y / scale, x1 / scale, y / scale, False)
        for x0, x1, y in _strokes(ink, int(_LEVEL * scale), _THICK * scale)
    ]
    upright = [
        Rule(x / scale, y0 / scale, x / scale, y1 / scale, True)
        for y0, y1, x in _strokes(ink.T, int(_UPRIGHT * scale), _THICK * scale)
    ]
    rules = level + upright
    return rules if len(rules) <= _MAX_RULES else []


def _strokes(ink: Ink, length: int, thick: float) -> list[tuple[float, float, float]]:
    """Return (start, end, middle) of dark runs along the rows."""
    if ink.shape[1] <= length or not length:
        return []
    joined = ink.copy()  # a rule that is not quite level steps from row to row
    joined[1:] |= ink[:-1]
    joined[:-1] |= ink[1:]
    sums = np.cumsum(np.pad(joined, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    cores = (sums[:, length:] - sums[:, :-length]) >= _DENSITY * length
    open_: list[list[int]] = []  # start, end, first row, last row
    done: list[list[int]] = []
    for row in np.flatnonzero(cores.any(axis=1)):
        weak = _runs((sums[row, length:] - sums[row, :-length]) >= _WEAK * length)
        strong = _runs(cores[row])
        for first, last in [run for run in weak if any(run[0] <= one[0] < run[1] for one in strong)]:
            filled = np.flatnonzero(joined[row, first : last + length - 1])
            start, end = first + int(filled[0]), first + int(filled[-1]) + 1
            _take(open_, done, (start, end), int(row))
        if len(open_) + len(done) > 4 * _MAX_RULES:
            return []
    return [
        (float(start), float(end), (first + last) / 2)
        for start, end, first, last in done + open_
        if last - first + 1 <= thick
    ]


def _runs(marks: Ink) -> list[tuple[int, int]]:
    """Return (start, end) of the stretches that are marked."""
    ends = np.flatnonzero(np.diff(np.pad(marks, 1).astype(np.int8))).tolist()
    return list(zip(ends[::2], ends[1::2], strict=True))


def _take(open_: list[list[int]], done: list[list[int]], run: tuple[int, int], row: int) -> None:
    """Add a run to the stroke it touches, or open a new one."""
    done.extend(stroke for stroke in open_ if stroke[3] < row - 1)
    open_[:] = [stroke for stroke in open_ if stroke[3] >= row - 1]
    for stroke in open_:
        if run[0] <= stroke[1] + 2 and run[1] >= stroke[0] - 2:
            stroke[:] = [min(stroke[0], run[0]), max(stroke[1], run[1]), stroke[2], row]
            return
    open_.append([run[0], run[1], row, row])
