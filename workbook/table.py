"""The table of requirements that the CSR list and the excluded items share."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from openpyxl.utils import get_column_letter

from domain.review import OwnCell, Row
from workbook.columns import COLUMNS, ISO_DATE, Column
from workbook.page import Entry, Page
from workbook.view import View

_SPARE_ROWS = 300  # rows below the last that have drop-downs for what people add
_FROZEN = "id"
_STANDINGS = {"confirm": "check", "reopen": "reopened"}
_OWN_WIDTH = 18.0


def write_table(page: Page, view: View, rows: Sequence[Row]) -> None:
    """Write one header row and a row for each requirement, ready to filter, fill in, print."""
    heads = [view.say(f"columns.{column.key}") for column in COLUMNS]
    widths = [column.width_for(head) for column, head in zip(COLUMNS, heads, strict=True)]
    own = view.checklist.notes.columns
    page.set_widths([*widths, *(_OWN_WIDTH for _ in own)], [i for i, c in enumerate(COLUMNS) if c.folded])
    page.freeze(f"{get_column_letter(_position(_FROZEN) + 1)}2")
    page.set_print(1, f"{view.say('print.draft')}|{view.say('print.page')}")
    named = [Entry(head, _head(column)) for column, head in zip(COLUMNS, heads, strict=True)]
    page.add([*named, *(Entry(name, "head_own") for name in own)], least=34)
    noted = _noted(view)
    for number, row in enumerate(rows, start=1):
        entries = [_entry(column, row, view, number) for column in COLUMNS]
        _add_noted(page, entries, noted.get(row.requirement.key, ()), own)
    last = page.rows
    page.filter(len(COLUMNS) + len(own), last)
    _offer_choices(page, view, last + _SPARE_ROWS)
    _mark_rows(page, view, max(last, 2))


def _noted(view: View) -> dict[str, list[OwnCell]]:
    found: dict[str, list[OwnCell]] = {}
    for cell in view.checklist.notes.cells:
        found.setdefault(cell.requirement, []).append(cell)
    return found


def _add_noted(page: Page, entries: list[Entry], cells: Sequence[OwnCell], own: Sequence[str]) -> None:
    """Add a row with what people wrote in columns of their own and in comments."""
    values = {cell.column: cell.value for cell in cells}
    page.add([*entries, *(_own_entry(values.get(name, "")) for name in own)])
    places = {column.key: at for at, column in enumerate(COLUMNS, start=1)}
    places |= {name: at for at, name in enumerate(own, start=len(COLUMNS) + 1)}
    for cell in cells:
        if cell.comment and cell.column in places:
            page.comment(places[cell.column], cell.comment)


def _own_entry(value: str | float) -> Entry:
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        with suppress(ValueError):
            return Entry(date.fromisoformat(value), "own_date")
    return Entry(value if value != "" else None, "own")


def _head(column: Column) -> str:
    return "head_human" if column.human else "head_machine"


def _entry(column: Column, row: Row, view: View, number: int) -> Entry:
    value = number if column.key == "no" else column.value(row, view)
    look = _STANDINGS.get(row.standing, column.look) if column.key == "standing" else column.look
    return Entry(value, look)


def _position(key: str) -> int:
    """Return the place of a column, from 1."""
    return next(i for i, column in enumerate(COLUMNS, start=1) if column.key == key)


def _offer_choices(page: Page, view: View, last: int) -> None:
    offers = {
        "decision": _terms(view, "decisions", "csr product commercial none open"),
        "decided_importance": _terms(view, "importances", "high normal low"),
        "department": list(view.names.departments.values()),
        "conformity": _terms(view, "conformities", "yes no not_applicable"),
        "status": _terms(view, "statuses", "not_started in_progress done verified cancelled"),
    }
    for key, choices in offers.items():
        page.offer(_position(key), choices, 2, last)


def _terms(view: View, table: str, codes: str) -> list[str]:
    return [view.say(f"{table}.{code}") for code in codes.split()]


def _mark_rows(page: Page, view: View, last: int) -> None:
    """Colour what waits for a person, what was decided, and red lines."""
    human = [i for i, column in enumerate(COLUMNS, start=1) if column.human]
    machine = f"A2:{get_column_letter(human[0] - 1)}{last}"
    people = f"{get_column_letter(human[0])}2:{get_column_letter(human[-1])}{last}"
    decision = f"${get_column_letter(_position('decision'))}2"
    check = f"${get_column_letter(_position('check'))}2"
    flags = f"${get_column_letter(_position('flags'))}2"
    undecided = f'OR({decision}="",{decision}="{view.say("decisions.open")}")'
    page.mark(machine, f'ISNUMBER(SEARCH("{view.say("flags.red_line")}",{flags}))', "red")
    page.mark(machine, f'AND({check}="{view.say("lists.check")}",{undecided})', "check")
    page.mark(people, f"NOT({undecided})", "decided")
