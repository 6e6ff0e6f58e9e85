"""Word tables as rows of cells on the grid: spans, vertical merges, heads, tables inside cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from domain.text import count_characters
from extractors.docx_names import VAL, W, number, switch, value
from extractors.docx_paragraphs import Piece
from extractors.docx_text import children
from extractors.table_heads import join_heads, looks_like_heads

_THROUGH = frozenset(W + name for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent"))
_WHITE = frozenset({"auto", "FFFFFF", "ffffff", ""})
_MAX_COLUMNS = 200
_LAYOUT_PARAGRAPHS = 8  # a cell of so many paragraphs is a page part, not a cell

CellReader = Callable[[etree._Element], "tuple[list[Piece], list[etree._Element]]"]


@dataclass(slots=True)
class Cell:
    """One cell: its paragraphs, the columns it spans, what it continues.

    ``inner`` are tables that stand inside.
    """

    pieces: list[Piece]
    inner: list[etree._Element]
    column: int
    span: int
    continues: bool = False
    shaded: bool = False

    @property
    def text(self) -> str:
        """The paragraphs of the cell, one a line."""
        return "\n".join(piece.text.strip() for piece in self.pieces if piece.text.strip())

    @property
    def emphasised(self) -> bool:
        """Whether the cell is set like a heading."""
        filled = [piece for piece in self.pieces if piece.text.strip()]
        return self.shaded or (bool(filled) and all(piece.bold for piece in filled))


@dataclass(slots=True)
class Row:
    """One row.  ``texts`` are by grid column, a span's text in its first; ``spread`` in all.

    ``own`` counts the characters that this row adds: what a vertical merge repeats is not.
    """

    cells: list[Cell]
    stated_head: bool = False
    texts: list[str] = field(default_factory=list)
    spread: list[str] = field(default_factory=list)
    own: int = 0

    @property
    def number(self) -> str | None:
        """The automatic number of the row: that of the first cell that has anything."""
        for cell in self.cells:
            for piece in cell.pieces:
                if piece.number is not None and piece.number != "•":
                    return piece.number
                if piece.text.strip():
                    return None
        return None


@dataclass(slots=True)
class Table:
    """A table's rows with the column headings that hold for all rows after ``heads``."""

    rows: list[Row]
    width: int
    heads: int = 0
    header: tuple[str, ...] = ()

    @property
    def is_layout(self) -> bool:
        """Whether the table only frames or places text: one column, or page parts in cells."""
        if all(len(row.cells) <= 1 for row in self.rows):
            return True
        return len(self.rows) <= 3 and any(
            sum(1 for piece in cell.pieces if piece.text.strip()) >= _LAYOUT_PARAGRAPHS
            for row in self.rows
            for cell in row.cells
        )


def read_table(element: etree._Element, read_cell: CellReader) -> Table:
    """Read a table; ``read_cell`` gives a cell's paragraphs and inner tables in order."""
    rows = [_read_row(row, read_cell) for row in _rows(element)]
    width = max((cell.column + cell.span for row in rows for cell in row.cells), default=0)
    width = min(width, _MAX_COLUMNS)
    above = [""] * width
    for row in rows:
        above = _fill(row, above, width)
    table = Table(rows, width)
    table.heads = _count_heads(rows)
    table.header = join_heads([row.spread for row in rows[: table.heads]])
    return table


def _rows(element: etree._Element) -> Iterator[etree._Element]:
    for child in children(element):
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            if content is not None:
                yield from _rows(content)
        elif child.tag in _THROUGH:
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in children(row):
        if child.tag == f"{W}tc":
            yield child
        elif child.tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            if content is not None:
                yield from _cells(content)
        elif child.tag in _THROUGH:
            yield from _cells(child)


def _read_row(element: etree._Element, read_cell: CellReader) -> Row:
    properties = element.find(f"{W}trPr")
    column = _bounded(value(properties, "gridBefore"), 0)
    row = Row([], stated_head=bool(switch(properties, "tblHeader")))
    for found in _cells(element):
        stated = found.find(f"{W}tcPr")
        span = max(_bounded(value(stated, "gridSpan"), 1), 1)
        merge = None if stated is None else stated.find(f"{W}vMerge")
        pieces, inner = read_cell(found)
        continues = merge is not None and (merge.get(VAL) or "continue") == "continue"
        row.cells.append(Cell(pieces, inner, column, span, continues, _is_shaded(stated)))
        column += span
    return row


def _bounded(text: str | None, default: int) -> int:
    count = number(text)
    return default if count is None else min(max(count, 0), _MAX_COLUMNS)


def _is_shaded(properties: etree._Element | None) -> bool:
    shading = None if properties is None else properties.find(f"{W}shd")
    return shading is not None and (shading.get(f"{W}fill") or "") not in _WHITE


def _fill(row: Row, above: list[str], width: int) -> list[str]:
    """Set the row's texts by column; return what a continued cell below will repeat."""
    row.texts, row.spread = [""] * width, [""] * width
    below = list(above)
    for cell in row.cells:
        if cell.column >= width:
            continue
        text = cell.text
        row.own += count_characters(text)
        if cell.continues and not text:
            text = above[cell.column]
        row.texts[cell.column] = text
        for column in range(cell.column, min(cell.column + cell.span, width)):
            row.spread[column] = text
            below[column] = text
    return below


def _count_heads(rows: list[Row]) -> int:
    """Return how many first rows are column headings."""
    stated = 0
    while stated < len(rows) and rows[stated].stated_head:
        stated += 1
    if stated >= len(rows) or len(rows) < 2:
        return 0 if len(rows) < 2 else _seen_heads(rows)
    if stated:
        return stated if len(rows[stated - 1].cells) > 1 else stated + _seen_heads(rows[stated:])
    return _seen_heads(rows)


def _seen_heads(rows: list[Row]) -> int:
    """Judge the first rows by their looks: a title row, then heads, of which some may be split."""
    first = 0
    while first < len(rows) - 1 and len(rows[first].cells) == 1 and first < 2:
        first += 1
    if not _is_head(rows, first):
        return 0
    split = any(cell.span > 1 for cell in rows[first].cells)
    if split and _is_head(rows, first + 1):
        return first + 2
    return first + 1


def _is_head(rows: list[Row], index: int) -> bool:
    if index >= len(rows) - 1:
        return False
    filled = [cell for cell in rows[index].cells if cell.text]
    emphasised = bool(filled) and all(cell.emphasised for cell in filled)
    below = [row.texts for row in rows[index + 1 :]]
    if emphasised and all(_all_emphasised(row) for row in rows[index + 1 :]):
        emphasised = False  # everything is bold: it tells nothing
    return looks_like_heads([cell.text for cell in rows[index].cells], below, emphasised=emphasised)


def _all_emphasised(row: Row) -> bool:
    filled = [cell for cell in row.cells if cell.text]
    return bool(filled) and all(cell.emphasised for cell in filled)
