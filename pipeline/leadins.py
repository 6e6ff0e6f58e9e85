"""Lead-ins: the words that a list completes ("供方应：", "The supplier shall:")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.document import BlockKind
from domain.text import fold, join_lines
from pipeline.marks import Marked
from pipeline.numbering_styles import shipped
from pipeline.sentences import spans
from pipeline.titles import has_duty, is_caption

_COLON = re.compile(r"[:：]\s*(?:[-—–]+\s*)?\Z")
_DEEPEST = 4  # lead-ins within lead-ins
_LONGEST = 400  # a longer sentence is no lead-in worth repeating on every item


@dataclass(frozen=True, slots=True)
class _Lead:
    depth: int
    text: str
    strong: bool
    numbered: bool


class LeadIns:
    """The lead-ins in force at the block that was seen last."""

    def __init__(self) -> None:
        self._leads: list[_Lead] = []
        self._fresh = False
        self._table: int | None = None
        self._unmarked_open = False

    def lead_in_of(self, item: Marked, depth: int, is_heading: bool) -> str:
        """Return what the block completes, and note whether it is a lead-in itself.

        ``depth`` is that of the outline with the block in it.
        """
        kind = item.block.kind
        if kind is BlockKind.NOTE:
            return ""
        if kind is BlockKind.TABLE_ROW:
            return self._of_row(item, depth, is_heading)
        if is_caption(item.block.text):
            return ""  # between a lead-in and the table that completes it
        self._table = None
        if is_heading:
            self._leads = [
                lead for lead in self._leads if lead.numbered and lead.strong and lead.depth < depth
            ]
        elif item.mark is not None or kind is BlockKind.LIST_ITEM:
            self._narrow(item, depth)
        elif not self._continues(item):
            self._leads = []
        text = "" if is_heading else self._joined()
        self._note(item, depth)
        return text

    def _of_row(self, item: Marked, depth: int, is_heading: bool) -> str:
        table = item.block.table
        belongs = self._fresh or (self._table is not None and self._table == table)
        if not belongs:
            self._leads = []
        text = self._joined()
        self._fresh, self._table = False, table
        if not is_heading and _COLON.search(item.block.text):
            self._note(item, depth)
            self._fresh, self._table = False, None  # completed by a list, not by the next row
        return "" if is_heading else text

    def _narrow(self, item: Marked, depth: int) -> None:
        """Keep the lead-ins that lie above this item."""
        section = item.role in ("section", "part")
        self._leads = [
            lead
            for lead in self._leads
            if lead.depth < depth and (not section or (lead.strong and lead.numbered))
        ]

    def _continues(self, item: Marked) -> bool:
        """Tell whether this is a list without marks: lines ending with a semicolon, and the last."""
        if not self._leads:
            return False
        ends_open = item.block.text.rstrip().endswith(("；", ";"))
        return (self._fresh and ends_open) or self._unmarked_open

    def _joined(self) -> str:
        text = ""
        for lead in self._leads:
            text = join_lines(text, lead.text)
        return text

    def _note(self, item: Marked, depth: int) -> None:
        text = item.body.strip()
        plain = item.mark is None and item.block.kind is BlockKind.PARAGRAPH
        self._unmarked_open = plain and bool(self._leads) and text.endswith(("；", ";"))
        lead = lead_words(text)
        self._fresh = lead is not None
        if lead is not None:
            strong = any(word in fold(lead) for word in shipped().lead_strong) or has_duty(lead)
            self._leads = self._leads[-_DEEPEST:]
            self._leads.append(_Lead(depth, lead, strong, item.mark is not None))


def lead_words(text: str) -> str | None:
    """Return the sentence that a list may complete, or None where the text ends in itself."""
    if not text or len(text) > 20 * _LONGEST:
        return None
    rules = shipped()
    if not _COLON.search(text):
        tail = fold(text[-40:])
        ends = any(
            tail.endswith(word) if not word.isascii() else re.search(rf"\b{re.escape(word)}\Z", tail)
            for word in rules.lead_endings
        )
        if not ends or (len(text) < 6 and not any(char in text for char in "应應须須")):
            return None
    start, end = spans(text)[-1]
    lead = text[start:end]
    if len(lead) > _LONGEST or any(word in fold(lead) for word in rules.lead_openings):
        return None
    return lead
