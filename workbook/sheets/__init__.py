"""One module a sheet, each ending in one constant ``SHEET``; ``SHEETS`` lists them in order."""

from __future__ import annotations

from workbook.sheets import (
    about,
    changes,
    clauses,
    excluded,
    matrix,
    matters,
    problems,
    references,
    register,
    requirements,
)
from workbook.sheets.base import Sheet

SHEETS: tuple[Sheet, ...] = (
    matrix.SHEET,
    requirements.SHEET,
    clauses.SHEET,
    excluded.SHEET,
    changes.SHEET,
    problems.SHEET,
    matters.SHEET,
    register.SHEET,
    references.SHEET,
    about.SHEET,
)
