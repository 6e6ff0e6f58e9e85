"""The look of the workbook: two families of colours, one for the program, one for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

FONTS = {"zh": "Microsoft YaHei", "en": "Arial"}
SIZE = 9
LINE_HEIGHT = {"zh": 15.0, "en": 12.0}
WIDE_LINE_HEIGHT = 15.0

INK = "1F2933"
MACHINE = "27496D"
HUMAN = "2F6B57"
PALE_MACHINE = "EEF3F8"
PALE_HUMAN = "FDF8EA"
CHECK = "FFF1C9"
DECIDED = "E3F1E6"
RED = "B42318"
REOPENED = "FBDAD5"
CAME = "1B7A3D"
GREY = "8A94A0"
LINE = "C9D1DA"


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of cell looks; ``size`` in points."""

    fill: str | None = None
    ink: str = INK
    bold: bool = False
    size: int = SIZE
    align: str = "left"
    upright: str = "top"
    border: bool = True
    wrap: bool = True
    number: str = "General"
    locked: bool = True


LOOKS = {
    "machine": Look(),
    "centre": Look(align="center"),
    "middle": Look(upright="center"),
    "day": Look(align="center", number="yyyy-mm-dd"),
    "percent": Look(align="center", number="0%"),
    "number": Look(align="right", number="#,##0"),
    "total": Look(align="right", number="#,##0", bold=True, fill=PALE_MACHINE),
    "original": Look(fill="F8FAFC"),
    "human": Look(fill=PALE_HUMAN, locked=False),
    "human_centre": Look(fill=PALE_HUMAN, align="center", locked=False),
    "human_date": Look(fill=PALE_HUMAN, align="center", number="yyyy-mm-dd", locked=False),
    "total_words": Look(align="center", bold=True, fill=PALE_MACHINE),
    "head_machine": Look(fill=MACHINE, ink="FFFFFF", bold=True, align="center", upright="center"),
    "own": Look(locked=False),
    "own_date": Look(align="center", number="yyyy-mm-dd", locked=False),
    "head_own": Look(fill="6B7280", ink="FFFFFF", bold=True, align="center", upright="center"),
    "reopened": Look(fill=REOPENED, ink=RED, bold=True),
    "head_human": Look(fill=HUMAN, ink="FFFFFF", bold=True, align="center", upright="center"),
    "nothing": Look(ink=GREY, align="center", upright="center"),
    "band": Look(fill=PALE_MACHINE, ink=MACHINE, bold=True, upright="center"),
    "title": Look(ink=MACHINE, bold=True, size=16, border=False, upright="center", wrap=False),
    "heading": Look(ink=MACHINE, bold=True, size=11, border=False, upright="bottom", wrap=False),
    "note": Look(ink="52606D", border=False),
    "warning": Look(fill=CHECK, border=False, upright="center"),
    "label": Look(fill=PALE_MACHINE, ink=MACHINE, bold=True, upright="center"),
    "check": Look(fill=CHECK),
    "decided": Look(fill=DECIDED),
    "red": Look(ink=RED),
}


class Styles:
    """The cell styles of one workbook, made once and shared by all cells that look alike."""

    def __init__(self, sheet: Any, language: str) -> None:
        self._sheet = sheet
        self._font = FONTS[language]
        # all of them at once, so that a look has the same number in every workbook
        looks = ((name, quoted) for name in LOOKS for quoted in (False, True))
        self._made = {(name, quoted): self._make(LOOKS[name], quoted) for name, quoted in looks}

    def number(self, name: str, quoted: bool = False) -> int:
        """Return the number of the shared style; ``quoted`` marks text that starts like a formula."""
        return self._made[name, quoted]

    def _make(self, look: Look, quoted: bool) -> int:
        cell: Any = WriteOnlyCell(self._sheet)
        cell.font = Font(name=self._font, size=look.size, bold=look.bold, color=look.ink)
        cell.alignment = Alignment(horizontal=look.align, vertical=look.upright, wrap_text=look.wrap)
        cell.number_format = look.number
        if look.fill:
            cell.fill = PatternFill("solid", fgColor=look.fill)
        if look.border:
            side = Side(style="thin", color=LINE)
            cell.border = Border(left=side, right=side, top=side, bottom=side)
        cell._style.quotePrefix = int(quoted)
        return int(cell.style_id)
