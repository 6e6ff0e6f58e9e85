"""A form on paper: a DOCX with a title, tables, page numbers and boxes to sign."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from workbook.cells import cell_text
from workbook.style import FONTS, INK, LINE, MACHINE, PALE_MACHINE
from workbook.view import View

_LATIN = "Arial"
_BODY, _SMALL = 9.0, 8.0
_SIDE, _TOP = 1.6, 1.6  # margins in centimetres


class Form:
    """A form while it is being written, from top to bottom."""

    def __init__(self, view: View, title: str, landscape: bool = False) -> None:
        self._document: Any = docx.Document()
        self._east = FONTS["zh"]
        self._width = 29.7 if landscape else 21.0
        self._set_page(landscape)
        self._set_styles()
        self._set_head(view, title)
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
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        labels: Sequence[int] = (),
        height: float = 0.0,
    ) -> None:
        """Add a table; the heads repeat on each page, rows do not break over pages.

        ``widths`` in centimetres, ``height`` the least of a row; ``labels`` are shaded columns.
        """
        table = self._document.add_table(rows=0, cols=len(widths))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        self._set_borders(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        body = table._tbl  # rows are copied as XML: add_row gets slower with every row
        if heads is not None:
            body.append(self._row(heads, widths, range(len(heads)), 0.0, head=True))
        for row in rows:
            body.append(self._row(row, widths, labels, height))
        self._gap()

    def save(self, path: Path) -> None:
        """Write the form; raises OSError."""
        with path.open("wb") as file:
            self._document.save(file)

    def _row(
        self,
        texts: Sequence[str],
        widths: Sequence[float],
        labels: Sequence[int],
        height: float,
        head: bool = False,
    ) -> Any:
        row = OxmlElement("w:tr")
        properties = OxmlElement("w:trPr")
        properties.append(OxmlElement("w:cantSplit"))
        if height:
            properties.append(_element("w:trHeight", val=str(int(height * 567)), hRule="atLeast"))
        if head:
            properties.append(OxmlElement("w:tblHeader"))
        row.append(properties)
        for index, (text, width) in enumerate(zip(texts, widths, strict=True)):
            row.append(self._cell(text, width, index in labels, head))
        return row

    def _cell(self, text: str, width: float, label: bool, head: bool) -> Any:
        cell = OxmlElement("w:tc")
        properties = OxmlElement("w:tcPr")
        properties.append(_element("w:tcW", w=str(int(width * 567)), type="dxa"))
        if label or head:
            fill = MACHINE if head else PALE_MACHINE
            properties.append(_element("w:shd", val="clear", color="auto", fill=fill))
        if head:
            properties.append(_element("w:vAlign", val="center"))
        cell.append(properties)
        for line in cell_text(text, "…").replace("_x005F_", "_").split("\n"):
            cell.append(self._line(line, label or head, head))
        return cell

    def _line(self, text: str, bold: bool, head: bool) -> Any:
        paragraph = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        properties.append(_element("w:spacing", before="30", after="30"))
        if head:
            properties.append(_element("w:jc", val="center"))
        paragraph.append(properties)
        run = OxmlElement("w:r")
        run.append(self._font(_SMALL, bold, "FFFFFF" if head else MACHINE if bold else INK))
        words = OxmlElement("w:t")
        words.text = text
        words.set(qn("xml:space"), "preserve")
        run.append(words)
        paragraph.append(run)
        return paragraph

    def _font(self, size: float, bold: bool, colour: str) -> Any:
        font = OxmlElement("w:rPr")
        font.append(_element("w:rFonts", ascii=_LATIN, hAnsi=_LATIN, cs=_LATIN, eastAsia=self._east))
        if bold:
            font.append(OxmlElement("w:b"))
        font.append(_element("w:color", val=colour))
        font.append(_element("w:sz", val=str(int(size * 2))))
        return font

    def _run(
        self, paragraph: Any, words: str, size: float = _BODY, bold: bool = False, colour: str = INK
    ) -> None:
        run = paragraph.add_run(cell_text(words, "…").replace("_x005F_", "_"))
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

    def _set_borders(self, table: Any) -> None:
        borders = OxmlElement("w:tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=LINE))
        table._tbl.tblPr.append(copy.deepcopy(borders))


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
