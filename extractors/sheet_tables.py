"""Sheets of cells to blocks: titles, column headings, rows; for workbooks and CSV.

Nothing but texts and merged ranges is known here: what is a heading is told by where it
stands, how short it is and what follows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from domain.document import Block, BlockKind, Locator
from domain.text import count_characters
from extractors.gathering import Gathering
from extractors.line_items import ends_statement, split_items
from extractors.plain_lines import width
from extractors.table_heads import (
    fit,
    is_figure,
    is_heading_word,
    is_label,
    join_heads,
    looks_like_heads,
)

_LOOK_AHEAD = 10  # rows below that tell whether a row heads them
_TITLE_WIDTH = 100  # columns; a Han character takes two

# Row and column of a cell from 0 to the place a person finds it at.
Locate = Callable[[int, int], Locator]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, rows and columns from 0, ends included, relative to the grid."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Grid:
    """The cells of one sheet as shown; all rows of the same length."""

    rows: list[list[str]]
    merges: Sequence[Merge] = ()


@dataclass(slots=True)
class _State:
    """Where in the sheet we are: the table in force and what it is headed by."""

    header: tuple[str, ...] = ()
    table: int | None = None
    after_blank: bool = True


@dataclass(slots=True)
class SheetReader:
    """Reads one grid into blocks."""

    grid: Grid
    gathering: Gathering
    place: str
    locate: Locate
    _down: list[list[str]] = field(default_factory=list)
    _across: list[list[str]] = field(default_factory=list)
    _columns: list[int] = field(default_factory=list)
    _picked: list[list[str]] = field(default_factory=list)
    _merged_rows: dict[tuple[int, int], Merge] = field(default_factory=dict)

    def tell(self) -> None:
        """Gather the blocks of the sheet in row order."""
        self.gathering.place(self.place)
        self._prepare()
        state = _State()
        index = 0
        while index < len(self.grid.rows):
            index += self._step(index, state)

    def _prepare(self) -> None:
        """Fill merged ranges: downwards for rows, in all directions for headings."""
        rows = self.grid.rows
        self._down = [list(row) for row in rows]
        self._across = [list(row) for row in rows]
        for merge in self.grid.merges:
            self._fill(merge)
        used = {column for row in rows for column, text in enumerate(row) if text}
        self._columns = sorted(used)
        self._picked = [self._pick(row) for row in rows]

    def _fill(self, merge: Merge) -> None:
        rows = self.grid.rows
        if merge.top >= len(rows) or merge.left >= len(rows[merge.top]):
            return
        text = rows[merge.top][merge.left]
        self._merged_rows[merge.top, merge.left] = merge
        if not text:
            return
        for row in range(merge.top, min(merge.bottom, len(rows) - 1) + 1):
            for column in range(merge.left, min(merge.right, len(rows[row]) - 1) + 1):
                if not rows[row][column]:
                    self._across[row][column] = text
                    if column == merge.left:
                        self._down[row][column] = text

    def _step(self, index: int, state: _State) -> int:
        """Gather one row, or the rows of column headings; return how many rows that took."""
        filled = [column for column in self._columns if self.grid.rows[index][column]]
        if not filled:
            if not any(self._down[index]):
                state.after_blank = True
            return 1
        heads = self._count_heads(index, state)
        if heads:
            self._open(index, heads, state)
        elif len(filled) == 1 and self._is_title(index, filled[0], state):
            self._title(index, filled[0], state)
        else:
            self._continue(filled, state)
            self._row(index, state)
        state.after_blank = False
        return max(heads, 1)

    def _pick(self, row: Sequence[str]) -> list[str]:
        return [row[column] for column in self._columns]

    def _below(self, index: int) -> list[list[str]]:
        """Return the next rows up to a blank one, only the columns in use."""
        return list(takewhile(any, self._picked[index + 1 : index + 1 + _LOOK_AHEAD]))

    def _count_heads(self, index: int, state: _State) -> int:
        """Return how many rows from here are column headings, 0 for none."""
        if not self._is_head(index, state):
            return 0
        if self._is_split(index) and index + 1 < len(self.grid.rows):
            second = [text for text in self._pick(self.grid.rows[index + 1]) if text]
            if second and all(is_label(text) for text in second) and self._fits_under(index):
                return 2
        return 1

    def _is_head(self, index: int, state: _State) -> bool:
        filled = [text for text in self._picked[index] if text]
        if len(filled) < 2 or not all(map(is_label, filled)):
            return False
        if state.header and not state.after_blank:
            known = sum(1 for text in filled if is_heading_word(text))
            if known * 2 < len(filled) or known < 2:
                return False
        below = self._below(index)
        return self._wide_enough(index, filled, below) and looks_like_heads(filled, below, emphasised=False)

    def _wide_enough(self, index: int, filled: list[str], below: list[list[str]]) -> bool:
        """Tell whether the row covers most columns of the rows below; heads do."""
        across = sum(1 for text in self._pick(self._across[index]) if text)
        widest = max((sum(1 for text in row if text) for row in below), default=0)
        return max(across, len(filled)) * 2 >= widest

    def _is_split(self, index: int) -> bool:
        return any(
            (merge := self._merged_rows.get((index, column))) is not None and merge.right > merge.left
            for column in self._columns
        )

    def _fits_under(self, index: int) -> bool:
        """Tell whether the next row's cells stand only under headings that span columns."""
        below = self.grid.rows[index + 1]
        for column in self._columns:
            if not below[column]:
                continue
            if not self._across[index][column]:
                return False
            merge = self._merged_rows.get((index, column))
            if merge is None and self.grid.rows[index][column]:
                return False
        return True

    def _is_title(self, index: int, column: int, state: _State) -> bool:
        """Tell a line of its own from a table row of which only one cell is filled."""
        if not state.header or state.after_blank:
            return True
        merge = self._merged_rows.get((index, column))
        if merge is not None and merge.right - merge.left + 1 >= max(2, len(self._columns) // 2):
            return True
        text = self.grid.rows[index][column]
        carried = sum(1 for cell in self._down[index] if cell) > 1
        return column == self._columns[0] and is_label(text) and not carried

    def _title(self, index: int, column: int, state: _State) -> None:
        text = self.grid.rows[index][column]
        kind = BlockKind.HEADING if self._heads_rows(index, column, text) else BlockKind.PARAGRAPH
        for part in split_items(text):
            self.gathering.add(Block(kind, part, self.locate(index, column)), self.place)
        if state.after_blank:
            state.header, state.table = (), None

    def _heads_rows(self, index: int, column: int, text: str) -> bool:
        """Tell the title of what follows from a remark or a line of a single column."""
        if "\n" in text or width(text) > _TITLE_WIDTH or ends_statement(text) or is_figure(text):
            return False
        if (merge := self._merged_rows.get((index, column))) is not None and merge.right > merge.left:
            return True
        following = (self._pick(row) for row in self.grid.rows[index + 1 : index + _LOOK_AHEAD] if any(row))
        return any(sum(1 for cell in row if cell) > 1 for row in list(following)[:2])

    def _open(self, index: int, heads: int, state: _State) -> None:
        """Begin a table: gather its headings as rows without a header."""
        state.table = self.gathering.next_table()
        state.header = ()
        for row in range(index, index + heads):
            self._row(row, state)
        state.header = join_heads([self._pick(self._across[row]) for row in range(index, index + heads)])

    def _continue(self, filled: list[int], state: _State) -> None:
        """Go on with the table in force, or begin one without headings."""
        if state.after_blank and state.header:
            headed = {column for column, head in zip(self._columns, state.header, strict=True) if head}
            if not set(filled) <= headed:
                state.header, state.table = (), None
        elif state.after_blank:
            state.table = None
        if state.table is None:
            state.table = self.gathering.next_table()

    def _row(self, index: int, state: _State) -> None:
        cells = self._pick(self._down[index])
        own = sum(count_characters(text) for text in self.grid.rows[index])
        first = next(column for column in self._columns if self.grid.rows[index][column])
        block = Block(
            BlockKind.TABLE_ROW,
            " | ".join(text for text in cells if text),
            self.locate(index, first),
            cells=tuple(cells),
            header=fit(state.header, len(cells)),
            table=state.table,
        )
        self.gathering.add(block, self.place, own)
