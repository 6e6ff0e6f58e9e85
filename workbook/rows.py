"""Rows written straight into a sheet of openpyxl's write-only workbook, a row at a time.

openpyxl makes an object of every cell and checks each value again; for a list of ten
thousand requirements that is most of a run's time.  Here a row is one piece of XML, made
of values that ``workbook.page`` has already made safe.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from datetime import date
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.xml.functions import fromstring

Plain = str | int | float | date | None


class Rows:
    """The rows of one sheet, from top to bottom; nothing else may be appended to it."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._number = 0
        self._stream: Generator[None, Any, None] | None = None

    def add(self, cells: Iterable[str], height: float) -> None:
        """Add a row of cells as ``cell`` and ``rich_cell`` make them; height in points."""
        self._number += 1
        if self._stream is None:
            self._sheet._get_writer()
            self._sheet._rows = self._stream = _stream(self._sheet._writer)
            next(self._stream)
        row = f'<row r="{self._number}" ht="{height:.16g}" customHeight="1">{"".join(cells)}</row>'
        self._stream.send(fromstring(row))


def _stream(writer: Any) -> Generator[None, Any, None]:
    """Write what is sent; closed by the sheet when it is saved."""
    xml = writer.xf.send(True)
    with xml.element("sheetData"):
        try:
            while True:
                xml.write((yield))
        except GeneratorExit:
            pass
    writer.xf.send(None)


def cell(column: int, row: int, style: int, value: Plain) -> str:
    """Return a cell as XML; a text is always a text, whatever it begins with."""
    head = f'<c r="{_letter(column)}{row}" s="{style}"'
    if value is None or value == "":
        return f"{head}/>"
    if isinstance(value, str):
        space = ' xml:space="preserve"' if value != value.strip() else ""
        return f'{head} t="inlineStr"><is><t{space}>{escape(value)}</t></is></c>'
    if isinstance(value, date):
        value = to_excel(value)  # type: ignore[no-untyped-call]
    number = str(value) if isinstance(value, int) else f"{value:.16g}"
    return f'{head} t="n"><v>{number}</v></c>'


def rich_cell(column: int, row: int, style: int, inline: str) -> str:
    """Return a cell with a text in several looks; ``inline`` is its ``is`` element."""
    return f'<c r="{_letter(column)}{row}" s="{style}" t="inlineStr">{inline}</c>'


_letter = cache(get_column_letter)
