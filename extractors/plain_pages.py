"""Pages of plain text, parted by form feeds: the heads and feet that run over them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from domain.text import fold, solid
from extractors.line_items import begins_item

_EDGE = 2  # lines of text from the top and from the foot of a page that may run
_NUMBER = re.compile(r"\d+")


def without_running(text: str) -> tuple[list[str], list[str]]:
    """Return the lines of a text, blank where a head or foot ran, and those heads and feet.

    A line runs when it stands at the same place of every page but one, with other numbers at most;
    the numbers of items must be the same too.  Nothing runs that a line of text parts from the edge.
    """
    pages = [page.split("\n") for page in text.split("\f")]
    edges = [_edges(page) for page in pages]
    seen = Counter(mark for marks in edges for mark in marks.values())
    least = max(2, sum(1 for marks in edges if marks) - 1)
    kept: list[str] = []
    running: list[str] = []
    for page, marks in zip(pages, edges, strict=True):
        for place, line in enumerate(page):
            runs = place in marks and all(seen[mark] >= least for mark in _outwards(marks, place))
            kept.append("" if runs else line)
            running += [line.strip()] if runs else []
        kept.append("")
    return kept, running


def _outwards(marks: Mapping[int, tuple[int, str]], place: int) -> list[tuple[int, str]]:
    """Return the marks of a line and of those between it and the edge of its page."""
    rank = marks[place][0]
    return [mark for mark in marks.values() if mark[0] * rank > 0 and abs(mark[0]) <= abs(rank)]


def _edges(page: Sequence[str]) -> dict[int, tuple[int, str]]:
    """Return the outer lines of a page by place, each as its rank (negative from the foot) and its words."""
    filled = [place for place, line in enumerate(page) if line.strip()]
    if len(filled) <= 2 * _EDGE - 1:
        return {}
    ranks = [
        *enumerate(filled[:_EDGE], start=1),
        *((-n, p) for n, p in enumerate(filled[: -_EDGE - 1 : -1], 1)),
    ]
    return {place: (rank, _words(page[place])) for rank, place in ranks}


def _words(line: str) -> str:
    """Return what is compared: numbers count up with the pages, but not those of items."""
    words = solid(fold(line))
    is_item = begins_item(line) and any(char.isalpha() for char in words)
    return words if is_item else _NUMBER.sub("#", words)
