"""Which blocks are headings: the format's word, typography, and where a number stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from domain.document import Block, BlockKind
from domain.text import fold
from pipeline.marks import Marked, follows
from pipeline.numbering_styles import shipped

_HAN_CHAR = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z][\w'’-]*")
_STOPS = ("。", "；", ";", "！", "!", "？", "?", "，", ",", "、")
_PAUSE = re.compile(r"，|(?<=[\u3400-\u9fff）)]),(?=[\u3400-\u9fff（(])")
_LABEL = re.compile(r"[:：]\s*\S")
_FRAMED = re.compile(r"[【〖].{1,30}[】〗]\s*\Z")
_CAPTION = re.compile(r"\s*(?:[附续續]?[表圖图]|(?:Table|Figure|Fig\.)(?=\s))\s*[A-Z]?\d", re.IGNORECASE)
_LONGEST_CAPTION = 100
_HEAD_ROWS = 3  # rows that a table's head has at most
_LARGER = 1.12  # a title's size over that of the running text


def has_duty(text: str) -> bool:
    """Tell whether a word of duty stands in the text (应, shall), not inside another (供应)."""
    rules = shipped()
    for word in rules.duty_unless:
        if word in text:
            text = text.replace(word, "□")
    return rules.duty.search(text) is not None


def is_sentence(text: str) -> bool:
    """Tell whether a short text is a sentence, so no title."""
    bare = text.strip()
    han, words = len(_HAN_CHAR.findall(bare)), len(_LATIN_WORD.findall(bare))
    rules = shipped()
    if han > rules.longest_han or words > rules.longest_words or bare.endswith(_STOPS) or "。" in bare:
        return True
    if bare.endswith(".") and not bare.endswith("..") and (words > 4 or han > 0):
        return True
    if _PAUSE.search(bare) and han > 16:
        return True
    leads = bare.endswith((":", "："))
    if leads and any(word in fold(bare) for word in rules.lead_strong):
        return True
    return (han > 6 or words > 3 or leads) and has_duty(bare)


def is_caption(text: str) -> bool:
    """Tell whether a text names the table or figure beside it: 表 3-1 …, Table 2: …."""
    return len(text) <= _LONGEST_CAPTION and _CAPTION.match(text) is not None


def body_size(blocks: Sequence[Block]) -> float:
    """Return the commonest type size of running text in points, 0.0 where unknown."""
    sizes: Counter[float] = Counter()
    for block in blocks:
        if block.size > 0 and block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            sizes[round(block.size, 1)] += len(block.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


class Titles:
    """The headings among the blocks of one document."""

    def __init__(self, marked: Sequence[Marked]) -> None:
        self._marked = marked
        self._body = body_size([item.block for item in marked])
        bold = sum(len(item.block.text) for item in marked if item.block.bold)
        self._bold_speaks = bold * 3 < sum(len(item.block.text) for item in marked)
        self._known: list[bool] = []
        for at in range(len(marked)):
            self._known.append(self._decide(at))

    def is_heading(self, at: int) -> bool:
        """Tell whether the block is a section title."""
        return self._known[at]

    def title_of(self, at: int) -> str | None:
        """Return the title as it reads, with its number; None where the block is none.

        A table's own head is a heading and no title of anything below it.
        """
        if not self._known[at] or self._is_table_head(at):
            return None
        item = self._marked[at]
        text = item.block.text.strip()
        return f"{item.mark.written} {text}" if item.mark is not None and item.automatic else text

    def size_of(self, at: int) -> float:
        """Return the type size of the block in points where it says something, else 0.0."""
        size = self._marked[at].block.size
        return size if size > self._body > 0 else 0.0

    def _decide(self, at: int) -> bool:
        item = self._marked[at]
        block = item.block
        if block.kind is BlockKind.TABLE_ROW:
            return self._row_title(at)
        if block.kind is BlockKind.NOTE:
            return False
        if item.mark is not None and not item.body.strip():
            return item.role != "item" and self._next_is_plain(at)
        if is_sentence(item.body):
            return False
        if block.kind is BlockKind.HEADING:
            return True
        if item.mark is not None:
            return self._numbered_title(at)
        if at > 0 and self._known[at - 1] and self._is_bare(at - 1):
            return self._next(at) is not None and _LABEL.search(block.text) is None
        return block.kind is BlockKind.PARAGRAPH and self._plain_title(at)

    def _is_bare(self, at: int) -> bool:
        item = self._marked[at]
        return item.mark is not None and not item.automatic and not item.body.strip()

    def _row_title(self, at: int) -> bool:
        """Tell whether a row repeats the header, or is one short title over the rows below it."""
        block = self._marked[at].block
        if self._is_table_head(at):
            return True
        filled = {fold(cell) for cell in block.cells if cell.strip()}
        if len(filled) != 1 or len(block.cells) < 2 or is_sentence(block.text) or _LABEL.search(block.text):
            return False
        following = self._next(at)
        return following is not None and following.block.table == block.table

    def _is_table_head(self, at: int) -> bool:
        """Tell whether a row holds the column headings, itself or as the rows below it say.

        Some readers give a head row its own cells as header, others none; where a head has
        two rows, the header joins them, so each cell stands in the header of its column.
        """
        block = self._marked[at].block
        cells = tuple(map(fold, block.cells))
        if block.kind is not BlockKind.TABLE_ROW or not any(cells):
            return False
        if block.header:
            return cells == tuple(map(fold, block.header))
        header = self._header_below(at)
        if len(header) != len(cells):
            return False
        return all(not cell or cell in head for cell, head in zip(cells, header, strict=True))

    def _header_below(self, at: int) -> tuple[str, ...]:
        """Return the folded header of the next row of the table that has one."""
        table = self._marked[at].block.table
        for item in self._marked[at + 1 : at + 1 + _HEAD_ROWS]:
            if item.block.table != table or table is None:
                return ()
            if item.block.header:
                return tuple(map(fold, item.block.header))
        return ()

    def _next(self, at: int) -> Marked | None:
        return next(
            (item for item in self._marked[at + 1 : at + 6] if item.block.kind is not BlockKind.NOTE), None
        )

    def _next_is_plain(self, at: int) -> bool:
        following = self._next(at)
        return following is not None and following.mark is None

    def _stands_out(self, block: Block) -> bool:
        larger = self._body > 0 and block.size > self._body * _LARGER
        return larger or (block.bold and self._bold_speaks)

    def _numbered_title(self, at: int) -> bool:
        item = self._marked[at]
        if item.role == "part":
            return True
        if self._stands_out(item.block):
            return item.role != "item" or item.block.size > self._body * _LARGER > 0
        if item.role == "item" or _LABEL.search(item.body):
            return False
        following = self._next(at)
        if following is None or self._continues_list(at):
            return False
        return not (
            item.mark is not None and following.mark is not None and follows(item.mark, following.mark)
        )

    def _continues_list(self, at: int) -> bool:
        """Tell whether the block before is the predecessor in a list, and no title itself."""
        if at == 0:
            return False
        before, here = self._marked[at - 1].mark, self._marked[at].mark
        return (
            before is not None
            and here is not None
            and not self._known[at - 1]
            and follows(before, here)
            and not is_sentence(self._marked[at - 1].body)
        )

    def _plain_title(self, at: int) -> bool:
        block = self._marked[at].block
        text = block.text.strip()
        if len(text) > 80 or not any(char.isalpha() for char in text) or self._next(at) is None:
            return False
        if _FRAMED.match(text):
            return True
        if _LABEL.search(text) or text.endswith((":", "：")):
            return False
        letters = [char for char in text if char.isalpha()]
        capitals = len(letters) >= 8 and all("A" <= char <= "Z" for char in letters) and " " in text
        return capitals or self._stands_out(block)
