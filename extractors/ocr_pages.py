"""Pages that only a picture of exists: read one after another while there is time, and what to say of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from PIL import Image

from domain.problem import Problem, Severity
from extractors.base import ReadLimits
from extractors.more_time import ask_for_pages
from extractors.ocr import Engine
from extractors.ocr_page import Scan, read_picture

_SHARE = 0.75  # of the time for a file that may go to recognising; the rest is for everything else
_DPI = (200.0, 300.0)
_LONG_SIDE = 2_400.0  # pixels that the longer side gets where the resolution allows
_MOST_PIXELS = 12_000_000


@dataclass(frozen=True, slots=True)
class Scans:
    """What came of pages: read ones by number, and those for which no time was left."""

    read: dict[int, Scan] = field(default_factory=dict)
    late: tuple[int, ...] = ()

    def problems(self, ranges: Callable[[Iterable[int]], str]) -> list[Problem]:
        """Say which pages were recognised, which badly, which not; ``ranges`` writes page numbers."""
        poor = [number for number, scan in self.read.items() if scan.poor]
        # A page without any text found is named as poor, and was not "read".
        read = [number for number, scan in self.read.items() if scan.sure]
        found = []
        if read:
            found.append(Problem("ocr-read", Severity.NOTE, where=ranges(sorted(read))))
        if poor:
            found.append(Problem("ocr-poor", Severity.LOSS, where=ranges(sorted(poor))))
        if self.late:
            found.append(Problem("ocr-late", Severity.LOSS, where=ranges(self.late)))
        return found


def scale_for(width: float, height: float) -> float:
    """Return the pixels to the point at which a page of that size in points is drawn.

    200 to 300 dpi, so that small type keeps its strokes; less only where a page is huge.
    """
    long = max(width, height, 1.0)
    scale = min(max(_LONG_SIDE / long, _DPI[0] / 72), _DPI[1] / 72)
    return float(min(scale, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5))


def read_scans(
    engine: Engine,
    numbers: Sequence[int],
    draw: Callable[[int], tuple[Image.Image, float]],
    limits: ReadLimits,
) -> Scans:
    """Read pages in order; ``draw`` gives a page's picture and its pixels to the point.

    Asks for time by the number of pages.  Begins no page after its share of all the time
    there is: a file that is late is killed and would lose all, so the rest is named instead.
    The first page is always read.
    """
    end = time.monotonic() + _SHARE * limits.seconds + ask_for_pages(len(numbers), limits)
    read: dict[int, Scan] = {}
    longest = 0.0
    for place, number in enumerate(numbers):
        began = time.monotonic()
        if read and began + longest > end:
            return Scans(read, tuple(numbers[place:]))
        picture, scale = draw(number)
        read[number] = read_picture(engine, picture, number, scale)
        longest = max(longest, time.monotonic() - began)
    return Scans(read)
