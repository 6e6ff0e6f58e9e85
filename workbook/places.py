"""Where a row of a returned workbook stands, and what of it can be understood at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from domain.problem import Problem, Severity
from workbook.columns import COLUMNS
from workbook.own_cells import portable

FIELDS = {column.key: column.field for column in COLUMNS if column.human}
KEYS = {field: key for key, field in FIELDS.items()}


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the returned workbook with the column (from 0) of each heading, and its formulas by column."""

    file: str
    sheet: str
    row: int
    columns: Mapping[str, int]
    own: Mapping[str, int]
    formulas: Mapping[int, str] = field(default_factory=dict)

    def problem(self, key: str, detail: str) -> Problem:
        """Return what is unclear in a column of the program's."""
        return self.problem_at(self.columns.get(key, 0), "decision-unclear", detail)

    def problem_at(self, column: int, code: str, detail: str) -> Problem:
        """Return a problem with a cell of the row; ``column`` is its place, from 0."""
        where = f"{self.sheet}!{get_column_letter(column + 1)}{self.row}"
        return Problem(code, Severity.NOTE, self.file, where, detail)

    @property
    def names(self) -> dict[int, str]:
        """Return the columns' names by place."""
        return {at: key for key, at in (*self.own.items(), *self.columns.items())}

    def own_formulas(self) -> tuple[dict[int, str | None], list[Problem]]:
        """Return the formulas in the person's own columns, and which of them cannot be kept as such."""
        own = {at: text for at, text in self.formulas.items() if at in self.own.values()}
        kept = {at: portable(text, self.row, self.names) for at, text in own.items()}
        lost = [self.problem_at(at, "formula-as-value", f"={own[at]}") for at, one in kept.items() if not one]
        return kept, lost

    def unread(self, values: Sequence[object]) -> dict[str, str]:
        """Return the formulas in review columns that give no value, by field."""
        found = {}
        for key, name in FIELDS.items():
            at = self.columns.get(key)
            if at is not None and at in self.formulas and not _gives(values, at):
                found[name] = f"={self.formulas[at]}"
        return found


def _gives(values: Sequence[object], at: int) -> bool:
    """Tell whether a formula's cell holds a value, not an error or nothing."""
    value = values[at] if at < len(values) else None
    return value is not None and not (isinstance(value, str) and value.startswith("#"))
