"""Rows of RTF tables on one grid: cells end where the rows say, in twips, and go on with others by marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.html_tables import HtmlCell

_NEAR = 40  # twips; edges of two rows that are one
_MARKS = frozenset({"clmgf", "clmrg", "clvmgf", "clvmrg"})


@dataclass(frozen=True, slots=True)
class CellEnd:
    """Where a cell ends, and whether it goes on with the cell at its left or above."""

    edge: int
    from_left: bool = False
    from_above: bool = False


@dataclass(slots=True)
class RowForm:
    """The form of the row being read, as its control words state it."""

    ends: list[CellEnd] = field(default_factory=list)
    _marks: set[str] = field(default_factory=set)

    def take(self, word: str, number: int | None) -> None:
        """Take a control word in."""
        if word == "trowd":
            self.ends.clear()
            self._marks.clear()
        elif word in _MARKS:
            self._marks.add(word)
        elif word == "cellx":
            self.ends.append(CellEnd(number or 0, "clmrg" in self._marks, "clvmrg" in self._marks))
            self._marks.clear()


def spanned(rows: Sequence[list[HtmlCell]], forms: Sequence[Sequence[CellEnd]]) -> list[list[HtmlCell]]:
    """Return rows whose cells know how far they reach; as they are where the forms do not fit."""
    if len(rows) != len(forms) or any(len(row) != len(form) for row, form in zip(rows, forms, strict=True)):
        return list(rows)
    edges: list[int] = []
    for edge in sorted({end.edge for form in forms for end in form}):
        if not edges or edge - edges[-1] > _NEAR:
            edges.append(edge)
    above: dict[int, HtmlCell] = {}
    return [_row(row, form, edges, above) for row, form in zip(rows, forms, strict=True)]


def _row(
    row: Sequence[HtmlCell], form: Sequence[CellEnd], edges: Sequence[int], above: dict[int, HtmlCell]
) -> list[HtmlCell]:
    out: list[HtmlCell] = []
    last: HtmlCell | None = None
    start = 0
    for cell, end in zip(row, form, strict=True):
        reached = sum(1 for edge in edges if edge <= end.edge)
        width, first = max(reached - start, 1), start
        start += width
        if end.from_left and last is not None and not cell.text:
            last.column_span += width
            continue
        higher = above.get(first)
        if end.from_above and higher is not None and not cell.text:
            if not (end.from_left and higher is last):
                higher.row_span += 1
            last = higher
            continue
        cell.column_span = width
        out.append(cell)
        above[first] = last = cell
    return out
