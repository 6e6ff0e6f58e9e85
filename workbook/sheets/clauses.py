"""Clauses of IATF 16949 against customers, with an explicit word where nothing was asked for."""

from __future__ import annotations

from workbook.measure import fitting_width
from workbook.page import Entry, Page
from workbook.pivots import Cells, entries_by_clause
from workbook.sheets.base import Sheet
from workbook.view import View

_CLAUSE_WIDTH, _TITLE_WIDTH = 12.0, 36.0
_CUSTOMER_WIDTHS = (42.0, 56.0, 72.0, 96.0)


def _write(page: Page, view: View) -> None:
    cells = entries_by_clause(view)
    customers = sorted({document.customer for document in view.checklist.documents})
    page.set_widths([_CLAUSE_WIDTH, _TITLE_WIDTH, *(_width(customer, cells) for customer in customers)])
    page.freeze("C2")
    page.set_print(1, f"{view.say('print.draft')}|{view.say('print.page')}", keep="A:B")
    heads = [view.say("clauses.number"), view.say("clauses.title"), *customers]
    page.add([Entry(head, "head_machine") for head in heads], least=34)
    for number, name in view.names.clauses.items():
        if "." in number:
            _add_clause(page, view, number, name, customers, cells)
        else:
            page.add([Entry(number, "band"), Entry(name, "band"), *(Entry(None, "band") for _ in customers)])
    for number in sorted({clause for clause, _ in cells if clause and clause not in view.names.clauses}):
        _add_clause(page, view, number, view.say("clauses.other"), customers, cells)
    if any(clause == "" for clause, _ in cells):
        _add_clause(page, view, "", view.say("clauses.unassigned"), customers, cells)


def _width(customer: str, cells: Cells) -> float:
    texts = ("\n".join(lines) for (_, of), lines in cells.items() if of == customer)
    return fitting_width(texts, _CUSTOMER_WIDTHS)


def _add_clause(page: Page, view: View, number: str, name: str, customers: list[str], cells: Cells) -> None:
    entries = [Entry(number, "label"), Entry(name, "middle")]
    for customer in customers:
        lines = cells.get((number, customer))
        nothing = Entry(view.say("clauses.nothing"), "nothing")
        entries.append(Entry("\n".join(lines), "middle") if lines else nothing)
    page.add(entries)


SHEET = Sheet("clauses", _write)
