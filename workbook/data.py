"""The checklist as data: ``checklist.json``, described by ``schema/checklist.schema.json``.

Keys, once published, never change their meaning; new ones may be added.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from domain.document import Document
from domain.problem import Problem
from domain.referenced import ReferencedDocument, ReferenceKind
from domain.register import RegisterLine
from domain.requirement import Label
from domain.review import Checklist
from domain.wording import wording
from workbook.data_values import clause_values, matter_values, requirement_values, review_values
from workbook.kept import NOTHING, Kept, one_piece
from workbook.standing import counts_by_reading, present

Item = TypeVar("Item")

SCHEMA = "csr-checklist/1"
SCHEMA_FILE = Path(__file__).resolve().parent / "schema" / "checklist.schema.json"

_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_LISTS = ("documents", "clauses", "requirements", "matters", "problems", "referenced", "orphans")


def as_json(checklist: Checklist, language: str = "zh") -> dict[str, Any]:
    """Return the checklist as JSON values; messages of problems are in ``language``."""
    customers = _customers(checklist)
    return {
        **_head(checklist),
        "documents": _documents(checklist, language),
        "clauses": [clause_values(row) for row in checklist.clauses],
        "requirements": [requirement_values(row, customers) for row in checklist.rows],
        "matters": [matter_values(matter) for matter in checklist.matters],
        "readings": counts_by_reading(checklist),
        "problems": [_problem(problem, language) for problem in checklist.problems],
        "referenced": [_referenced(one) for one in checklist.referenced],
        "orphans": [{"requirement": o.requirement, **review_values(o)} for o in checklist.orphans],
    }


def _head(checklist: Checklist) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "generated": checklist.generated,
        "version": checklist.version,
        "rules": checklist.rules,
        "ruleset": checklist.ruleset,
        "profile": checklist.profile,
        "company": checklist.company or None,
    }


def _customers(checklist: Checklist) -> dict[str, str]:
    return {document.id: document.customer for document in (*checklist.past, *checklist.documents)}


def write_json(checklist: Checklist, path: Path, language: str = "zh", kept: Kept = NOTHING) -> None:
    """Write ``checklist.json``, an element of each list a line; raises OSError.

    Lone surrogates, which UTF-8 does not know, become U+FFFD.  ``kept`` knows lines that
    were made before.
    """
    few = as_json(replace(checklist, documents=(), clauses=(), rows=()), language)
    few["documents"] = _documents(checklist, language)
    few["readings"] = counts_by_reading(checklist)
    many = {"clauses": _clause_lines(checklist, kept), "requirements": _requirement_lines(checklist, kept)}
    with path.open("wb") as file:
        for index, (key, value) in enumerate(few.items()):
            file.write(b"{" if index == 0 else b",")
            file.write(f"\n{json.dumps(key)}: ".encode())
            if key not in _LISTS:
                file.write(_dump(value))
                continue
            empty = True
            for line in many.get(key) or map(_dump, value):
                file.write(b"[\n" if empty else b",\n")
                file.write(line)
                empty = False
            file.write(b"[]" if empty else b"\n]")
        file.write(b"\n}\n")


def _clause_lines(checklist: Checklist, kept: Kept) -> Iterator[bytes]:
    """Yield the clauses as lines, those of a document in one piece."""
    for document, group in groupby(checklist.clauses, key=lambda row: row.clause.document):
        every = list(group)
        lines = partial(_lines, every, clause_values)
        yield one_piece(kept, "clause lines", document, kept.row_marks.of(every), lines)


def _requirement_lines(checklist: Checklist, kept: Kept) -> Iterator[bytes]:
    customers = _customers(checklist)
    for document, group in groupby(checklist.rows, key=lambda row: row.requirement.clause.document):
        every = list(group)
        lines = partial(_lines, every, partial(requirement_values, customers=customers))
        shown = (kept.row_marks.of(every), customers.get(document))
        yield one_piece(kept, "requirement lines", document, shown, lines)


def _lines(every: Sequence[Item], values: Callable[[Item], Any]) -> bytes:
    return b",\n".join(_dump(values(one)) for one in every)


def _dump(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _LONE_SURROGATES.sub("\ufffd", text).encode()


def _documents(checklist: Checklist, language: str) -> list[dict[str, Any]]:
    clauses = Counter(row.clause.document for row in checklist.clauses)
    demanding = (row for row in present(checklist.rows) if row.requirement.verdict.label != Label.NONE)
    requirements = Counter(row.requirement.clause.document for row in demanding)
    older = dict(checklist.supersedes)
    register = {line.document: line for line in checklist.register}
    return [
        {
            **_document(document, clauses[document.id], requirements[document.id], language),
            "supersedes": older.get(document.id),
            **_registered(document, register.get(document.id, RegisterLine(document.id))),
        }
        for document in checklist.documents
    ]


def _registered(document: Document, line: RegisterLine) -> dict[str, Any]:
    facts = document.facts
    return {
        "issued": facts.issued,
        "effective": facts.effective,
        "contract": facts.contract,
        "received": line.received or None,
        "checked": line.checked or None,
        "next_check": line.next_check or None,
    }


def _document(document: Document, clauses: int, requirements: int, language: str) -> dict[str, Any]:
    facts, source = document.facts, document.source
    problem = _problem(document.problems[0], language) if document.problems else None
    return {
        "id": document.id,
        "customer": document.customer,
        "path": source.path,
        "sha256": source.sha256,
        "size": source.size,
        "format": document.format,
        "title": facts.title,
        "number": facts.number,
        "revision": facts.revision,
        "date": facts.date,
        "type": facts.type,
        "language": facts.language,
        "pages": document.pages,
        "status": document.status.value,
        "problem": {key: problem[key] for key in ("code", "message", "advice")} if problem else None,
        "supersedes": None,
        "clause_count": clauses,
        "requirement_count": requirements,
        "coverage": [
            {
                "place": part.place,
                "found": part.found,
                "in_clauses": part.in_blocks,
                "in_furniture": part.in_furniture,
                "lost": part.lost,
            }
            for part in document.coverage
        ],
    }


def _problem(problem: Problem, language: str) -> dict[str, Any]:
    sentences = wording(language)
    return {
        "path": problem.path,
        "code": problem.code,
        "message": sentences.get(f"problems.{problem.code}.message", problem.code),
        "advice": sentences.get(f"problems.{problem.code}.advice", ""),
        "severity": problem.severity.value,
        "where": problem.where or None,
    }


def _referenced(one: ReferencedDocument) -> dict[str, Any]:
    places = [
        {
            "document": place.document,
            "clause": place.clause,
            "section": place.section or None,
            "page": place.locator.page,
        }
        for place in one.places
    ]
    held = None if one.kind is ReferenceKind.STANDARD else bool(one.held)
    return {
        "customer": one.customer,
        "name": one.name,
        "kind": one.kind.value,
        "present": held,
        "document": one.held or None,
        "places": places,
    }
