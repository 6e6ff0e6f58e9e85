"""Pages of plain text, parted by form feeds: the heads and feet that run over them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from domain.text import fold, solid

_EDGE = 2  # lines of text from the top and from the foot of a page that may run
_NUMBER = re.compile(r"\d+")


def without_running(text: str) -> tuple[list[str], list[str]]:
    """Return the lines of a text, blank where a head or foot ran, and those heads and feet.

    A line runs when it stands at the same place of every page but one, with other numbers at most.
    """
    pages = [page.split("\n") for page in text.split("\f")]
    edges = [_edges(page) for page in pages]
    seen = Counter(mark for marks in edges for mark in marks.values())
    least = max(2, sum(1 for marks in edges if marks) - 1)
    kept: list[str] = []
    running: list[str] = []
    for page, marks in zip(pages, edges, strict=True):
        for place, line in enumerate(page):
            runs = place in marks and seen[marks[place]] >= least
            kept.append("" if runs else line)
            running += [line.strip()] if runs else []
        kept.append("")
    return kept, running


def _edges(page: Sequence[str]) -> dict[int, tuple[int, str]]:
    """Return the outer lines of a page by place, each as its rank (negative from the foot) and its words."""
    filled = [place for place, line in enumerate(page) if line.strip()]
    if len(filled) <= 2 * _EDGE - 1:
        return {}
    ranks = [
        *enumerate(filled[:_EDGE], start=1),
        *((-n, p) for n, p in enumerate(filled[: -_EDGE - 1 : -1], 1)),
    ]
    return {place: (rank, _NUMBER.sub("#", solid(fold(page[place])))) for rank, place in ranks}
