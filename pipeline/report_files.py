"""Two files to the two sides of a change report: read under supervision, cut, judged."""

from __future__ import annotations

import hashlib
from pathlib import Path

from domain.document import Document, DocumentStatus, SourceFile
from domain.problem import DocumentError
from domain.report import ChangeReport
from domain.revision import ChangeKind
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


_LEAST_SHARED = 0.2  # of all clauses and changes must have a partner


def has_little_in_common(report: ChangeReport) -> bool:
    """Tell whether most clauses of both files have no partner in the other."""
    counted = dict(report.counts)
    alone = counted.get(ChangeKind.NEW, 0) + counted.get(ChangeKind.REMOVED, 0)
    everything = sum(counted.values())
    return everything > 0 and everything - alone < _LEAST_SHARED * everything


def is_reversed(report: ChangeReport) -> bool:
    """Tell whether the old file is newer by its date."""
    return bool(report.old.date and report.new.date) and report.old.date > report.new.date
