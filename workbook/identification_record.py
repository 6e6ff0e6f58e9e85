"""The identification record: what one customer asks for, by clause of the standard, to sign."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from domain.document import Document, DocumentStatus
from domain.review import Row
from workbook.columns import page_of
from workbook.form import Form
from workbook.standing import needs_check
from workbook.twins import whole_text
from workbook.view import View, section_line, title


def write(view: View, customer: str, path: Path) -> None:
    """Write the record of one customer; ``view`` holds that customer's rows only."""
    form = Form(view, view.say("forms.record_title"))
    lead = view.names.departments.get("quality", "")
    form.facts(
        [
            (view.say("forms.lead"), lead),
            (view.say("forms.date"), view.checklist.generated[:10]),
            (view.say("forms.customer"), customer),
            (view.say("forms.customer_code"), ""),
            (view.say("forms.revision"), "A0"),
            (view.say("about.company"), view.checklist.company),
        ]
    )
    _add_references(form, view)
    form.heading(view.say("forms.requirements"))
    if not view.listed:
        form.sentence(view.say("forms.no_requirements"))
    by_clause, specific = _grouped(view)
    _add_groups(form, view, "by_clause", "2.1", by_clause)
    _add_groups(form, view, "specific", "2.2", specific)
    _add_approval(form, view)
    form.save(path)


def _add_references(form: Form, view: View) -> None:
    form.heading(view.say("forms.references"))
    keys = ("number", "title", "document_number", "document_revision", "document_date")
    shares = (0.07, 0.48, 0.19, 0.11, 0.15)
    rows = [
        [str(number), *_reference(document, view)]
        for number, document in enumerate(view.checklist.documents, start=1)
    ]
    form.table([view.say(f"forms.{key}") for key in keys], rows, [form.room * share for share in shares])


def _reference(document: Document, view: View) -> list[str]:
    facts, name = document.facts, title(document)
    if document.status != DocumentStatus.OK:
        name += f" ({view.term('document_states', document.status)})"
    return [name, facts.number or "—", facts.revision or "—", facts.date or "—"]


def _grouped(view: View) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """Return the rows by their closest clause in the standard's order, and the rest by topic."""
    by_clause: dict[str, list[Row]] = {number: [] for number in view.names.clauses}
    specific: dict[str, list[Row]] = {}
    for row in view.listed:
        verdict = row.requirement.verdict
        number = view.names.clause(verdict.iatf_clauses[0]) if verdict.iatf_clauses else None
        if number is not None:
            by_clause[number].append(row)
        else:
            specific.setdefault(view.names.topic(verdict.topic) or view.say("clauses.other"), []).append(row)
    named = {f"{number} {view.names.clauses[number]}": rows for number, rows in by_clause.items() if rows}
    return named, specific


def _add_groups(form: Form, view: View, key: str, number: str, groups: dict[str, list[Row]]) -> None:
    if not view.listed:
        return
    form.heading(view.say(f"forms.{key}"))
    if not groups:
        form.sentence(view.say("forms.none"))
    heads = [view.say(f"forms.{name}") for name in ("number", "requirement", "source", "id")]
    widths = [form.room * share for share in (0.09, 0.55, 0.22, 0.14)]
    for position, (name, rows) in enumerate(groups.items(), start=1):
        form.heading(f"{number}.{position}  {name}")
        form.table(heads, _requirements(rows, view, f"{number}.{position}"), widths)


def _requirements(rows: Sequence[Row], view: View, number: str) -> list[list[str]]:
    return [
        [
            f"{number}.{position}",
            whole_text(row) + (view.say("forms.to_check") if needs_check(row) else ""),
            source(row, view),
            row.requirement.key,
        ]
        for position, row in enumerate(rows, start=1)
    ]


def source(row: Row, view: View) -> str:
    """Return document, section and page of a row, a line each."""
    clause = row.requirement.clause
    page = page_of(clause, view)
    place = f"{view.say('columns.page')} {page}" if isinstance(page, int) else page
    return "\n".join(part for part in (view.title_of(row), section_line(clause), place or "") if part)


def _add_approval(form: Form, view: View) -> None:
    form.heading(view.say("forms.approval"))
    heads = ["", view.say("forms.signature"), view.say("forms.signed_on")]
    people = ("management_representative", "customer_representative", "general_manager")
    rows = [[view.say(f"forms.{person}"), "", ""] for person in people]
    form.table(heads, rows, [form.room * share for share in (0.4, 0.35, 0.25)], labels=(0,), height=1.1)
    form.sentence(view.say("forms.draft"))
