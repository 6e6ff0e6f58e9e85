"""The columns of a table that hold marks instead of words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from domain.requirement import Clause
from domain.text import fold
from pipeline.changes_knowledge import change_knowledge
from pipeline.matrix_knowledge import MatrixKnowledge, matrix_knowledge
from pipeline.matrix_legends import BLANK

_SEVERAL = re.compile(r"[/、,，;；&+\s]+")
_MOST = 4  # marks in a cell
_NUMBER = re.compile(r"\(?\d+\)?")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of marks: ``cells`` holds the marks of each row, the empty mark for an empty cell.

    ``head`` is what tells it from the other columns of marks, ``whole`` all that heads it.
    """

    place: int
    head: str
    whole: str
    cells: tuple[tuple[str, ...], ...]


def columns_of(
    rows: Sequence[Clause], header: Sequence[str], legend: Set[str], has_legend: bool
) -> tuple[Column, ...]:
    """Return the columns of marks below a header; none where the table is no matrix.

    Numbers are marks only where a ``legend`` names them.  Without a legend near, a matrix has
    two columns of marks at least.
    """
    if not rows:
        return ()
    found = [
        column
        for place, head in enumerate(header)
        if (column := _column(rows, place, head, legend)) is not None
    ]
    if len(found) < (1 if has_legend else 2) or len(found) == len(rows[0].cells):
        return ()
    return tuple(_short(found))


def _column(rows: Sequence[Clause], place: int, whole: str, legend: Set[str]) -> Column | None:
    knowledge = matrix_knowledge()
    if fold(whole) in change_knowledge().numbering.serial:
        return None
    cells = [_marks(row.cells[place], legend, knowledge) for row in rows]
    filled = [cell for cell, row in zip(cells, rows, strict=True) if row.cells[place].strip()]
    marked = [cell for cell in filled if cell]
    if not any(mark != BLANK for cell in marked for mark in cell):
        return _empty_column(place, whole, cells, rows)
    if len(marked) < knowledge.marks.share * len(filled) or _counts(marked):
        return None
    return Column(place, whole, whole, tuple(cell or (BLANK,) for cell in cells))


def _empty_column(
    place: int, whole: str, cells: Sequence[tuple[str, ...]], rows: Sequence[Clause]
) -> Column | None:
    """Return a column that holds dashes only: it belongs to the matrix and says nothing."""
    if all(cells) and any(row.cells[place].strip() for row in rows):
        return Column(place, whole, whole, tuple(cells))
    return None


def _counts(cells: Sequence[tuple[str, ...]]) -> bool:
    """Tell whether a column only numbers its rows."""
    numbers = [int(cell[0]) for cell in cells if len(cell) == 1 and cell[0].isdigit()]
    return len(numbers) == len(cells) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _marks(cell: str, legend: Set[str], knowledge: MatrixKnowledge) -> tuple[str, ...]:
    """Return the marks in a cell, the empty one for none; nothing where the cell holds words."""
    whole = knowledge.normal(cell)
    if whole and whole in legend:
        return (whole,)
    if knowledge.is_empty(cell):
        return (BLANK,)
    marks = [knowledge.normal(part) for part in (_SEVERAL.split(cell.strip()) if len(cell) > 1 else [cell])]
    if len(marks) > _MOST or not all(_is_one(mark, legend, knowledge) for mark in marks):
        return ()
    return tuple(dict.fromkeys(marks))


def _is_one(mark: str, legend: Set[str], knowledge: MatrixKnowledge) -> bool:
    if mark in legend:
        return True
    if _NUMBER.fullmatch(mark):
        return mark.strip("()") in legend
    return knowledge.is_mark(mark)


def _short(columns: Sequence[Column]) -> Iterator[Column]:
    """Leave out what heads all of the columns: level / 1, level / 2 are 1 and 2."""
    parts = [column.whole.split(" / ") for column in columns]
    shared = 0
    while len(columns) > 1 and all(len(part) > shared + 1 for part in parts):
        if len({part[shared] for part in parts}) > 1:
            break
        shared += 1
    for column, part in zip(columns, parts, strict=True):
        yield Column(column.place, " / ".join(part[shared:]), column.whole, column.cells)
