from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from domain.document import Extract
from domain.problem import Severity
from extractors.base import ReadLimits
from extractors.formats import xlsx
from extractors.sheet_values import cell_name, show_value


def sheet_of(book: openpyxl.Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "List"
    return sheet


def read(tmp_path: Path, book: openpyxl.Workbook) -> Extract:
    path = tmp_path / "a.xlsx"
    book.save(path)
    return xlsx.read(path, ReadLimits())


def told(extract: Extract) -> list[tuple[str | None, str, str]]:
    return [(block.locator.cell, block.kind.value, block.text) for block in extract.blocks]


def test_title_heads_and_rows_are_told_apart(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    for row in (
        ["供应商审核检查表"],
        [],
        ["序号", "审核内容", "权重"],
        [1, "是否建立了顾客特定要求清单，并每年评审一次？", 3],
        [2, "PPAP 资料是否保存 15 年？", 2.5],
    ):
        sheet.append(row)
    extract = read(tmp_path, book)

    assert told(extract) == [
        ("A1", "heading", "供应商审核检查表"),
        ("A3", "table_row", "序号 | 审核内容 | 权重"),
        ("A4", "table_row", "1 | 是否建立了顾客特定要求清单，并每年评审一次？ | 3"),
        ("A5", "table_row", "2 | PPAP 资料是否保存 15 年？ | 2.5"),
    ]
    assert [block.header for block in extract.blocks[1:]] == [(), *[("序号", "审核内容", "权重")] * 2]


def test_merged_heads_are_joined_and_merged_rows_repeat(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    for row in (
        ["No.", "Requirement", "Reply time", None],
        [None, None, "First", "Final"],
        [1, "Containment is in place and the customer is told about it.", "24 h", "5 days"],
        [None, "The complete report with verified measures is submitted.", "48 h", "15 days"],
    ):
        sheet.append(row)
    for merged in ("A1:A2", "B1:B2", "C1:D1", "A3:A4"):
        sheet.merge_cells(merged)
    extract = read(tmp_path, book)

    assert [(block.cells[0], block.header) for block in extract.blocks[2:]] == [
        ("1", ("No.", "Requirement", "Reply time / First", "Reply time / Final"))
    ] * 2
    characters = sum(
        len(str(value).replace(" ", "")) for row in sheet.values for value in row if value is not None
    )
    assert [(place.place, place.found, place.lost) for place in extract.coverage] == [("List", characters, 0)]


def test_table_goes_on_after_a_blank_row_and_ends_at_new_heads(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    for row in (
        ["Item", "Requirement"],
        ["A", "The first requirement, which is a whole sentence."],
        [],
        ["B", "The second requirement, which is a whole sentence."],
        [],
        ["Indicator", "Target"],
        ["Deliveries", "all of them on the day that was agreed"],
    ):
        sheet.append(row)
    blocks = read(tmp_path, book).blocks

    assert [(block.table, block.header) for block in blocks] == [
        (1, ()),
        (1, ("Item", "Requirement")),
        (1, ("Item", "Requirement")),
        (2, ()),
        (2, ("Indicator", "Target")),
    ]


def test_percentages_are_read_as_shown(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    sheet.append(["OTD", 0.98, 0.985])
    sheet["B1"].number_format = "0%"
    sheet["C1"].number_format = "0.0%"

    assert told(read(tmp_path, book)) == [("A1", "table_row", "OTD | 98% | 98.5%")]


def test_hidden_sheets_are_read_and_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet_of(book).append(["seen"])
    hidden = book.create_sheet("Secret")
    hidden.append(["kept"])
    hidden.sheet_state = "hidden"
    extract = read(tmp_path, book)

    assert [block.text for block in extract.blocks] == ["seen", "kept"]
    assert [(problem.code, problem.severity, problem.where) for problem in extract.problems] == [
        ("hidden-sheet", Severity.NOTE, "Secret")
    ]


def test_comments_are_notes_at_their_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    sheet["B2"] = "value"
    sheet["B2"].comment = Comment("ask the customer", "reviewer")

    assert told(read(tmp_path, book)) == [("B2", "paragraph", "value"), ("B2", "note", "ask the customer")]


def test_sheet_with_one_cell_in_the_far_corner_costs_only_itself(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    sheet["A1"], sheet["XFD1048576"] = "a", "z"
    book.create_sheet("Other").append(["read"])
    extract = read(tmp_path, book)

    assert told(extract) == [("A1", "paragraph", "read")]
    assert [(problem.code, problem.severity, problem.where) for problem in extract.problems] == [
        ("too-large", Severity.LOSS, "List")
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1.0, "1"),
        (0.1 + 0.2, "0.3"),
        (True, "TRUE"),
        (datetime.datetime(2025, 3, 4), "2025-03-04"),
        (datetime.datetime(2025, 3, 4, 5, 6), "2025-03-04 05:06:00"),
        (None, ""),
        (" two\r\nlines ", "two\nlines"),
    ],
)
def test_values_are_shown_as_people_see_them(value: object, shown: str) -> None:
    assert show_value(value) == shown


@pytest.mark.parametrize(
    ("row", "column", "name"), [(0, 0, "A1"), (9, 25, "Z10"), (0, 26, "AA1"), (0, 16383, "XFD1")]
)
def test_cells_are_named_by_letters_and_row(row: int, column: int, name: str) -> None:
    assert cell_name(row, column) == name
