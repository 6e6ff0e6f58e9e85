"""The files of each customer: the list, the identification record, the review record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from domain.review import Checklist
from workbook import identification_record, review_record
from workbook.book import write_sheets
from workbook.folders import folder_names
from workbook.sheets import changes, clauses, excluded, matrix, requirements
from workbook.view import see

LIST, IDENTIFICATION, REVIEW = "CSR-list.xlsx", "CSR-record.docx", "CSR-review.docx"
_SHEETS = (requirements.SHEET, matrix.SHEET, clauses.SHEET, excluded.SHEET, changes.SHEET)


def write(checklist: Checklist, folder: Path, language: str) -> None:
    """Write ``folder/<customer>/`` with its three files for every customer.

    Customers' names come from strangers: they are made safe for a path, and names that a
    file system would confuse are kept apart.  Raises OSError when that fails.
    """
    names = folder_names(document.customer for document in checklist.documents)
    for customer, name in names.items():
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        view = see(of_customer(checklist, customer), language)
        write_sheets(view, place / LIST, _SHEETS)
        identification_record.write(view, customer, place / IDENTIFICATION)
        review_record.write(view, customer, place / REVIEW)


def of_customer(checklist: Checklist, customer: str) -> Checklist:
    """Return the part of a checklist that is about one customer; orphans belong to none."""
    documents = tuple(document for document in checklist.documents if document.customer == customer)
    ids = {document.id for document in documents}
    paths = {document.source.path for document in documents}
    return replace(
        checklist,
        documents=documents,
        clauses=tuple(row for row in checklist.clauses if row.clause.document in ids),
        rows=tuple(row for row in checklist.rows if row.requirement.clause.document in ids),
        problems=tuple(problem for problem in checklist.problems if problem.path in paths),
        orphans=(),
    )
