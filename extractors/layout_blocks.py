"""Pages to blocks: the one place that knows the order of the layout steps, and keeps account of characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.document import Block, BlockKind, Box, Locator, PageCoverage
from domain.text import count_characters, fold, solid
from extractors.layout import Line, PageText, Style, TablePiece, measure, union
from extractors.layout_furniture import find_furniture
from extractors.layout_items import label
from extractors.layout_order import Placed, in_reading_order, is_turned
from extractors.layout_paragraphs import Joiner, Paragraph, usual_pitch
from extractors.table_rows import OpenTable, goes_on

_STRIP = 3  # characters of text up or down a page that are worth a word
_NOTE = re.compile(r"^(?:\d{1,2}|[*†‡①-⑳]+|[（(]\d{1,2}[)）]|\[\d{1,2}\]|注\d*[:：]?)\s*\S")
_BULLET = re.compile(r"^(?:[•●○◦■□▪▫◆◇►▶➢➤➔✓✔❖※★☆·‣⁃]|[-–—*o]\s)")
_INNER_ITEM = re.compile(r"^(?:[（(][^)）]{1,4}[)）]|\d{1,2}[)）]|[a-z][.)）]|[①-⑳]|[ivx]{1,5}[.)])")
_SENTENCE = re.compile(r"[。；;！!？?，,：:]$|[a-z]{3}\.$")


@dataclass(frozen=True, slots=True)
class Assembled:
    """Blocks in reading order, one coverage for each page, and by page what runs up or down it."""

    blocks: tuple[Block, ...]
    coverage: tuple[PageCoverage, ...]
    vertical: tuple[tuple[int, str], ...] = ()


class _Assembly:
    def __init__(
        self, pages: Sequence[PageText], outline: Mapping[str, int], *, furniture: bool = True
    ) -> None:
        self._pages = {page.number: page for page in pages}
        self._outline = outline
        self._style = measure(list(pages))
        self._furniture = find_furniture(pages, self._style.size) if furniture else set()
        self._blocks: list[Block] = []
        self._in_blocks: Counter[int] = Counter()
        self._in_furniture: Counter[int] = Counter()
        self._dropped: Counter[int] = Counter()
        self._paragraph: Paragraph | None = None
        self._table: OpenTable | None = None
        self._tables = 0
        self._waiting: list[tuple[PageText, list[Placed]]] = []

    def run(self) -> Assembled:
        pages = list(self._pages.values())
        orders = [in_reading_order(page, self._furniture) for page in pages]
        self._joiner = Joiner(self._style, usual_pitch(orders))
        for page, placed in zip(pages, orders, strict=True):
            body, notes = _split_notes(placed, page, self._style)
            for part in body:
                self._take(page, part)
            # Both wait until the paragraph that may go on over the page break is finished.
            self._waiting.append((page, notes))
            if self._paragraph is None and self._table is None:
                self._emit_waiting()
        self._close_table()
        self._close_paragraph()
        vertical = [
            found for page, placed in zip(pages, orders, strict=True) if (found := _vertical(page, placed))
        ]
        coverage = tuple(self._coverage(page) for page in pages)
        return Assembled(tuple(self._blocks), coverage, tuple(vertical))

    def _take(self, page: PageText, part: Placed) -> None:
        if isinstance(part.item, TablePiece):
            goes_on_here = self._table is not None and goes_on(self._table, part.item)
            if part.item.is_rest and not goes_on_here:
                for line in part.item.lines:
                    self._take(page, Placed(line, part.left, part.right, part.column))
                return
            self._close_paragraph()
            if self._table is None or not goes_on_here:
                self._close_table()
                self._tables += 1
                self._table = OpenTable(self._tables, part.item)
            self._table.take(page, part.item, self._style)
            return
        self._close_table()
        line = part.item
        is_named = bool(self._outline) and solid(fold(line.text)) in self._outline
        if self._paragraph and (is_named or not self._joiner.goes_on(self._paragraph, part, line)):
            self._close_paragraph()
        if self._paragraph is None:
            self._paragraph = Paragraph()
        self._paragraph.add(part, line, self._style)
        if is_named:
            self._close_paragraph()  # a bookmark or tag names it: a heading of its own

    def _close_table(self) -> None:
        if self._table is None:
            return
        for row, block in zip(self._table.rows, self._table.blocks(), strict=True):
            self._blocks.append(block)
            (self._in_furniture if block.kind is BlockKind.FURNITURE else self._in_blocks).update(row.counts)
            self._dropped.update(row.dropped)
        self._table = None
        self._emit_waiting()

    def _close_paragraph(self) -> None:
        paragraph, self._paragraph = self._paragraph, None
        if paragraph:
            self._emit(paragraph, self._kind(paragraph))
        if self._table is None:
            self._emit_waiting()

    def _emit_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for page, notes in waiting:
            self._emit_notes(notes)
            self._furniture_of(page)

    def _emit(self, paragraph: Paragraph, kind: BlockKind) -> None:
        places = self._places(paragraph)
        lines = paragraph.lines
        self._in_blocks.update(paragraph.counts)
        self._dropped.update(paragraph.dropped)
        level = self._outline.get(solid(fold(paragraph.text))) if kind is BlockKind.HEADING else None
        self._blocks.append(
            Block(
                kind=kind,
                text=paragraph.text,
                locator=places[0],
                level=level,
                more=tuple(places[1:]),
                size=round(max(line.em for line in lines), 1),
                bold=all(line.bold for line in lines),
            )
        )

    def _places(self, paragraph: Paragraph) -> list[Locator]:
        groups: list[list[Line]] = []
        last: Placed | None = None
        for part, line in zip(paragraph.parts, paragraph.lines, strict=True):
            if last is None or groups[-1][0].page != line.page or last.column != part.column:
                groups.append([])
            groups[-1].append(line)
            last = part
        return [self._pages[group[0].page].locate(union(group)) for group in groups]

    def _kind(self, paragraph: Paragraph) -> BlockKind:
        text, lines = paragraph.text, paragraph.lines
        if self._is_heading(text, lines):
            return BlockKind.HEADING
        if _BULLET.match(text) or _INNER_ITEM.match(text):
            return BlockKind.LIST_ITEM
        return BlockKind.PARAGRAPH

    def _is_heading(self, text: str, lines: Sequence[Line]) -> bool:
        if not any(char.isalpha() for char in text) or len(lines) > 3 or any(map(is_turned, lines)):
            return False
        width = sum(2 if ord(char) > 0x2E7F else 1 for char in text)
        if self._outline and solid(fold(text)) in self._outline and width <= 200:
            return True
        if width > 120 or _SENTENCE.search(text) or any(line.gap for line in lines):
            return False
        if _BULLET.match(text):
            return False
        if label(text) is None and all(self._pages[line.page].is_label(line) for line in lines):
            return False
        larger = min(line.em for line in lines) > 1.12 * self._style.size
        bold = all(line.bold for line in lines) and not self._style.bold
        return larger or bold

    def _emit_notes(self, notes: list[Placed]) -> None:
        note: Paragraph | None = None
        for part in notes:
            line = part.item
            if not isinstance(line, Line):
                continue
            if note is None or _NOTE.match(line.text) or not self._joiner.goes_on(note, part, line):
                if note:
                    self._emit(note, BlockKind.NOTE)
                note = Paragraph()
            note.add(part, line, self._style)
        if note:
            self._emit(note, BlockKind.NOTE)

    def _furniture_of(self, page: PageText) -> None:
        for line in page.lines:
            if id(line) not in self._furniture:
                continue
            self._in_furniture[page.number] += line.characters
            place = page.locate(Box(line.x0, line.top, line.x1, line.bottom))
            self._blocks.append(
                Block(BlockKind.FURNITURE, line.text, place, size=round(line.em, 1), bold=line.bold)
            )

    def _coverage(self, page: PageText) -> PageCoverage:
        lines = [*page.lines, *(line for table in page.tables for line in table.lines)]
        found = sum(count_characters(line.text) for line in lines) - self._dropped[page.number]
        placed, furniture = self._in_blocks[page.number], self._in_furniture[page.number]
        return PageCoverage(str(page.number), found, placed, furniture, found - placed - furniture)


def assemble(pages: Sequence[PageText], outline: Mapping[str, int] | None = None) -> Assembled:
    """Turn pages into blocks in reading order.

    ``outline`` maps bookmark titles (folded, without blanks) to their depth from 1.
    """
    assembled = _Assembly(pages, outline or {}).run()
    if any(block.kind is not BlockKind.FURNITURE for block in assembled.blocks):
        return assembled
    # All text recurs (labels, forms): better too much than an empty document.
    return _Assembly(pages, outline or {}, furniture=False).run()


def _vertical(page: PageText, placed: Sequence[Placed]) -> tuple[int, str] | None:
    """Return a page's number with the first words that run up or down it; None when none do."""
    for part in placed:
        line = part.item
        if not isinstance(line, Line) or line.characters < _STRIP or page.is_label(line):
            continue
        if page.vertical or is_turned(line):
            return page.number, line.text
    return None


def _split_notes(placed: list[Placed], page: PageText, style: Style) -> tuple[list[Placed], list[Placed]]:
    """Part the footnotes at the foot of a page from its text."""
    end = len(placed)
    while end and _is_page_number(placed[end - 1]):
        end -= 1
    start = end
    while start and _is_small(placed[start - 1], page, style):
        start -= 1
    while start < end:
        line = placed[start].item
        if isinstance(line, Line) and _NOTE.match(line.text):
            break
        start += 1
    if start == 0:  # nothing but small type: a page of its own kind
        return placed, []
    return placed[:start] + placed[end:], placed[start:end]


def _is_page_number(part: Placed) -> bool:
    return isinstance(part.item, Line) and part.item.text.isdigit() and len(part.item.text) < 5


def _is_small(part: Placed, page: PageText, style: Style) -> bool:
    line = part.item
    if not isinstance(line, Line) or line.gap:
        return False
    return line.em <= 0.93 * style.size and line.middle > 0.5 * page.height
