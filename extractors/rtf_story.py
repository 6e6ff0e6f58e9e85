"""The words of an RTF document as blocks: groups, code pages, lists, tables, notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from domain.document import Block, BlockKind
from domain.problem import DocumentError
from domain.text import count_characters
from extractors.flow_tables import gather_table
from extractors.gathering import Gathering
from extractors.html_tables import HtmlCell
from extractors.line_items import split_items
from extractors.rtf_rows import CellEnd, RowForm, spanned
from extractors.rtf_tokens import CHARSETS, KEPT_STARRED, RUNNING, SKIPPED, SYMBOLS, Token, code_page, tokens

_DEEPEST = 10_000  # open groups; the stack is a list, so depth costs memory only
_HEADING = re.compile(r"\s*(?:heading|标题|標題|überschrift|titre|título)\s*([1-9])\s*;?", re.IGNORECASE)
_LONGEST_HEADING = 150


@dataclass(slots=True)
class _Story:
    """One flow of text: the body, a note, a running head."""

    kind: BlockKind
    parts: list[str] = field(default_factory=list)
    number: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    cell: list[str] = field(default_factory=list)
    row: list[HtmlCell] = field(default_factory=list)
    rows: list[list[HtmlCell]] = field(default_factory=list)
    form: RowForm = field(default_factory=RowForm)
    forms: list[list[CellEnd]] = field(default_factory=list)


@dataclass(slots=True)
class _State:
    """What a group inherits from the one around it."""

    story: _Story
    destination: str = "text"
    codec: str = "cp1252"
    skip: int = 1
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    head: bool = False
    style: int = 0
    outline: int | None = None
    starred: bool = False


class RtfStory:
    """Walks the tokens once; groups stand on a list, so nesting cannot exhaust the program."""

    def __init__(self, gathering: Gathering) -> None:
        """Take where the blocks go."""
        self._gathering = gathering
        self._body = _Story(BlockKind.PARAGRAPH)
        self._state = _State(self._body)
        self._stack: list[_State] = []
        self._bytes = bytearray()
        self._passing = 0
        self._default = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._levels: dict[int, int] = {}
        self._style_name: list[str] = []
        self._title: list[str] = []
        self._hidden = 0

    @property
    def title(self) -> str | None:
        """The title in the document's properties."""
        return " ".join("".join(self._title).split()) or None

    def tell(self, data: bytes) -> None:
        """Gather the body, then its notes, running heads and feet."""
        for token in tokens(data):
            self._take(token)
            if token.word == "}" and not self._stack:
                break  # what follows the document's own group is no part of it
        self._flush()
        self._close(self._body)
        if self._hidden:
            self._gathering.note("hidden-text", f"{self._hidden} characters")

    def _take(self, token: Token) -> None:
        if token.data:
            self._text(token.data)
            return
        if token.word == "u":
            self._passing = 0
            self._flush()
            self._put(chr((token.number or 0) % 0x10000))
            self._passing = self._state.skip
            return
        self._flush()
        self._passing = 0
        if token.word == "{":
            self._open()
        elif token.word == "}":
            self._leave()
        else:
            self._word(token)

    def _text(self, data: bytes) -> None:
        """Take bytes; those that repeat a Unicode character for old programs are passed over."""
        passed = min(self._passing, len(data))
        self._passing -= passed
        self._bytes += data[passed:]

    def _flush(self) -> None:
        if self._bytes:
            text = self._bytes.decode(self._state.codec, "replace")
            self._bytes.clear()
            self._put(text)

    def _put(self, text: str) -> None:
        state = self._state
        if state.destination == "stylesheet":
            self._style_name.append(text)
        elif state.destination == "title":
            self._title.append(text)
        elif state.destination == "number":
            state.story.number.append(text)
        elif state.destination == "text" and not state.deleted:
            (state.story.hidden if state.hidden else state.story.parts).append(text)

    def _open(self) -> None:
        if len(self._stack) >= _DEEPEST:
            raise DocumentError("damaged", "RTF groups nested too deep")
        self._stack.append(self._state)
        self._state = replace(self._state, starred=False)

    def _leave(self) -> None:
        if not self._stack:
            return
        inner, self._state = self._state, self._stack.pop()
        if inner.destination == "stylesheet":
            match = _HEADING.fullmatch("".join(self._style_name))
            if match:
                self._levels[inner.style] = int(match.group(1))
            self._style_name.clear()
        if inner.story is not self._state.story:
            self._close(inner.story)

    def _word(self, token: Token) -> None:
        name, state = token.word, self._state
        if name == "*":
            state.starred = True
        elif self._enters(name):
            return
        elif state.destination in {"text", "number"} and name in SYMBOLS:
            self._put(SYMBOLS[name])
        elif name in {"~", "_"}:
            self._put("\xa0" if name == "~" else "-")
        elif name in {"par", "cell", "nestcell", "row", "nestrow", "sect"}:
            if state.destination == "text":
                self._end(name)
        else:
            self._set(token)

    def _enters(self, name: str) -> bool:
        """Change where the words of a group go, when the control word says so."""
        state = self._state
        if name == "title" and state.destination == "skip":
            state.destination = "title"
        elif name == "stylesheet":
            state.destination = "stylesheet"
        elif name == "fonttbl":
            state.destination = "fonttbl"
        elif name in {"pntext", "listtext"}:
            state.destination = "number" if state.destination == "text" else state.destination
        elif name in RUNNING or name in {"footnote", "annotation"}:
            kind = BlockKind.FURNITURE if name in RUNNING else BlockKind.NOTE
            state.story = _Story(kind)
            state.destination, state.in_table = "text", False
        elif name == "ud":
            state.destination = "text"
        elif name in SKIPPED or (state.starred and name not in KEPT_STARRED):
            if state.destination not in {"fonttbl", "stylesheet"} or name in SKIPPED:
                state.destination = "skip"
        else:
            return False
        state.starred = False
        return True

    def _set(self, token: Token) -> None:
        name, number, state = token.word, token.number, self._state
        on = number != 0
        if name == "ansicpg":
            self._default = state.codec = code_page(number)
        elif name == "f":
            self._font = number or 0
            state.codec = self._fonts.get(self._font, self._default)
        elif name == "fcharset" and state.destination == "fonttbl":
            if number:
                self._fonts[self._font] = CHARSETS.get(number, self._default)
        elif name == "uc":
            state.skip = min(max(number or 0, 0), 100)
        elif name == "v":
            state.hidden = on
        elif name == "deleted":
            state.deleted = on
        else:
            self._set_paragraph(name, number)

    def _set_paragraph(self, name: str, number: int | None) -> None:
        state = self._state
        if name == "plain":
            state.hidden = state.deleted = False
            state.codec = self._default
        elif name == "pard":
            state.in_table, state.style, state.outline = False, 0, None
        elif name == "intbl":
            state.in_table = True
        elif name == "trowd":
            state.head = False
            state.story.form.take(name, number)
        elif name == "trhdr":
            state.head = True
        elif name == "s":
            state.style = number or 0
        elif name == "outlinelevel":
            state.outline = number
        else:
            state.story.form.take(name, number)

    def _end(self, name: str) -> None:
        story = self._state.story
        if name in {"par", "sect"}:
            self._end_paragraph(story, self._state)
        elif name in {"cell", "nestcell"}:
            self._end_paragraph(story, replace(self._state, in_table=True))
            text = "\n".join(line for line in story.cell if line)
            story.cell = []
            story.row.append(HtmlCell(text, 1, 1, head=False))
        elif story.row:
            for cell in story.row:
                cell.head = self._state.head
            story.forms.append(list(story.form.ends) if name == "row" else [])
            story.rows.append(story.row)
            story.row = []

    def _end_paragraph(self, story: _Story, state: _State) -> None:
        text, hidden = _joined(story.parts), _joined(story.hidden)
        number = " ".join(_joined(story.number).split()) or None
        story.parts, story.hidden, story.number = [], [], []
        if hidden.strip():
            self._hidden += count_characters(hidden)
            self._gathering.add_flowing(Block(BlockKind.FURNITURE, hidden.strip()))
        if state.in_table:
            story.cell.append(text.strip())
            return
        self._close_table(story)
        kind, level = story.kind, None
        if kind is BlockKind.PARAGRAPH and (found := self._level(state)) and len(text) <= _LONGEST_HEADING:
            kind, level = BlockKind.HEADING, found
        elif kind is BlockKind.PARAGRAPH and number is not None:
            kind = BlockKind.LIST_ITEM
        if number is not None and not any(char.isalnum() for char in number):
            number = "•"
        for index, piece in enumerate(split_items(text)):
            self._gathering.add_flowing(Block(kind, piece, level=level, number=None if index else number))

    def _level(self, state: _State) -> int | None:
        if state.outline is not None:
            return state.outline + 1 if 0 <= state.outline < 9 else None
        return self._levels.get(state.style)

    def _close(self, story: _Story) -> None:
        """Gather what no mark has ended: a last paragraph, cells of a row cut off."""
        in_table = bool(story.cell or story.row)
        self._end_paragraph(story, replace(self._state, in_table=in_table))
        if in_table:
            story.row.append(HtmlCell("\n".join(filter(None, story.cell)), 1, 1, head=False))
        self._close_table(story)

    def _close_table(self, story: _Story) -> None:
        if story.row:
            story.rows.append(story.row)
            story.row = []
        rows, story.rows = spanned(story.rows, story.forms), []
        story.forms = []
        if rows:
            kind = BlockKind.TABLE_ROW if story.kind is BlockKind.PARAGRAPH else story.kind
            gather_table(rows, self._gathering, kind=kind)


def _joined(parts: list[str]) -> str:
    """Join what was read; halves of a surrogate pair become one character, lone ones U+FFFD."""
    return "".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
