"""How much room a text needs: spreadsheets do not fit rows to text that a program wrote.

Widths are in Excel's column units (a digit of 11-point Calibri, 7 pixels), heights in points.
The figures err a little on the large side: a blank line is ugly, a cut line is a lost one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

ROW_LIMIT = 409.0  # points; Excel knows no higher row

_PIECES = re.compile(r"[\u2e80-\uffef]+|[^\s\u2e80-\uffef]+|[^\S\n]+")
_WIDE = re.compile(r"[\u2e80-\uffef\U0001f000-\U0003ffff]")
_BROAD = re.compile(r"[A-Z0-9@%&MWmw—…●☐]")
_WIDE_UNITS, _BROAD_UNITS, _NARROW_UNITS = 1.80, 1.16, 0.90  # at 9 points
_PADDING = 1.2
_TALLEST_LINE = 15.0  # points, of a Chinese font at 9 points
_BOLD = 1.12


@lru_cache(maxsize=50_000)
def count_lines(text: str, width: float) -> int:
    """Return how many lines a wrapped 9-point text takes in a column of this width."""
    room = max(width - _PADDING, 2.0)
    return sum(_paragraph_lines(paragraph, room) for paragraph in text.split("\n"))


def _paragraph_lines(paragraph: str, room: float) -> int:
    if len(paragraph) * _WIDE_UNITS <= room:
        return 1
    lines, used = 1, 0.0
    for piece in _PIECES.findall(paragraph):
        wide = piece[0] >= "\u2e80"
        need = len(piece) * _WIDE_UNITS if wide else _latin_units(piece)
        if used + need <= room:
            used += need
        elif wide:
            step = math.floor(room / _WIDE_UNITS) or 1
            rest = len(piece) - max(math.floor((room - used) / _WIDE_UNITS), 0)
            lines += math.ceil(rest / step)
            used = ((rest - 1) % step + 1) * _WIDE_UNITS
        elif not piece.isspace():
            begun = 1 if used else 0  # a word too long for a line still begins on an empty one
            lines += begun + (math.ceil(need / room) - 1 if need > room else 0)
            used = need % room if need > room else need
    return lines


def _latin_units(piece: str) -> float:
    broad = len(_BROAD.findall(piece))
    return broad * _BROAD_UNITS + (len(piece) - broad) * _NARROW_UNITS


def has_wide(text: str) -> bool:
    """Tell whether the text has characters that need the taller line of a Chinese font."""
    return _WIDE.search(text) is not None


def widest_word(text: str) -> float:
    """Return the width of a column in which no Latin word of a bold heading is broken."""
    words = [piece for piece in _PIECES.findall(text) if piece[0] < "\u2e80" and not piece.isspace()]
    return max((_latin_units(word) * _BOLD + _PADDING for word in words), default=0.0)


def fitting_width(texts: Iterable[str], widths: Sequence[float]) -> float:
    """Return the first of the widths at which no text is higher than a row can be, else the last."""
    most = int((ROW_LIMIT - 4) / _TALLEST_LINE)
    every = list(texts)
    if any(text.count("\n") >= most for text in every):
        return widths[-1]
    fitting = (width for width in widths if all(count_lines(text, width) <= most for text in every))
    return next(fitting, widths[-1])
