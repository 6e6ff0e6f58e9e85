"""What the workbook is, how to review it, what was counted, what each column means."""

from __future__ import annotations

from domain.document import Document
from domain.wording import wording
from workbook.blocks import add_all
from workbook.columns import COLUMNS
from workbook.page import Entry, Page
from workbook.pivots import counts_by_document
from workbook.sheets.base import Sheet
from workbook.standing import counts_by_reading
from workbook.view import View, title

_WIDTHS = (24.0, 46.0, 12.0, 12.0, 12.0, 14.0, 14.0, 16.0)
_ALL = len(_WIDTHS)
_VERDICTS = ("csr", "product", "commercial", "none")


def _write(page: Page, view: View) -> None:
    page.set_widths(_WIDTHS)
    page.freeze("A2")
    page.set_print(0, f"{view.say('print.draft')}|{view.say('print.page')}", large=False)
    page.add([Entry(view.say("about.title"), "title")], least=32)
    _add_sentence(page, view.say("about.disclaimer"), "warning")
    page.skip()
    _add_facts(page, view)
    _add_readings(page, view)
    _add_review_guide(page, view)
    _add_counts(page, view)
    _add_coverage(page, view)
    _add_columns(page, view)


def _add_heading(page: Page, words: str) -> None:
    page.skip()
    page.add([Entry(words, "heading")], least=24)


def _add_sentence(page: Page, words: str, look: str = "note") -> None:
    page.add([Entry(words, look, span=_ALL), *(Entry(None, look) for _ in range(_ALL - 1))])
    page.span(1, _ALL)


def _add_facts(page: Page, view: View) -> None:
    checklist = view.checklist
    reading = wording(view.language).get(f"workbook.about.profile_{checklist.profile}", checklist.profile)
    facts = {
        "generated": checklist.generated,
        "version": checklist.version,
        "rules": view.say("about.rules_value", count=checklist.rules, ruleset=checklist.ruleset or "-"),
        "profile": reading,
        "company": checklist.company,
    }
    for key, value in facts.items():
        if value:
            page.add([Entry(view.say(f"about.{key}"), "label"), Entry(value)])


def _add_readings(page: Page, view: View) -> None:
    _add_heading(page, view.say("about.readings"))
    counts = counts_by_reading(view.checklist)
    now = counts[view.checklist.profile]
    for profile, count in counts.items():
        words = wording(view.language)[f"workbook.about.profile_{profile}"]
        value = view.say("about.readings_value", count=count, difference=f"{count - now:+d}")
        look = "label" if profile == view.checklist.profile else "machine"
        page.add([Entry(value, look), Entry(words, span=_ALL - 1), *(Entry(None) for _ in range(_ALL - 2))])
        page.span(2, _ALL)


def _add_review_guide(page: Page, view: View) -> None:
    _add_heading(page, view.say("about.how"))
    for step in range(1, 6):
        _add_sentence(page, f"{step}. {view.say(f'about.how_{step}')}")
    _add_heading(page, view.say("about.colours"))
    for key, look in (
        ("machine", "head_machine"),
        ("human", "head_human"),
        ("check", "check"),
        ("red", "red"),
        ("decided", "decided"),
        ("reopened", "reopened"),
    ):
        page.add(
            [
                Entry(None if key != "red" else "■", look),
                Entry(view.say(f"about.colour_{key}"), "note", span=4),
            ]
        )


def _add_counts(page: Page, view: View) -> None:
    _add_heading(page, view.say("about.counts"))
    heads = [view.say("columns.customer"), view.say("about.file")]
    heads += [view.say(f"labels.{label}") for label in _VERDICTS]
    heads += [view.say("about.total"), view.say("about.to_review")]
    page.add([Entry(head, "head_machine") for head in heads], least=30)
    counts = counts_by_document(view)
    rows = []
    for document in view.checklist.documents:
        labels = [counts[document.id][label] for label in _VERDICTS]
        values = [*labels, sum(labels), counts[document.id]["check"]]
        numbers = [Entry(value, "number") for value in values]
        rows.append([Entry(document.customer), Entry(title(document)), *numbers])
    add_all(page, "counts", rows, view.kept)
    sums = [sum(of[label] for of in counts.values()) for label in _VERDICTS]
    totals = [*sums, sum(sums), sum(of["check"] for of in counts.values())]
    first = [Entry(view.say("about.total"), "band"), Entry(None, "band")]
    page.add([*first, *(Entry(value, "total") for value in totals)])


def _add_coverage(page: Page, view: View) -> None:
    _add_heading(page, view.say("about.coverage"))
    _add_sentence(page, view.say("about.coverage_note"))
    heads = ["columns.customer", "about.file", "about.state", "about.pages"]
    heads += ["about.found", "about.in_clauses", "about.in_furniture", "about.lost"]
    page.add([Entry(view.say(head), "head_machine") for head in heads], least=30)
    add_all(page, "coverage", [_coverage(document, view) for document in view.checklist.documents], view.kept)


def _coverage(document: Document, view: View) -> list[Entry]:
    sums = [
        sum(getattr(part, name) for part in document.coverage)
        for name in ("found", "in_blocks", "in_furniture", "lost")
    ]
    return [
        Entry(document.customer),
        Entry(f"{title(document)}\n{document.source.path}"),
        Entry(view.term("document_states", document.status), "centre"),
        Entry(document.pages, "number"),
        *(Entry(value, "number") for value in sums),
    ]


def _add_columns(page: Page, view: View) -> None:
    _add_heading(page, view.say("about.columns"))
    for column in COLUMNS:
        look = "head_human" if column.human else "head_machine"
        words = Entry(view.say(f"meaning.{column.key}"), "machine", span=_ALL - 1)
        page.add(
            [Entry(view.say(f"columns.{column.key}"), look), words, *(Entry(None) for _ in range(_ALL - 2))]
        )
        page.span(2, _ALL)


SHEET = Sheet("about", _write)
