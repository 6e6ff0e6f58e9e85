"""The identification matrix: customer and carrier document against the company's processes."""

from __future__ import annotations

from domain.document import Document, DocumentStatus
from workbook.measure import ROW_LIMIT, count_lines
from workbook.page import Entry, Page
from workbook.pivots import sections_by_process
from workbook.sheets.base import Sheet
from workbook.style import WIDE_LINE_HEIGHT
from workbook.view import View, title

_FIRST_WIDTHS = (6.0, 16.0, 24.0)
_FILLED, _EMPTY = 27.0, 9.0
_UNREAD = (DocumentStatus.FAILED, DocumentStatus.SUPERSEDED)


def _write(page: Page, view: View) -> None:
    cells = sections_by_process(view)
    filled = {process for _, process in cells}
    processes = [*view.names.processes, *sorted(filled - set(view.names.processes))]
    widths = [_FILLED if process in filled else _EMPTY for process in processes]
    page.set_widths([*_FIRST_WIDTHS, *widths])
    page.freeze("D2")
    page.set_print(1, f"{view.say('print.draft')}|{view.say('print.page')}")
    heads = [view.say(f"matrix.{key}") for key in ("number", "customer", "carrier")]
    heads += [_process_head(process, view) for process in processes]
    page.add([Entry(head, "head_machine") for head in heads], least=48)
    for number, document in enumerate(_carriers(view), start=1):
        first = [
            Entry(number, "centre"),
            Entry(document.customer, "label"),
            Entry(_carrier(document, view), "label"),
        ]
        page.add(
            [
                *first,
                *(_cell(document, process, cells.get((document.id, process)), view) for process in processes),
            ]
        )
    if page.rows == 1:
        page.add([None, Entry(view.say("matrix.empty"), "note", span=4)])


def _carriers(view: View) -> list[Document]:
    """Return the documents that were read or carry a row, customer by customer."""
    carrying = {row.requirement.clause.document for row in view.listed}
    documents = [d for d in view.checklist.documents if d.id in carrying or d.status not in _UNREAD]
    return sorted(documents, key=lambda document: document.customer)


def _carrier(document: Document, view: View) -> str:
    facts = document.facts
    lines = [title(document), facts.number or ""]
    if facts.revision:
        lines.append(view.say("lists.revision", revision=facts.revision))
    return "\n".join(line for line in lines if line)


def _process_head(process: str, view: View) -> str:
    return view.names.process(process) or view.say("lists.unassigned_process")


def _cell(document: Document, process: str, sections: tuple[str, ...] | None, view: View) -> Entry:
    if not sections:
        return Entry(view.say("lists.nothing"), "nothing")
    name = title(document)
    lines = [view.say("matrix.pointer", place=f"{name} {section}".strip()) for section in sections]
    text = "\n".join(lines)
    if count_lines(text, _FILLED) * WIDE_LINE_HEIGHT > ROW_LIMIT:
        gathered = view.say("lists.semicolon").join(section or name for section in sections)
        text = view.say("matrix.gathered", document=name, sections=gathered)
    return Entry(text, "middle")


SHEET = Sheet("matrix", _write)
