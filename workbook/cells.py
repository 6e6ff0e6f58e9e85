"""Text from strangers made safe for a cell: always text, never a formula, never refused."""

from __future__ import annotations

import re

CELL_LIMIT = 32_767  # UTF-16 units that Excel keeps in one cell

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_ALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)", re.IGNORECASE)
_FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")
_MOST_CONTROLS = 0x20
_DELETE = 0x7F


def visible_text(text: str) -> str:
    """Return the text as XML can hold it: control characters as visible symbols, lines parted by newlines."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWRITABLE.sub(_symbol, text)


def cell_text(text: str, cut_mark: str) -> str:
    """Return the text as a cell can hold it.

    Control characters that XML forbids appear as their visible symbol (U+2400 block), what
    has none as U+FFFD.  ``_x0041_``, which Excel would show as ``A``, is escaped.  A text
    beyond Excel's limit ends in ``cut_mark``.
    """
    text = _ESCAPE_ALIKE.sub("_x005F_", visible_text(text))
    if len(text) * 2 <= CELL_LIMIT or _units(text) <= CELL_LIMIT:
        return text
    return _cut(text, CELL_LIMIT - _units(cut_mark)) + cut_mark


def plain_text(text: str) -> str:
    """Return what ``cell_text`` escaped as it was."""
    return _ESCAPED.sub("_", text) if "_x005F_" in text.replace("_x005f_", "_x005F_") else text


def looks_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet might take the text for a formula when it is retyped."""
    return text.startswith(_FORMULA_STARTS)


def _symbol(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < _MOST_CONTROLS:
        return chr(0x2400 + code)
    return "\u2421" if code == _DELETE else "\ufffd"


def _units(text: str) -> int:
    return len(text) + sum(1 for char in text if char > "\uffff")


def _cut(text: str, units: int) -> str:
    taken = 0
    for index, char in enumerate(text):
        taken += 2 if char > "\uffff" else 1
        if taken > units:
            return text[:index]
    return text
