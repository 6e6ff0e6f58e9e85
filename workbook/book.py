"""Makes the workbook: one pass over the sheets, written to disk as it grows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import openpyxl

from domain.review import Checklist
from workbook.kept import NOTHING, Kept
from workbook.page import Page
from workbook.rows import Rows, save
from workbook.sheets import SHEETS
from workbook.sheets.base import Sheet
from workbook.style import MACHINE, Styles
from workbook.view import View, see

_TAB_COLOURS = {"requirements": "2F6B57", "excluded": "2F6B57", "problems": "B42318"}


def write(checklist: Checklist, path: Path, language: str, kept: Kept = NOTHING) -> None:
    """Write all sheets to ``path``; raises OSError when it cannot be written."""
    write_sheets(see(checklist, language, kept), path, SHEETS)


def write_sheets(view: View, path: Path, sheets: Sequence[Sheet]) -> None:
    """Write some of the sheets as a workbook of their own."""
    book = openpyxl.Workbook(write_only=True)
    book.properties.title = view.say("about.title")
    book.properties.creator = "csr-checklist"
    book.properties.created = book.properties.modified = _moment(view.checklist.generated)
    styles: Styles | None = None
    rows: list[Rows] = []
    for sheet in sheets:
        worksheet = book.create_sheet(view.say(f"sheets.{sheet.key}"))
        worksheet.sheet_properties.tabColor = _TAB_COLOURS.get(sheet.key, MACHINE)
        styles = styles or Styles(worksheet, view.language)
        page = Page(worksheet, styles, view.language, view.say("lists.cut"))
        sheet.write(page, view)
        rows.append(page.written)
    save(book, rows, path)


def _moment(generated: str) -> datetime:
    """Return the checklist's own time, so that equal checklists give equal workbooks."""
    try:
        return datetime.fromisoformat(generated).replace(tzinfo=None)
    except ValueError:
        return datetime(2000, 1, 1)
