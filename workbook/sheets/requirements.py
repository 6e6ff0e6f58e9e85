"""The CSR list: one row a requirement, the program's draft at the left, people's review at the right."""

from __future__ import annotations

from workbook.page import Page
from workbook.sheets.base import Sheet
from workbook.table import write_table
from workbook.view import View


def _write(page: Page, view: View) -> None:
    write_table(page, view, view.listed)


SHEET = Sheet("requirements", _write)
