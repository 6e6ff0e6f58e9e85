"""The files of each customer: the list, the identification record, the review record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from domain.review import ADDED, Checklist, OwnNotes
from workbook import identification_record, review_record
from workbook.book import write_sheets
from workbook.folders import folder_names
from workbook.kept import NOTHING, Kept
from workbook.sheets import changes, clauses, excluded, matrix, requirements
from workbook.view import see

Item = TypeVar("Item")

LIST, IDENTIFICATION, REVIEW = "CSR-list.xlsx", "CSR-record.docx", "CSR-review.docx"
FILES = (LIST, IDENTIFICATION, REVIEW)
_SHEETS = (requirements.SHEET, matrix.SHEET, clauses.SHEET, excluded.SHEET, changes.SHEET)


def write(
    checklist: Checklist,
    folder: Path,
    language: str,
    standing: frozenset[str] = frozenset(),
    kept: Kept = NOTHING,
) -> None:
    """Write ``folder/<customer>/`` with its three files for every customer but those ``standing``.

    Customers' names come from strangers: they are made safe for a path, and names that a
    file system would confuse are kept apart.  Raises OSError when that fails.
    """
    for name, (customer, part) in parts(checklist).items():
        if name in standing:
            continue
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        view = see(part, language, kept)
        write_sheets(view, place / LIST, _SHEETS)
        identification_record.write(view, customer, place / IDENTIFICATION)
        review_record.write(view, customer, place / REVIEW)


def parts(checklist: Checklist) -> dict[str, tuple[str, Checklist]]:
    """Return by folder name each customer and the part of the checklist about it; orphans belong to none."""
    names = folder_names(document.customer for document in checklist.documents)
    standing_in = [document for document in checklist.past if document.id.startswith(ADDED)]
    owner = {document.id: document.customer for document in (*standing_in, *checklist.documents)}
    owner_of_path = {document.source.path: document.customer for document in checklist.documents}
    documents = _by(checklist.documents, lambda document: document.customer)
    clauses = _by(checklist.clauses, lambda row: owner.get(row.clause.document))
    rows = _by(checklist.rows, lambda row: owner.get(row.requirement.clause.document))
    problems = _by(checklist.problems, lambda problem: owner_of_path.get(problem.path))
    return {
        name: (
            customer,
            replace(
                checklist,
                documents=tuple(documents[customer]),
                clauses=tuple(clauses[customer]),
                rows=tuple(rows[customer]),
                problems=tuple(problems[customer]),
                orphans=(),
                supersedes=(),
                past=tuple(one for one in standing_in if one.customer == customer),
                notes=OwnNotes(),
                register=(),
                matters=(),
                referenced=(),
            ),
        )
        for customer, name in names.items()
    }


def _by(every: Iterable[Item], owner: Callable[[Item], str | None]) -> dict[str | None, list[Item]]:
    found: dict[str | None, list[Item]] = defaultdict(list)
    for one in every:
        found[owner(one)].append(one)
    return found
