"""The documents that customers' documents refer to: what is missing from the folder, what is there, standards."""

from __future__ import annotations

from domain.referenced import ReferencedDocument, ReferenceKind, ReferencePlace
from workbook.page import Entry, Page
from workbook.sheets.base import Sheet
from workbook.view import View, title

_HEADS = (("customer", 18.0), ("name", 44.0), ("kind", 16.0), ("held", 16.0), ("document", 40.0), ("times", 8.0), ("where", 70.0))  # fmt: skip
_SHOWN = 5  # places in a cell; all of them stand in checklist.json


def _write(page: Page, view: View) -> None:
    page.set_widths([width for _, width in _HEADS])
    page.freeze("C2")
    page.set_print(1, f"{view.say('print.draft')}|{view.say('print.page')}", large=False)
    page.add([Entry(view.say(f"references.{key}"), "head_machine") for key, _ in _HEADS], least=30)
    for one in sorted(view.checklist.referenced, key=_order):
        page.add(_row(one, view))
    if not view.checklist.referenced:
        page.add([Entry(view.say("references.none"), "decided", span=2)])
    page.filter(len(_HEADS), page.rows)


def _order(one: ReferencedDocument) -> int:
    """Put first what is missing, then what is there, then standards; customers stay in order."""
    if one.kind is ReferenceKind.STANDARD:
        return 2
    return 0 if one.is_missing else 1


def _row(one: ReferencedDocument, view: View) -> list[Entry]:
    held = view.documents.get(one.held)
    state = view.say("references.missing" if one.is_missing else "references.here")
    places = "\n".join(_place(place, view) for place in one.places[:_SHOWN])
    more = len(one.places) - _SHOWN
    return [
        Entry(one.customer, "label"),
        Entry(one.name),
        Entry(view.term("reference_kinds", one.kind), "centre"),
        Entry(None if one.kind is ReferenceKind.STANDARD else state, "check" if one.is_missing else "centre"),
        Entry(held.source.path if held else None),
        Entry(len(one.places), "number"),
        Entry(places + (f"\n{view.say('references.more', count=more)}" if more > 0 else "")),
    ]


def _place(place: ReferencePlace, view: View) -> str:
    document = view.documents.get(place.document)
    where = view.place(place.locator)
    page = f"{view.say('columns.page')} {where}" if isinstance(where, int) else where
    parts = (title(document) if document else "", place.section, page)
    return view.say("lists.comma").join(dict.fromkeys(part for part in parts if part))


SHEET = Sheet("references", _write)
