"""Tables of web pages: which only place text, and what the cells of the others say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from domain.text import count_characters
from extractors.table_heads import join_heads, looks_like_heads

_BLOCKS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "table", "section", "article", "form"})
_PARTS = ("p", "li", "dt", "dd")
_MAX_SPAN = 200


@dataclass(slots=True)
class HtmlCell:
    """A cell: its text, how far it reaches, whether it is marked as a heading."""

    text: str
    column_span: int
    row_span: int
    head: bool


@dataclass(slots=True)
class HtmlRow:
    """A row on the grid; ``own`` counts characters that rows above do not repeat here."""

    texts: list[str] = field(default_factory=list)
    spread: list[str] = field(default_factory=list)
    own: int = 0
    marked: bool = False


def table_rows(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table, not those of tables inside."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child if row.tag == "tr")


def row_cells(row: etree._Element) -> list[etree._Element]:
    """Return the cells of a row."""
    return [child for child in row if child.tag in {"td", "th"}]


def is_layout(table: etree._Element) -> bool:
    """Tell a table that only places text: one column, one row of page parts, headings or tables inside."""
    if (table.get("role") or "").lower() in {"presentation", "none"}:
        return True
    rows = [row_cells(row) for row in table_rows(table)]
    if all(len(cells) <= 1 for cells in rows):
        return True
    cells = [cell for row in rows for cell in row]
    if any(cell.tag == "th" for cell in cells):
        return False
    if any(inner.tag in _BLOCKS for cell in cells for inner in cell.iterdescendants()):
        return True
    most = max(sum(1 for _ in cell.iter(*_PARTS)) for cell in cells)
    # Beside each other in one row only, with nothing above or below: parts of a page.
    return most >= 8 or (most >= 2 and sum(1 for row in rows if len(row) > 1) == 1)


def span(cell: etree._Element, name: str) -> int:
    """Return colspan or rowspan, at least 1 and bounded."""
    text = (cell.get(name) or "1").strip()
    return min(max(int(text), 1), _MAX_SPAN) if text.isascii() and text.isdigit() else 1


def lay_out(rows: list[list[HtmlCell]]) -> list[HtmlRow]:
    """Put cells on the grid: spans kept open downwards, repeated where they give meaning."""
    laid: list[HtmlRow] = []
    open_cells: dict[int, tuple[int, str, bool]] = {}
    for cells in rows:
        row = HtmlRow(marked=bool(cells) and all(cell.head for cell in cells))
        waiting = iter(cells)
        _fill_row(row, waiting, open_cells)
        laid.append(row)
    width = max((len(row.texts) for row in laid), default=0)
    for row in laid:
        row.texts += [""] * (width - len(row.texts))
        row.spread += [""] * (width - len(row.spread))
    return laid


def _fill_row(
    row: HtmlRow, waiting: Iterator[HtmlCell], open_cells: dict[int, tuple[int, str, bool]]
) -> None:
    cell = next(waiting, None)
    while cell is not None or any(column >= len(row.texts) for column in open_cells):
        column = len(row.texts)
        if column in open_cells:
            left, text, first = open_cells.pop(column)
            if left > 1:
                open_cells[column] = (left - 1, text, first)
            row.texts.append(text if first else "")
            row.spread.append(text)
        elif cell is None:
            row.texts.append("")
            row.spread.append("")
        else:
            _place(row, cell, open_cells)
            cell = next(waiting, None)


def _place(row: HtmlRow, cell: HtmlCell, open_cells: dict[int, tuple[int, str, bool]]) -> None:
    row.own += count_characters(cell.text)
    for offset in range(cell.column_span):
        column = len(row.texts)
        row.texts.append(cell.text if offset == 0 else "")
        row.spread.append(cell.text)
        if cell.row_span > 1:
            open_cells[column] = (cell.row_span - 1, cell.text, offset == 0)


def count_heads(rows: list[HtmlRow]) -> int:
    """Return how many first rows are column headings."""
    marked = 0
    while marked < len(rows) and rows[marked].marked:
        marked += 1
    if marked:
        return marked if marked < len(rows) else 0
    if len(rows) < 2:
        return 0
    below = [row.texts for row in rows[1:]]
    return 1 if looks_like_heads(rows[0].texts, below, emphasised=False) else 0


def header_of(rows: list[HtmlRow], heads: int) -> tuple[str, ...]:
    """Return the column headings of the first ``heads`` rows."""
    return join_heads([row.spread for row in rows[:heads]])
