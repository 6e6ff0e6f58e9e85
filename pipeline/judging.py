"""What was read of one file is judged: its facts, its clauses, and what they demand.

Knows nothing of the other files, so that several processes may judge side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from domain.document import Extract, Facts
from domain.problem import DocumentError, Problem, Severity
from domain.text import has_han
from pipeline import documents, identify
from pipeline.finding import Demand, Finding
from pipeline.journal import Trap
from pipeline.requirements import Classifier

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Case:
    """What was read, with the id that its document had, its path in the inbox and its customer's folder."""

    document: str
    path: str
    folder: str | None
    extract: Extract


def judge(case: Case, classifier: Callable[[], Classifier], trap: Trap) -> Finding:
    """Return all that is known of the file; what goes wrong is a problem in it."""
    extract = case.extract
    facts, trouble = _guarded(partial(_facts, case), Facts(), case.path, trap)
    finding = Finding(
        document=case.document,
        facts=facts,
        opening=identify.opening(extract.blocks),
        format=extract.format,
        pages=extract.pages,
        coverage=extract.coverage,
        problems=(*documents.problems_of(extract), *trouble),
    )
    judged, trouble = _guarded(partial(_judged, finding, extract, classifier), finding, case.path, trap)
    return replace(judged, problems=(*judged.problems, *trouble, *_left_out(judged)))


def _facts(case: Case) -> Facts:
    from pipeline import facts

    extract, name = case.extract, case.path.rsplit("/", 1)[-1]
    return facts.find(extract.blocks, extract.title, name, case.folder)


def _judged(finding: Finding, extract: Extract, classifier: Callable[[], Classifier]) -> Finding:
    from pipeline import clauses, matters, referenced, requirements, twin_differences

    if not extract.blocks:
        return finding
    language = finding.facts.language
    if not language:
        language = "zh" if any(has_han(block.text) for block in extract.blocks) else "en"
    pieces = clauses.split(finding.document, extract.blocks, language)
    rows, demanded = requirements.find(pieces, finding.facts, classifier())
    place = {row.clause.key: at for at, row in enumerate(rows)}
    demands = tuple(
        Demand(one.key, place[one.clause.key], one.start, one.end, one.verdict, matters.figures(one))
        for one in demanded
    )
    named = referenced.named(rows, finding.facts)
    twins = twin_differences.twin_pairs(pieces, finding.facts.language)
    return replace(finding, clauses=rows, demands=demands, named=named, twins=twins)


def _left_out(finding: Finding) -> tuple[Problem, ...]:
    """Say that a document taken for irrelevant holds words of duty all the same."""
    from pipeline.titles import has_duty

    if finding.facts.type != "irrelevant":
        return ()
    if not any(has_duty(row.clause.text) for row in finding.clauses):
        return ()
    return (Problem("irrelevant-document", Severity.NOTE),)


def _guarded(
    work: Callable[[], Result], otherwise: Result, path: str, trap: Trap
) -> tuple[Result, tuple[Problem, ...]]:
    """Do one file's work; what goes wrong is that file's problem and nobody else's."""
    try:
        done = trap(path, work)
    except DocumentError as error:
        return otherwise, (Problem(error.code, where=error.where, detail=error.detail),)
    return (otherwise, (done,)) if isinstance(done, Problem) else (done, ())
