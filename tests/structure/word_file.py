"""Writes Word files for the structure tests, piece by piece, as Word writes them."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from story import Story

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SPACES = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in (
        ("w", _MAIN),
        ("r", _OFFICE),
        ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
        ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
        ("v", "urn:schemas-microsoft-com:vml"),
    )
)
_ROOTS = {"header": "hdr", "footer": "ftr"}
_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif" '
    'w:eastAsia="Noto Serif CJK SC"/><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '<w:pPr><w:spacing w:after="100"/></w:pPr></w:style>'
)
_NOTE_LINES = '<w:{0} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{0}>'


def run(text: str, properties: str = "") -> str:
    """Return a ``w:r``; a line feed is a break of the line, a tab a tab."""
    inner = escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    inner = inner.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{inner}</w:t></w:r>'


def paragraph(runs: str, properties: str = "") -> str:
    """Return a ``w:p``."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def cell(content: str, span: int = 1, merge: str = "", width: int = 0) -> str:
    """Return a ``w:tc``; ``content`` is a text or paragraphs, ``merge`` restart or continue."""
    marks = f'<w:tcW w:w="{width}" w:type="dxa"/>' if width else ""
    marks += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    marks += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    inner = content if content.startswith("<w:") else paragraph(run(content) if content else "")
    return f"<w:tc><w:tcPr>{marks}</w:tcPr>{inner}</w:tc>"


def level(index: int, style: str, text: str, more: str = "") -> str:
    """Return a ``w:lvl`` of a list."""
    place = f'<w:pPr><w:ind w:left="{420 * (index + 1)}" w:hanging="420"/></w:pPr>'
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/>{place}</w:lvl>'
    )


@dataclass(slots=True)
class Word(Story):
    """A Word file in the making."""

    body: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    instances: list[str] = field(default_factory=list)
    parts: dict[str, list[str]] = field(default_factory=dict)
    columns: int = 1

    def add_list(self, *levels: str) -> int:
        """Add a list; return the id of an instance of it."""
        self.lists.append(
            f'<w:abstractNum w:abstractNumId="{len(self.lists)}">{"".join(levels)}</w:abstractNum>'
        )
        return self.add_instance(len(self.lists) - 1)

    def add_instance(self, abstract: int, over: str = "") -> int:
        """Add an instance of a list; return its id."""
        self.instances.append(
            f'<w:num w:numId="{len(self.instances) + 1}"><w:abstractNumId w:val="{abstract}"/>{over}</w:num>'
        )
        return len(self.instances)

    def add_style(self, name: str, shown: str, properties: str, look: str = "") -> None:
        """Add a paragraph style."""
        self.styles.append(
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/><w:basedOn w:val="Normal"/>'
            f"<w:pPr>{properties}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
        )

    def add_headings(self) -> None:
        """Add Word's own styles for headings."""
        for depth, size in ((1, 32), (2, 26), (3, 22)):
            outline = (
                f'<w:keepNext/><w:spacing w:before="160" w:after="80"/><w:outlineLvl w:val="{depth - 1}"/>'
            )
            self.add_style(f"H{depth}", f"heading {depth}", outline, f'<w:b/><w:sz w:val="{size}"/>')

    def say(
        self,
        text: str,
        number: str | None = None,
        *,
        shown: str = "",
        listed: tuple[int, int] | None = None,
        style: str = "",
        runs: str = "",
    ) -> None:
        """Add a paragraph; ``listed`` is list and level, ``runs`` its inside where it is no plain text."""
        self.clause(text, number, shown)
        self.body.append(paragraph(runs or run(text), _properties(style, listed)))

    def table(self, *rows: str, widths: tuple[int, ...], lines: bool = True) -> None:
        """Add a table of ``w:tr``s."""
        self.body.append(table(*rows, widths=widths, lines=lines))

    def break_section(self, columns: int = 1, *, wide: bool = False, page: bool = False) -> None:
        """End a section: what stands before it has these columns."""
        self.body.append(paragraph("", _section(columns, wide=wide, page=page)))

    def add_note(self, kind: str, text: str) -> str:
        """Add a footnote, an endnote; return the run that refers to it."""
        notes = self.parts.setdefault(f"{kind}s", [_NOTE_LINES.format(kind)])
        mark = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Ref/></w:r>'
        inner = paragraph(mark + run(" " + self.noted(text)))
        notes.append(f'<w:{kind} w:id="{len(notes)}">{inner}</w:{kind}>')
        up = '<w:vertAlign w:val="superscript"/>'
        return f'<w:r><w:rPr>{up}</w:rPr><w:{kind}Reference w:id="{len(notes) - 1}"/></w:r>'

    def save(self, path: Path) -> Path:
        """Write the package."""
        self.parts["styles"] = [_STYLES, *self.styles]
        if self.lists:
            self.parts["numbering"] = [*self.lists, *self.instances]
        refs = "".join(
            f'<w:{part}Reference w:type="default" r:id="rId{part}"/>' for part in _ROOTS if part in self.parts
        )
        body = "".join([*self.body, _section(self.columns)]).replace("<w:sectPr>", f"<w:sectPr>{refs}", 1)
        members = {
            f"word/{name}.xml": _part(_ROOTS.get(name, name), inner) for name, inner in self.parts.items()
        }
        members["word/document.xml"] = _part("document", ["<w:body>", body, "</w:body>"])
        members["word/_rels/document.xml.rels"] = _relations({name: f"{name}.xml" for name in self.parts})
        members["_rels/.rels"] = _relations({"officeDocument": "word/document.xml"})
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("[Content_Types].xml", _types(list(self.parts)))
            for name, text in members.items():
                package.writestr(name, text)
        return path


def table(*rows: str, widths: tuple[int, ...], lines: bool = True) -> str:
    """Return a ``w:tbl``."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    borders = f"<w:tblBorders>{sides}</w:tblBorders>" if lines else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    properties = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/></w:tblPr>'
    )
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str, head: bool = False, mark: str = "") -> str:
    """Return a ``w:tr``; ``head`` repeats it on every page, ``mark`` is a tracked change."""
    return f"<w:tr><w:trPr>{'<w:tblHeader/>' if head else ''}{mark}</w:trPr>{''.join(cells)}</w:tr>"


def _properties(style: str, listed: tuple[int, int] | None) -> str:
    made = f'<w:pStyle w:val="{style}"/>' if style else ""
    if listed:
        made += f'<w:numPr><w:ilvl w:val="{listed[1]}"/><w:numId w:val="{listed[0]}"/></w:numPr>'
    return made


def _section(columns: int, *, wide: bool = False, page: bool = False) -> str:
    size = 'w:w="16838" w:h="11906" w:orient="landscape"' if wide else 'w:w="11906" w:h="16838"'
    kind = "" if page else '<w:type w:val="continuous"/>'
    return (
        f'<w:sectPr>{kind}<w:pgSz {size}/><w:pgMar w:top="1300" w:right="1250" w:bottom="1300" w:left="1250" '
        f'w:header="600" w:footer="600" w:gutter="0"/><w:cols w:num="{columns}" w:space="500"/></w:sectPr>'
    )


def _part(root: str, inner: list[str]) -> str:
    return f"<w:{root} {_SPACES}>{''.join(inner)}</w:{root}>"


def _relations(targets: dict[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{kind}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _types(parts: list[str]) -> str:
    overrides = f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    for name in parts:
        overrides += f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{name}+xml"/>'
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>"
    )
