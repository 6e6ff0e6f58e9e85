"""Markdown as blocks: headings, lists, pipe tables; every other mark stays in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.document import Block, BlockKind
from domain.text import count_characters, join_lines
from extractors.gathering import Gathering
from extractors.line_items import begins_item, ends_statement
from extractors.table_heads import fit

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(\S.*?)(?:[ \t]+#+)?[ \t]*$")
_BULLET = re.compile(r"^([ \t]*)[-*+•][ \t]+(\S.*)$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_DIVIDER = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
_QUOTE = re.compile(r"^ {0,3}>[ \t]?")
_BREAK = re.compile(r"^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")


def looks_like_markdown(lines: Sequence[str]) -> bool:
    """Tell Markdown by two signs at least: headings, a table's divider, fences, links."""
    headings = sum(1 for line in lines if _HEADING.match(line))
    dividers = sum(1 for line in lines if "|" in line and _DIVIDER.match(line))
    fences = sum(1 for line in lines if _FENCE.match(line))
    emphasised = sum(1 for line in lines if re.search(r"\*\*\S.*\S\*\*|\[[^\]]+\]\([^)]+\)", line))
    return headings >= 2 or dividers >= 1 or (headings >= 1 and fences + emphasised >= 1)


class MarkdownReader:
    """Reads the lines of a Markdown document into blocks."""

    def __init__(self, lines: Sequence[str], gathering: Gathering) -> None:
        """Take the lines and where the blocks go."""
        self._lines = lines
        self._gathering = gathering
        self._pending = ""
        self._pending_list: int | None = None

    def tell(self) -> None:
        """Gather the blocks in order."""
        index = 0
        fenced = False
        while index < len(self._lines):
            line = self._lines[index]
            if _FENCE.match(line):
                self._flush()
                fenced = not fenced
                index += 1
            elif fenced:
                self._flush()
                self._pending = line.strip()
                index += 1
            else:
                index += self._step(index, line)
        self._flush()

    def _step(self, index: int, line: str) -> int:
        """Read one line, or a whole table; return how many lines that took."""
        rows = self._count_rows(index)
        if rows:
            self._flush()
            self._table(self._lines[index : index + rows])
            return rows
        heading = _HEADING.match(line)
        bullet = _BULLET.match(line)
        if not line.strip() or (_BREAK.match(line) and not self._underlines(line)):
            self._flush()
        elif heading:
            self._flush()
            self._add(BlockKind.HEADING, heading.group(2), level=len(heading.group(1)))
        elif self._underlines(line):
            level = 1 if "=" in line else 2
            text, self._pending = self._pending, ""
            self._add(BlockKind.HEADING, text, level=level)
        elif bullet and not _BREAK.match(line):
            self._flush()
            self._pending = bullet.group(2).strip()
            self._pending_list = len(bullet.group(1).expandtabs(4)) // 2 + 1
        else:
            self._text(_QUOTE.sub("", line))
        return 1

    def _underlines(self, line: str) -> bool:
        return bool(self._pending and self._pending_list is None and _UNDERLINE.match(line))

    def _text(self, line: str) -> None:
        parts = self._pending and (
            begins_item(line) or (line.endswith("  ") and ends_statement(self._pending))
        )
        if parts:
            self._flush()
        self._pending = join_lines(self._pending, line.strip()) if self._pending else line.strip()

    def _flush(self) -> None:
        if self._pending:
            if self._pending_list is not None:
                self._add(BlockKind.LIST_ITEM, self._pending, level=self._pending_list, number="•")
            else:
                self._add(BlockKind.PARAGRAPH, self._pending)
        self._pending, self._pending_list = "", None

    def _add(self, kind: BlockKind, text: str, level: int | None = None, number: str | None = None) -> None:
        self._gathering.add_flowing(Block(kind, text.strip(), level=level, number=number))

    def _count_rows(self, index: int) -> int:
        """Return how many lines a pipe table takes from here, 0 where there is none."""
        if index + 1 >= len(self._lines) or "|" not in self._lines[index]:
            return 0
        divider = self._lines[index + 1]
        if "|" not in divider and len(_cells(self._lines[index])) > 1:
            return 0
        if not _DIVIDER.match(divider):
            return 0
        end = index + 2
        while end < len(self._lines) and "|" in self._lines[end]:
            end += 1
        return end - index

    def _table(self, lines: Sequence[str]) -> None:
        table = self._gathering.next_table()
        header = _cells(lines[0])
        self._row(header, (), table)
        for line in lines[2:]:
            self._row(_cells(line), header, table)

    def _row(self, cells: tuple[str, ...], header: tuple[str, ...], table: int) -> None:
        text = " | ".join(cell for cell in cells if cell)
        if text:
            own = sum(count_characters(cell) for cell in cells)
            head = fit(header, len(cells))
            block = Block(BlockKind.TABLE_ROW, text, cells=cells, header=head, table=table)
            self._gathering.add_flowing(block, characters=own)


def _cells(line: str) -> tuple[str, ...]:
    bare = line.strip().removeprefix("|")
    bare = bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare
    return tuple(cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", bare))
