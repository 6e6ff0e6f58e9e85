"""Rows of tables as blocks: heads, spanned cells, tables and rows that go on over pages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from domain.document import Block, BlockKind, Locator
from domain.text import fold, join_lines
from extractors.layout import PageText, Style, TablePiece
from extractors.layout_items import is_finished
from extractors.layout_paragraphs import join_cell
from extractors.tables import looks_like_head, same_columns


@dataclass(slots=True)
class Row:
    """A row with its texts; ``own`` are the cells that are its own, not spanned from above."""

    cells: list[str]
    own: list[str]
    places: list[Locator]
    counts: Counter[int]
    dropped: Counter[int]
    size: float
    bold: bool
    names: list[str] = field(default_factory=list)
    is_head: bool = False
    repeats_head: bool = False


@dataclass(slots=True)
class OpenTable:
    """A table that may go on on the next page."""

    ordinal: int
    piece: TablePiece
    rows: list[Row] = field(default_factory=list)
    heads: int = 0

    def take(self, page: PageText, piece: TablePiece, style: Style) -> None:
        """Add a piece: the first, or one that goes on after a page break."""
        rows = _rows(page, piece, style)
        if self.rows:
            self._go_on(rows, style)
        else:
            self.heads = _heads(rows)
            for row in rows[: self.heads]:
                row.is_head = True
            self.rows = rows
        self.piece = piece

    def _go_on(self, rows: list[Row], style: Style) -> None:
        heads = [tuple(fold(cell) for cell in row.cells) for row in self.rows[: self.heads]]
        for number, row in enumerate(rows[: self.heads]):
            if tuple(fold(cell) for cell in row.cells) != heads[number]:
                break
            row.repeats_head = True
        fresh = [row for row in rows if not row.repeats_head]
        if fresh and _is_rest(self.rows[-1], fresh[0]):
            _append(self.rows[-1], fresh[0])
            rows.remove(fresh[0])
        elif fresh and not fresh[0].own[0]:
            # The first column spans the page break.
            fresh[0].cells[0] = self.rows[-1].cells[0]
        self.rows.extend(rows)

    def blocks(self) -> list[Block]:
        """Return the rows as blocks.

        A head's ``header`` equals its own ``cells``; a head repeated after a page break is
        furniture.  With two rows of heads the columns' names are joined from the top.
        """
        header = self._header()
        return [self._block(row, header) for row in self.rows]

    def _header(self) -> tuple[str, ...]:
        heads = self.rows[: self.heads]
        if not heads:
            return ()
        names = list(heads[0].names)
        for row in heads[1:]:
            names = [_both(name, below) for name, below in zip(names, row.names, strict=True)]
        return tuple(names)

    def _block(self, row: Row, header: tuple[str, ...]) -> Block:
        cells = tuple(row.cells)
        if row.is_head:
            header = cells
        return Block(
            kind=BlockKind.FURNITURE if row.repeats_head else BlockKind.TABLE_ROW,
            text=" | ".join(cell for cell in cells if cell),
            locator=row.places[0],
            cells=cells,
            header=header if len(header) == len(cells) else (),
            table=self.ordinal,
            more=tuple(row.places[1:]),
            size=row.size,
            bold=row.bold,
        )


def goes_on(table: OpenTable, piece: TablePiece) -> bool:
    """Tell whether a piece is the rest of the table on the next page."""
    return piece.page == table.piece.page + 1 and same_columns(table.piece, piece)


def _rows(page: PageText, piece: TablePiece, style: Style) -> list[Row]:
    rows: list[Row] = []
    width = max(len(row.cells) for row in piece.rows)
    for row in piece.rows:
        own: list[str] = []
        dropped = 0
        for inside in row.cells:
            text, count = join_cell(inside, style)
            own.append(text)
            dropped += count
        own += [""] * (width - len(own))
        spans = [*row.spans, *(False for _ in range(width - len(row.spans)))]
        above = rows[-1].cells if rows else [""] * width
        cells = [above[n] if spans[n] and not text else text for n, text in enumerate(own)]
        lines = [line for cell in row.cells for line in cell]
        counts = Counter({piece.page: sum(line.characters for line in lines) - dropped})
        size = max((line.em for line in lines), default=0.0)
        bold = bool(lines) and all(line.bold for line in lines)
        made = Row(cells, own, [page.locate(row.box)], counts, Counter({piece.page: dropped}), size, bold)
        made.names = _names(cells, row.widened)
        rows.append(made)
    return rows


def _names(cells: list[str], widened: tuple[bool, ...]) -> list[str]:
    """Return the cells with those that are covered from the left filled."""
    names: list[str] = []
    for number, cell in enumerate(cells):
        covered = number > 0 and not cell and number < len(widened) and widened[number]
        names.append(names[-1] if covered else cell)
    return names


def _both(name: str, below: str) -> str:
    """Return the name of a column with heads in two rows: ``响应时间 临时措施``."""
    return name if name == below or not below else f"{name} {below}".strip()


def _heads(rows: list[Row]) -> int:
    """Return how many rows at the top name the columns: none, one, or two with spans."""
    texts = [row.cells for row in rows]
    if not looks_like_head(rows[0].own, texts[1:], bold=rows[0].bold and not all(row.bold for row in rows)):
        return 0
    gaps = [number for number, cell in enumerate(rows[0].own) if not cell]
    if (
        gaps
        and len(rows) > 2
        and rows[1].own != rows[1].cells
        and all(len(cell) < 25 for cell in rows[1].own)
    ):
        return 2
    return 1


def _is_rest(last: Row, first: Row) -> bool:
    """Tell whether a row after a page break goes on with the row before it.

    Its first cell (the number, the item) is empty, and it fills few cells, or goes on with
    sentences that were not finished.
    """
    if first.own[0] or not last.own[0] or last.is_head:
        return False
    added = [above for above, cell in zip(last.own, first.own, strict=True) if cell]
    if 0 < len(added) < len(first.own) - 1:
        return True
    return bool(added) and all(above and not is_finished(above) for above in added)


def _append(last: Row, rest: Row) -> None:
    joined = [join_lines(above, cell) for above, cell in zip(last.own, rest.own, strict=True)]
    last.cells = [
        text if cell else above for text, cell, above in zip(joined, rest.own, last.cells, strict=True)
    ]
    last.own = joined
    last.places.extend(rest.places)
    last.counts.update(rest.counts)
    last.dropped.update(rest.dropped)
