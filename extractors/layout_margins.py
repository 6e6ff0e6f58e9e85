"""The outer margins of a page: what stands there, and what of it keeps away from the text."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layout import Line, PageText
from extractors.layout_items import is_finished

_MARGIN = 0.1  # share of the page height that is margin beyond doubt
_SHORT = 60  # characters


def is_outside(line: Line, page: PageText) -> bool:
    """Tell whether a line stands in the margin: on two pages, what recurs may still be text."""
    return line.middle < _MARGIN * page.height or line.middle > (1 - _MARGIN) * page.height


def set_apart(page: PageText) -> list[Line]:
    """Return the short lines that stand in the outer margin, away from all text."""
    outside = [line for line in page.lines if is_outside(line, page)]
    short = [line for line in outside if line.characters <= _SHORT and not is_finished(line.text)]
    if not short:
        return []
    out = {id(line) for line in outside}
    inner = [(line.top, line.bottom) for line in page.lines if id(line) not in out]
    inner += [(part.top, part.bottom) for table in page.tables for part in table.lines]
    return [line for line in short if inner and _is_away(line, inner)]


def _is_away(line: Line, others: Sequence[tuple[float, float]]) -> bool:
    away = 2 * line.em
    above, below = line.top - away, line.bottom + away
    return all(top > below or bottom < above for top, bottom in others)
