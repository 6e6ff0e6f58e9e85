"""Runs: stretches of a PDF's text layer between two line breaks, and what their type says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from extractors.pdf_glyphs import HAN_GAP

_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi|simhei|heiti|黑体|\bhei\b", re.IGNORECASE)
FORCE_BOLD = 1 << 18  # among the flags of a font
TALL = 1.8  # em; no line of one row of type is as tall
_STACK = 3  # characters below each other that are read downwards
WIDE_GAP = 0.9  # em; a blank that may part columns; words stand closer
_STEP = 0.6  # em from one to the next, at least
_SIGNS = "≤≥≦≧±×÷≈≠"  # often of another font than the figures around them; no line ends with one
# Out of order: a blank before closing punctuation, on the inner side of a quotation mark, between
# characters of Chinese, or such a sign left at the end.
MISPLACED = re.compile(
    r"\s[，。；：、！？,;]\S|[“‘《「](?:\s|$)|(?:\s|^)[”’》」]|[^\x00-\x7f]\s[^\x00-\x7f]"
    rf"|\s[{_SIGNS}]$|[(（]\s[{_SIGNS}]\s"
)


@dataclass(slots=True)
class Run:
    """A stretch of the text layer between two line breaks."""

    start: int
    text: str
    box: tuple[float, float, float, float]
    size: float
    bold: bool
    angle: float
    hyphen: bool
    wide: bool
    blank: bool = False
    vertical: bool = False  # each character below the one before, as Chinese was written

    @property
    def is_whole(self) -> bool:
        """Tell whether it need not be looked at letter by letter: no wide gap, nothing out of order."""
        return not (self.wide or HAN_GAP.search(self.text) or MISPLACED.search(self.text))

    @property
    def is_upright_strip(self) -> bool:
        """Tell whether the box is that of characters below each other."""
        x0, top, x1, bottom = self.box
        return (
            len(self.text) >= _STACK
            and x1 - x0 <= TALL * self.size
            and bottom - top >= _STACK * _STEP * self.size
        )

    def goes_down(self, origins: Sequence[tuple[float, float]]) -> bool:
        """Tell whether characters stand each below the one before, by their origins."""
        return len(origins) >= _STACK and all(
            abs(after[0] - before[0]) < self.size and after[1] - before[1] > _STEP * self.size
            for before, after in pairwise(origins)
        )


class Cells(Protocol):
    """The cells of a page's grids, by number."""

    def touches(self, run: Run) -> bool:
        """Tell whether a run stands at the height of a grid."""
        ...

    def at(self, x: float, y: float) -> int | None:
        """Return the cell at a point."""
        ...

    def holds(self, run: Run) -> int | None:
        """Return the cell in which all of a run lies, None where it may reach over a border."""
        ...


@lru_cache(maxsize=256)
def is_bold(name: bytes) -> bool:
    """Tell bold type by the name of its font."""
    return _BOLD_NAME.search(name.decode("utf-8", "replace")) is not None
