"""What reading a row through its legend does to the classifier's verdict: more rows rather than fewer."""

from __future__ import annotations

from dataclasses import replace

from domain.requirement import (
    Aspect,
    Kind,
    Label,
    LegendPlace,
    MatrixReading,
    Modality,
    Party,
    Reason,
    Verdict,
)
from pipeline.matrices import RowReading
from pipeline.titles import has_duty

_DOUBT = 0.5
_IRRELEVANT = "irrelevant"
_LEGEND, _NONE, _UNREAD = "matrix.legend", "matrix.not_required", "matrix.no_legend"


def through(verdict: Verdict, row: RowReading, doc_type: str) -> Verdict:
    """Return the verdict on a matrix's row as its legend completes it.

    Marks that mean a duty make it a requirement, marks that all mean none take it out unless
    its own words bind somebody; a row that no legend tells is kept for a person.
    """
    verdict = replace(verdict, reading=row.reading)
    if doc_type == _IRRELEVANT or verdict.kind is Kind.HEADING:
        return verdict
    if row.says == "none":
        return _none(verdict, row)
    if row.says == "unread":
        return _doubted(verdict, Reason(_UNREAD, _marks(row.reading), 0.0))
    if row.says != "duty":
        return verdict
    reason = Reason(_LEGEND, _words(row.reading), 1.0)
    if verdict.kind is not Kind.REQUIREMENT:
        return _doubted(verdict, reason)
    unsure = row.reading.legend is not LegendPlace.NEAR or any(not one.meaning for one in row.reading.marks)
    review = verdict.review_needed or unsure
    return replace(verdict, reasons=(*verdict.reasons, reason), review_needed=review)


def as_legend(verdict: Verdict, text: str) -> Verdict:
    """Return the verdict on a legend whose rows carry what it says: by itself it demands nothing."""
    return Verdict(
        Kind.INFORMATIVE,
        Label.NONE,
        confidence=verdict.confidence,
        reasons=(Reason(_LEGEND, text[:60], -1.0),),
    )


def as_head(verdict: Verdict, text: str) -> Verdict:
    """Return the verdict on a row that heads columns: it names them, unless it holds words of duty."""
    return verdict if has_duty(text) else Verdict(Kind.HEADING, Label.NONE, confidence=verdict.confidence)


def _none(verdict: Verdict, row: RowReading) -> Verdict:
    reason = Reason(_NONE, _words(row.reading), -1.0)
    if has_duty(row.words):
        return replace(verdict, reasons=(*verdict.reasons, reason), review_needed=True)
    return Verdict(
        Kind.INFORMATIVE, Label.NONE, confidence=verdict.confidence, reasons=(reason,), reading=row.reading
    )


def _doubted(verdict: Verdict, reason: Reason) -> Verdict:
    """Return a draft that a person has to look at."""
    reasons = (*verdict.reasons, reason)
    if verdict.kind is Kind.REQUIREMENT:
        return replace(verdict, reasons=reasons, review_needed=True)
    return replace(
        verdict,
        kind=Kind.REQUIREMENT,
        label=Label.CSR,
        aspect=verdict.aspect or Aspect.SYSTEM,
        confidence=min(verdict.confidence, _DOUBT),
        review_needed=True,
        reasons=reasons,
        modality=verdict.modality or Modality.OBLIGATION,
        obligated=Party.SUPPLIER,
    )


def _marks(reading: MatrixReading) -> str:
    return " ".join(one.mark for one in reading.marks if one.mark)


def _words(reading: MatrixReading) -> str:
    return "; ".join(f"{one.mark or '□'} = {one.meaning}" for one in reading.marks if one.meaning)
