"""Numbering definitions as Word keeps them: one multi-level list for headings, one for lettered items."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

NUMBERINGS = {
    "decimal": ("%1", "%1.%2", "%1.%2.%3", "%1.%2.%3.%4"),
    "article": ("Article %1", "%1.%2", "%1.%2.%3", "%1.%2.%3.%4"),
    "chinese": ("第%1条", "%1.%2", "%1.%2.%3", "%1.%2.%3.%4"),
    "none": ("", "", "", ""),
}
HEADINGS, LETTERS = 71, 72


def add_numbering(document: Any, formats: tuple[str, ...]) -> int:
    """Add both lists, tie the heading styles to the first; return the last number used for a list."""
    root = document.part.numbering_part.element
    first = root.find(qn("w:num"))
    for text in (_multi_level(formats), _lettered()):
        first.addprevious(parse_xml(text))
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{HEADINGS}"><w:abstractNumId w:val="{HEADINGS}"/></w:num>')
    )
    if formats[0]:
        for level in (1, 2, 3):
            _tie(document.styles[f"Heading {level}"], level)
    return HEADINGS


def _tie(style: Any, level: int) -> None:
    properties = style.element.get_or_add_pPr()
    before = [child for child in properties if child.tag in (qn("w:keepNext"), qn("w:keepLines"))]
    numbering = parse_xml(
        f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level - 1}"/><w:numId w:val="{HEADINGS}"/></w:numPr>'
    )
    properties.insert(len(before), numbering)


def _multi_level(formats: tuple[str, ...]) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        + (f'<w:pStyle w:val="Heading{level + 1}"/>' if level < 3 else "")
        + f'<w:isLgl w:val="{1 if level else 0}"/><w:suff w:val="tab"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="850"/></w:tabs>'
        f'<w:ind w:left="850" w:hanging="850"/></w:pPr></w:lvl>'
        for level, text in enumerate(formats)
    )
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{HEADINGS}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )


def _lettered() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{1300 + 450 * level}" w:hanging="450"/></w:pPr></w:lvl>'
        for level, (kind, text) in enumerate((("lowerLetter", "%1)"), ("lowerRoman", "(%2)")))
    )
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{LETTERS}">'
        f'<w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'
    )
