"""Blocks to clauses: which number, under which headings, completing which lead-in.

No document says how its numbering nests; each is taken as it comes: the style that opens
below another lies below it (``pipeline.outline``).  Nothing is dropped and no character
changed; ``pipeline.titles`` decides what is a heading, ``pipeline.leadins`` what a list
item completes.
"""

from __future__ import annotations

from collections import Counter

from domain.document import Block, BlockKind
from domain.requirement import Clause
from domain.text import fingerprint, fold, han_share, has_han
from pipeline.leadins import LeadIns
from pipeline.marks import mark_all
from pipeline.outline import Outline
from pipeline.titles import Titles


def split(document_id: str, blocks: tuple[Block, ...], language: str) -> tuple[Clause, ...]:
    """Return every block that is no furniture as a clause, in reading order.

    A clause's key is the fingerprint of the document's id, its folded text and its ordinal
    among equal texts of the document.  ``language`` is the document's, used where a text
    has no letters of its own.  Blocks of blanks only give no clause.
    """
    return _Splitter(document_id, blocks, language).clauses()


class _Splitter:
    """One walk through one document."""

    def __init__(self, document_id: str, blocks: tuple[Block, ...], language: str) -> None:
        self._document = document_id
        self._language = language
        self._marked = mark_all([block for block in blocks if _is_content(block)])
        self._titles = Titles(self._marked)
        self._outline = Outline()
        self._leads = LeadIns()
        self._seen: Counter[str] = Counter()
        self._sheet: str | None = None

    def clauses(self) -> tuple[Clause, ...]:
        return tuple(self._clause(at) for at in range(len(self._marked)))

    def _clause(self, at: int) -> Clause:
        item = self._marked[at]
        block = item.block
        if block.locator.sheet != self._sheet:  # no section goes on from one sheet to the next
            self._sheet = block.locator.sheet
            self._outline, self._leads = Outline(), LeadIns()
        is_heading = self._titles.is_heading(at)
        self._outline.open(item, self._titles.title_of(at), self._titles.size_of(at))
        return Clause(
            key=self._key(block.text),
            document=self._document,
            text=block.text,
            locator=block.locator,
            block=block.kind,
            is_heading=is_heading,
            number=self._outline.number_of(item),
            headings=self._outline.headings(of_heading=is_heading),
            section=self._outline.section,
            lead_in=self._leads.lead_in_of(item, self._outline.depth, is_heading),
            header=block.header,
            cells=block.cells,
            language=_language(block.text, self._language),
            more=block.more,
            confidence=block.confidence,
        )

    def _key(self, text: str) -> str:
        folded = fold(text)
        self._seen[folded] += 1
        return fingerprint(self._document, text, str(self._seen[folded]))


def _is_content(block: Block) -> bool:
    return block.kind is not BlockKind.FURNITURE and bool(block.text.strip())


def _language(text: str, language: str) -> str:
    if has_han(text):
        return "zh" if han_share(text) > 0.25 else "en"
    if any(char.isalpha() for char in text):
        return "en" if language in ("zh", "zh-Hant", "mixed") else language
    return "en" if language == "en" else "zh"
