"""The table of requirements that the CSR list and the excluded items share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from itertools import groupby

from openpyxl.utils import get_column_letter

from domain.review import OwnCell, Row
from workbook.columns import COLUMNS, ISO_DATE, Column
from workbook.kept import pieces
from workbook.own_cells import placed
from workbook.page import Entry, Page
from workbook.rows import Position
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
    folded = [i for i, column in enumerate(COLUMNS) if column.folded]
    page.set_widths([*widths, *(_OWN_WIDTH for _ in own)], folded, _hidden(view))
    page.freeze(f"{get_column_letter(_position(_FROZEN) + 1)}2")
    page.set_print(1, f"{view.say('print.draft')}|{view.say('print.page')}")
    named = [Entry(head, _head(column)) for column, head in zip(COLUMNS, heads, strict=True)]
    page.add([*named, *(Entry(name, "head_own") for name in own)], least=34)
    _add_rows(page, view, rows)
    last = page.rows
    page.filter(len(COLUMNS) + len(own), last)
    _offer_choices(page, view, last + _SPARE_ROWS)
    _mark_rows(page, view, max(last, 2))


def _add_rows(page: Page, view: View, rows: Sequence[Row]) -> None:
    """Add the rows, a document at a time: what was made for an equal document is taken over."""
    noted = _noted(view)
    own = view.checklist.notes.columns
    for document, group in groupby(rows, key=lambda row: row.requirement.clause.document):
        every = list(group)
        if any(row.requirement.key in noted for row in every):
            for row in every:
                _add_noted(page, _entries(row, view), noted.get(row.requirement.key, ()), own)
            continue
        of = view.document_of(every[0])
        hidden = view.checklist.notes.hidden
        shown = (
            view.kept.row_marks.of(every),
            of and (of.customer, of.facts, of.source.path),
            len(own),
            hidden,
        )
        # a document has rows on more than one sheet: each sheet's are kept by themselves
        kind = f"rows {page.sheet.title} {view.language}{'' if hidden is None and not own else ' own'}"
        for made in pieces(view.kept, kind, document, shown, partial(_made, page, view, every)):
            page.add_made(made)


def _made(page: Page, view: View, rows: Sequence[Row]) -> list[str]:
    blank = [_own_entry(None, {})] * len(view.checklist.notes.columns)
    return [page.made([*_entries(row, view), *blank]) for row in rows]


def _entries(row: Row, view: View) -> list[Entry]:
    return [_entry(column, row, view) for column in COLUMNS]


def _hidden(view: View) -> list[int] | None:
    """Return the places (from 0) of the columns that people left hidden, None for the usual ones."""
    notes = view.checklist.notes
    if notes.hidden is None:
        return None
    names = (*(column.key for column in COLUMNS), *notes.columns)
    return [at for at, name in enumerate(names) if name in notes.hidden]


def _noted(view: View) -> dict[str, list[OwnCell]]:
    found: dict[str, list[OwnCell]] = {}
    for cell in view.checklist.notes.cells:
        found.setdefault(cell.requirement, []).append(cell)
    return found


def _add_noted(page: Page, entries: list[Entry], cells: Sequence[OwnCell], own: Sequence[str]) -> None:
    """Add a row with what people wrote in columns of their own and in comments."""
    places = {column.key: at for at, column in enumerate(COLUMNS, start=1)}
    places |= {name: at for at, name in enumerate(own, start=len(COLUMNS) + 1)}
    letters = {name: get_column_letter(at) for name, at in places.items()}
    typed = {cell.column: cell for cell in cells}
    page.add([*entries, *(_own_entry(typed.get(name), letters) for name in own)])
    for cell in cells:
        if cell.comment and cell.column in places:
            page.comment(places[cell.column], cell.comment)


def _own_entry(cell: OwnCell | None, letters: Mapping[str, str]) -> Entry:
    value: str | float = cell.value if cell else ""
    formula = placed(cell.formula, letters) if cell and cell.formula else None
    if formula:
        return Entry(value, "own", formula=formula)
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        with suppress(ValueError):
            return Entry(date.fromisoformat(value), "own_date")
    return Entry(value if value != "" else None, "own")


def _head(column: Column) -> str:
    return "head_human" if column.human else "head_machine"


def _entry(column: Column, row: Row, view: View) -> Entry:
    value = Position() if column.key == "no" else column.value(row, view)
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
