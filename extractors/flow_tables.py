"""Tables of slides, RTF, OpenDocument and legacy files as blocks: grid, headings, rows."""

from __future__ import annotations

from collections.abc import Sequence

from domain.document import NOWHERE, Block, BlockKind, Locator
from domain.text import count_characters
from extractors.gathering import Gathering
from extractors.html_tables import HtmlCell, HtmlRow, count_heads, header_of, lay_out
from extractors.line_items import split_items
from extractors.table_heads import fit, looks_like_heads

_MAX_COLUMNS = 500


def gather_table(
    cells: Sequence[Sequence[HtmlCell]],
    gathering: Gathering,
    place: str = "document",
    locator: Locator = NOWHERE,
    numbers: Sequence[str | None] = (),
    bold: Sequence[bool] = (),
    kind: BlockKind = BlockKind.TABLE_ROW,
) -> None:
    """Gather a table row by row; a table of one column only frames its text.

    ``numbers`` and ``bold`` are by row where the format knows them.  Without a locator the
    rows are numbered as items of the flow.
    """
    kept = [list(row[:_MAX_COLUMNS]) for row in cells]
    cut = sum(count_characters(cell.text) for row in cells for cell in row[_MAX_COLUMNS:])
    if cut:
        gathering.lose(cut, place)
    if all(len(row) <= 1 for row in kept):
        _frame(kept, gathering, place, locator, kind)
        return
    rows = lay_out(kept)
    heads = count_heads(rows) or _bold_heads(rows, bold)
    header = header_of(rows, heads)
    table = gathering.next_table()
    for index, row in enumerate(rows):
        text = " | ".join(text for text in row.texts if text)
        if not text:
            continue
        block = Block(
            kind,
            text,
            locator,
            number=numbers[index] if index < len(numbers) else None,
            cells=tuple(row.texts),
            header=fit(header, len(row.texts)) if index >= heads else (),
            table=table,
            bold=index < len(bold) and bold[index],
        )
        _add(block, gathering, place, row.own)


def _frame(
    rows: Sequence[Sequence[HtmlCell]], gathering: Gathering, place: str, locator: Locator, kind: BlockKind
) -> None:
    within = BlockKind.PARAGRAPH if kind is BlockKind.TABLE_ROW else kind
    for row in rows:
        for cell in row:
            for text in split_items(cell.text):
                _add(Block(within, text, locator), gathering, place, count_characters(text))


def _add(block: Block, gathering: Gathering, place: str, own: int) -> None:
    if block.locator is NOWHERE:
        gathering.add_flowing(block, place, own)
    else:
        gathering.add(block, place, own)


def _bold_heads(rows: Sequence[HtmlRow], bold: Sequence[bool]) -> int:
    """Take a first row for headings when it alone is set in bold and reads like headings."""
    if len(rows) < 2 or not bold or not bold[0] or all(bold):
        return 0
    return 1 if looks_like_heads(rows[0].texts, [row.texts for row in rows[1:]], emphasised=True) else 0
