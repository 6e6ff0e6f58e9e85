"""Reading order: the file's own order where it holds, columns and rows where it does not.

Most programs write text in the order in which it is read, and they know it better than any
geometry (side notes, boxes).  So geometry only takes over where the file's order jumps back
up over text that stands above, or zigzags between two columns of prose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.layout import Line, PageText, TablePiece
from extractors.layout_columns import Item, bottom_of, crosses, find_gutter, is_prose, item_of, top_of
from extractors.layout_rows import join_number_column, join_rows, join_stacked

_RUN = 3  # lines that a column has, on average, where the file goes from column to column


@dataclass(frozen=True, slots=True)
class Placed:
    """A line or table in reading order, with the edges and rank of its column."""

    item: Line | TablePiece
    left: float
    right: float
    column: int = 0


def is_turned(line: Line) -> bool:
    """Tell whether a line does not run as the text of its page does."""
    return 5 < line.angle < 355


def _file_order(item: Item) -> tuple[float, float]:
    return item.source, item.x0


def in_reading_order(page: PageText, furniture: set[int]) -> list[Placed]:
    """Return the lines and tables of a page as they are read, furniture left out."""
    lines = [line for line in page.lines if id(line) not in furniture]
    lines = join_number_column(join_stacked(lines))
    turned = [line for line in lines if is_turned(line)]
    lines = [line for line in lines if not is_turned(line)]
    items = [item_of(line) for line in lines] + [item_of(table) for table in page.tables]
    items.sort(key=_file_order)
    groups = _groups(items, page.width)
    placed: list[Placed] = []
    for rank, group in enumerate(groups):
        left, right = _edges(group)
        placed.extend(
            Placed(content, left, right, rank) for content in join_rows([item.content for item in group])
        )
    # Text up the margin belongs nowhere in the order.
    return placed + [
        Placed(line, line.x0, line.x1, len(groups) + number) for number, line in enumerate(turned)
    ]


def _edges(group: Sequence[Item]) -> tuple[float, float]:
    lines = [item for item in group if isinstance(item.content, Line)] or list(group)
    return min(item.x0 for item in lines), max(item.x1 for item in lines)


def _groups(items: list[Item], width: float) -> list[list[Item]]:
    if not items:
        return []
    gutter = find_gutter(items, width)
    if gutter is None:
        return [_single(items)]
    columns = _columns(items, gutter, width, 0)
    if _file_order_holds(items, columns):
        rank = {id(item): number for number, column in enumerate(columns) for item in column}
        groups: list[list[Item]] = []
        for item in items:
            if groups and rank[id(groups[-1][-1])] == rank[id(item)]:
                groups[-1].append(item)
            else:
                groups.append([item])
        return groups
    return columns


def _single(items: list[Item]) -> list[Item]:
    """Order what stands in one column: as the file has it, unless that jumps back."""
    lines = [item for item in items if isinstance(item.content, Line)]
    if _backward(lines):
        return _by_rows(items)
    out = list(lines)
    for table in items:
        if not isinstance(table.content, TablePiece):
            continue
        out.insert(_best_place(out, table), table)
    return out


def _best_place(items: Sequence[Item], table: Item) -> int:
    """Return where a table contradicts the fewest lines: those above it before, those below it after."""
    above = [item.top < table.top and _over(item, table) for item in items]
    wrong = sum(above)
    best, place = wrong, 0
    for number, item in enumerate(items, start=1):
        wrong += -1 if above[number - 1] else _over(item, table)
        if wrong < best or (wrong == best and item.source < table.source):
            best, place = wrong, number
    return place


def _over(first: Item, second: Item) -> bool:
    return min(first.x1, second.x1) - max(first.x0, second.x0) > 0


def _backward(items: Sequence[Item]) -> int:
    """Count the steps that lead up to what stands above in the same column."""
    steps = 0
    for before, after in pairwise(items):
        shared = min(before.x1, after.x1) - max(before.x0, after.x0)
        if after.bottom < before.top + 1 and shared > 0.3 * min(before.width, after.width):
            steps += 1
    return steps


def _by_rows(items: Sequence[Item]) -> list[Item]:
    rows: list[list[Item]] = []
    for item in sorted(items, key=lambda item: (item.top + item.bottom) / 2):
        last = rows[-1][0] if rows else None
        shared = min(last.bottom, item.bottom) - max(last.top, item.top) if last else 0.0
        if last and shared > 0.5 * min(last.bottom - last.top, item.bottom - item.top):
            rows[-1].append(item)
        else:
            rows.append([item])
    return [item for row in rows for item in sorted(row, key=lambda item: item.x0)]


def _columns(items: Sequence[Item], gutter: float, width: float, depth: int) -> list[list[Item]]:
    """Cut the page at what crosses the gutter, and read left before right between the cuts."""
    crossing = sorted((i for i in items if crosses(i, gutter)), key=lambda i: i.top)
    rest = [i for i in items if not crosses(i, gutter)]
    out: list[list[Item]] = []
    spanning: list[Item] = []
    for cut in [*crossing, None]:
        band = [i for i in rest if cut is None or (i.top + i.bottom) / 2 < cut.top]
        taken = {id(i) for i in band}
        rest = [i for i in rest if id(i) not in taken]
        head, left, right, tail = _band(band, gutter, spanning)
        spanning.extend(head)
        if left or right:
            out.extend(_across(spanning, width, depth))
            for side in (left, right):
                inner = find_gutter(side, width) if side and depth < 2 else None
                if inner:
                    out.extend(_columns(side, inner, width, depth + 1))
                elif side:
                    out.append(_single(sorted(side, key=_file_order)))
            spanning = []
        spanning.extend(tail)
        if cut is not None:
            spanning.append(cut)
    return [*out, *_across(spanning, width, depth)]


def _across(spanning: Sequence[Item], width: float, depth: int) -> list[list[Item]]:
    """Order what lies across the gutter: one column, or several that are parted elsewhere."""
    if not spanning:
        return []
    items = sorted(spanning, key=_file_order)
    inner = find_gutter(items, width) if depth < 2 else None
    return _columns(items, inner, width, depth + 1) if inner else [_single(items)]


def _band(
    band: Sequence[Item], gutter: float, spanning: Sequence[Item]
) -> tuple[list[Item], list[Item], list[Item], list[Item]]:
    """Part what stands between two cuts: rest of the text above, columns, beginning of the text below."""
    left = sorted((i for i in band if i.x1 <= gutter + 1), key=lambda i: i.top)
    right = [i for i in band if i.x1 > gutter + 1]
    if not right:
        return left, [], [], []
    span = max(item.x1 for item in band) - min(item.x0 for item in band)
    if not is_prose(left, right, span):
        return _by_rows(band), [], [], []
    head: list[Item] = []
    while (
        left
        and spanning
        and left[0].bottom < top_of(right)
        and left[0].top - [*spanning, *head][-1].bottom < left[0].bottom - left[0].top
    ):
        head.append(left.pop(0))
    last = max(item.source for item in right)
    tail = [item for item in left if item.top >= bottom_of(right) - 2 and item.source > last]
    tail = _set_off(left, right, tail)
    below = {id(item) for item in tail}
    return head, [item for item in left if id(item) not in below], right, tail


def _set_off(left: Sequence[Item], right: Sequence[Item], tail: list[Item]) -> list[Item]:
    """Return what of the text below columns really is: a file written row by row tells only by blanks."""
    above = [item for item in left if item not in tail]
    if not tail or not above or max(i.source for i in above) < min(i.source for i in right):
        return tail
    steps = pairwise([above[-1], *tail])
    start = next((n for n, (a, b) in enumerate(steps) if b.top - a.bottom > b.bottom - b.top), len(tail))
    return tail[start:]


def _file_order_holds(items: Sequence[Item], columns: Sequence[Sequence[Item]]) -> bool:
    """Tell whether the file goes through the columns as a reader does.

    It may come back to the left column below everything read so far, for there a new pair
    of columns begins; a file that does so every other line writes row by row instead.
    """
    if _backward(items) > 1:
        return False
    rank = {id(item): number for number, column in enumerate(columns) for item in column}
    read = 0.0
    jumps = 0
    for before, after in pairwise(items):
        read = max(read, before.bottom)
        if rank[id(after)] < rank[id(before)]:
            jumps += 1
            if after.top < read - 1:
                return False
    return jumps == 0 or len(items) >= 2 * _RUN * (jumps + 1)
