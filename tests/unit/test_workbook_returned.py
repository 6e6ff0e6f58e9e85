from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from made_checklists import decided, small
from openpyxl.worksheet.worksheet import Worksheet

import workbook
from domain.problem import DocumentError, Problem, Severity
from domain.review import Decision
from workbook import entries, returned
from workbook.returned import Returned

LISTS = {"zh": "顾客特殊要求清单", "en": "CSR list"}


def edited(folder: Path, change: Callable[[openpyxl.Workbook], object], language: str = "zh") -> Returned:
    file = folder / "CSR-checklist.xlsx"
    workbook.write(small(), file, language)
    book = openpyxl.load_workbook(file)
    change(book)
    book.save(file)
    return returned.read(file)


def column(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def put(sheet: Worksheet, requirement: str, heading: str, value: object) -> None:
    row = next(cell.row for cell in sheet[column_letter(sheet, "编号")] if cell.value == requirement)
    sheet.cell(row, column(sheet, heading)).value = value


def column_letter(sheet: Worksheet, heading: str) -> str:
    return sheet.cell(1, column(sheet, heading)).column_letter


def by_requirement(back: Returned) -> dict[str, Decision]:
    return {decision.requirement: decision for decision in back.decisions}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_decisions_come_back_as_they_were_shown(tmp_path: Path, language: str) -> None:
    back = edited(tmp_path, lambda book: None, language)

    assert back == Returned((decided(),), ())


def test_a_row_without_entries_gives_no_decision(tmp_path: Path) -> None:
    workbook.write(replace(small(), rows=small().rows[1:]), tmp_path / "book.xlsx", "zh")

    assert returned.read(tmp_path / "book.xlsx") == Returned((), ())


def test_entries_are_found_by_id_and_heading_wherever_people_moved_them(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book[LISTS["zh"]]
        put(sheet, "q-5", "评审判定", "产品")
        sheet.title = "我的清单"
        sheet.insert_cols(3)
        sheet.insert_rows(3)
        sheet.insert_rows(1)
        sheet["A1"] = "2026 年 3 月评审"
        sheet.column_dimensions["B"].hidden = True
        for row in (3, 8):  # the first requirement goes to the end
            sheet.move_range(f"A{row}:AZ{row}", rows=20)

    back = by_requirement(edited(tmp_path, change))

    assert back.keys() == {"q-1", "q-5"}
    assert back["q-1"] == decided()
    assert back["q-5"].decision == "product"


def test_a_requirement_can_be_overruled_in_the_excluded_sheet(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        put(book["产品与商务要求"], "q-3", "评审判定", "确认CSR")
        put(book["产品与商务要求"], "q-4", "评审判定", "同意")

    back = by_requirement(edited(tmp_path, change))

    assert back["q-3"].decision == "csr"
    assert back["q-4"].decision == "commercial"


def test_an_unclear_decision_is_said_and_kept_in_the_comment(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        put(book[LISTS["zh"]], "q-2", "评审判定", "老张说再看看")
        put(book[LISTS["zh"]], "q-2", "评审意见", "见邮件")

    back = edited(tmp_path, change)
    sheet = openpyxl.load_workbook(tmp_path / "CSR-checklist.xlsx")[LISTS["zh"]]
    where = f"{LISTS['zh']}!{column_letter(sheet, '评审判定')}3"

    assert by_requirement(back)["q-2"] == Decision(
        "q-2", comment="老张说再看看\n见邮件", text_then="8D | D3 24 小时 | D5 5 天 | D8 15 天"
    )
    assert back.problems == (
        Problem("decision-unclear", Severity.NOTE, "CSR-checklist.xlsx", where, "老张说再看看"),
    )


def test_two_decisions_on_one_requirement_keep_the_first_and_show_the_other(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        copy = book.copy_worksheet(book[LISTS["zh"]])
        put(copy, "q-1", "评审判定", "产品要求")
        put(copy, "q-1", "批准", "陈总")

    back = edited(tmp_path, change)

    assert back.decisions == (replace(decided(), comment="product\n与现行程序相比更严", approved="陈总"),)
    assert [(problem.code, problem.detail) for problem in back.problems] == [("decision-unclear", "product")]


def test_a_row_that_a_person_added_is_kept(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book[LISTS["zh"]]
        last = sheet.max_row + 1
        sheet.cell(last, column(sheet, "原文")).value = "模具每年盘点一次。"
        sheet.cell(last, column(sheet, "评审判定")).value = "CSR"

    back = edited(tmp_path, change)
    added = back.decisions[-1]

    assert added.requirement.startswith("added-")
    assert (added.decision, added.text_then) == ("csr", "模具每年盘点一次。")
    assert added.added_text == "模具每年盘点一次。"
    assert back.problems == ()


def test_dates_come_back_as_iso_whatever_excel_made_of_them(tmp_path: Path) -> None:
    values = {
        "q-1": datetime(2026, 5, 1),
        "q-2": "2026/5/1",
        "q-5": "2026年5月1日",
        "q-6": 46143,
        "q-7": "05/01/26",
    }

    def change(book: openpyxl.Workbook) -> None:
        for requirement, value in values.items():
            put(book[LISTS["zh"]], requirement, "完成日期", value)

    back = by_requirement(edited(tmp_path, change))

    assert {key: decision.due for key, decision in back.items()} == {
        "q-1": "2026-05-01", "q-2": "2026-05-01", "q-5": "2026-05-01", "q-6": "2026-05-01", "q-7": "05/01/26",
    }  # fmt: skip


def test_a_text_that_the_cell_could_not_hold_is_not_taken_for_the_original(tmp_path: Path) -> None:
    assert returned._ALTERED.search("一␇二")
    assert returned._ALTERED.search("很长… [全文见 checklist.json]")
    assert not returned._ALTERED.search("一二 [1]")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("确认CSR", "csr"), ("csr", "csr"), ("ＣＳＲ 确认", "csr"), (" 是CSR。", "csr"), ("顾客特殊要求", "csr"),
        ("产品要求", "product"), ("Product", "product"), ("产品", "product"), ("product requirement", "product"),
        ("商务条款", "commercial"), ("商务", "commercial"), ("COMMERCIAL", "commercial"),
        ("不是要求", "none"), ("非要求", "none"), ("No requirement", "none"), ("not a requirement", "none"),
        ("待定", "open"), ("Open", "open"), ("？", "open"), ("TBD", "open"),
        ("不是CSR", None), ("CSR 或产品", None), ("见附件", None),
    ],
)  # fmt: skip
def test_decisions_are_understood_in_either_language_and_never_guessed(typed: str, code: str | None) -> None:
    assert entries.decision(typed) == code


def test_values_are_written_as_a_person_would_write_them() -> None:
    values = [None, "  质量部 ", 3.0, 2.5, True, date(2026, 3, 1), datetime(2026, 3, 1, 9, 30)]

    assert [entries.written(value) for value in values] == [
        "", "质量部", "3", "2.5", "True", "2026-03-01", "2026-03-01 09:30",
    ]  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", b"\xd0\xcf\x11\xe0" * 200])
def test_what_is_no_workbook_is_damaged(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "book.xlsx"
    file.write_bytes(content)

    with pytest.raises(DocumentError) as caught:
        returned.read(file)
    assert caught.value.code == "damaged"


def test_a_workbook_that_declares_entities_is_refused(tmp_path: Path) -> None:
    import zipfile

    file = tmp_path / "book.xlsx"
    workbook.write(small(), file, "zh")
    hostile = tmp_path / "hostile.xlsx"
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(hostile, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "xl/workbook.xml":
                content = b'<!DOCTYPE a [<!ENTITY b "c">]>' + content
            target.writestr(part, content)

    with pytest.raises(DocumentError) as caught:
        returned.read(hostile)
    assert caught.value.detail == "xl/workbook.xml declares entities or is not UTF-8"


def test_a_workbook_somebody_has_open_is_not_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)

    with pytest.raises(PermissionError):
        returned.read(tmp_path / "book.xlsx")
