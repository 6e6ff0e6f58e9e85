"""Rows that a person added to the list by hand: they stand in it like the program's, and say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from domain.document import Document, DocumentStatus, Facts, Locator, SourceFile
from domain.requirement import Aspect, Clause, Kind, Label, Requirement, Verdict
from domain.review import ADDED, Decision, Row
from domain.text import fingerprint, fold
from workbook.view import title

FLAG = "added"


@dataclass(frozen=True, slots=True)
class Added:
    """The rows, and documents that stand for those which are not in the inbox."""

    rows: tuple[Row, ...]
    documents: tuple[Document, ...]


def rows_of(decisions: Iterable[Decision], documents: Sequence[Document], unassigned: str) -> Added:
    """Return the rows that people added, each under its document or one that stands for it."""
    rows: list[Row] = []
    made: dict[str, Document] = {}
    for decision in decisions:
        if not decision.is_added or not _words(decision):
            continue
        document = _document(decision, documents)
        if document is None:
            document = _made(decision, documents, unassigned)
            made[document.id] = document
        rows.append(_row(decision, document))
    return Added(tuple(rows), tuple(made.values()))


def among(rows: Sequence[Row], added: Added, documents: Sequence[Document]) -> tuple[Row, ...]:
    """Return all rows: an added one behind the last of its document, else of its customer."""
    customers = {one.id: one.customer for one in (*documents, *added.documents)}
    last: dict[str, int] = {}
    for at, row in enumerate(rows):
        document = row.requirement.clause.document
        last[document] = last[f"of {customers.get(document, '')}"] = at
    placed: dict[int, list[Row]] = {}
    for row in added.rows:
        document = row.requirement.clause.document
        at = last.get(document, last.get(f"of {customers[document]}", len(rows) - 1))
        placed.setdefault(at, []).append(row)
    return (*placed.get(-1, ()), *(one for at, row in enumerate(rows) for one in (row, *placed.get(at, ()))))


def _words(decision: Decision) -> str:
    return decision.added_text or decision.text_then


def _document(decision: Decision, documents: Sequence[Document]) -> Document | None:
    """Return the document that a person means: by title, number, file or id, of the customer if said."""
    if not decision.added_document:
        return None
    wanted, customer = fold(decision.added_document), fold(decision.added_customer)
    found = [
        one
        for one in documents
        if one.status is not DocumentStatus.SUPERSEDED
        and wanted in _names(one)
        and customer in ("", fold(one.customer))
    ]
    return found[0] if len(found) == 1 or (found and customer) else None


def _names(document: Document) -> set[str]:
    path = PurePosixPath(document.source.path)
    names = (title(document), document.facts.number or "", path.name, path.stem, str(path), document.id)
    return {fold(name) for name in names if name}


def _made(decision: Decision, documents: Sequence[Document], unassigned: str) -> Document:
    said = fold(decision.added_customer)
    known = next((one.customer for one in documents if fold(one.customer) == said), None)
    customer = known or decision.added_customer or unassigned
    name = decision.added_document
    return Document(
        id=f"{ADDED}{fingerprint(customer, name)}",
        source=SourceFile("", "", 0),
        customer=customer,
        facts=Facts(title=name or None),
        blocks=(),
        status=DocumentStatus.OK,
    )


def _row(decision: Decision, document: Document) -> Row:
    words = _words(decision)
    page = decision.added_page
    place = Locator(page=int(page)) if page.isascii() and page.isdigit() else Locator(sheet=page or None)
    section = " ".join(decision.added_section.split())
    key = decision.requirement
    clause = Clause(key, document.id, words, place, section=section or None)
    verdict = Verdict(
        Kind.REQUIREMENT,
        _label(decision.added_verdict),
        Aspect(decision.added_aspect) if decision.added_aspect in set(Aspect) else None,
        iatf_clauses=tuple(decision.added_clause.split("\n")) if decision.added_clause else (),
        process=decision.added_process,
        flags=(FLAG,),
    )
    shown = replace(  # what the workbook will show, so that reading it back finds no change
        decision,
        added_text=words,
        added_customer=document.customer,
        added_document=title(document),
        added_section=section,
        added_page=str(place.page) if place.page is not None else page,
        added_verdict=verdict.label.value,
    )
    return Row(Requirement(key, clause, 0, len(words), verdict), "unchanged", shown)


def _label(code: str) -> Label:
    return Label(code) if code in set(Label) - {Label.NONE} else Label.CSR


def without(decisions: Mapping[str, Decision]) -> dict[str, Decision]:
    """Return the decisions on rows of the program's own."""
    return {key: one for key, one in decisions.items() if not (one.is_added and _words(one))}
