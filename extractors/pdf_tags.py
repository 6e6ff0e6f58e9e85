"""What a tagged PDF calls a heading: the structure tree's H1 to H6, as words and level.

Only the names of headings are taken from the tree; where they stand the page itself says.
Office programs write such trees, by the styles of their headings.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2.raw as raw

from domain.text import fold, solid

_HEADING = re.compile(r"H([1-6])?")
_DEEPEST = 40
_MOST_ELEMENTS = 20_000  # of a page
_MOST_MARKS = 200  # of a heading
_LONGEST = 400  # characters of a heading
_NAME = 64  # bytes of a tag's name


def is_tagged(document: Any) -> bool:
    """Tell whether a document says that it is tagged."""
    return bool(raw.FPDFCatalog_IsTagged(document.raw))


def headings(page: Any, text_page: Any) -> dict[str, int]:
    """Return the headings of a page (folded, without blanks) with their level from 1."""
    levels = _levels(page)
    if not levels:
        return {}
    words: dict[int, list[str]] = {}
    for number in range(raw.FPDFPage_CountObjects(page.raw)):
        drawn = raw.FPDFPage_GetObject(page.raw, number)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        mark = raw.FPDFPageObj_GetMarkedContentID(drawn)
        if mark in levels:
            words.setdefault(levels[mark][0], []).append(_text(drawn, text_page))
    depth = {element: level for element, level in levels.values()}
    found: dict[str, int] = {}
    for element, parts in words.items():
        key = solid(fold("".join(parts)))
        if 1 < len(key) <= _LONGEST:
            found.setdefault(key, depth[element])
    return found


def _levels(page: Any) -> dict[int, tuple[int, int]]:
    """Return for each marked piece of a heading the heading it belongs to and its level."""
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return {}
    found: dict[int, tuple[int, int]] = {}
    try:
        for number, (element, level) in enumerate(_heading_elements(tree)):
            for mark in _marks(element, _DEEPEST):
                found.setdefault(mark, (number, level))
    finally:
        raw.FPDF_StructTree_Close(tree)
    return found


def _heading_elements(tree: Any) -> Iterator[tuple[Any, int]]:
    waiting = [
        (raw.FPDF_StructTree_GetChildAtIndex(tree, number), 0)
        for number in range(min(raw.FPDF_StructTree_CountChildren(tree), _MOST_ELEMENTS))
    ]
    waiting.reverse()
    looked_at = 0
    while waiting and looked_at < _MOST_ELEMENTS:
        element, depth = waiting.pop()
        looked_at += 1
        if not element:
            continue
        match = _HEADING.fullmatch(_name(element))
        if match:
            yield element, int(match[1] or 1)
        elif depth < _DEEPEST:
            waiting += [(child, depth + 1) for child in reversed(_children(element))]


def _children(element: Any) -> list[Any]:
    count = min(raw.FPDF_StructElement_CountChildren(element), _MOST_ELEMENTS)
    children = (raw.FPDF_StructElement_GetChildAtIndex(element, number) for number in range(count))
    return [child for child in children if child]


def _marks(element: Any, deep: int) -> Iterator[int]:
    """Yield the marks of an element's content, that of its spans included."""
    count = min(raw.FPDF_StructElement_GetMarkedContentIdCount(element), _MOST_MARKS)
    for number in range(max(count, 0)):
        mark = raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, number)
        if mark >= 0:
            yield mark
    if deep > 0:
        for child in _children(element)[:_MOST_MARKS]:
            yield from _marks(child, deep - 1)


def _name(element: Any) -> str:
    buffer = ctypes.create_string_buffer(_NAME)
    length = raw.FPDF_StructElement_GetType(element, buffer, _NAME)
    return _decoded(buffer, length if length <= _NAME else 0)


def _text(drawn: Any, text_page: Any) -> str:
    def ask(buffer: Any, size: int) -> int:
        return int(raw.FPDFTextObj_GetText(drawn, text_page, buffer, size))

    return _asked(ask)


def _asked(ask: Callable[[Any, int], int]) -> str:
    size = min(ask(None, 0), 2 * _LONGEST + 2)
    buffer = ctypes.create_string_buffer(max(size, 2))
    pointer = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
    return _decoded(buffer, min(ask(pointer, size), size))


def _decoded(buffer: Any, length: int) -> str:
    return bytes(buffer.raw[: max(length - 2, 0)]).decode("utf-16-le", "ignore")
