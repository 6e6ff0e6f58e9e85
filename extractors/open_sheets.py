"""Sheets of an OpenDocument spreadsheet (ISO 26300): cells, merged ranges, notes.

A cell or row may say that it stands a billion times: blank ones cost nothing here, filled
ones are copied up to a bound that no sheet of a person's reaches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.open_text import DRAW, OFFICE, STYLE, TABLE, T
from extractors.sheet_tables import Grid, Merge
from extractors.sheet_values import cell_name
from extractors.xml_safety import is_element

_MOST_COPIES = 1_000  # of a filled cell or row
_MOST_BLANKS = 200
_ROWS = frozenset(f"{TABLE}{name}" for name in ("table-row-group", "table-header-rows", "table-rows"))
_CELLS = frozenset(f"{TABLE}{name}" for name in ("table-cell", "covered-table-cell"))
_APART = (f"{OFFICE}annotation", DRAW, f"{TABLE}table")
_VALUE_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.\d+)?)?")
_TRUTH = {"true": "TRUE", "false": "FALSE"}


class TooManyCells(Exception):
    """A sheet has more filled cells, or a larger extent, than may be read; says how many."""


@dataclass(slots=True)
class OpenSheet:
    """One sheet: filled cells by row and column from 0, merged ranges, notes by cell."""

    name: str
    hidden: bool
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    cut: int = 0  # copies of filled cells or rows beyond the bound
    top: int = 0
    left: int = 0

    def grid(self, limit: int) -> Grid:
        """Return the rectangle around the filled cells.  Raises TooManyCells beyond ``limit``."""
        if not self.cells:
            return Grid([])
        rows, columns = [row for row, _ in self.cells], [column for _, column in self.cells]
        self.top, self.left = min(rows), min(columns)
        height, width = max(rows) - self.top + 1, max(columns) - self.left + 1
        if height * width > limit:
            raise TooManyCells(f"{height * width} cells")
        grid = [[""] * width for _ in range(height)]
        for (row, column), text in self.cells.items():
            grid[row - self.top][column - self.left] = text
        return Grid(grid, list(self._within(height, width, limit)))

    def _within(self, height: int, width: int, limit: int) -> Iterator[Merge]:
        """Yield the merged ranges as far as they lie in the rectangle; all of them cover ``limit`` at most."""
        for merge in self.merges:
            top, left = merge.top - self.top, merge.left - self.left
            bottom, right = (
                min(merge.bottom - self.top, height - 1),
                min(merge.right - self.left, width - 1),
            )
            limit -= (bottom - top + 1) * (right - left + 1)
            if limit < 0:
                return
            yield Merge(top, left, max(bottom, top), max(right, left))


def read_sheets(content: etree._Element, limit: int) -> Iterator[OpenSheet | TooManyCells]:
    """Yield the sheets in order, ``limit`` filled cells in all; a sheet beyond that is only named."""
    hidden = {
        style.get(f"{STYLE}name")
        for style in content.iter(f"{STYLE}style")
        if any(part.get(f"{TABLE}display") == "false" for part in style.iter(f"{STYLE}table-properties"))
    }
    for table in content.iterfind(f".//{OFFICE}spreadsheet/{TABLE}table"):
        name = table.get(f"{TABLE}name") or ""
        sheet = OpenSheet(name, table.get(f"{TABLE}style-name") in hidden)
        try:
            _read_rows(table, sheet, limit)
        except TooManyCells as error:
            yield TooManyCells(name, str(error))
        else:
            limit -= len(sheet.cells)
            yield sheet


def _rows(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows, those in groups too; lxml bounds how deep groups nest."""
    for child in filter(is_element, element):
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in _ROWS:
            yield from _rows(child)


def _read_rows(table: etree._Element, sheet: OpenSheet, limit: int) -> None:
    for shapes in table.iterfind(f"{TABLE}shapes"):
        sheet.notes += [("", text) for text in map(_paragraphs, shapes) if text]
    number = 0
    for row in _rows(table):
        repeated = _count(row, "number-rows-repeated")
        cells = _read_cells(row, number, sheet)
        copies = min(repeated, _MOST_COPIES) if cells else 0
        sheet.cut += (repeated - copies) * len(cells)
        if len(sheet.cells) + copies * len(cells) > limit:
            raise TooManyCells(f"more than {limit} cells")
        for copy in range(number, number + copies):
            for column, text in cells.items():
                sheet.cells[copy, column] = text
        number += repeated


def _read_cells(row: etree._Element, number: int, sheet: OpenSheet) -> dict[int, str]:
    """Return the filled cells of a row by column; notes and merged ranges go into the sheet."""
    found: dict[int, str] = {}
    column = 0
    for cell in filter(is_element, row):
        if cell.tag not in _CELLS:
            continue
        repeated = _count(cell, "number-columns-repeated")
        text = _shown(cell) if len(cell) or len(cell.attrib) else ""
        if text:
            copies = min(repeated, _MOST_COPIES)
            sheet.cut += repeated - copies
            found.update(dict.fromkeys(range(column, column + copies), text))
            down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
            if down > 1 or across > 1:
                sheet.merges.append(Merge(number, column, number + down - 1, column + across - 1))
        for inner in filter(is_element, cell):
            if inner.tag.startswith(_APART) and (note := _paragraphs(inner)):
                sheet.notes.append((cell_name(number, column), note))
        column += repeated
    return found


def _count(element: etree._Element, name: str) -> int:
    """Return a stated number of times, at least 1; what is no number is 1."""
    stated = element.get(f"{TABLE}{name}") or ""
    return max(int(stated), 1) if stated.isascii() and stated.isdigit() and len(stated) < 11 else 1


def _shown(cell: etree._Element) -> str:
    """Return what a cell shows, or its value where nothing is stored as shown.

    Dates come in ISO 8601 as from other workbooks, errors of formulas not at all.
    """
    date = _DATE.fullmatch(cell.get(f"{OFFICE}date-value") or "")
    if date:
        return date[1] if not date[2] or date[2] == "00:00:00" else f"{date[1]} {date[2]}"
    if cell.get(_VALUE_TYPE) == "error":
        return ""
    lines = ["".join(_words(line)).strip() for line in cell.iterchildren(f"{T}p", f"{T}h")]
    text = "\n".join(line for line in lines if line)
    if text:
        return text
    value = next(
        (found for name in ("string-value", "value") if (found := cell.get(f"{OFFICE}{name}"))),
        "",
    )
    return value.strip() or _TRUTH.get(cell.get(f"{OFFICE}boolean-value") or "", "")


def _paragraphs(element: etree._Element) -> str:
    """Return the text of a comment or shape, its author and date left out."""
    lines = ("".join(_words(line)).strip() for line in element.iter(f"{T}p", f"{T}h"))
    return "\n".join(line for line in lines if line)


def _words(element: etree._Element) -> Iterator[str]:
    """Yield the words of a paragraph; blanks that stand for a number of blanks are written out."""
    yield " ".join((element.text or "").split("\n"))
    for child in element:
        if is_element(child):
            yield from _inline(child)
        yield " ".join((child.tail or "").split("\n"))


def _inline(child: etree._Element) -> Iterator[str]:
    if child.tag == f"{T}s":
        stated = child.get(f"{T}c") or "1"
        yield " " * (
            int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 4 else _MOST_BLANKS
        )
    elif child.tag in {f"{T}tab", f"{T}line-break"}:
        yield "\t" if child.tag == f"{T}tab" else "\n"
    elif not str(child.tag).startswith(_APART):
        yield from _words(child)
