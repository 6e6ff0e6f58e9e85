"""The body, notes, heads and feet of a Word document as blocks, in reading order."""

from __future__ import annotations

import re
from enum import Enum

from lxml import etree

from domain.document import Block, BlockKind, Locator
from domain.problem import Severity
from domain.text import count_characters, has_han
from extractors.docx_names import W
from extractors.docx_numbering import Numbering
from extractors.docx_package import Package
from extractors.docx_paragraphs import ParagraphReader, Piece, block_items, contents_paragraphs
from extractors.docx_styles import Styles
from extractors.docx_tables import Row, Table, read_table
from extractors.gathering import Gathering
from extractors.line_items import ends_statement, split_items
from extractors.table_heads import fit
from extractors.xml_safety import is_element

_LONGEST_HEADING_HAN, _LONGEST_HEADING_LATIN = 60, 150
_SENTENCE_HAN, _SENTENCE_LATIN = 25, 60
_WIDE_ROW = 80  # characters; a row of one cell that holds more is running text in a form
_CONTENTS_TITLE = re.compile(r"目\s*[录錄次]|(?:table of )?contents", re.IGNORECASE)


class Role(Enum):
    """In which part of the document a paragraph stands."""

    BODY = "body"
    NOTE = "note"
    FURNITURE = "furniture"


class Story:
    """Walks the parts of a package and gathers their blocks."""

    def __init__(self, package: Package, gathering: Gathering) -> None:
        """Take the package to read and where its blocks go."""
        self._gathering = gathering
        self._package = package
        numbering = Numbering(package.first("numbering"))
        self._reader = ParagraphReader(Styles(package.first("styles")), numbering)
        self._contents: frozenset[etree._Element] = frozenset()
        self._notes: list[tuple[str, str]] = []
        self._found = 0
        self._hidden = 0
        self._depth = 0

    def tell(self) -> None:
        """Gather everything: the body, its notes, comments, then running heads and feet."""
        body = self._package.document.find(f"{W}body")
        if body is not None:
            self._contents = contents_paragraphs(body)
            self._items(body, Role.BODY)
        for kind in ("footnotes", "endnotes"):
            self._tell_notes(kind)
        for root in self._package.parts.get("comments", []):
            for comment in root.iterfind(f"{W}comment"):
                self._items(comment, Role.NOTE)
        for kind in ("header", "footer"):
            for root in self._package.parts.get(kind, []):
                self._items(root, Role.FURNITURE)
        self._settle()

    def _settle(self) -> None:
        """Close the account: what was read and reached no block is lost, and said."""
        taken = sum(place.found for place in self._gathering.coverage())
        if self._found > taken:
            self._gathering.lose(self._found - taken)
            detail = f"{self._found - taken} characters"
            self._gathering.note("truncated-reading", detail, severity=Severity.LOSS)
        if self._hidden:
            self._gathering.note("hidden-text", f"{self._hidden} characters")

    def _tell_notes(self, kind: str) -> None:
        """Gather notes in the order in which the text refers to them, then the rest."""
        notes = {
            note.get(f"{W}id") or "": note
            for root in self._package.parts.get(kind, [])
            for note in root
            if is_element(note)
        }
        order = list(dict.fromkeys(identity for story, identity in self._notes if story == kind))
        for count, identity in enumerate(order, start=1):
            if identity in notes:
                self._items(notes.pop(identity), Role.NOTE, str(count))
        for note in notes.values():
            self._items(note, Role.NOTE)

    def _items(self, element: etree._Element, role: Role, number: str | None = None) -> None:
        for item, contents in block_items(element):
            part = Role.FURNITURE if contents else role
            if item.tag == f"{W}tbl":
                self._table(item, part)
                continue
            piece = self._read(item)
            if number is not None and piece.text.strip() and piece.number is None:
                piece.number, number = number, None
            self._emit(piece, part)

    def _read(self, paragraph: etree._Element) -> Piece:
        piece = self._reader.read(paragraph)
        piece.contents = piece.contents or paragraph in self._contents
        self._found += count_characters(piece.text) + count_characters(piece.hidden)
        self._hidden += count_characters(piece.hidden)
        self._notes.extend(piece.notes)
        return piece

    def _emit(self, piece: Piece, role: Role) -> None:
        if piece.contents or _CONTENTS_TITLE.fullmatch(piece.text.strip()):
            role = Role.FURNITURE
        for index, text in enumerate(split_items(piece.text)):
            self._add(_block(piece, text, role, first=index == 0), role)
        self._hang(piece, role)

    def _hang(self, piece: Piece, role: Role) -> None:
        """Gather what hangs on a paragraph: hidden words and text boxes."""
        if piece.hidden.strip():
            hidden = Block(BlockKind.FURNITURE, " ".join(piece.hidden.split()))
            self._add(hidden, Role.FURNITURE)
        for box in piece.boxes:
            self._items(box, Role.NOTE if role is Role.BODY else role)

    def _add(self, block: Block, role: Role, characters: int | None = None) -> None:
        if role is Role.FURNITURE and block.kind is not BlockKind.FURNITURE:
            block = Block(BlockKind.FURNITURE, block.text, Locator())
        self._gathering.add_flowing(block, characters=characters)

    def _cell(self, element: etree._Element) -> tuple[list[Piece], list[etree._Element]]:
        pieces: list[Piece] = []
        inner: list[etree._Element] = []
        for item, _ in block_items(element):
            if item.tag == f"{W}tbl":
                inner.append(item)
            else:
                pieces.append(self._read(item))
        return pieces, inner

    def _table(self, element: etree._Element, role: Role) -> None:
        table = read_table(element, self._cell)
        if table.is_layout:
            for row in table.rows:
                self._running(row, role)
            return
        number = self._gathering.next_table()
        for index, row in enumerate(table.rows):
            self._row(table, index, row, number, role)
        self._inside(table, role)

    def _row(self, table: Table, index: int, row: Row, number: int, role: Role) -> None:
        filled = [cell for cell in row.cells if cell.text]
        if len(row.cells) == 1 and filled and index >= table.heads and _is_running(filled[0].text):
            for piece in row.cells[0].pieces:
                self._emit(piece, role)
            return
        text = " | ".join(text for text in row.texts if text)
        if text:
            block = Block(
                BlockKind.TABLE_ROW,
                text,
                number=row.number,
                cells=tuple(row.texts),
                header=fit(table.header, table.width) if index >= table.heads else (),
                table=number,
                bold=all(cell.emphasised for cell in filled),
            )
            self._add(block, role, row.own)
        for cell in row.cells:
            for piece in cell.pieces:
                self._hang(piece, role)

    def _running(self, row: Row, role: Role) -> None:
        """Gather a row of a table that only places text: its paragraphs, then its tables."""
        for cell in row.cells:
            for piece in cell.pieces:
                self._emit(piece, role)
            self._nested(cell.inner, role)

    def _inside(self, table: Table, role: Role) -> None:
        for row in table.rows:
            for cell in row.cells:
                self._nested(cell.inner, role)

    def _nested(self, tables: list[etree._Element], role: Role) -> None:
        if self._depth >= self._gathering.limits.depth:
            self._gathering.note("truncated-reading", "tables nested too deep", severity=Severity.LOSS)
            return
        self._depth += 1
        for table in tables:
            self._table(table, role)
        self._depth -= 1


def _is_running(text: str) -> bool:
    return "\n" in text or len(text) > _WIDE_ROW


def _is_heading(text: str) -> bool:
    """Tell a heading from a whole statement that only carries a heading's style for its number."""
    han = has_han(text)
    if len(text) > (_LONGEST_HEADING_HAN if han else _LONGEST_HEADING_LATIN):
        return False
    return not (ends_statement(text) and len(text) > (_SENTENCE_HAN if han else _SENTENCE_LATIN))


def _block(piece: Piece, text: str, role: Role, *, first: bool) -> Block:
    """Return the block of a paragraph, or of the part of one after a line break."""
    kind = BlockKind.PARAGRAPH
    level = None
    if role is Role.FURNITURE:
        kind = BlockKind.FURNITURE
    elif role is Role.NOTE:
        kind = BlockKind.NOTE
    elif first and piece.level is not None and _is_heading(text):
        kind, level = BlockKind.HEADING, piece.level
    elif first and piece.number is not None and piece.level is None:
        kind, level = BlockKind.LIST_ITEM, piece.depth
    elif first and piece.level is not None:
        level = piece.level
    return Block(
        kind,
        text,
        level=level,
        number=piece.number if first else None,
        bold=piece.bold,
        size=piece.size,
    )
