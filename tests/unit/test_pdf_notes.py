"""Values of form fields and text typed on a page."""

from __future__ import annotations

from pathlib import Path

from pdf_drawing import Sheet, draw

from domain.document import Block, BlockKind, PageCoverage
from extractors.base import ReadLimits
from extractors.formats.pdf import read


def blocks(tmp_path: Path, sheet: Sheet) -> tuple[tuple[Block, ...], tuple[PageCoverage, ...]]:
    path = tmp_path / "a.pdf"
    path.write_bytes(draw(sheet))
    extract = read(path, ReadLimits())
    return extract.blocks, extract.coverage


def test_value_of_field_stands_behind_its_label(tmp_path: Path) -> None:
    sheet = Sheet().text(60, 100, "Supplier code:").text(60, 140, "Plant:")
    found, coverage = blocks(tmp_path, sheet.field(150, 102, 120, "LZ 4711").field(150, 142, 120, "Hof"))

    assert [block.text for block in found] == ["Supplier code: LZ 4711", "Plant: Hof"]
    assert coverage == (PageCoverage("1", 28, 28, 0, 0),)


def test_free_text_is_read_where_it_was_typed(tmp_path: Path) -> None:
    sheet = Sheet().text(60, 100, "The supplier shall report.").text(60, 300, "End of the page.")
    found, _ = blocks(tmp_path, sheet.typed(60, 200, 200, "Applies from May."))

    assert [(block.kind, block.text) for block in found] == [
        (BlockKind.PARAGRAPH, "The supplier shall report."),
        (BlockKind.PARAGRAPH, "Applies from May."),
        (BlockKind.PARAGRAPH, "End of the page."),
    ]


def test_value_printed_on_the_page_is_read_once(tmp_path: Path) -> None:
    sheet = Sheet().text(60, 100, "Plant:").text(152, 100, "Hof").field(150, 102, 120, "Hof")
    found, _ = blocks(tmp_path, sheet)

    assert [block.text for block in found] == ["Plant: Hof"]


def test_value_of_field_in_a_table_stands_in_its_cell(tmp_path: Path) -> None:
    sheet = Sheet().grid([50, 150, 300], [80, 110, 140]).text(60, 100, "Name").text(160, 100, "Li")
    found, _ = blocks(tmp_path, sheet.text(60, 130, "Date").field(160, 132, 100, "2 May"))

    assert [block.cells for block in found] == [("Name", "Li"), ("Date", "2 May")]
