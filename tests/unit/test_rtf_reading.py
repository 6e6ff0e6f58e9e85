from __future__ import annotations

from pathlib import Path

import pytest

from domain.document import Block, BlockKind, Locator, PageCoverage
from domain.problem import DocumentError
from extractors.base import ReadLimits
from extractors.reading import read


def blocks(folder: Path, body: bytes) -> list[Block]:
    path = folder / "a.doc"
    path.write_bytes(b"{\\rtf1\\ansi " + body + b"}")
    return list(read(path, ReadLimits()).blocks)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"\\ansicpg936 \\'b9\\'a9\\'d3\\'a6\\'c9\\'cc\\par", "供应商"),
        (b"\\ansicpg1252{\\fonttbl{\\f1\\fcharset134 SimSun;}}\\f1 \\'b9\\'a9\\'d3\\'a6\\par", "供应"),
        (b"\\uc1\\u20379\\'3f\\u24212 ?!\\par", "供应!"),
        (b"\\u-10174 ?\\u-8265 ?\\par", "𠮷"),
        (b"a{\\*\\unknown b}c\\~d\\_e\\-f \\{g\\}\\par", "ac\xa0d-ef {g}"),
        (b"keep {\\deleted gone}{\\field{\\*\\fldinst REF}{\\fldrslt this}}\\par", "keep this"),
        (b"a\\bin3 {{{b\\par", "ab"),
    ],
)
def test_words_are_decoded(tmp_path: Path, body: bytes, text: str) -> None:
    assert [block.text for block in blocks(tmp_path, body)] == [text]


def test_headings_and_stored_numbers_are_told(tmp_path: Path) -> None:
    body = (
        b"{\\stylesheet{\\s1 heading 1;}{\\s2 Other;}}\\pard\\s1 Quality\\par"
        b"\\pard{\\listtext\\tab 1.2\\tab}Report\\par{\\pntext\\'b7\\tab}Point\\par"
    )

    assert blocks(tmp_path, body) == [
        Block(BlockKind.HEADING, "Quality", Locator(paragraph=1), level=1),
        Block(BlockKind.LIST_ITEM, "Report", Locator(paragraph=2), number="1.2"),
        Block(BlockKind.LIST_ITEM, "Point", Locator(paragraph=3), number="•"),
    ]


def test_rows_carry_their_headings(tmp_path: Path) -> None:
    body = (
        b"\\trowd\\trhdr\\pard\\intbl Item\\cell Requirement\\cell\\row"
        b"\\trowd\\intbl 1\\cell PPAP\\par level 3\\cell\\row\\pard after\\par"
    )

    assert [(block.kind, block.cells, block.header) for block in blocks(tmp_path, body)] == [
        (BlockKind.TABLE_ROW, ("Item", "Requirement"), ()),
        (BlockKind.TABLE_ROW, ("1", "PPAP\nlevel 3"), ("Item", "Requirement")),
        (BlockKind.PARAGRAPH, (), ()),
    ]


def test_notes_heads_and_hidden_words_are_told_from_the_text(tmp_path: Path) -> None:
    found = blocks(tmp_path, b"{\\header top\\par}text{\\footnote note} goes on{\\v veiled}\\par")

    assert [(block.kind, block.text) for block in found] == [
        (BlockKind.FURNITURE, "top"),
        (BlockKind.NOTE, "note"),
        (BlockKind.FURNITURE, "veiled"),
        (BlockKind.PARAGRAPH, "text goes on"),
    ]


def test_document_cut_off_in_a_row_keeps_its_words(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 one\\par\\trowd\\intbl two\\cell three")
    extract = read(path, ReadLimits())

    assert extract.coverage == (PageCoverage("document", 11, 11, 0),)


def test_groups_nested_without_end_are_damage(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        blocks(tmp_path, b"{" * 50_000)

    assert caught.value.code == "damaged"


def test_cells_reach_as_far_as_the_edges_and_marks_say(tmp_path: Path) -> None:
    body = (
        b"\\trowd\\trhdr\\cellx1000\\cellx3000\\pard\\intbl Item\\cell Limit\\cell\\row"
        b"\\trowd\\clvmgf\\cellx1000\\cellx2000\\cellx3000\\pard\\intbl Lead\\cell 1\\cell 2\\cell\\row"
        b"\\trowd\\clvmrg\\cellx1000\\cellx2000\\cellx3000\\pard\\intbl\\cell 3\\cell 4\\cell\\row"
    )

    assert [block.cells for block in blocks(tmp_path, body)] == [
        ("Item", "Limit", ""),
        ("Lead", "1", "2"),
        ("Lead", "3", "4"),
    ]
