"""Lines of plain text to paragraphs: blank lines part them, hard-wrapped lines are joined."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from domain.text import join_lines
from extractors.line_items import begins_item, ends_statement

_NARROWEST, _WIDEST = 36, 130  # columns; outside no program wraps lines
_FEWEST = 4  # lines that must break at the same width before it is called wrapping
_SLACK = 14  # columns: a long word or a number may move to the next line
_SHARE = 0.45
_DRAWN = re.compile(r"^\s*[|+│┌├└╔╠╚]|[|│┐┤┘]\s*$|\S\s{3,}\S.*\S\s{3,}\S")
_RULE = re.compile(r"^\s*([-=_*~#+·.—－＝])\1{3,}\s*$")


def width(line: str) -> int:
    """Return the columns a line takes on a terminal: wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


def wrap_width(lines: Sequence[str]) -> int | None:
    """Return the column at which the text is hard-wrapped, None when it is not.

    Looked at are lines that have a line of text right below: most of them must end near
    the same column.
    """
    full = [
        line for line, below in pairwise(lines) if line.strip() and below.strip() and not _DRAWN.search(line)
    ]
    inner = [width(line.rstrip()) for line in full]
    if len(inner) < _FEWEST:
        return None
    ranked = sorted(inner)
    edge = ranked[int(len(ranked) * 0.95)]
    if not _NARROWEST <= edge <= _WIDEST or ranked[-1] > edge + _SLACK:
        return None
    near = sum(1 for columns in inner if columns >= edge - _SLACK)
    ended = sum(1 for line in full if ends_statement(line))
    if ended * 2 > len(full):
        return None  # lines that end their sentence are paragraphs of like length
    return edge if near >= max(_FEWEST, len(inner) * _SHARE) else None


def is_rule(line: str) -> bool:
    """Tell whether a line only draws a rule across the page."""
    return _RULE.match(line) is not None


def paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Yield the paragraphs of plain text; every character that is no blank comes out once."""
    edge = wrap_width(lines)
    parts: list[str] = []
    last = ""
    for line in lines:
        if parts and (not line.strip() or not _continues(last, line, edge)):
            yield "".join(parts)
            parts = []
        if line.strip():
            bare = line.strip()
            blank = bool(parts) and " " in join_lines(last.rstrip()[-1], bare[0])
            parts.append(f" {bare}" if blank else bare)
            last = line
    if parts:
        yield "".join(parts)


def _continues(last: str, line: str, edge: int | None) -> bool:
    """Tell whether a line goes on with the paragraph of the line above."""
    if is_rule(last) or is_rule(line) or _DRAWN.search(last) or _DRAWN.search(line):
        return False
    if begins_item(line):
        return False
    if edge is None:
        return line.lstrip()[:1].islower() and not ends_statement(last)
    if _indent(line) > _indent(last) + 1 and not begins_item(last):
        return False  # the first line of a paragraph is set in
    word = re.match(r"\s*([!-~]*\S?)", line)
    needed = width(word.group(1)) if word else 1
    return width(last.rstrip()) + needed + 3 > edge


def _indent(line: str) -> int:
    bare = line.lstrip()
    return width(line[: len(line) - len(bare)].expandtabs(4))
