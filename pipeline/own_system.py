"""The company's own procedures, read beside the customers' documents; each CSR is held against them.

They are read by the same readers and judged by the same rules, so that their clauses have
topics; nothing of them becomes a row of the checklist.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from domain.own import OwnClause
from domain.problem import Problem
from domain.requirement import Kind, Label
from domain.review import Row
from pipeline import findings
from pipeline.findings import Found, Search
from pipeline.gaps import Demand, OwnProcedures
from pipeline.identify import FoundFile, find_files

_FOLDER = "own"
_APART = "*own*/"  # no folder of an inbox is called so; keeps what is remembered apart


@dataclass(frozen=True, slots=True)
class OwnSystem:
    """The own clauses ready to be compared with, None where there are none; files with problems."""

    procedures: OwnProcedures | None = None
    problems: tuple[Problem, ...] = ()


def read(folder: Path | None, search: Search, pool: Executor) -> OwnSystem:
    """Read the company's own documents; a folder that is missing or empty holds nothing."""
    if folder is None or not folder.is_dir():
        return OwnSystem()
    files = [_apart(file) for file in find_files(folder)]
    clauses: list[OwnClause] = []
    problems: list[Problem] = []
    with closing(findings.find_all(files, search, pool)) as finding:
        for found in finding:
            shown = found.file.source.path.removeprefix(_APART)
            problems += [replace(one, path=f"{_FOLDER}/{shown}") for one in found.finding.problems]
            clauses += _clauses(found, PurePosixPath(shown).stem)
    return OwnSystem(OwnProcedures(clauses) if clauses else None, tuple(problems))


def _apart(file: FoundFile) -> FoundFile:
    source = replace(file.source, path=f"{_APART}{file.source.path}", customer_folder=None)
    return replace(file, source=source)


def _clauses(found: Found, document: str) -> Iterable[OwnClause]:
    topics: dict[int, str] = {}
    for demand in found.finding.demands:
        topics.setdefault(demand.clause, demand.verdict.topic)
    for place, row in enumerate(found.finding.clauses):
        if row.kind == Kind.HEADING.value:
            continue
        clause = row.clause
        section = clause.section or (clause.headings[-1] if clause.headings else "")
        yield OwnClause(document, section, clause.text, topics.get(place, "other"))


def beside(rows: Sequence[Row], system: OwnSystem) -> tuple[Row, ...]:
    """Return the rows, each CSR with what the own system says of it."""
    if system.procedures is None:
        return tuple(rows)
    return tuple(_compared(row, system.procedures) for row in rows)


def _compared(row: Row, procedures: OwnProcedures) -> Row:
    requirement = row.requirement
    verdict = requirement.verdict
    if verdict.label is not Label.CSR:
        return row
    headings = requirement.clause.headings
    demand = Demand(requirement.text, headings[-1] if headings else "", verdict.topic, verdict.targets)
    return replace(row, own=procedures.compare(demand))
