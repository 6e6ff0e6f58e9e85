"""Rows of a sheet as pieces of XML, and the workbook put together of them.

openpyxl makes an object of every cell and checks each value again; for a list of ten
thousand requirements that is most of a run's time.  Here a row is one piece of XML, made
of values that ``workbook.page`` has already made safe; openpyxl writes all the rest of the
workbook, and the rows are put where it left their place empty.

A piece names its row by a mark, so that it can be kept and used again in another place.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

ROW, _POSITION = "\x01", "\x02"  # no text in a cell can hold these
_IN_MEMORY = 8_000_000  # bytes of a sheet
_EMPTY = b"<sheetData></sheetData>"
_CHUNK = 1 << 20
_LEVEL = 2  # of packing: a third of the time of the usual one, a fifth more room


class Position:
    """Stands for the place of a row in its list, from 1, where the list has one row above it."""


Plain = str | int | float | date | Position | None


class Rows:
    """The rows of one sheet, from top to bottom."""

    def __init__(self) -> None:
        self._number = 0
        self._stream: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # closed when read

    def add(self, piece: str) -> None:
        """Add a row as ``row`` makes it."""
        self._number += 1
        text = piece.replace(ROW, str(self._number)).replace(_POSITION, str(self._number - 1))
        self._stream.write(text.encode())

    def chunks(self) -> Iterator[bytes]:
        """Yield the bytes of all rows, once."""
        with self._stream as stream:
            stream.seek(0)
            while chunk := stream.read(_CHUNK):
                yield chunk


def row(cells: Iterable[str], height: float) -> str:
    """Return a row of cells as ``cell`` and ``rich_cell`` make them; height in points."""
    return f'<row r="{ROW}" ht="{height:.16g}" customHeight="1">{"".join(cells)}</row>'


def cell(column: int, style: int, value: Plain) -> str:
    """Return a cell as XML; a text is always a text, whatever it begins with."""
    if value is None or value == "":
        return _head(column, style, "/>")
    if isinstance(value, str):
        space = ' xml:space="preserve"' if value != value.strip() else ""
        return f"{_head(column, style, _TEXT)}<is><t{space}>{escape(value)}</t></is></c>"
    if isinstance(value, Position):
        return f"{_head(column, style, _NUMBER)}<v>{_POSITION}</v></c>"
    if isinstance(value, date):
        value = to_excel(value)  # type: ignore[no-untyped-call]
    number = str(value) if isinstance(value, int) else f"{value:.16g}"
    return f"{_head(column, style, _NUMBER)}<v>{number}</v></c>"


def formula_cell(column: int, style: int, formula: str, value: str | float) -> str:
    """Return a cell with a person's formula and the value that it had last."""
    kind = _STRING if isinstance(value, str) else _NUMBER
    return f"{_head(column, style, kind)}<f>{escape(formula)}</f><v>{escape(str(value))}</v></c>"


def rich_cell(column: int, style: int, inline: str) -> str:
    """Return a cell with a text in several looks; ``inline`` is its ``is`` element."""
    return f"{_head(column, style, _TEXT)}{inline}</c>"


_TEXT, _NUMBER, _STRING = ' t="inlineStr">', ' t="n">', ' t="str">'


@cache
def _head(column: int, style: int, end: str) -> str:
    return f'<c r="{get_column_letter(column)}{ROW}" s="{style}"{end}'


def save(book: Any, every: Sequence[Rows], path: Path) -> None:
    """Save openpyxl's workbook with the rows of its sheets, in order; raises OSError."""
    bare = BytesIO()
    book.save(bare)
    rows = {f"xl/worksheets/sheet{number}.xml": one for number, one in enumerate(every, start=1)}
    with (
        zipfile.ZipFile(bare) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as new,
    ):
        for part in old.infolist():
            body = old.read(part)
            if part.filename not in rows:
                new.writestr(part, body, zipfile.ZIP_DEFLATED)
                continue
            before, empty, after = body.partition(_EMPTY)
            assert empty, f"{part.filename} has rows of its own"  # nothing else adds any
            with new.open(part.filename, "w", force_zip64=True) as sheet:
                sheet.write(before + b"<sheetData>")
                for chunk in rows[part.filename].chunks():
                    sheet.write(chunk)
                sheet.write(b"</sheetData>" + after)
