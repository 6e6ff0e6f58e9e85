"""Many rows of a kind, a block at a time: a block that shows what it showed is taken over as it was."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from workbook.kept import NOTHING, Kept, pieces
from workbook.page import Entry, Page

_BLOCK = 64  # rows; one that changes costs the making of its block


def add_all(page: Page, kind: str, rows: Sequence[Sequence[Entry | None]], kept: Kept) -> None:
    """Add rows; ``kind`` names them among those of the workbook."""
    if kept is NOTHING or len(rows) < _BLOCK:  # not worth looking up
        for row in rows:
            page.add(row)
        return
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        shown = (page.look(), block)
        for made in pieces(kept, f"{kind} rows", str(start), shown, partial(_made, page, block)):
            page.add_made(made)


def _made(page: Page, rows: Sequence[Sequence[Entry | None]]) -> list[str]:
    return [page.made(row) for row in rows]
