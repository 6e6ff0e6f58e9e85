"""Makes Word documents from plain source text, with numbers that only Word's numbering holds.

The markup, one paragraph a line: ``!title``, ``!header``, ``!caption``; ``#``, ``##``, ``-`` the three
levels of automatic numbering; ``|`` table rows, the first is the head; ``[^1]`` a footnote's
place and ``[^1]:`` its text.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

_FOOTNOTE = re.compile(r"\[\^(\d+)\]")
_FOOTNOTE_TEXT = re.compile(r"^\[\^(\d+)\]: (.*)$")
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SEPARATORS = 2  # footnote ids 0 and 1 are the lines that Word draws above the notes


@dataclass(frozen=True, slots=True)
class Level:
    """One level of automatic numbering; ``text`` uses Word's ``%1``; indents in centimetres."""

    mark: str
    form: str
    text: str
    left: float
    hanging: float
    bold: bool = False
    plain_digits: bool = False


ARTICLES = (
    Level("#", "chineseCountingThousand", "第%1条", 0.0, 0.0, bold=True),
    Level("##", "decimal", "%1.%2", 1.0, 1.0, plain_digits=True),
    Level("-", "chineseCounting", "（%3）", 2.2, 1.2),
)
POINTS = (
    Level("#", "japaneseCounting", "%1、", 0.0, 0.0, bold=True),
    Level("##", "decimal", "%2.", 0.8, 0.8),
    Level("-", "decimal", "（%3）", 1.9, 1.1),
)


def write_word(source: str, levels: tuple[Level, ...], target: Path, made: datetime) -> None:
    """Write one document; the same source gives the same bytes."""
    document = _blank(made)
    _number(document, levels)
    lines = [line.strip() for line in source.splitlines() if line.strip()]
    notes = {found[1]: found[2] for line in lines if (found := _FOOTNOTE_TEXT.match(line))}
    rows: list[list[str]] = []
    for line in lines:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        _table(document, rows)
        rows = []
        if not _FOOTNOTE_TEXT.match(line):
            _write(document, levels, line)
    _table(document, rows)
    if notes:
        _attach_footnotes(document, notes)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_packed(document))


def _blank(made: datetime) -> WordFile:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.8)
    properties = document.core_properties
    properties.author, properties.comments = "", ""
    properties.created = properties.modified = made
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    style.paragraph_format.line_spacing = 1.4
    style.paragraph_format.space_after = Pt(3)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, is_field in (
        ("第 ", False),
        ("PAGE", True),
        (" 页 共 ", False),
        ("NUMPAGES", True),
        (" 页", False),
    ):
        _field(footer, text) if is_field else footer.add_run(text)
    return document


def _field(paragraph: Paragraph, code: str) -> None:
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    paragraph._p.append(field)


def _number(document: WordFile, levels: tuple[Level, ...]) -> None:
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    parts = "".join(_level(depth, level) for depth, level in enumerate(levels))
    numbering.append(
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="1">'
            f'<w:multiLevelType w:val="multilevel"/>{parts}</w:abstractNum>'
        )
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="1"><w:abstractNumId w:val="1"/></w:num>'))


def _level(depth: int, level: Level) -> str:
    digits = "<w:isLgl/>" if level.plain_digits else ""
    left, hanging = round(level.left * 567), round(level.hanging * 567)
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{level.form}"/>{digits}'
        f'<w:suff w:val="{"space" if level.bold else "tab"}"/><w:lvlText w:val="{level.text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )


def _write(document: WordFile, levels: tuple[Level, ...], line: str) -> None:
    mark, _, rest = line.partition(" ")
    if mark == "!header":
        head = document.sections[0].header.paragraphs[0]
        head.add_run(rest).font.size = Pt(9)
        return
    depth = next((depth for depth, level in enumerate(levels) if level.mark == mark), None)
    paragraph = document.add_paragraph()
    _fill(paragraph, line if depth is None and not mark.startswith("!") else rest)
    if depth is not None:
        _attach_number(paragraph, depth)
        if levels[depth].bold:
            _embolden(paragraph, 12)
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.space_before = Pt(8)
    elif mark == "!title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _embolden(paragraph, 20)
    elif mark == "!caption":
        paragraph.paragraph_format.space_before = Pt(12)
        paragraph.paragraph_format.keep_with_next = True
        _embolden(paragraph, 11)


def _embolden(paragraph: Paragraph, size: int) -> None:
    for run in paragraph.runs:
        run.font.bold, run.font.size = True, Pt(size)


def _fill(paragraph: Paragraph, text: str) -> None:
    for index, piece in enumerate(_FOOTNOTE.split(text)):
        if index % 2 == 0:
            paragraph.add_run(piece)
            continue
        run = paragraph.add_run()
        run.font.superscript = True
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(int(piece) - 1 + _SEPARATORS))
        run._r.append(reference)


def _attach_number(paragraph: Paragraph, depth: int) -> None:
    xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(xml))


def _table(document: WordFile, rows: list[list[str]]) -> None:
    if not rows:
        return
    table: Table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            _fill(cell.paragraphs[0], text)
    for cell in table.rows[0].cells:
        _embolden(cell.paragraphs[0], 11)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _attach_footnotes(document: WordFile, notes: dict[str, str]) -> None:
    kinds = ("separator", "continuationSeparator")
    parts = [
        f'<w:footnote w:type="{kind}" w:id="{index}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for index, kind in enumerate(kinds)
    ]
    reference = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    parts += [
        f'<w:footnote w:id="{int(name) - 1 + _SEPARATORS}"><w:p>{reference}'
        f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
        for name, text in notes.items()
    ]
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{"".join(parts)}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES_TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _packed(document: WordFile) -> bytes:
    """Return the file with every entry dated alike, so that a rebuild changes nothing."""
    raw, packed = BytesIO(), BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as read, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        for entry in read.infolist():
            content = read.read(entry)
            written.writestr(
                zipfile.ZipInfo(entry.filename, (2020, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED
            )
    return packed.getvalue()
