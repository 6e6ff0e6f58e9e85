"""Rows: what stands on one baseline belongs together, numbers in a column of their own as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors import layout_items
from extractors.layout import Line, TablePiece, beside, same_row

_MAX_PAIRS = 250_000


def join_number_column(lines: list[Line]) -> list[Line]:
    """Join numbers that stand alone at the left with the line at their right."""
    bare = [line for line in lines if layout_items.is_bare_label(line.text)]
    # Every number is held against every line: a bound for pages that are no text.
    if not bare or len(bare) * len(lines) > _MAX_PAIRS:
        return lines
    taken: set[int] = set()
    joined: dict[int, Line] = {}
    for number in bare:
        if id(number) in taken:
            continue
        mates = [
            line
            for line in lines
            if line is not number
            and same_row(number, line)
            and 0 < line.x0 - number.x1 + 1 < 110
            and id(line) not in joined
        ]
        if not mates:
            continue
        mate = min(mates, key=lambda line: line.x0)
        if not layout_items.is_bare_label(mate.text):
            taken.add(id(number))
            joined[id(mate)] = replace(beside(number, mate), source=mate.source, gap=mate.gap)
    return [joined.get(id(line), line) for line in lines if id(line) not in taken]


def join_rows(contents: Sequence[Line | TablePiece]) -> list[Line | TablePiece]:
    """Join neighbours that stand in one row."""
    out: list[Line | TablePiece] = []
    for content in contents:
        last = out[-1] if out else None
        if isinstance(content, Line) and isinstance(last, Line) and _follows(last, content):
            joined = beside(last, content)
            out[-1] = (
                replace(joined, gap=last.gap or content.gap)
                if layout_items.is_bare_label(last.text)
                else joined
            )
        else:
            out.append(content)
    return out


def _follows(last: Line, line: Line) -> bool:
    level = abs(last.angle - line.angle) < 1
    return level and same_row(last, line) and line.x0 >= last.x1 - 0.5 * line.em
