"""Makes lines and pages for tests of the layout."""

from __future__ import annotations

from domain.text import has_han
from extractors.layout import Line, PageText


def line(
    text: str, x: float, top: float, *, page: int = 1, size: float = 10, bold: bool = False, source: int = 0
) -> Line:
    """Return a line as wide as its letters ask."""
    width = sum(size if has_han(char) or ord(char) > 0x2E7F else size / 2 for char in text)
    return Line(page, text, x, top, x + width, top + size, size, bold, source, hyphen=text.endswith("-"))


def page(*lines: Line, number: int = 1) -> PageText:
    """Return a page of A4."""
    return PageText(number, 595, 842, tuple(lines))
