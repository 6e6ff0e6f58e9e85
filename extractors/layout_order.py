"""Reading order: the file's own order where it holds, columns and rows where it does not.

Most programs write text in the order in which it is read, and they know it better than any
geometry (side notes, boxes).  So geometry only takes over where the file's order jumps back
up over text that stands above, or zigzags between two columns of prose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from extractors import layout_items
from extractors.layout import Line, PageText, TablePiece, beside, same_row

_LEAST = 4  # lines that make a column


@dataclass(frozen=True, slots=True)
class Placed:
    """A line or table in reading order, with the edges and rank of its column."""

    item: Line | TablePiece
    left: float
    right: float
    column: int = 0


@dataclass(frozen=True, slots=True)
class _Item:
    x0: float
    top: float
    x1: float
    bottom: float
    source: float
    content: Line | TablePiece

    @property
    def width(self) -> float:
        return self.x1 - self.x0


def _item(content: Line | TablePiece) -> _Item:
    if isinstance(content, TablePiece):
        box = content.box
        return _Item(box.x0, box.top, box.x1, box.bottom, content.source, content)
    return _Item(content.x0, content.top, content.x1, content.bottom, content.source, content)


def in_reading_order(page: PageText, furniture: set[int]) -> list[Placed]:
    """Return the lines and tables of a page as they are read, furniture left out."""
    lines = [line for line in page.lines if id(line) not in furniture]
    lines = _number_column(lines)
    items = [_item(line) for line in lines] + [_item(table) for table in page.tables]
    items.sort(key=lambda item: item.source)
    groups = _groups(items, page.width)
    placed: list[Placed] = []
    for rank, group in enumerate(groups):
        left, right = _edges(group)
        placed.extend(Placed(content, left, right, rank) for content in _rows([item.content for item in group]))
    return placed


def _edges(group: Sequence[_Item]) -> tuple[float, float]:
    lines = [item for item in group if isinstance(item.content, Line)] or list(group)
    return min(item.x0 for item in lines), max(item.x1 for item in lines)


def _groups(items: list[_Item], width: float) -> list[list[_Item]]:
    if not items:
        return []
    gutter = _gutter(items, width)
    if gutter is None:
        return [_single(items)]
    columns = _columns(items, gutter, width, 0)
    if _file_order_holds(items, columns):
        rank = {id(item): number for number, column in enumerate(columns) for item in column}
        groups: list[list[_Item]] = []
        for item in items:
            if groups and rank[id(groups[-1][-1])] == rank[id(item)]:
                groups[-1].append(item)
            else:
                groups.append([item])
        return groups
    return columns


def _single(items: list[_Item]) -> list[_Item]:
    """Order what stands in one column: as the file has it, unless that jumps back."""
    lines = [item for item in items if isinstance(item.content, Line)]
    if _backward(lines) > max(1, 0.04 * len(lines)):
        return _by_rows(items)
    out = list(lines)
    for table in items:
        if not isinstance(table.content, TablePiece):
            continue
        out.insert(_best_place(out, table), table)
    return out


def _best_place(items: Sequence[_Item], table: _Item) -> int:
    """Return where a table contradicts the fewest lines: those above it before, those below it after."""
    above = [item.top < table.top and _over(item, table) for item in items]
    wrong = sum(above)
    best, place = wrong, 0
    for number, item in enumerate(items, start=1):
        wrong += -1 if above[number - 1] else _over(item, table)
        if wrong < best or (wrong == best and item.source < table.source):
            best, place = wrong, number
    return place


def _over(first: _Item, second: _Item) -> bool:
    return min(first.x1, second.x1) - max(first.x0, second.x0) > 0


def _backward(items: Sequence[_Item]) -> int:
    """Count the steps that lead up to what stands above in the same column."""
    steps = 0
    for before, after in zip(items, items[1:], strict=False):
        shared = min(before.x1, after.x1) - max(before.x0, after.x0)
        if after.bottom < before.top + 1 and shared > 0.3 * min(before.width, after.width):
            steps += 1
    return steps


def _by_rows(items: Sequence[_Item]) -> list[_Item]:
    rows: list[list[_Item]] = []
    for item in sorted(items, key=lambda item: (item.top + item.bottom) / 2):
        last = rows[-1][0] if rows else None
        shared = min(last.bottom, item.bottom) - max(last.top, item.top) if last else 0.0
        if last and shared > 0.5 * min(last.bottom - last.top, item.bottom - item.top):
            rows[-1].append(item)
        else:
            rows.append([item])
    return [item for row in rows for item in sorted(row, key=lambda item: item.x0)]


def _gutter(items: Sequence[_Item], width: float) -> float | None:
    """Return where a blank strip parts two columns of prose, None when there is none."""
    left = min(item.x0 for item in items)
    span = max(item.x1 for item in items) - left
    narrow = [item for item in items if item.width < 0.62 * span]
    if len(narrow) < 2 * _LEAST or span < 0.3 * width:
        return None
    best: tuple[float, float] | None = None
    for step in range(25, 76):
        x = left + span * step / 100
        score = _gutter_score(items, x, span)
        if score is not None and (best is None or score > best[0]):
            best = (score, x)
    return best[1] if best else None


def _gutter_score(items: Sequence[_Item], x: float, span: float) -> float | None:
    crossing = [item for item in items if item.x0 < x - 1 and item.x1 > x + 1]
    left = [item for item in items if item.x1 <= x + 1]
    right = [item for item in items if item.x0 >= x - 1]
    if len(left) < _LEAST or len(right) < _LEAST or len(crossing) > 0.45 * len(items):
        return None
    top, bottom = max(_top(left), _top(right)), min(_bottom(left), _bottom(right))
    inside = [item for item in crossing if top < (item.top + item.bottom) / 2 < bottom]
    if bottom - top < 4 * 8 or len(inside) > 0.2 * (len(left) + len(right)):
        return None
    # Prose fills its column; a table's cells and the values of a form do not.
    if not all(median(item.width for item in side) > 0.24 * span for side in (left, right)):
        return None
    gap = min(item.x0 for item in right) - max(item.x1 for item in left)
    return -len(crossing) * 10 - abs(len(left) - len(right)) * 0.1 + min(gap, 30) * 0.1


def _top(items: Sequence[_Item]) -> float:
    return min(item.top for item in items)


def _bottom(items: Sequence[_Item]) -> float:
    return max(item.bottom for item in items)


def _columns(items: Sequence[_Item], gutter: float, width: float, depth: int) -> list[list[_Item]]:
    """Cut the page at what crosses the gutter, and read left before right between the cuts."""
    crossing = sorted((i for i in items if i.x0 < gutter - 1 and i.x1 > gutter + 1), key=lambda i: i.top)
    rest = [i for i in items if not (i.x0 < gutter - 1 and i.x1 > gutter + 1)]
    out: list[list[_Item]] = []
    for cut in [*crossing, None]:
        band = [i for i in rest if cut is None or (i.top + i.bottom) / 2 < cut.top]
        rest = [i for i in rest if i not in band]
        for side in ([i for i in band if i.x1 <= gutter + 1], [i for i in band if i.x1 > gutter + 1]):
            if side:
                inner = _gutter(side, width) if depth < 2 else None
                out.extend(_columns(side, inner, width, depth + 1) if inner else [_single(sorted(side, key=lambda i: i.source))])
        if cut is not None:
            if out and out[-1] and out[-1][-1] in crossing:
                out[-1].append(cut)
            else:
                out.append([cut])
    return out


def _file_order_holds(items: Sequence[_Item], columns: Sequence[Sequence[_Item]]) -> bool:
    rank = {id(item): number for number, column in enumerate(columns) for item in column}
    jumps = sum(1 for a, b in zip(items, items[1:], strict=False) if rank[id(b)] < rank[id(a)])
    return jumps == 0 and _backward(items) <= 1


def _number_column(lines: list[Line]) -> list[Line]:
    """Join numbers that stand alone at the left with the line at their right."""
    bare = [line for line in lines if layout_items.is_bare_label(line.text)]
    if not bare:
        return lines
    taken: set[int] = set()
    joined: dict[int, Line] = {}
    for number in bare:
        if id(number) in taken:
            continue
        mates = [
            line
            for line in lines
            if line is not number and same_row(number, line) and 0 < line.x0 - number.x1 + 1 < 110 and id(line) not in joined
        ]
        if not mates:
            continue
        mate = min(mates, key=lambda line: line.x0)
        if not layout_items.is_bare_label(mate.text):
            taken.add(id(number))
            joined[id(mate)] = replace(beside(number, mate), source=mate.source, gap=mate.gap)
    return [joined.get(id(line), line) for line in lines if id(line) not in taken]


def _rows(contents: Sequence[Line | TablePiece]) -> list[Line | TablePiece]:
    """Join neighbours that stand in one row."""
    out: list[Line | TablePiece] = []
    for content in contents:
        last = out[-1] if out else None
        if isinstance(content, Line) and isinstance(last, Line) and _follows(last, content):
            joined = beside(last, content)
            out[-1] = replace(joined, gap=last.gap or content.gap) if layout_items.is_bare_label(last.text) else joined
        else:
            out.append(content)
    return out


def _follows(last: Line, line: Line) -> bool:
    level = abs(last.angle - line.angle) < 1
    return level and same_row(last, line) and line.x0 >= last.x1 - 0.5 * line.em
