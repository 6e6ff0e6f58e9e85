"""The checklist as data: ``checklist.json``, described by ``schema/checklist.schema.json``.

Keys, once published, never change their meaning; new ones may be added.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from pathlib import Path
from typing import Any

from domain.document import Document
from domain.problem import Problem
from domain.referenced import ReferencedDocument, ReferenceKind
from domain.register import RegisterLine
from domain.requirement import Label, Target, Verdict
from domain.review import Checklist, ClauseRow, Decision, Row
from domain.wording import wording
from workbook.boxes import box_data
from workbook.readings import reading_data
from workbook.standing import is_filled, present, standing_label
from workbook.twins import twin_data

SCHEMA = "csr-checklist/1"
SCHEMA_FILE = Path(__file__).resolve().parent / "schema" / "checklist.schema.json"

_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_LISTS = ("documents", "clauses", "requirements", "problems", "referenced", "orphans")


def as_json(checklist: Checklist, language: str = "zh") -> dict[str, Any]:
    """Return the checklist as JSON values; messages of problems are in ``language``."""
    every = (*checklist.past, *checklist.documents)
    customers = {document.id: document.customer for document in every}
    return {
        "schema": SCHEMA,
        "generated": checklist.generated,
        "version": checklist.version,
        "rules": checklist.rules,
        "ruleset": checklist.ruleset,
        "profile": checklist.profile,
        "company": checklist.company or None,
        "documents": _documents(checklist, language),
        "clauses": [_clause(row) for row in checklist.clauses],
        "requirements": [_requirement(row, customers) for row in checklist.rows],
        "problems": [_problem(problem, language) for problem in checklist.problems],
        "referenced": [_referenced(one) for one in checklist.referenced],
        "orphans": [{"requirement": o.requirement, **_review(o)} for o in checklist.orphans],
    }


def write_json(checklist: Checklist, path: Path, language: str = "zh") -> None:
    """Write ``checklist.json``, an element of each list a line; raises OSError.

    Lone surrogates, which UTF-8 does not know, become U+FFFD.
    """
    whole = as_json(checklist, language)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for index, (key, value) in enumerate(whole.items()):
            file.write("{" if index == 0 else ",")
            file.write(f"\n{json.dumps(key)}: ")
            if key not in _LISTS or not value:
                file.write(_dump(value))
                continue
            for position, element in enumerate(value):
                file.write("[\n" if position == 0 else ",\n")
                file.write(_dump(element))
            file.write("\n]")
        file.write("\n}\n")


def _dump(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _LONE_SURROGATES.sub("\ufffd", text)


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


def _clause(row: ClauseRow) -> dict[str, Any]:
    clause, place = row.clause, row.clause.locator
    return {
        "id": clause.key,
        "document": clause.document,
        "number": clause.number,
        "section": clause.section,
        "section_path": list(clause.headings),
        "page": place.page,
        "end_page": clause.more[-1].page if clause.more else place.page,
        "bbox": box_data(place.box),
        "paragraph": place.paragraph,
        "sheet": place.sheet,
        "cell": place.cell,
        "slide": place.slide,
        "kind": str(row.kind),
        "language": clause.language,
        "lead_in": clause.lead_in or None,
        "header": list(clause.header),
        "cells": list(clause.cells),
        "text": clause.text,
    }


def _requirement(row: Row, customers: dict[str, str]) -> dict[str, Any]:
    requirement, clause, verdict = row.requirement, row.requirement.clause, row.requirement.verdict
    return {
        "id": requirement.key,
        "clause": clause.key,
        "document": clause.document,
        "customer": customers.get(clause.document),
        "section": clause.section,
        "section_title": clause.headings[-1] if clause.headings else None,
        "page": clause.locator.page,
        "bbox": box_data(clause.locator.box),
        "start": requirement.start,
        "end": requirement.end,
        "text": requirement.text,
        "kind": verdict.kind.value,
        "verdict": verdict.label.value,
        "review_needed": verdict.review_needed,
        "aspect": verdict.aspect.value if verdict.aspect else None,
        "confidence": _number(verdict.confidence, 3),
        "reasons": [
            {"rule": r.rule, "evidence": r.evidence, "weight": _number(r.weight, 4)} for r in verdict.reasons
        ],
        "modality": verdict.modality.value if verdict.modality else None,
        "obligated": verdict.obligated.value,
        "topic": verdict.topic,
        "iatf_clauses": list(verdict.iatf_clauses),
        "process": verdict.process or None,
        "department": verdict.department or None,
        **_details(verdict),
        "twins": [twin_data(twin) for twin in row.twins],
        "own": _own(row),
        "change": row.change or None,
        "previous_text": row.text_before,
        "standing": row.standing or None,
        "earlier_review": _review(row.earlier) if row.earlier else None,
        "review": {**_review(row.decision), "verdict": standing_label(row)} if _reviewed(row) else None,
    }


def _details(verdict: Verdict) -> dict[str, Any]:
    return {
        "targets": [_target(target) for target in verdict.targets],
        "references": list(verdict.references),
        "symbols": list(verdict.symbols),
        "flags": list(verdict.flags),
        "importance": verdict.importance,
        "reading": reading_data(verdict.reading),
    }


def _own(row: Row) -> dict[str, Any] | None:
    """Return what the company's own system says of a requirement, None where nothing was compared."""
    match = row.own
    if match is None:
        return None
    nearest = match.nearest
    return {
        "document": nearest.document if nearest else None,
        "section": nearest.section or None if nearest else None,
        "relation": match.relation.value,
        "text": nearest.text if nearest else None,
        "compared": list(match.compared),
        "likeness": _number(match.likeness, 3),
    }


def _reviewed(row: Row) -> bool:
    return is_filled(row.decision)


def _review(decision: Decision | None) -> dict[str, Any]:
    """Return what a person entered; ``verdict`` is filled in where the row is known."""
    said = decision or Decision("")
    names = ("decision", "department", "measure", "owner", "due", "status", "comment", "by", "at")
    more = ("importance", "own_document", "evidence", "conformity", "approved", "text_then")
    entries: dict[str, Any] = {name: getattr(said, name) or None for name in (*names, *more)}
    entries["verdict"] = said.decision if said.decision in {label.value for label in Label} else None
    return entries


def _target(target: Target) -> dict[str, Any]:
    return {
        "quantity": target.quantity or None,
        "comparator": target.comparator,
        "value": _number(target.value),
        "upper": _number(target.upper),
        "unit": target.unit or None,
        "text": target.text,
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


def _number(value: float | None, digits: int | None = None) -> float | None:
    """Return a number that JSON knows."""
    if value is None or not math.isfinite(value):
        return None
    return value if digits is None else round(value, digits)
