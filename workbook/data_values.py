"""A clause, a requirement and a review as the values of ``checklist.json``."""

from __future__ import annotations

import math
from typing import Any

from domain.matter import Matter
from domain.requirement import Label, Target, Verdict
from domain.review import ClauseRow, Decision, Row
from workbook.boxes import box_data
from workbook.readings import reading_data
from workbook.standing import is_filled, standing_label
from workbook.twins import twin_data


def clause_values(row: ClauseRow) -> dict[str, Any]:
    """Return a clause."""
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


def matter_values(matter: Matter) -> dict[str, Any]:
    """Return the figures on a matter."""
    return {
        "id": matter.id,
        "names": matter.names,
        "customers": [
            {
                "customer": one.customer,
                "values": [
                    {
                        "requirement": value.requirement,
                        "text": value.text,
                        "amount": _number(value.amount),
                        "conditions": list(value.conditions),
                    }
                    for value in one.values
                ],
                "contradictions": [
                    [one.values[place].requirement for place in pair] for pair in one.disagreeing
                ],
            }
            for one in matter.customers
        ],
    }


def requirement_values(row: Row, customers: dict[str, str]) -> dict[str, Any]:
    """Return a row; ``customers`` gives that of a document."""
    return {**_found(row, customers), **_judged(row), **_standing(row)}


def _found(row: Row, customers: dict[str, str]) -> dict[str, Any]:
    requirement, clause = row.requirement, row.requirement.clause
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
    }


def _judged(row: Row) -> dict[str, Any]:
    verdict = row.requirement.verdict
    return {
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
    }


def _standing(row: Row) -> dict[str, Any]:
    return {
        "twins": [twin_data(twin) for twin in row.twins],
        "own": _own(row),
        "change": row.change or None,
        "previous_text": row.text_before,
        "standing": row.standing or None,
        "earlier_review": review_values(row.earlier) if row.earlier else None,
        "review": {**review_values(row.decision), "verdict": standing_label(row)} if _reviewed(row) else None,
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


def review_values(decision: Decision | None) -> dict[str, Any]:
    """Return what a person entered; ``verdict`` is filled in where the row is known."""
    said = decision or Decision("")
    names = ("decision", "department", "measure", "owner", "due", "status", "comment", "by", "at")
    more = ("importance", "own_document", "evidence", "conformity", "approved", "text_then")
    entries: dict[str, Any] = {name: getattr(said, name) or None for name in (*names, *more)}
    entries["verdict"] = said.decision if said.decision in {label.value for label in Label} else None
    return entries


def _details(verdict: Verdict) -> dict[str, Any]:
    return {
        "targets": [_target(target) for target in verdict.targets],
        "references": list(verdict.references),
        "symbols": list(verdict.symbols),
        "flags": list(verdict.flags),
        "importance": verdict.importance,
        "reading": reading_data(verdict.reading),
    }


def _target(target: Target) -> dict[str, Any]:
    return {
        "quantity": target.quantity or None,
        "comparator": target.comparator,
        "value": _number(target.value),
        "upper": _number(target.upper),
        "unit": target.unit or None,
        "text": target.text,
    }


def _number(value: float | None, digits: int | None = None) -> float | None:
    """Return a number that JSON knows."""
    if value is None or not math.isfinite(value):
        return None
    return value if digits is None else round(value, digits)
