"""Matrices of marks (●/○, R/S/*, 1/2/3 by phase, party or PPAP level), their rows read through the legend.

A matrix is told by columns of marks.  Its legend is looked for in the table, then around it up to
the next heading, then anywhere in the document.  The document's words are not changed: what a
row means stands beside it (``MatrixReading``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from classifiers.characters import simplify
from domain.document import BlockKind, Roles
from domain.requirement import Clause, LegendPlace, MarkReading, MatrixReading
from domain.text import fold, has_han
from pipeline.matrix_columns import Column, columns_of
from pipeline.matrix_knowledge import matrix_knowledge
from pipeline.matrix_legends import BLANK, Entry, entries, is_lone, lone_entry, of_cells
from pipeline.matrix_tables import Table, tables_of
from pipeline.titles import has_duty, is_caption

_LONGEST_MEANING = 60  # characters of a meaning in the sentence that the classifier sees
Legend = dict[str, str]


@dataclass(frozen=True, slots=True)
class RowReading:
    """A row of a matrix: ``says`` is duty, none, unread (no legend) or empty (the legend speaks of no duty).

    ``lead`` is the row's meaning as a sentence that the row completes, ``words`` its cells
    without the marks, ``header`` the heads of all columns.
    """

    reading: MatrixReading
    says: str
    lead: str = ""
    words: str = ""
    header: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matrices:
    """The rows by their clause's key; ``legends`` are the clauses through which rows were read.

    ``heads`` are rows that head the columns of a matrix and that no reader knew to be heads.
    """

    rows: dict[str, RowReading]
    legends: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Source:
    place: int
    key: str
    legend: Legend


def read(clauses: Sequence[Clause], roles: Roles) -> Matrices:
    """Read the matrices of a document."""
    if not any(clause.block is BlockKind.TABLE_ROW for clause in clauses):
        return Matrices({})
    return _Reader(clauses, roles).read()


class _Reader:
    def __init__(self, clauses: Sequence[Clause], roles: Roles) -> None:
        self._clauses = clauses
        parties = matrix_knowledge().parties
        # a customer called "Supplier" is a slip of reading unless the document names both sides
        turned = [one for one in roles.customer if roles.supplier or one not in parties.supplier]
        self._suppliers = (*roles.supplier, *(one for one in parties.supplier if one not in turned))
        self._customers = (*turned, *(one for one in parties.customer if one not in roles.supplier))
        self._sources = list(_sources(clauses))
        self._rows: dict[str, RowReading] = {}
        self._legends: set[str] = set()
        self._heads: set[str] = set()

    def read(self) -> Matrices:
        for table in tables_of(self._clauses, {source.place for source in self._sources}):
            self._take(table)
        return Matrices(self._rows, frozenset(self._legends), frozenset(self._heads))

    def _take(self, table: Table) -> None:
        rows = [self._clauses[at] for at in table.body]
        near, far = self._around(table.first, table.last)
        known = {mark for one in (*near, *far) for mark in one.legend}
        columns = columns_of(rows, table.header, known, bool(near))
        if not columns:
            return
        marks = {mark for column in columns for cell in column.cells for mark in cell} - {BLANK}
        legend, place, used = self._legend(marks, near, far, columns)
        if place is LegendPlace.NONE and not self._is_worth(table, columns):
            return
        for at, clause in enumerate(rows):
            row = self._row(clause, at, columns, legend, place)
            if row is not None:
                self._rows[clause.key] = replace(row, header=table.header)
                self._legends |= used if row.says in ("duty", "none") else set()
        self._heads |= {self._clauses[at].key for at in table.heads}

    def _around(self, first: int, last: int) -> tuple[list[_Source], list[_Source]]:
        """Return the legends in and near the rows, the nearest first, and those elsewhere."""
        low, high = self._section(first, last)
        near = [one for one in self._sources if low <= one.place < high]
        near.sort(
            key=lambda one: (
                not first <= one.place < last,
                min(abs(one.place - first), abs(one.place - last)),
            )
        )
        far = [one for one in self._sources if not low <= one.place < high]
        return near, far

    def _section(self, first: int, last: int) -> tuple[int, int]:
        """Return from where to where a legend belongs to the table: to the next headings, not far."""
        reach = matrix_knowledge().legend.reach
        low, high = first, last
        while low > 0 and first - low < reach and not _parts(self._clauses[low - 1]):
            low -= 1
        while high < len(self._clauses) and high - last < reach and not _parts(self._clauses[high]):
            high += 1
        return low, high

    def _legend(
        self, marks: set[str], near: list[_Source], far: list[_Source], columns: Sequence[Column]
    ) -> tuple[Legend, LegendPlace, set[str]]:
        legend, used = _gathered(marks, near)
        if legend:
            return legend, LegendPlace.NEAR, used
        for source in far:
            if marks <= source.legend.keys():
                return source.legend, LegendPlace.ELSEWHERE, {source.key}
        language = 0 if any(has_han(column.head) for column in columns) else 1
        for one in matrix_knowledge().convention:
            heads = [fold(simplify(column.whole)) for column in columns]
            if marks <= one.meanings.keys() and all(any(w in head for w in one.heads) for head in heads):
                known = {mark: meaning[language] for mark, meaning in one.meanings.items()}
                return known, LegendPlace.CONVENTION, set()
        return {}, LegendPlace.NONE, set()

    def _is_worth(self, table: Table, columns: Sequence[Column]) -> bool:
        """Tell whether a matrix without a legend stands where something is to be done."""
        clause = self._clauses[table.first]
        around = [*clause.headings[-2:], clause.lead_in, *table.header]
        around += [one.text for one in self._clauses[max(0, table.first - 2) : table.first]]
        text = fold(simplify(" ".join(around)))
        return len(columns) > 1 and any(word in text for word in matrix_knowledge().unread.words)

    def _row(
        self, clause: Clause, at: int, columns: Sequence[Column], legend: Legend, place: LegendPlace
    ) -> RowReading | None:
        found: dict[str, list[Column]] = {}
        for column in columns:
            for mark in column.cells[at]:
                if mark != BLANK or BLANK in legend:
                    found.setdefault(mark, []).append(column)
        if not found or all(mark == BLANK for mark in found):
            return None
        taken = {column.place for column in columns}
        words = " | ".join(
            cell for place_, cell in enumerate(clause.cells) if place_ not in taken and cell.strip()
        )
        marks = tuple(
            MarkReading(mark, tuple(one.head for one in there), _meaning(mark, legend))
            for mark, there in found.items()
        )
        binding = self._binding(columns)
        told = [
            (self._says(one.meaning, there, binding), one.meaning)
            for one, there in zip(marks, found.values(), strict=True)
        ]
        return RowReading(MatrixReading(marks, place), _sum(told, place), _lead(clause, told), words)

    def _binding(self, columns: Sequence[Column]) -> frozenset[int]:
        """Return the columns whose marks bind the supplier: its own where there are some."""
        heads = {column.place: fold(simplify(column.head)) for column in columns}
        own = {place for place, head in heads.items() if _names(head, self._suppliers)}
        others = {place for place, head in heads.items() if _names(head, self._customers)} - own
        return frozenset(own or heads.keys() - others)

    def _says(self, meaning: str, columns: Sequence[Column], binding: frozenset[int]) -> str:
        if not meaning:
            return "unread"
        if not any(column.place in binding for column in columns):
            return "customer"
        return matrix_knowledge().says(meaning, self._customers, self._suppliers)


def _names(head: str, names: Sequence[str]) -> bool:
    return any(name in head for name in names)


def _meaning(mark: str, legend: Legend) -> str:
    """Return what the legend says; an empty mark that it does not name means nothing at all."""
    return legend.get(mark) or legend.get(mark.strip("()"), "")


def _sum(told: Sequence[tuple[str, str]], place: LegendPlace) -> str:
    kinds = {says for says, _ in told}
    if place is LegendPlace.NONE or kinds == {"unread"}:
        return "unread"
    if "duty" in kinds:
        return "duty"
    return "none" if kinds <= {"none", "customer"} else ""


def _lead(clause: Clause, told: Sequence[tuple[str, str]]) -> str:
    meanings = list(dict.fromkeys(meaning[:_LONGEST_MEANING] for says, meaning in told if says == "duty"))
    if not meanings:
        return ""
    lead, is_zh = matrix_knowledge().lead, any(map(has_han, meanings))
    if has_duty(meanings[0]):
        return ("；" if is_zh else "; ").join(meanings) + ":"
    return (lead.zh if is_zh else lead.en).format(meanings=("、" if is_zh else ", ").join(meanings))


def _gathered(marks: set[str], near: Sequence[_Source]) -> tuple[Legend, set[str]]:
    """Put the legends near a table together, those first that know most of its marks."""
    legend: Legend = {}
    used: set[str] = set()
    for source in sorted(near, key=lambda one: -len(marks & one.legend.keys())):
        fitting = {mark: meaning for mark, meaning in source.legend.items() if mark in marks or mark == BLANK}
        if fitting and not fitting.keys() <= legend.keys():
            legend = fitting | legend
            used.add(source.key)
    return (legend, used) if marks & {*legend, *(f"({mark})" for mark in legend)} else ({}, set())


def _parts(clause: Clause) -> bool:
    """Tell whether a clause is a section's heading; a table's own head or caption is none."""
    is_title = clause.is_heading and clause.block is not BlockKind.TABLE_ROW
    return is_title and not is_caption(clause.text)


def _sources(clauses: Sequence[Clause]) -> Iterator[_Source]:
    """Yield what says what marks mean: a line of its own for each mark counts where several follow."""
    every = [_entries(clause) for clause in clauses]
    for place, clause in enumerate(clauses):
        found = every[place]
        if not found:
            continue
        beside = [one for at in (place - 1, place + 1) if 0 <= at < len(every) for one in every[at]]
        if is_lone(found) and not any(one.mark != found[0].mark for one in beside):
            continue
        yield _Source(place, clause.key, {one.mark: one.meaning for one in reversed(found)})


def _entries(clause: Clause) -> tuple[Entry, ...]:
    if clause.block is BlockKind.TABLE_ROW:
        return of_cells(clause.cells, clause.header)
    return entries(clause.text) or lone_entry(clause.text)
