"""Loose texts to passages: what a bare line with its section and context says of its place."""

from __future__ import annotations

from domain.document import NO_ROLES, BlockKind, Roles
from domain.requirement import Passage


def passage_of(
    text: str,
    *,
    section: str = "",
    context: str = "",
    doc_type: str = "other",
    language: str = "",
    roles: Roles = NO_ROLES,
) -> Passage:
    """Return a passage for a text that comes without its document.

    A text with bars is a table's row, and a context with bars the head of its columns; any
    other context is the sentence before or the lead-in.
    """
    is_row = text.count("|") > 1 or " | " in text
    heads = tuple(cell.strip() for cell in context.split("|")) if "|" in context else ()
    return Passage(
        text=text,
        section=section,
        context="" if heads else context,
        header=heads,
        doc_type=doc_type or "other",
        language=language,
        roles=roles,
        block=BlockKind.TABLE_ROW if is_row else BlockKind.PARAGRAPH,
    )
