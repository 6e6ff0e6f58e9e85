"""What is new, changed, moved or gone since the last run, and decisions left without requirement."""

from __future__ import annotations

from collections import Counter

from domain.review import Decision, Row
from workbook.columns import COLUMNS, entered, page_of, summary
from workbook.differences import differences
from workbook.marked import new_pieces, old_pieces
from workbook.page import Entry, Page
from workbook.sheets.base import Sheet
from workbook.standing import is_filled
from workbook.view import View, section_line

_WIDTHS = (
    10.0,
    14.0,
    14.0,
    22.0,
    20.0,
    8.0,
    48.0,
    48.0,
    26.0,
    12.0,
    20.0,
    20.0,
    12.0,
    22.0,
    12.0,
    12.0,
    24.0,
    12.0,
    12.0,
    12.0,
)
_ORDER = {"changed": 0, "new": 1, "moved": 2, "removed": 3}
_LOOKS = {"confirm": "check", "reopen": "reopened"}
_STANDINGS = {"confirm": "confirm", "reopen": "again"}
_HEADS = ("changes_sheet.change", "columns.id", "columns.customer", "columns.document", "columns.section")
_MORE_HEADS = (
    "columns.page",
    "changes_sheet.text_now",
    "changes_sheet.text_before",
    "changes_sheet.standing",
)


def _write(page: Page, view: View) -> None:
    page.set_widths(_WIDTHS)
    page.freeze("C3")
    page.set_print(0, f"{view.say('print.draft')}|{view.say('print.page')}")
    rows = [row for row in view.checklist.rows if row.change in _ORDER]
    everything_new = bool(rows) and all(row.change == "new" for row in view.checklist.rows)
    page.add([Entry(_opening(view, rows, everything_new), "note", span=7)], least=24)
    page.span(1, 7)  # the widths measured for it: unjoined it would wrap in the first column alone
    if rows and not everything_new:
        page.add([Entry(view.say(key), "head_machine") for key in (*_HEADS, *_MORE_HEADS)], least=30)
        for row in sorted(rows, key=lambda row: _ORDER[row.change]):
            page.add(_change(row, view))
    _add_orphans(page, view)


def _opening(view: View, rows: list[Row], everything_new: bool) -> str:
    orphans = len(view.checklist.orphans)
    if everything_new:
        return view.say("changes_sheet.all_new", count=len(rows))
    if not rows and not orphans:
        return view.say("changes_sheet.none")
    counted = Counter(row.change for row in rows)
    numbers = {change: counted[change] for change in _ORDER}
    return view.say("changes_sheet.summary", orphans=orphans, **numbers)


def _change(row: Row, view: View) -> list[Entry]:
    requirement = row.requirement
    removed = row.change == "removed"
    now = None if removed else requirement.text
    before = row.text_before or (requirement.text if removed else None)
    marked = differences(before, now) if now and before and now != before else ()
    return [
        Entry(view.term("changes", row.change), "label"),
        Entry(requirement.key),
        Entry(view.customer_of(row)),
        Entry(view.title_of(row)),
        Entry(section_line(requirement.clause)),
        Entry(page_of(requirement.clause, view), "centre"),
        Entry(now, "original", pieces=new_pieces(marked)),
        Entry(before, "original", pieces=old_pieces(marked)),
        Entry(_standing(row, view), _LOOKS.get(row.standing, "machine")),
    ]


def _standing(row: Row, view: View) -> str:
    earlier = row.earlier or row.decision
    if not is_filled(earlier):
        return view.say("changes_sheet.not_decided")
    verdict = view.say(f"changes_sheet.{_STANDINGS.get(row.standing, 'stands')}")
    return "\n".join(part for part in (summary(earlier, view), verdict) if part)


def _add_orphans(page: Page, view: View) -> None:
    """List all values of decisions whose requirement is gone.

    The heading of the decision differs from the review column's, so that reading the
    workbook back does not take these rows for entries.
    """
    if not view.checklist.orphans:
        return
    review = [column for column in COLUMNS if column.human]
    page.skip()
    page.add([Entry(view.say("changes_sheet.orphans"), "heading")], least=24)
    heads = ["columns.id", "changes_sheet.text_then", "changes_sheet.decision_then"]
    heads += [f"columns.{column.key}" for column in review if column.field != "decision"]
    page.add(_spread([Entry(view.say(key), "head_machine") for key in heads]), least=30)
    for orphan in view.checklist.orphans:
        page.add(_spread(_orphan(orphan, [column.field for column in review], view)))


def _orphan(orphan: Decision, fields: list[str], view: View) -> list[Entry]:
    values = [entered(orphan, field, view) for field in fields]
    looks = ["human_date" if field in ("due", "at") else "machine" for field in fields]
    entries = [Entry(value, look) for value, look in zip(values, looks, strict=True)]
    return [Entry(orphan.requirement), Entry(orphan.text_then, "original"), *entries]


def _spread(entries: list[Entry]) -> list[Entry | None]:
    """Put the long text under the wide column and leave the places before it empty."""
    return [None, entries[0], None, None, None, None, entries[1], None, *entries[2:]]


SHEET = Sheet("changes", _write)
