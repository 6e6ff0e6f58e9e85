"""The figures of all customers side by side: the strictest on each matter, and what does not agree."""

from __future__ import annotations

from domain.matter import CustomerValues, Matter, MatterValue
from workbook.page import Entry, Page
from workbook.sheets.base import Sheet
from workbook.view import View, section_line

_HEADS = (
    ("matter", 26.0), ("customer", 18.0), ("strictest", 20.0), ("rank", 12.0), ("document", 34.0),
    ("section", 30.0), ("page", 8.0), ("text", 60.0), ("others", 44.0), ("contradiction", 44.0), ("id", 18.0),
)  # fmt: skip


def _write(page: Page, view: View) -> None:
    page.set_widths([width for _, width in _HEADS])
    page.freeze("C2")
    page.set_print(1, f"{view.say('print.draft')}|{view.say('print.page')}")
    page.add([Entry(view.say(f"matters.{key}"), "head_machine") for key, _ in _HEADS], least=30)
    matters = view.checklist.matters
    if not matters:
        page.add([Entry(view.say("matters.none"), "nothing", span=len(_HEADS))])
        page.span(1, len(_HEADS))
        return
    places = _Places(view)
    for matter in matters:
        for rank, customer in enumerate(matter.customers):
            page.add(places.row(matter, customer, rank))
    page.filter(len(_HEADS), page.rows)


class _Places:
    """Finds the words and places of values."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._rows = {row.requirement.key: row for row in view.checklist.rows}
        self._places: dict[str, tuple[str, str]] = {}

    def row(self, matter: Matter, customer: CustomerValues, rank: int) -> list[Entry]:
        view, first = self._view, customer.values[0]
        row = self._rows[first.requirement]
        clause = row.requirement.clause
        at_odds = "\n".join(self._pair(customer, pair) for pair in customer.disagreeing)
        several = len(matter.customers) > 1
        return [
            Entry(matter.names[view.language], "label"),
            Entry(customer.customer),
            Entry(first.text, "total_words" if several and rank == 0 else "centre"),
            Entry(view.say("matters.strictest_of_all") if several and rank == 0 else None, "centre"),
            Entry(view.title_of(row)),
            Entry(section_line(clause)),
            Entry(view.place(clause.locator), "centre"),
            Entry(row.requirement.text, "original"),
            Entry("\n".join(self._with_place(one) for one in customer.values[1:]) or None),
            Entry(at_odds or None, "check" if at_odds else "machine"),
            Entry(first.requirement),
        ]

    def _pair(self, customer: CustomerValues, pair: tuple[int, int]) -> str:
        first, second = (self._with_place(customer.values[place]) for place in pair)
        return f"{first}  ≠  {second}"

    def _with_place(self, value: MatterValue) -> str:
        known = self._places.get(value.requirement)
        if known is None:
            row = self._rows[value.requirement]
            known = self._view.title_of(row), section_line(row.requirement.clause)
            self._places[value.requirement] = known
        return self._view.say("matters.value", value=value.text, document=known[0], section=known[1])


SHEET = Sheet("matters", _write)
