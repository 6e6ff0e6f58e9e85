from __future__ import annotations

from pathlib import Path

import pytest
from made_compound import word

from domain.document import Block, BlockKind, Extract, Locator, PageCoverage
from domain.problem import DocumentError, Problem, Severity
from extractors.base import ReadLimits
from extractors.reading import read

IN_TABLE, ROW_END = b"\x16\x24\x01", b"\x16\x24\x01\x17\x24\x01"
LIST = b"\x0b\x46\x01\x00"


def read_word(path: Path, data: bytes) -> Extract:
    path.write_bytes(data)
    return read(path, ReadLimits())


def test_headings_come_from_the_built_in_styles(tmp_path: Path) -> None:
    text = "1 质量要求\r供应商应提交报告。\r"
    extract = read_word(tmp_path / "a.wps", word(text, [(7, 2, b""), (len(text), 0, b"")]))

    assert extract.blocks == (
        Block(BlockKind.HEADING, "1 质量要求", Locator(paragraph=1), level=2),
        Block(BlockKind.PARAGRAPH, "供应商应提交报告。", Locator(paragraph=2)),
    )
    assert extract.coverage == (PageCoverage("document", 14, 14, 0),)


def test_cells_become_rows_with_their_headings(tmp_path: Path) -> None:
    text = "Item\x07Requirement\x07\x071\x07PPAP level 3\x07\x07after\r"
    ends = [(5, 0, IN_TABLE), (17, 0, IN_TABLE), (18, 0, ROW_END), (20, 0, IN_TABLE), (33, 0, IN_TABLE)]
    made = word(text, [*ends, (34, 0, ROW_END), (40, 0, b"")])
    extract = read_word(tmp_path / "a.doc", made)

    head = ("Item", "Requirement")
    assert [(block.kind, block.cells, block.header) for block in extract.blocks] == [
        (BlockKind.TABLE_ROW, head, ()),
        (BlockKind.TABLE_ROW, ("1", "PPAP level 3"), head),
        (BlockKind.PARAGRAPH, (), ()),
    ]


def test_deleted_words_are_out_and_hidden_ones_are_furniture(tmp_path: Path) -> None:
    made = word("keep gone veiled\r", characters=[(5, 9, b"\x00\x08\x01"), (10, 16, b"\x3c\x08\x01")])
    extract = read_word(tmp_path / "a.doc", made)

    assert [(block.kind, block.text) for block in extract.blocks] == [
        (BlockKind.FURNITURE, "veiled"),
        (BlockKind.PARAGRAPH, "keep"),
    ]
    assert extract.problems == (Problem("hidden-text", Severity.NOTE, detail="6 characters"),)


def test_fields_show_their_results(tmp_path: Path) -> None:
    extract = read_word(tmp_path / "a.doc", word("see \x13 REF x \x14clause 4\x15.\r"))

    assert [block.text for block in extract.blocks] == ["see clause 4."]


def test_notes_and_running_heads_are_told_from_the_text(tmp_path: Path) -> None:
    extract = read_word(tmp_path / "a.doc", word("text\rnote\rhead\r", parts=(5, 5, 5)))

    assert [(block.kind, block.text) for block in extract.blocks] == [
        (BlockKind.PARAGRAPH, "text"),
        (BlockKind.NOTE, "note"),
        (BlockKind.FURNITURE, "head"),
    ]


def test_lost_automatic_numbers_are_said(tmp_path: Path) -> None:
    extract = read_word(tmp_path / "a.doc", word("first\r", [(6, 0, LIST)]))

    assert [(block.kind, block.text) for block in extract.blocks] == [(BlockKind.LIST_ITEM, "first")]
    assert extract.problems == (Problem("numbers-lost", Severity.LOSS),)


def test_characters_beyond_the_basic_plane_are_whole(tmp_path: Path) -> None:
    extract = read_word(tmp_path / "a.doc", word("𠮷\r"))

    assert [block.text for block in extract.blocks] == ["𠮷"]


@pytest.mark.parametrize(
    ("made", "code", "detail"),
    [
        (word("x\r", flags=0x100), "encrypted", "Word 97-2003 document"),
        (word("x\r", version=0x68), "unsupported", "Word 6/95 document"),
    ],
)
def test_documents_that_cannot_be_read_are_named(tmp_path: Path, made: bytes, code: str, detail: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_word(tmp_path / "a.doc", made)

    assert (caught.value.code, caught.value.detail) == (code, detail)
