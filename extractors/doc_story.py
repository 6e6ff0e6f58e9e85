"""The parts of a Word 97-2003 file as blocks: paragraphs, table rows, notes, running heads."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.document import Block, BlockKind
from domain.text import count_characters
from extractors.doc_pieces import DocText, run_at
from extractors.flow_tables import gather_table
from extractors.gathering import Gathering
from extractors.html_tables import HtmlCell
from extractors.line_items import split_items

_DELETED, _HIDDEN = 0x0800, 0x083C  # sprmCFRMarkDel, sprmCFVanish
_IN_TABLE, _ROW_END, _LIST = 0x2416, 0x2417, 0x460B  # sprmPFInTable, sprmPFTtp, sprmPIlfo
_FIELD_BEGIN, _FIELD_MIDDLE, _FIELD_END = "\x13", "\x14", "\x15"
_ENDS = frozenset("\r\x07\x0c\x0e")
_SHOWN = {"\x0b": "\n", "\x1e": "-", "\t": "\t", "\xa0": "\xa0"}
_HEADINGS = range(1, 10)  # the first nine styles after the normal one are the headings, always
_LONGEST_HEADING = 150
_KINDS = (
    BlockKind.PARAGRAPH,
    BlockKind.NOTE,
    BlockKind.FURNITURE,
    BlockKind.NOTE,
    BlockKind.NOTE,
    BlockKind.NOTE,
    BlockKind.FURNITURE,
)


@dataclass(slots=True)
class DocStory:
    """Walks the characters of a document once."""

    document: DocText
    gathering: Gathering
    numbered: bool = False
    _hidden: int = 0
    _shown: list[str] = field(default_factory=list)
    _unseen: list[str] = field(default_factory=list)
    _fields: list[bool] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _rows: list[list[str]] = field(default_factory=list)

    def tell(self) -> None:
        """Gather all parts in the order of the file: text, notes, heads, comments, boxes."""
        start = 0
        lengths = self.document.parts or [len(self.document.text)]
        for length, kind in zip(lengths, _KINDS, strict=False):
            end = min(start + length, len(self.document.text))
            self._part(start, end, kind)
            start = end
        if self._hidden:
            self.gathering.note("hidden-text", f"{self._hidden} characters")

    def _part(self, start: int, end: int, kind: BlockKind) -> None:
        self._fields.clear()
        for index in range(start, end):
            char = self.document.text[index]
            if char in _ENDS:
                self._end(index, char, kind)
            else:
                self._character(index, char)
        if self._shown or self._unseen:
            self._end(end - 1, "\r", kind)
        self._close_table(kind)

    def _character(self, index: int, char: str) -> None:
        if char == _FIELD_BEGIN:
            self._fields.append(False)
        elif char == _FIELD_MIDDLE and self._fields:
            self._fields[-1] = True
        elif char == _FIELD_END and self._fields:
            self._fields.pop()
        elif (char >= " " or char in _SHOWN) and char != "\x1f" and all(self._fields):
            run = run_at(self.document.characters, self.document.position(index))
            properties = run.properties if run else {}
            if properties.get(_DELETED) == 1:
                return
            into = self._unseen if properties.get(_HIDDEN) == 1 else self._shown
            into.append(_SHOWN.get(char, char))

    def _end(self, index: int, mark: str, kind: BlockKind) -> None:
        """Close a paragraph, a cell or a row at its mark."""
        text, unseen = _joined(self._shown).strip(), _joined(self._unseen).strip()
        self._shown.clear()
        self._unseen.clear()
        run = run_at(self.document.paragraphs, self.document.position(index))
        properties = run.properties if run else {}
        if properties.get(_LIST) and text:
            self.numbered = True
        if unseen:
            self._hidden += count_characters(unseen)
            self.gathering.add_flowing(Block(BlockKind.FURNITURE, unseen))
        if mark == "\x07" and properties.get(_ROW_END) == 1:
            self._rows.append(self._cells)
            self._cells = []
        elif mark == "\x07":
            self._cells.append("\n".join(line for line in [*self._lines, text] if line))
            self._lines = []
        elif properties.get(_IN_TABLE) == 1:
            self._lines.append(text)
        else:
            self._close_table(kind)
            style = run.style if run else 0
            self._paragraph(text, kind, style, listed=bool(properties.get(_LIST)))

    def _paragraph(self, text: str, kind: BlockKind, style: int, *, listed: bool) -> None:
        level = None
        if kind is BlockKind.PARAGRAPH and style in _HEADINGS and len(text) <= _LONGEST_HEADING:
            kind, level = BlockKind.HEADING, style
        elif kind is BlockKind.PARAGRAPH and listed:
            kind = BlockKind.LIST_ITEM
        for piece in split_items(text):
            self.gathering.add_flowing(Block(kind, piece, level=level))

    def _close_table(self, kind: BlockKind) -> None:
        """Gather the rows so far; cells that no row mark closed make a last row."""
        if self._lines:
            self._cells.append("\n".join(line for line in self._lines if line))
        if self._cells:
            self._rows.append(self._cells)
        rows = [[HtmlCell(text, 1, 1, head=False) for text in row] for row in self._rows]
        self._lines, self._cells, self._rows = [], [], []
        if rows:
            table = BlockKind.TABLE_ROW if kind is BlockKind.PARAGRAPH else kind
            gather_table(rows, self.gathering, kind=table)


def _joined(units: list[str]) -> str:
    """Join UTF-16 code units to characters; a lone half of a pair becomes U+FFFD."""
    return "".join(units).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
