"""Pages of lines to blocks: the format-independent half of reading a page that is drawn.

Whoever knows where lines of text stand (a PDF's text layer, an OCR engine) hands in
``PageText`` and gets back blocks in reading order.  The steps stand in modules of their own:
``layout_furniture`` (running heads, page numbers, contents pages, watermarks),
``layout_order`` (columns), ``layout_paragraphs`` (joining lines), ``layout_items`` (labels
that start an item) and ``tables`` (rows of ruled tables).

All coordinates are points from the top-left corner of the page, in the direction in which
its text is read; ``PageText.turn`` says how the page is turned when it is seen.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from domain.document import Box, Locator
from domain.text import count_characters
from extractors.layout_hyphens import parts_words


@dataclass(slots=True)
class Line:
    """A piece of text on one baseline; ``source`` is its rank in the order of the file.

    Nobody changes a line; it is not frozen because a frozen one takes three times as long to
    make, and a document has tens of thousands.

    ``gap`` tells that a wide blank stands inside (columns of an unruled table), ``hyphen``
    that the last character is a hyphen at which a word may be parted, ``angle`` how many
    degrees the line is turned against the reading direction, ``blank`` that the file has a
    blank behind the last character (one between Chinese and Latin that would else be lost).
    """

    page: int
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float = 0.0
    bold: bool = False
    source: int = 0
    gap: bool = False
    hyphen: bool = False
    angle: float = 0.0
    blank: bool = False
    _characters: int = field(default=-1, init=False, repr=False, compare=False)

    @property
    def height(self) -> float:
        """Height of the box in points, never below one."""
        height = self.bottom - self.top
        return height if height > 1.0 else 1.0

    @property
    def em(self) -> float:
        """The font size, or what the box says where it is unknown."""
        size = self.size
        return size if size > 1.0 else self.height

    @property
    def middle(self) -> float:
        """The vertical middle of the line."""
        return (self.top + self.bottom) / 2

    @property
    def characters(self) -> int:
        """How many characters the line has, blanks not counted."""
        if self._characters < 0:
            self._characters = count_characters(self.text)
        return self._characters


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its lines by cell, and from which cell above a cell is spanned.

    ``spans[i]`` tells that cell ``i`` is covered by the cell above it, ``widened[i]`` that
    the cell at its left covers it.
    """

    cells: tuple[tuple[Line, ...], ...]
    spans: tuple[bool, ...]
    box: Box
    widened: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class TablePiece:
    """The rows of one table that stand on one page; ``columns`` are the left edges."""

    page: int
    box: Box
    columns: tuple[float, ...]
    rows: tuple[TableRow, ...]
    source: int = 0
    tail: int = 0

    @property
    def is_rest(self) -> bool:
        """Tell whether there is one filled cell only: no table unless another goes on in it."""
        return sum(1 for row in self.rows for cell in row.cells if cell) == 1

    @property
    def lines(self) -> list[Line]:
        """All lines in the cells."""
        return [line for row in self.rows for cell in row.cells for line in cell]


@dataclass(frozen=True, slots=True)
class PageText:
    """A page: size in points in reading direction, its lines in file order, tables, figures.

    ``vertical`` tells that its text is written from top to bottom, in columns from the right.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    tables: tuple[TablePiece, ...] = ()
    turn: int = 0
    figures: tuple[Box, ...] = ()
    vertical: bool = False

    def is_label(self, line: Line) -> bool:
        """Tell whether a line stands in a figure."""
        return any(
            box.x0 <= line.x0 and line.x1 <= box.x1 and box.top <= line.middle <= box.bottom
            for box in self.figures
        )

    def locate(self, box: Box) -> Locator:
        """Return the place on the page as it is seen."""
        return Locator(page=self.number, box=_turned(box, self.turn, self.width, self.height))


def _turned(box: Box, turn: int, width: float, height: float) -> Box:
    x0, top, x1, bottom = box.x0, box.top, box.x1, box.bottom
    if turn == 270:
        x0, top, x1, bottom = height - bottom, x0, height - top, x1
    elif turn == 180:
        x0, top, x1, bottom = width - x1, height - bottom, width - x0, height - top
    elif turn == 90:
        x0, top, x1, bottom = top, width - x1, bottom, width - x0
    return Box(round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1))


@dataclass(slots=True)
class Style:
    """What is usual in a document: size and weight of its body text, its words.

    ``words`` counts what is written in it with and without a hyphen, folded to lower case;
    it decides whether a hyphen at a line's end belongs to the word.  ``parts`` tells that
    words are parted at line ends; where they are not, every hyphen is the author's.
    """

    size: float = 10.0
    bold: bool = False
    right: float = 0.0
    words: Counter[str] = field(default_factory=Counter)
    parts: bool = True


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def measure(pages: list[PageText]) -> Style:
    """Return what is usual in the document, weighed by letters and figures."""
    sizes: Counter[float] = Counter()
    weights: Counter[bool] = Counter()
    words: Counter[str] = Counter()
    lines = [line for page in pages for line in page.lines]
    lines += [part for page in pages for table in page.tables for part in table.lines]
    for line in lines:
        # Dot leaders of a contents page would outweigh the text itself.
        count = sum(map(str.isalnum, line.text))
        sizes[round(line.em * 2) / 2] += count
        weights[line.bold] += count
    parts = True
    if any(line.hyphen for line in lines):  # else nobody asks for the words
        words.update(word.lower() for line in lines for word in _WORD.findall(_inner(line)))
        parts = parts_words([line for page in pages for line in page.lines], words)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    return Style(size=max(size, 1.0), bold=weights[True] > weights[False], words=words, parts=parts)


def _inner(line: Line) -> str:
    return line.text.rsplit(" ", 1)[0] if line.hyphen else line.text


def union(lines: list[Line]) -> Box:
    """Return the smallest box around the lines."""
    return Box(
        min(line.x0 for line in lines),
        min(line.top for line in lines),
        max(line.x1 for line in lines),
        max(line.bottom for line in lines),
    )


def same_row(first: Line, second: Line) -> bool:
    """Tell whether two lines of a page stand on one baseline, give or take."""
    top, bottom, other_top, other_bottom = first.top, first.bottom, second.top, second.bottom
    shared = (bottom if bottom < other_bottom else other_bottom) - (top if top > other_top else other_top)
    if shared <= 0:  # asked for every pair of neighbours: no calls
        return False
    height, other = bottom - top, other_bottom - other_top
    return shared > 0.55 * (height if height < other else other)


def beside(left: Line, right: Line) -> Line:
    """Join two lines of one row, the left one first."""
    wide = right.x0 - left.x1 > 1.5 * max(left.em, right.em)
    box = union([left, right])
    longer = left if left.characters >= right.characters else right
    return replace(
        left,
        text=f"{left.text} {right.text}",
        x0=box.x0,
        top=box.top,
        x1=box.x1,
        bottom=box.bottom,
        size=longer.size,
        bold=left.bold and right.bold,
        gap=left.gap or right.gap or wide,
        hyphen=right.hyphen,
        blank=right.blank,
    )
