from __future__ import annotations

from pathlib import Path

from made_documents import zip_bytes

from domain.document import Block, BlockKind, Extract, Locator
from domain.problem import Problem, Severity
from extractors.base import ReadLimits
from extractors.reading import read

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
    )
)
LISTS = (
    '<office:automatic-styles><text:list-style style:name="L"><text:list-level-style-number text:level="1" '
    'style:num-format="1" style:num-suffix="."/></text:list-style></office:automatic-styles>'
)


def read_text(path: Path, body: str, kind: str = "text") -> Extract:
    content = f"<office:document-content {NAMES}>{LISTS}<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    path.write_bytes(
        zip_bytes({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})
    )
    return read(path, ReadLimits())


def test_headings_lists_and_notes(tmp_path: Path) -> None:
    body = (
        '<text:h text:outline-level="2">Quality</text:h><text:list text:style-name="L"><text:list-item><text:p>one</text:p>'
        "</text:list-item><text:list-item><text:p>two<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>aside</text:p></text:note-body></text:note></text:p></text:list-item></text:list>"
    )

    assert read_text(tmp_path / "a.odt", body).blocks == (
        Block(BlockKind.HEADING, "Quality", Locator(paragraph=1), level=2),
        Block(BlockKind.LIST_ITEM, "one", Locator(paragraph=2), level=1, number="1."),
        Block(BlockKind.LIST_ITEM, "two", Locator(paragraph=3), level=1, number="2."),
        Block(BlockKind.NOTE, "aside", Locator(paragraph=4)),
    )


def test_deleted_words_are_out_and_changes_said(tmp_path: Path) -> None:
    body = "<text:tracked-changes><text:changed-region><text:p>gone</text:p></text:changed-region></text:tracked-changes><text:p>kept</text:p>"
    extract = read_text(tmp_path / "a.odt", body)

    assert [block.text for block in extract.blocks] == ["kept"]
    assert extract.problems == (Problem("open-changes", Severity.NOTE, detail="1"),)


def test_rows_carry_their_headings(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        inside = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
        return f"<table:table-row>{inside}</table:table-row>"

    heads = row("Item", "Requirement")
    table = f"<table:table><table:table-header-rows>{heads}</table:table-header-rows>{row('1', 'PPAP')}</table:table>"

    assert [(block.cells, block.header) for block in read_text(tmp_path / "a.odt", table).blocks] == [
        (("Item", "Requirement"), ()),
        (("1", "PPAP"), ("Item", "Requirement")),
    ]


def test_slides_are_numbered(tmp_path: Path) -> None:
    page = "<draw:page><draw:frame><draw:text-box><text:p>words</text:p></draw:text-box></draw:frame></draw:page>"
    extract = read_text(tmp_path / "a.odp", page, "presentation")

    assert extract.blocks == (Block(BlockKind.PARAGRAPH, "words", Locator(slide=1)),)
