"""Rows: what stands on one baseline belongs together, numbers in a column of their own as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.text import has_han
from extractors import layout_items
from extractors.layout import Line, TablePiece, beside, same_row, union

_MAX_PAIRS = 250_000
_STACK = 3  # characters below each other that are read downwards
_NUMERALS = "一二三四五六七八九十"  # in a column of numbers


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
            and 0 < line.x0 - number.x1 + 1 < 110
            and same_row(number, line)
            and id(line) not in joined
        ]
        if not mates:
            continue
        mate = min(mates, key=lambda line: line.x0)
        if not layout_items.is_bare_label(mate.text):
            taken.add(id(number))
            joined[id(mate)] = replace(beside(number, mate), source=mate.source, gap=mate.gap)
    return [joined.get(id(line), line) for line in lines if id(line) not in taken]


def join_stacked(lines: list[Line]) -> list[Line]:
    """Join single Chinese characters that stand below each other: text that is read downwards.

    The joined line counts as turned, for it stands beside the text and not in it.
    """
    out: list[Line] = []
    stack: list[Line] = []
    for line in lines:
        if stack and not _is_below(stack[-1], line):
            out += _stacked(stack)
            stack = []
        if _is_single(line):
            stack.append(line)
        else:
            out.append(line)
    return out + _stacked(stack)


def _is_single(line: Line) -> bool:
    return len(line.text) == 1 and has_han(line.text)


def _is_below(last: Line, line: Line) -> bool:
    pitch = (line.middle - last.middle) / last.em
    return _is_single(line) and abs(last.x0 - line.x0) < 0.4 * last.em and 0.8 < pitch < 2.0


def _stacked(stack: list[Line]) -> list[Line]:
    text = "".join(line.text for line in stack)
    if len(stack) < _STACK or not set(text) - set(_NUMERALS):
        return stack
    box = union(stack)
    return [replace(stack[0], text=text, x0=box.x0, x1=box.x1, bottom=box.bottom, angle=270.0)]


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
