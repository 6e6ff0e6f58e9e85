"""Two files to the two sides of a change report: read under supervision, cut, judged."""

from __future__ import annotations

import hashlib
from pathlib import Path

from domain.document import Document, DocumentStatus, SourceFile
from domain.problem import DocumentError
from domain.report import ChangeReport
from pipeline import clauses, facts, requirements
from pipeline.documents import problems_of, with_problems
from pipeline.report import ReportSide, make
from pipeline.requirements import Classifier
from pipeline.settings import Settings
from pipeline.workers import ReadRequest, read_supervised, supervision

_PIECE = 1 << 20


def report_of_files(
    old: Path, new: Path, classifier: Classifier, settings: Settings, generated: str = ""
) -> ChangeReport:
    """Compare two files as revisions of one document.

    Raises UnreadableError for the first that cannot be read.
    """
    with supervision():
        sides = [_side(path, classifier, settings) for path in (old, new)]
    return make(sides[0], sides[1], generated=generated)


class UnreadableError(DocumentError):
    """A file that gave nothing to compare; ``path`` is as it was given."""

    def __init__(self, path: Path, code: str, detail: str = "", where: str = "") -> None:
        super().__init__(code, detail, where)
        self.path = path


def _side(path: Path, classifier: Classifier, settings: Settings) -> ReportSide:
    outcome = read_supervised(ReadRequest(str(path.absolute()), settings.limits))
    extract, problem = outcome.extract, outcome.problem
    if extract is None:
        code = problem.code if problem else "internal"
        raise UnreadableError(path, code, problem.detail if problem else "", problem.where if problem else "")
    if not any(block.text.strip() for block in extract.blocks):
        raise UnreadableError(path, "no-text")
    known = facts.find(extract.blocks, extract.title, path.name, None)
    document = Document(
        id="compared",
        source=SourceFile(path.name, _digest(path), path.stat().st_size),
        customer=settings.customer(known.customer) if known.customer else "",
        facts=known,
        blocks=(),
        status=DocumentStatus.OK,
        format=extract.format,
        pages=extract.pages,
        coverage=extract.coverage,
    )
    cut = clauses.split("compared", extract.blocks, known.language or "zh")
    _, found = requirements.find(cut, known, classifier)
    return ReportSide(with_problems(document, problems_of(extract)), cut, found)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def is_reversed(report: ChangeReport) -> bool:
    """Tell whether the old file is newer by its date."""
    return bool(report.old.date and report.new.date) and report.old.date > report.new.date
