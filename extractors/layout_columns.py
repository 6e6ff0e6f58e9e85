"""Columns of prose: where a blank strip parts the text of a page from top to bottom."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extractors.layout import Line, TablePiece

_CROSSING, _LEFT, _RIGHT = range(3)  # where an item lies, seen from a gutter
_LEAST = 4  # lines that make a column
_FILLED = 0.24  # of the page's text that most lines of a column of prose fill
_REACHED = 0.33  # and that some lines of a column with short items reach


@dataclass(frozen=True, slots=True)
class Item:
    """A line or table with its box and its rank in the file."""

    x0: float
    top: float
    x1: float
    bottom: float
    source: float
    content: Line | TablePiece

    @property
    def width(self) -> float:
        """Width in points."""
        return self.x1 - self.x0


def item_of(content: Line | TablePiece) -> Item:
    """Return a line or table as an item."""
    if isinstance(content, TablePiece):
        box = content.box
        return Item(box.x0, box.top, box.x1, box.bottom, content.source, content)
    return Item(content.x0, content.top, content.x1, content.bottom, content.source, content)


def crosses(item: Item, gutter: float) -> bool:
    """Tell whether an item lies on both sides of the gutter."""
    return item.x0 < gutter - 1 and item.x1 > gutter + 1


def find_gutter(items: Sequence[Item], width: float) -> float | None:
    """Return where a blank strip parts two columns of prose, None when there is none."""
    left = min(item.x0 for item in items)
    span = max(item.x1 for item in items) - left
    narrow = [item for item in items if item.width < 0.62 * span]
    if len(narrow) < 2 * _LEAST or span < 0.3 * width:
        return None
    rights, lefts = sorted(item.x1 for item in items), sorted(item.x0 for item in items)
    ordered = sorted(items, key=lambda item: item.top + item.bottom)
    scores: dict[tuple[int, int], float | None] = {}  # neighbouring places mostly part the page alike
    best: tuple[float, float] | None = None
    for step in range(25, 76):
        x = left + span * step / 100
        before, behind = bisect_right(rights, x + 1), len(lefts) - bisect_left(lefts, x - 1)
        if not before or not behind or before + behind < 2 * _LEAST:
            continue
        if (before, behind) not in scores:
            sides = bytes(
                [_LEFT if item.x1 <= x + 1 else _CROSSING if item.x0 < x - 1 else _RIGHT for item in ordered]
            )
            scores[before, behind] = _gutter_score(ordered, sides, span)
        score = scores[before, behind]
        if score is not None and (best is None or score > best[0]):
            best = (score, x)
    return best[1] if best else None


def _gutter_score(items: Sequence[Item], sides: bytes, span: float) -> float | None:
    """Return how many lines the bands have in which both sides are columns of prose."""
    if len(items) - sides.count(_CROSSING) < 2 * _LEAST or not sides.count(_LEFT) or not sides.count(_RIGHT):
        return None
    lines = 0
    gap = 30.0
    start = 0
    for band in sides.split(bytes([_CROSSING])):  # what crosses parts the bands
        end = start + len(band)
        if len(band) < _LEAST or _LEFT not in band or _RIGHT not in band:  # no prose, as ``is_prose`` has it
            start = end + 1
            continue
        left = [item for item, side in zip(items[start:end], band, strict=True) if side == _LEFT]
        right = [item for item, side in zip(items[start:end], band, strict=True) if side == _RIGHT]
        if is_prose(left, right, span):
            lines += len(band)
            gap = min(gap, min(item.x0 for item in right) - max(item.x1 for item in left))
        start = end + 1
    if lines < 2 * _LEAST or gap < 3:
        return None
    return lines + gap * 0.1


def is_prose(left: Sequence[Item], right: Sequence[Item], span: float) -> bool:
    """Tell whether two sides are columns of running text.

    Prose fills its column; the cells of a table and the values of a form do not.  A column
    of short list items is told by the file, which writes it to its end before the other.
    """
    if not left or not right or len(left) + len(right) < _LEAST:
        return False
    shared = min(bottom_of(left), bottom_of(right)) - max(top_of(left), top_of(right))
    if shared <= 0:
        return False
    return all(_is_median_above(_FILLED * span, side) for side in (left, right)) or (
        _are_written_apart(left, right) and all(_reach(side) > _REACHED * span for side in (left, right))
    )


def _is_median_above(width: float, side: Sequence[Item]) -> bool:
    """Tell whether the median of the widths is above one; mostly counting tells."""
    above = 2 * sum([item.x1 - item.x0 > width for item in side])
    return above > len(side) or (above == len(side) and median(item.width for item in side) > width)


def _are_written_apart(left: Sequence[Item], right: Sequence[Item]) -> bool:
    """Tell whether the file writes one side to its end before the other."""
    return min(len(left), len(right)) >= _LEAST and max(item.source for item in left) < min(
        item.source for item in right
    )


def _reach(side: Sequence[Item]) -> float:
    """Return the width that a fifth of the lines have, two at least."""
    widths = sorted((item.width for item in side), reverse=True)
    return widths[max(1, len(widths) // 5)]


def top_of(items: Sequence[Item]) -> float:
    """Return the upper edge of items."""
    return min(item.top for item in items)


def bottom_of(items: Sequence[Item]) -> float:
    """Return the lower edge of items."""
    return max(item.bottom for item in items)
