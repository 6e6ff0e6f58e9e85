"""Cell values as the text that stands in the cell, as far as the value alone tells."""

from __future__ import annotations

import datetime

_DIGITS = 15  # what a spreadsheet shows of a double


def show_value(value: object) -> str:
    """Return the text of a cell value: 1.0 as ``1``, dates in ISO 8601, truth as TRUE / FALSE."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _show_number(value)
    if isinstance(value, datetime.datetime):
        return (
            value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "seconds")
        )
    if isinstance(value, datetime.time):
        return value.isoformat("seconds")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("_x000D_", "").strip()


def show_percentage(value: object, places: int) -> str | None:
    """Return 98% for 0.98 in a cell shown as a percentage; None for what is no number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return f"{value * 100:.{min(places, _DIGITS)}f}%"


def _show_number(value: float) -> str:
    if value.is_integer() and abs(value) < 10**_DIGITS:
        return str(int(value))
    return format(value, f".{_DIGITS}g")


def cell_name(row: int, column: int) -> str:
    """Return A1 for row 0, column 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
