"""The register of customers' documents: revision, dates, contract, when to ask for a newer one."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from domain.document import Document
from domain.register import RegisterLine
from workbook.blocks import add_all
from workbook.columns import ISO_DATE
from workbook.page import Entry, Page
from workbook.sheets.base import Sheet
from workbook.view import View, title

_HEADS = (
    ("customer", 16.0), ("document", 36.0), ("number", 18.0), ("revision", 10.0), ("issued", 12.0),
    ("effective", 12.0), ("received", 12.0), ("contract", 34.0), ("checked", 12.0), ("next_check", 14.0),
    ("state", 12.0), ("file", 40.0), ("id", 16.0),
)  # fmt: skip
_NEXT = "J"  # the column of next_check


def _write(page: Page, view: View) -> None:
    page.set_widths([width for _, width in _HEADS])
    page.freeze("C2")
    page.set_print(1, f"{view.say('print.draft')}|{view.say('print.page')}")
    page.add([Entry(view.say(f"register.{key}"), "head_machine") for key, _ in _HEADS], least=30)
    known = {line.document: line for line in view.checklist.register}
    documents = view.checklist.documents
    rows = [_row(document, known.get(document.id, RegisterLine(document.id)), view) for document in documents]
    add_all(page, "register", rows, view.kept)
    page.filter(len(_HEADS), page.rows)
    overdue = f"AND(ISNUMBER(${_NEXT}2),${_NEXT}2<TODAY())"
    page.mark(f"{_NEXT}2:{_NEXT}{max(page.rows, 2)}", overdue, "check")


def _row(document: Document, line: RegisterLine, view: View) -> list[Entry]:
    facts = document.facts
    return [
        Entry(document.customer, "label"),
        Entry(title(document)),
        Entry(facts.number),
        Entry(facts.revision, "centre"),
        _day(facts.issued or facts.date),
        _day(facts.effective),
        _day(line.received),
        Entry(facts.contract),
        _day(line.checked),
        _day(line.next_check),
        Entry(view.term("document_states", document.status), "centre"),
        Entry(document.source.path),
        Entry(document.id),
    ]


def _day(text: str | None) -> Entry:
    if text and ISO_DATE.fullmatch(text):
        with suppress(ValueError):
            return Entry(date.fromisoformat(text), "day")
    return Entry(text or None, "centre")


SHEET = Sheet("register", _write)
