"""Small Office files made on the spot, so that a test shows what it reads."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KINDS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "comments": "comments",
    "header1": "header",
}


def paragraph(text: str = "", properties: str = "", runs: str | None = None) -> str:
    """Return a ``w:p``."""
    inner = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if runs is None else runs
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def listed(text: str, instance: int, level: int = 0) -> str:
    """Return a paragraph with an automatic number."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{instance}"/></w:numPr>')


def cell(text: str, properties: str = "", runs: str | None = None) -> str:
    """Return a ``w:tc`` of one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text, runs=runs)}</w:tc>"


def table(*rows: str) -> str:
    """Return a ``w:tbl`` of rows that are cells joined."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def make_docx(
    path: Path, body: str, *, strict: bool = False, main: str = "word/document.xml", **parts: str
) -> Path:
    """Write a Word file; ``parts`` are the insides of styles, numbering, footnotes, comments, header1."""
    roots = {
        "styles": "styles",
        "numbering": "numbering",
        "footnotes": "footnotes",
        "comments": "comments",
        "header1": "hdr",
    }
    folder, name = main.rsplit("/", 1)
    members = {
        "[Content_Types].xml": _content_types(main, parts),
        "_rels/.rels": _relations([("officeDocument", main)]),
        main: f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
        f"{folder}/_rels/{name}.rels": _relations([(_KINDS[part], f"{part}.xml") for part in parts]),
    }
    for part, inner in parts.items():
        members[f"{folder}/{part}.xml"] = f"<w:{roots[part]} {_SPACES}>{inner}</w:{roots[part]}>"
    with zipfile.ZipFile(path, "w") as package:
        for member, text in members.items():
            package.writestr(member, text.replace(WORD, _STRICT) if strict else text)
    return path


def _content_types(main: str, parts: dict[str, str]) -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = f'<Override PartName="/{main}" ContentType="{word}.document.main+xml"/>'
    for part in parts:
        folder = main.rsplit("/", 1)[0]
        overrides += f'<Override PartName="/{folder}/{part}.xml" ContentType="{word}.{_KINDS[part]}+xml"/>'
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>'
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def numbering(*levels: tuple[str, str], start_over: int | None = None) -> str:
    """Return one abstract list of (format, text) levels and instances 1 and 2 of it."""
    made = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for index, (style, text) in enumerate(levels)
    )
    over = (
        ""
        if start_over is None
        else f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start_over}"/></w:lvlOverride>'
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{made}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{over}</w:num>'
    )


def zip_bytes(members: dict[str, str]) -> bytes:
    """Return a zip of texts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in members.items():
            package.writestr(name, text)
    return buffer.getvalue()
