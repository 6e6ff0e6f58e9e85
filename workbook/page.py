"""A sheet while it is being written: rows from top to bottom, each as high as its text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.xml.functions import tostring

from workbook.cells import CELL_LIMIT, cell_text, looks_like_formula, visible_text
from workbook.marked import Mark, Piece
from workbook.measure import ROW_LIMIT, count_lines, has_wide
from workbook.own_notes import comment
from workbook.rows import Position, Rows, cell, formula_cell, rich_cell, row
from workbook.style import CAME, FONTS, INK, LINE_HEIGHT, LOOKS, RED, SIZE, WIDE_LINE_HEIGHT, Styles

_A3, _A4 = 8, 9
_READABLE = 330.0  # column units on one A3 page
_LONGEST_CHOICE = 255  # characters of a drop-down's list that Excel allows

_MOST_BREAKS = 60  # of lines in the highest row there can be
_SHORT = 8  # characters of a word that is worth remembering
_MOST_PIECES = 400  # of a marked difference in one cell

Value = str | int | float | date | Position | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A value and how it looks (a name of ``style.LOOKS``).

    A text goes over ``span`` columns as far as measuring is concerned.  ``pieces`` are the
    text once more with what differs marked; they are shown where the cell can hold them.
    ``formula`` is one that a person typed in a column of their own, never a document's words.
    """

    value: Value
    look: str = "machine"
    span: int = 1
    pieces: tuple[Piece, ...] = ()
    formula: str = ""


class Page:
    """Writes one sheet.  Widths, freezing and printing must be set before the first row."""

    def __init__(self, sheet: Any, styles: Styles, language: str, cut_mark: str) -> None:
        self.sheet = sheet
        self.rows = 0
        self.written = Rows()
        self._styles = styles
        self._language = language
        self._cut_mark = cut_mark
        self._widths: list[float] = []
        self._hidden: set[int] = set()
        self._short: dict[tuple[int, object, str, int], tuple[str, float]] = {}

    def set_widths(
        self, widths: Sequence[float], folded: Iterable[int] = (), hidden: Iterable[int] | None = None
    ) -> None:
        """Set the columns' widths; ``folded`` columns (from 0) are grouped, and hidden unless others are."""
        self._widths = list(widths)
        grouped = set(folded)
        self._hidden = grouped if hidden is None else set(hidden)
        for index, width in enumerate(widths):
            column = self.sheet.column_dimensions[get_column_letter(index + 1)]
            column.width = width
            if index in grouped:
                column.outlineLevel = 1
            if index in self._hidden:
                column.hidden = True
        self.sheet.sheet_properties.outlinePr.summaryRight = False

    def freeze(self, cell: str, zoom: int = 100) -> None:
        """Keep what is above and left of the cell in sight."""
        self.sheet.freeze_panes = cell
        self.sheet.sheet_view.zoomScale = zoom
        self.sheet.sheet_view.showGridLines = False

    def set_print(self, repeat: int, footer: str, large: bool = True, keep: str = "") -> None:
        """Print landscape on A3 (or A4), the first ``repeat`` rows on each page.

        One page wide, or, where columns to ``keep`` on each page are named (``A:C``), as
        many as it takes to be read.
        """
        sheet = self.sheet
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = _A3 if large else _A4
        sheet.page_setup.fitToWidth = math.ceil(sum(self._widths) / _READABLE) if keep else 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.4
        margins.top, margins.bottom = 0.7, 0.6
        margins.header = margins.footer = 0.3
        if keep:
            sheet.print_title_cols = keep
        if repeat:
            sheet.print_title_rows = f"1:{repeat}"
        sheet.oddHeader.left.text = "&F"
        sheet.oddHeader.right.text = "&A"
        draft, pages = footer.split("|")
        sheet.oddFooter.left.text = "&D"
        sheet.oddFooter.center.text = draft
        sheet.oddFooter.right.text = pages

    def add(self, entries: Sequence[Entry | None], least: float = 0.0) -> int:
        """Add a row and return its number; it is at least ``least`` points high."""
        return self.add_made(self.made(entries, least))

    def made(self, entries: Sequence[Entry | None], least: float = 0.0) -> str:
        """Return a row as it will be written, wherever that is; ``add_made`` adds it."""
        cells, most = [], LINE_HEIGHT[self._language] + 3
        for at, entry in enumerate(entries, start=1):
            if entry is not None:
                made, height = self._often(at, entry) if _is_short(entry) else self._measured(at, entry)
                cells.append(made)
                most = max(most, height)
        return row(cells, max(min(most, ROW_LIMIT), least))

    def look(self) -> tuple[object, ...]:
        """Return what a row's looks and height hang on beside its entries."""
        return self._language, tuple(self._widths), sorted(self._hidden)

    def add_made(self, made: str) -> int:
        """Add a row that is made and return its number."""
        self.rows += 1
        self.written.add(made)
        return self.rows

    def comment(self, column: int, words: str) -> None:
        """Hang a comment on a cell of the last row."""
        place = f"{get_column_letter(column)}{self.rows}"
        self.sheet._get_writer()  # which forgets the comments that were there before it
        self.sheet._comments.append(comment(place, visible_text(words)))

    def skip(self) -> None:
        """Leave a row empty."""
        self.add([])

    def span(self, first: int, last: int) -> None:
        """Join the cells of the columns ``first`` to ``last`` (from 1) of the last row."""
        at = self.rows
        self.sheet.merged_cells.add(f"{get_column_letter(first)}{at}:{get_column_letter(last)}{at}")

    def offer(self, column: int, choices: Sequence[str], first: int, last: int) -> None:
        """Offer choices in a column (from 1); other entries are allowed after a question."""
        words = ",".join(choice.replace(",", "、").replace('"', "'") for choice in choices)
        if not choices or len(words) > _LONGEST_CHOICE:
            return
        rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
        rule.errorStyle = "warning"
        letter = get_column_letter(column)
        rule.add(f"{letter}{first}:{letter}{last}")
        self.sheet.data_validations.append(rule)

    def mark(self, cells: str, formula: str, look: str) -> None:
        """Let cells look otherwise where a formula is true."""
        style = LOOKS[look]
        fill = PatternFill("solid", bgColor=style.fill) if style.fill else None
        font = Font(color=style.ink, bold=style.bold or None) if style.fill is None else None
        rule = FormulaRule(formula=[formula], fill=fill, font=font)  # type: ignore[no-untyped-call]
        self.sheet.conditional_formatting.add(cells, rule)

    def filter(self, columns: int, last: int) -> None:
        """Put filter buttons on the first row, for the rows down to ``last``."""
        self.sheet.auto_filter.ref = f"A1:{get_column_letter(columns)}{max(last, 1)}"

    def _cell(self, column: int, entry: Entry) -> str:
        value = entry.value
        if entry.formula:
            shown = cell_text(value, self._cut_mark) if isinstance(value, str) else value
            known = shown if isinstance(shown, str | int | float) else ""
            return formula_cell(column, self._styles.number(entry.look), entry.formula, known)
        if not isinstance(value, str):
            return cell(column, self._styles.number(entry.look), value)
        text = cell_text(value, self._cut_mark)
        style = self._styles.number(entry.look, looks_like_formula(text))
        if entry.pieces and _is_showable(entry.pieces):
            return rich_cell(column, style, self._marked(entry.pieces))
        return cell(column, style, text)

    def _marked(self, pieces: Sequence[Piece]) -> str:
        font = FONTS[self._language]
        text = CellRichText(
            *(
                TextBlock(_inline_font(font, piece.mark), cell_text(piece.text, self._cut_mark))
                for piece in pieces
                if piece.text
            )
        )
        raw: Any = tostring(text.to_tree())
        return str(raw, "utf-8") if isinstance(raw, bytes) else str(raw)

    def _often(self, column: int, entry: Entry) -> tuple[str, float]:
        """Return a short word's cell and height; such words stand in thousands of cells."""
        key = (column, entry.value, entry.look, entry.span)
        known = self._short.get(key)
        if known is None:
            known = self._short[key] = self._measured(column, entry)
        return known

    def _measured(self, column: int, entry: Entry) -> tuple[str, float]:
        """Return the cell and how high it must be, in points."""
        made, index = self._cell(column, entry), column - 1
        if index in self._hidden or not isinstance(entry.value, str):
            return made, 0.0
        return made, self._entry_height(entry, index)

    def _entry_height(self, entry: Entry, index: int) -> float:
        look, text = LOOKS[entry.look], str(entry.value)
        width = sum(self._widths[index : index + entry.span]) * SIZE / look.size
        if look.wrap and text.count("\n") > _MOST_BREAKS:
            return ROW_LIMIT  # however long its lines are
        lines = count_lines(text, width) if look.wrap else 1
        line = WIDE_LINE_HEIGHT if has_wide(text) else LINE_HEIGHT[self._language]
        return lines * line * look.size / SIZE + 4


def _is_short(entry: Entry) -> bool:
    value = entry.value
    return isinstance(value, str) and len(value) <= _SHORT and not entry.pieces and not entry.formula


def _is_showable(pieces: Sequence[Piece]) -> bool:
    """Tell whether a cell can hold the pieces: not too many, not too long, and something marked."""
    marked = any(piece.mark is not Mark.PLAIN and piece.text for piece in pieces)
    return marked and len(pieces) <= _MOST_PIECES and sum(len(p.text) for p in pieces) < CELL_LIMIT // 4


@cache
def _inline_font(name: str, mark: Mark) -> InlineFont:
    """Return the font of a piece; without one Excel shows it in the workbook's, not in the cell's."""
    colour = {Mark.DELETE: RED, Mark.INSERT: CAME}.get(mark, INK)
    return InlineFont(
        rFont=name,
        sz=SIZE,
        color=Color(rgb=f"FF{colour}"),
        strike=True if mark is Mark.DELETE else None,
        u="single" if mark is Mark.INSERT else None,
    )
