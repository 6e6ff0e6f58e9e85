"""What was left out of the CSR list and why, in the same columns, so that people can overrule it."""

from __future__ import annotations

from workbook.page import Page
from workbook.sheets.base import Sheet
from workbook.table import write_table
from workbook.view import View


def _write(page: Page, view: View) -> None:
    write_table(page, view, view.excluded)


SHEET = Sheet("excluded", _write)
