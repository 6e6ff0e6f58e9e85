"""A form on paper: a DOCX with a title, tables, page numbers and boxes to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from workbook.cells import visible_text
from workbook.marked import Mark, Piece
from workbook.style import CAME, FONTS, GREY, INK, LINE, MACHINE, PALE_MACHINE, RED
from workbook.view import View

_LATIN = "Arial"
_BODY, _SMALL = 9.0, 8.0
_SIDE, _TOP = 1.6, 1.6  # margins in centimetres
_TWIPS = 567  # in a centimetre
_SMALL_HALVES = int(_SMALL * 2)  # Word counts half points
_BORDERS = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders>"
)


_SPLITTABLE = 1_200  # characters: a longer cell would leave most of a page empty
_MARKS = {
    Mark.PLAIN: "",
    Mark.DELETE: f'<w:strike/><w:color w:val="{RED}"/>',
    Mark.INSERT: f'<w:color w:val="{CAME}"/>',
    Mark.STRONG: "<w:b/>",
    Mark.FAINT: f'<w:color w:val="{GREY}"/>',
    Mark.ALERT: f'<w:b/><w:color w:val="{RED}"/>',
}

CellText = str | Sequence[Piece]


@dataclass(frozen=True, slots=True)
class _RowLook:
    """Shaded columns, least height in centimetres, and whether it is the head that repeats."""

    labels: tuple[int, ...] = ()
    height: float = 0.0
    head: bool = False


class Form:
    """A form while it is being written, from top to bottom."""

    def __init__(self, view: View, title: str, landscape: bool = False, head: str = "") -> None:
        self._document: Any = docx.Document()
        self._east = FONTS["zh"]
        self._fonts = (
            f'<w:rFonts w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:cs="{_LATIN}" w:eastAsia="{self._east}"/>'
        )
        self._width = 29.7 if landscape else 21.0
        self._set_page(landscape)
        self._set_styles()
        self._set_head(view, head or title)
        core = self._document.core_properties
        core.title, core.author = title, "csr-checklist"
        core.created = core.modified = _moment(view.checklist.generated)
        paragraph = self._document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(8)
        self._run(paragraph, title, 16.0, bold=True, colour=MACHINE)

    @property
    def room(self) -> float:
        """Return the width between the margins in centimetres."""
        return self._width - 2 * _SIDE

    def heading(self, words: str) -> None:
        """Add a heading that stays with what follows."""
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(10)
        paragraph.paragraph_format.space_after = Pt(4)
        paragraph.paragraph_format.keep_with_next = True
        self._run(paragraph, words, 11.0, bold=True, colour=MACHINE)

    def sentence(self, words: str) -> None:
        """Add a paragraph."""
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(4)
        self._run(paragraph, words)

    def facts(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Add a table of names and values, two pairs a row."""
        label, value = self.room * 0.16, self.room * 0.34
        widths = (label, value, label, value)
        lines = [pairs[start : start + 2] for start in range(0, len(pairs), 2)]
        rows = [[text for pair in line for text in pair] + [""] * (4 - 2 * len(line)) for line in lines]
        self.table(None, rows, widths, labels=(0, 2))

    def table(
        self,
        heads: Sequence[str] | None,
        rows: Sequence[Sequence[CellText]],
        widths: Sequence[float],
        labels: Sequence[int] = (),
        height: float = 0.0,
    ) -> None:
        """Add a table; the heads repeat on each page, rows do not break over pages.

        ``widths`` in centimetres, ``height`` the least of a row; ``labels`` are shaded columns.
        A row longer than a good part of a page may break.
        """
        lines = [] if heads is None else [self._row(heads, widths, _RowLook(head=True))]
        lines += [self._row(row, widths, _RowLook(tuple(labels), height)) for row in rows]
        columns = "".join(f'<w:gridCol w:w="{int(width * _TWIPS)}"/>' for width in widths)
        # parsed at once: building thousands of cells through python-docx takes minutes
        table = parse_xml(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:jc w:val="center"/>'
            f'{_BORDERS}<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
            f"{''.join(lines)}</w:tbl>"
        )
        self._document.element.body.insert_element_before(table, "w:sectPr")
        self._gap()

    def save(self, path: Path) -> None:
        """Write the form; raises OSError."""
        with path.open("wb") as file:
            self._document.save(file)

    def _row(self, texts: Sequence[CellText], widths: Sequence[float], look: _RowLook) -> str:
        height = f'<w:trHeight w:val="{int(look.height * _TWIPS)}" w:hRule="atLeast"/>' if look.height else ""
        head = "<w:tblHeader/>" if look.head else ""
        cells = (
            _cell(text, width, index in look.labels, look.head, self._fonts)
            for index, (text, width) in enumerate(zip(texts, widths, strict=True))
        )
        whole = "" if max(map(_length, texts), default=0) > _SPLITTABLE else "<w:cantSplit/>"
        return f"<w:tr><w:trPr>{whole}{height}{head}</w:trPr>{''.join(cells)}</w:tr>"

    def _run(
        self, paragraph: Any, words: str, size: float = _BODY, bold: bool = False, colour: str = INK
    ) -> None:
        run = paragraph.add_run(visible_text(words))
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, _LATIN
        run.font.color.rgb = RGBColor.from_string(colour)
        run._element.rPr.rFonts.set(qn("w:eastAsia"), self._east)

    def _gap(self) -> None:
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        self._run(paragraph, "", 4.0)

    def _set_page(self, landscape: bool) -> None:
        section = self._document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        long, short = Cm(29.7), Cm(21.0)
        section.page_width, section.page_height = (long, short) if landscape else (short, long)
        section.left_margin = section.right_margin = Cm(_SIDE)
        section.top_margin = section.bottom_margin = Cm(_TOP)
        section.header_distance = section.footer_distance = Cm(0.7)

    def _set_styles(self) -> None:
        style = self._document.styles["Normal"]
        style.font.name, style.font.size = _LATIN, Pt(_BODY)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), self._east)
        # Chinese punctuation has its place in the square by the language of the text
        style.element.rPr.append(_element("w:lang", val="en-US", eastAsia="zh-CN"))

    def _set_head(self, view: View, title: str) -> None:
        section = self._document.sections[0]
        self._run(section.header.paragraphs[0], title, _SMALL, colour="52606D")
        foot = section.footer.paragraphs[0]
        before, after = view.say("forms.page", page="\0").split("\0")
        self._run(foot, f"{view.say('forms.draft_short')}\t\t{before}", _SMALL, colour="52606D")
        for kind in ("begin", None, "end"):
            self._add_field_part(foot, kind)
        self._run(foot, after, _SMALL, colour="52606D")
        stops = foot.paragraph_format.tab_stops
        stops.add_tab_stop(Cm(self.room / 2))
        stops.add_tab_stop(Cm(self.room - 2.0))

    def _add_field_part(self, paragraph: Any, kind: str | None) -> None:
        self._run(paragraph, "", _SMALL, colour="52606D")
        run = paragraph.runs[-1]._element
        if kind:
            run.append(_element("w:fldChar", fldCharType=kind))
            return
        code = OxmlElement("w:instrText")
        code.text = "PAGE"
        run.append(code)


def _cell(text: CellText, width: float, label: bool, head: bool, fonts: str) -> str:
    fill = MACHINE if head else PALE_MACHINE
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if label or head else ""
    upright = '<w:vAlign w:val="center"/>' if head or label else ""
    colour = "FFFFFF" if head else MACHINE if label else INK
    bold = "<w:b/>" if label or head else ""
    align = '<w:jc w:val="center"/>' if head else ""
    lines = (
        f'<w:p><w:pPr><w:spacing w:before="30" w:after="30"/>{align}</w:pPr>'
        f"{''.join(_text_run(piece, fonts, bold, colour) for piece in line)}</w:p>"
        for line in _lines(text)
    )
    size = f'<w:tcW w:w="{int(width * _TWIPS)}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{size}{shade}{upright}</w:tcPr>{''.join(lines)}</w:tc>"


def _text_run(piece: Piece, fonts: str, bold: str, colour: str) -> str:
    mark = _MARKS[piece.mark]
    bold = "" if "<w:b/>" in mark else bold
    own = "" if "<w:color" in mark else f'<w:color w:val="{colour}"/>'
    under = '<w:u w:val="single"/>' if piece.mark is Mark.INSERT else ""
    look = f'<w:rPr>{fonts}{bold}{mark}{own}<w:sz w:val="{_SMALL_HALVES}"/>{under}</w:rPr>'
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(piece.text)}</w:t></w:r>'


def _lines(text: CellText) -> list[list[Piece]]:
    """Cut a cell's text at its line breaks; an empty line is kept."""
    lines: list[list[Piece]] = [[]]
    for piece in (Piece(text),) if isinstance(text, str) else text:
        first, *rest = visible_text(piece.text).split("\n")
        lines[-1].append(Piece(first, piece.mark))
        lines += [[Piece(one, piece.mark)] for one in rest]
    return lines


def _length(text: CellText) -> int:
    return len(text) if isinstance(text, str) else sum(len(piece.text) for piece in text)


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _moment(generated: str) -> datetime:
    try:
        return datetime.fromisoformat(generated).replace(tzinfo=None)
    except ValueError:
        return datetime(2000, 1, 1)
