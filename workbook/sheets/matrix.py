"""The identification matrix: customer and carrier document against the company's processes."""

from __future__ import annotations

from domain.document import Document, DocumentStatus
from workbook.blocks import add_all
from workbook.measure import count_lines, fitting_width
from workbook.page import Entry, Page
from workbook.pivots import sections_by_process
from workbook.sheets.base import Sheet
from workbook.view import View, title

_FIRST_WIDTHS = (6.0, 16.0, 24.0)
_FILLED, _EMPTY = 27.0, 9.0
_WIDER = (_FILLED, 36.0, 48.0, 64.0)
_MOST_LINES = 26  # of Chinese text in the highest row
_UNREAD = (DocumentStatus.FAILED, DocumentStatus.SUPERSEDED)


def _write(page: Page, view: View) -> None:
    cells = _texts(view)
    filled = {process for _, process in cells}
    processes = [*view.names.processes, *sorted(filled - set(view.names.processes))]
    widths = [_width(process, cells) for process in processes]
    page.set_widths([*_FIRST_WIDTHS, *widths])
    page.freeze("D2")
    page.set_print(1, f"{view.say('print.draft')}|{view.say('print.page')}", keep="A:C")
    heads = [view.say(f"matrix.{key}") for key in ("number", "customer", "carrier")]
    heads += [_process_head(process, view) for process in processes]
    page.add([Entry(head, "head_machine") for head in heads], least=48)
    nothing = Entry(view.say("lists.nothing"), "nothing")
    rows: list[list[Entry]] = []
    for number, document in enumerate(_carriers(view), start=1):
        first = [
            Entry(number, "centre"),
            Entry(document.customer, "label"),
            Entry(_carrier(document, view), "label"),
        ]
        texts = (cells.get((document.id, process)) for process in processes)
        rows.append([*first, *(Entry(text, "middle") if text else nothing for text in texts)])
    add_all(page, "matrix", rows, view.kept)
    if page.rows == 1:
        page.add([None, Entry(view.say("matrix.empty"), "note", span=4)])


def _width(process: str, cells: dict[tuple[str, str], str]) -> float:
    texts = [text for (_, of), text in cells.items() if of == process]
    return fitting_width(texts, _WIDER) if texts else _EMPTY


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


def _texts(view: View) -> dict[tuple[str, str], str]:
    """Return the text of each cell that has one."""
    return {
        (document, process): _text(title(view.documents[document]), sections, view)
        for (document, process), sections in sections_by_process(view).items()
        if document in view.documents
    }


def _text(name: str, sections: tuple[str, ...], view: View) -> str:
    """Return a line for each section; where that is more than a row can show, one for all."""
    lines = [view.say("matrix.pointer", place=f"{name} {section}".strip()) for section in sections]
    text = "\n".join(lines)
    if count_lines(text, _FILLED) <= _MOST_LINES:
        return text
    gathered = view.say("lists.semicolon").join(section or name for section in sections)
    return view.say("matrix.gathered", document=name, sections=gathered)


SHEET = Sheet("matrix", _write)
