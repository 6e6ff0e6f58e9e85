"""Write a source as DOCX: real multi-level numbering, footnotes, comment, tracked change, text box."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx_numbering import NUMBERINGS, add_numbering
from markup import INLINE, Node, Source

WHEN = "2025-03-04T09:00:00Z"
LEVELS = {"#": 0, "##": 1, "###": 2, "=": 1, "==": 2, "===": 3}


class DocxWriter:
    """Builds one document from one source; numbering and notes are its state."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.document = Document()
        self.footnotes: list[str] = []
        self.changes = 900
        self._styles()
        self.list_number = add_numbering(self.document, NUMBERINGS[source.facts.get("numbering", "decimal")])
        self._header_and_footer()

    def _styles(self) -> None:
        facts = self.source.facts
        latin, asian = facts.get("font", "Liberation Sans"), facts.get("cjk", "Noto Sans CJK SC")
        for style in self.document.styles:
            if style.type != 1:
                continue
            style.font.name = latin
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            fonts.set(qn("w:eastAsia"), asian)
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            if style.name.startswith("Heading"):
                style.font.color.rgb = RGBColor(0x1F, 0x3A, 0x5F)
                style.font.size = Pt({"1": 14, "2": 11.5, "3": 10.5}.get(style.name[-1], 10))
        self.document.styles["Normal"].font.size = Pt(float(facts.get("size", "10")))
        self.document.styles["Normal"].paragraph_format.space_after = Pt(5)

    def _header_and_footer(self) -> None:
        facts, section = self.source.facts, self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.3)
        section.top_margin = section.bottom_margin = Cm(2.4)
        header = section.header.paragraphs[0]
        header.text = facts.get("header", "")
        footer = section.footer.paragraphs[0]
        footer.add_run(facts.get("footer", "") + "    ")
        self._field(footer, "PAGE")
        footer.add_run(" / ")
        self._field(footer, "NUMPAGES")
        for paragraph in (header, footer):
            for run in paragraph.runs:
                run.font.size = Pt(8)

    def _field(self, paragraph: Any, code: str) -> None:
        paragraph._p.append(
            parse_xml(
                f'<w:fldSimple {nsdecls("w")} w:instr="{code}"><w:r><w:rPr><w:sz w:val="16"/></w:rPr>'
                "<w:t>1</w:t></w:r></w:fldSimple>"
            )
        )

    def build(self) -> Any:
        """Return the finished document."""
        last = ""
        for node in self.source.nodes:
            self._node(node, last)
            last = node.kind
        if self.footnotes:
            self._write_footnotes()
        core, facts = self.document.core_properties, self.source.facts
        core.title, core.author, core.comments = facts["title"], facts.get("author", ""), ""
        core.created = core.modified = datetime.datetime(2025, 3, 4, 9, 0, 0)
        return self.document

    def _node(self, node: Node, last: str) -> None:
        if node.kind == "table":
            self._table(node)
        elif node.kind.startswith("!"):
            getattr(self, "_command_" + node.kind[1:])(node.text)
        elif node.kind in ("#", "##", "###", "#!"):
            level = 1 if node.kind == "#!" else len(node.kind)
            paragraph = self.document.add_heading(level=level)
            if node.kind == "#!":
                self._number(paragraph, 0, 0)
            self._inline(paragraph, node.text)
        elif node.kind in LEVELS:
            paragraph = self.document.add_paragraph()
            self._number(paragraph, LEVELS[node.kind], 71)
            self._inline(paragraph, node.text)
        elif node.kind in ("a.", "i."):
            self._list_item(node, last)
        else:
            style = {"-": "List Bullet", ">": "Quote"}.get(node.kind, "Normal")
            self._inline(self.document.add_paragraph(style=style), node.text)

    def _list_item(self, node: Node, last: str) -> None:
        if last not in ("a.", "i."):
            self.list_number += 1
            number = (
                f'<w:num {nsdecls("w")} w:numId="{self.list_number}"><w:abstractNumId w:val="72"/>'
                '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            )
            self.document.part.numbering_part.element.append(parse_xml(number))
        paragraph = self.document.add_paragraph(style="List Paragraph")
        self._number(paragraph, 0 if node.kind == "a." else 1, self.list_number)
        self._inline(paragraph, node.text)

    def _number(self, paragraph: Any, level: int, number: int) -> None:
        paragraph._p.get_or_add_pPr().append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
            )
        )

    def _inline(self, paragraph: Any, text: str) -> None:
        place = 0
        for match in INLINE.finditer(text):
            if match.start() > place:
                paragraph.add_run(text[place : match.start()])
            bold, note, inserted, deleted, comment, words = match.groups()
            if bold:
                paragraph.add_run(bold).bold = True
            elif note:
                self._footnote(paragraph, note)
            elif inserted or deleted:
                self._change(paragraph, inserted or deleted, bool(inserted))
            else:
                run = paragraph.add_run(words)
                added = self.document.add_comment(run, comment, author="A. Lindqvist", initials="AL")
                added._comment_elm.set(qn("w:date"), WHEN)
            place = match.end()
        if place < len(text):
            paragraph.add_run(text[place:])

    def _change(self, paragraph: Any, text: str, inserted: bool) -> None:
        self.changes += 1
        tag, inner = ("ins", "t") if inserted else ("del", "delText")
        paragraph._p.append(
            parse_xml(
                f'<w:{tag} {nsdecls("w")} w:id="{self.changes}" w:author="A. Lindqvist" w:date="{WHEN}">'
                f'<w:r><w:{inner} xml:space="preserve">{escape(text)}</w:{inner}></w:r></w:{tag}>'
            )
        )

    def _footnote(self, paragraph: Any, text: str) -> None:
        self.footnotes.append(text)
        paragraph._p.append(
            parse_xml(
                f'<w:r {nsdecls("w")}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
                f'<w:footnoteReference w:id="{len(self.footnotes) + 1}"/></w:r>'
            )
        )

    def _write_footnotes(self) -> None:
        rows = [
            '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>',
            '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>',
        ]
        for number, text in enumerate(self.footnotes, start=2):
            rows.append(
                f'<w:footnote w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
                f'<w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
            )
        content = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {nsdecls("w")}>{"".join(rows)}</w:footnotes>'
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        package = self.document.part.package
        part = Part(PackURI("/word/footnotes.xml"), kind, content.encode("utf-8"), package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def _table(self, node: Node) -> None:
        columns, plain = len(node.rows[0]), node.rows[0][0].startswith("*")
        table = self.document.add_table(rows=len(node.rows), cols=columns, style="Table Grid")
        for row, cells in enumerate(node.rows):
            for column, text in enumerate(cells):
                cell = table.cell(row, column)
                if text == "^":
                    table.cell(row - 1, column).merge(cell)
                elif text == "<":
                    table.cell(row, column - 1).merge(cell)
                else:
                    self._fill(
                        cell, text.removeprefix("*") if plain and not row else text, row == 0 and not plain
                    )
        head = table.rows[0]._tr.get_or_add_trPr()
        if not plain:
            head.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        for line in table.rows:
            line._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        self._widths(table, node.rows)
        self.document.add_paragraph().paragraph_format.space_after = Pt(2)

    def _fill(self, cell: Any, text: str, head: bool) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
        self._inline(paragraph, text)
        for run in paragraph.runs:
            run.font.size, run.bold = Pt(9), True if head else run.bold
        if head:
            cell._tc.get_or_add_tcPr().append(
                parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="D9E2EC"/>')
            )

    def _widths(self, table: Any, rows: list[list[str]]) -> None:
        weights = [
            max(11, min(48, max(len(row[column].encode()) for row in rows))) for column in range(len(rows[0]))
        ]
        table.autofit = False
        for column, weight in enumerate(weights):
            width = Cm(16.4 * weight / sum(weights))
            table.columns[column].width = width
            for row in rows and table.rows:
                row.cells[column].width = width

    def _command_title(self, text: str) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.bold, run.font.size = True, Pt(20)

    def _command_center(self, text: str) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._inline(paragraph, text)

    def _command_space(self, text: str) -> None:
        self.document.add_paragraph().paragraph_format.space_after = Pt(float(text))

    def _command_break(self, text: str) -> None:
        self.document.add_paragraph(text).add_run().add_break(WD_BREAK.PAGE)

    def _command_contents(self, text: str) -> None:
        """Write a contents page as Word leaves it: dot leaders, plain text, all inside a TOC field."""
        formats = NUMBERINGS[self.source.facts.get("numbering", "decimal")]
        titles = [node.text for node in self.source.nodes if node.kind == "#"]
        for index, (title, page) in enumerate(zip(titles, text.split(), strict=True), start=1):
            paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(1.5))
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(16.2), 2, 1)
            paragraph.add_run(f"{formats[0].replace('%1', str(index))}\t{title}\t{page}")
            marks = {1: ("begin", "separate"), len(titles): ("end",)}.get(index, ())
            for mark in marks:
                field = f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="{mark}"/></w:r>'
                instruction = f'<w:r {nsdecls("w")}><w:instrText xml:space="preserve"> TOC \\o "1-1" </w:instrText></w:r>'
                place = len(paragraph._p) if mark == "end" else 1 + (mark == "separate") * 2
                paragraph._p.insert(place, parse_xml(field))
                if mark == "begin":
                    paragraph._p.insert(2, parse_xml(instruction))

    def _command_box(self, text: str) -> None:
        """Write a text box (VML, as older Word versions do)."""
        paragraph = self.document.add_paragraph()
        paragraph._p.append(
            parse_xml(
                f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
                '<v:rect style="width:440pt;height:68pt" '
                'fillcolor="#fff4d6" strokecolor="#a06a00"><v:textbox><w:txbxContent><w:p><w:r>'
                f'<w:rPr><w:b/><w:sz w:val="19"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
                "</w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
            )
        )


def write_docx(source: Source, target: Path) -> None:
    """Write the DOCX file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    DocxWriter(source).build().save(str(target))
