"""Loose texts to passages: what a bare line with its section and context says of its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from domain.document import NO_ROLES, BlockKind, Roles
from domain.requirement import Passage
from pipeline.leadins import lead_words
from pipeline.numbering import parse


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


def in_order(passages: Iterable[Passage]) -> list[Passage]:
    """Give list items that came without a context the lead-in that stands before them.

    The passages are consecutive lines of one document. A lead-in holds for the marked lines
    behind it, up to a heading's change, an unmarked line or one marked as the lead-in itself.
    """
    found: list[Passage] = []
    lead, lead_style, section = "", "", ""
    for passage in passages:
        mark = parse(passage.text.strip())
        style = mark.style if mark is not None else ""
        if passage.section != section or not style or style == lead_style or passage.context:
            lead = ""
        section = passage.section
        said = lead_words(passage.text.strip())
        found.append(replace(passage, context=lead) if lead else passage)
        if said is not None and not passage.context:
            lead, lead_style = said, style
    return found
