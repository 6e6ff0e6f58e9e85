"""The tables of a document for reading marks: which rows head the columns, which hold them.

A reader does not always know a table's head (Word without a marked one, a sheet without a
frame), and now and then takes a row of marks for one: here the first row with marks decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from domain.document import BlockKind
from domain.requirement import Clause
from pipeline.matrix_knowledge import matrix_knowledge

_MOST_HEADS = 3  # rows of a head that no reader knew


@dataclass(frozen=True, slots=True)
class Table:
    """``header`` names each column; ``heads`` and ``body`` are places of clauses, from ``first`` to ``last``.

    ``heads`` are the rows that were found to be the head here, none where the reader knew it.
    """

    first: int
    last: int
    header: tuple[str, ...]
    heads: tuple[int, ...]
    body: tuple[int, ...]


def tables_of(clauses: Sequence[Clause], legends: Set[int]) -> Iterator[Table]:
    """Yield the tables in order; ``legends`` are places of rows that only say what marks mean."""
    for first, last in _runs(clauses):
        rows = [at for at in range(first, last) if at not in legends]
        known = next((header for at in rows if (header := _known_header(clauses[at]))), ())
        if known:
            body = [at for at in rows if not _repeats(clauses[at], known)]
            yield Table(first, last, known, (), tuple(body))
            continue
        marked = next((number for number, at in enumerate(rows) if _marks(clauses[at].cells)), 0)
        heads = rows[:marked]
        if 0 < len(heads) <= _MOST_HEADS:
            header = _joined([clauses[at].cells for at in heads])
            yield Table(first, last, header, tuple(heads), tuple(rows[marked:]))


def _runs(clauses: Sequence[Clause]) -> Iterator[tuple[int, int]]:
    """Yield where rows of one width follow each other; a row that heads others begins a new table."""
    first = 0
    while first < len(clauses):
        last = first + 1
        if clauses[first].block is BlockKind.TABLE_ROW:
            while last < len(clauses) and _goes_on(clauses[first:last], clauses[last]):
                last += 1
            yield first, last
        first = last


def _goes_on(before: Sequence[Clause], row: Clause) -> bool:
    one = before[-1]
    if row.block is not BlockKind.TABLE_ROW or len(row.cells) != len(one.cells):
        return False
    if row.locator.sheet != one.locator.sheet:
        return False
    headers = {header for clause in (*before[:1], one) if (header := _known_header(clause))}
    if row.is_heading and not _marks(row.cells):
        return one.is_heading or row.cells in headers
    own = _known_header(row)
    return not own or not headers or own in headers


def _known_header(clause: Clause) -> tuple[str, ...]:
    """Return the header that the reader gave a row, empty where it holds marks itself."""
    return () if _marks(clause.header) else clause.header


def _repeats(clause: Clause, header: tuple[str, ...]) -> bool:
    return clause.cells == header or (clause.is_heading and not _marks(clause.cells))


def _marks(cells: Sequence[str]) -> int:
    """Count the cells, the first left out, that hold a mark; a letter alone is one among others only."""
    knowledge = matrix_knowledge()
    found = [cell for cell in cells[1:] if cell.strip() and knowledge.is_mark(knowledge.normal(cell))]
    filled = sum(1 for cell in cells[1:] if cell.strip())
    return len(found) if 2 * len(found) >= filled else 0


def _joined(rows: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Join the rows of a head: what stands over several columns stands over each of them."""
    filled = [_filled(row) for row in rows[:-1]] + [rows[-1]]
    return tuple(
        " / ".join(dict.fromkeys(part for part in parts if part)) for parts in zip(*filled, strict=True)
    )


def _filled(row: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for cell in row:
        found.append(cell or (found[-1] if found else ""))
    return tuple(found)
