"""The workbook goes out, through people and their programs, and comes back: nothing of theirs is lost."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from workspace import Workspace

from pipeline import store
from pipeline.recall import state_file
from workbook import returned

MANUAL = (
    "供应商质量手册\n文件编号：SQM-01\n供方应在24小时内提交8D报告。\n供方应按PPAP等级3提交批准文件。\n"
    "供方应每年向顾客提交=SUM(A1:A9)报告一次。\n"
)
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def first(place: Workspace) -> None:
    place.put("某汽车/手册.txt", MANUAL)
    place.run()


def again(place: Workspace) -> None:
    """Do a run in which rows come before those that are there, so that all of them move."""
    place.put("别家/甲.txt", "供方应每月报告一次交付绩效。\n供方应保存记录15年。\n")
    place.run()


def sheet_of(place: Workspace) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(place.workbook)[place.sheet]


def columns(sheet: openpyxl.worksheet.worksheet.Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[1]}


def line_of(sheet: openpyxl.worksheet.worksheet.Worksheet, part: str) -> int:
    at = columns(sheet)["原文"]
    return next(row for row in range(2, sheet.max_row + 1) if part in str(sheet.cell(row, at).value))


def inline_strings(path: Path) -> None:
    """Save with texts inside the cells, as openpyxl and many small writers do."""
    book = openpyxl.load_workbook(path)
    book.save(path)


def shared_strings(path: Path) -> None:
    """Save as Excel and WPS do: texts in a part of their own, in several runs, no dimension."""
    inline_strings(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    strings: list[bytes] = []

    def shared(match: re.Match[bytes]) -> bytes:
        strings.append(match[2].replace(b"<t", b"<r><t").replace(b"</t>", b"</t></r>"))
        return b"<c" + match[1] + b't="s"><v>%d</v></c>' % (len(strings) - 1)

    cell = re.compile(rb'<c([^>]*)t="inlineStr"\s*><is>(.*?)</is></c>', re.S)
    for name in [one for one in parts if one.startswith("xl/worksheets/sheet")]:
        parts[name] = re.sub(rb"<dimension [^>]*>", b"", cell.sub(shared, parts[name]))
    items = b"".join(b"<si>%b</si>" % one for one in strings)
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts["xl/sharedStrings.xml"] = b"<sst %b>%b</sst>" % (space, items)
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types, relations = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%b"/></Types>' % kind
    parts[types] = parts[types].replace(b"</Types>", override)
    relation = (
        b'<Relationship Id="rIdS" Target="sharedStrings.xml" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/sharedStrings"/></Relationships>'
    )
    parts[relations] = parts[relations].replace(b"</Relationships>", relation)
    assert len(strings) > 100
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in parts.items():
            package.writestr(name, body)


def through_libreoffice(path: Path) -> None:
    """Save by LibreOffice."""
    assert OFFICE
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [OFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", folder, str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=90)
        shutil.copy(Path(folder) / path.name, path)


SAVERS = [
    pytest.param(inline_strings, id="inline strings"),
    pytest.param(shared_strings, id="shared strings"),
    pytest.param(
        through_libreoffice,
        id="LibreOffice",
        marks=pytest.mark.skipif(OFFICE is None, reason="no LibreOffice here"),
    ),
]


@pytest.mark.parametrize("save", SAVERS)
def test_all_that_people_do_to_the_list_comes_back(place: Workspace, save: Callable[[Path], None]) -> None:
    first(place)
    book = openpyxl.load_workbook(place.workbook)
    sheet = book[place.sheet]
    place_of = columns(sheet)
    wide = sheet.max_column + 1
    sheet.cell(1, wide).value = "成本"
    sheet.cell(1, wide + 1).value = "双倍"
    line = line_of(sheet, "8D")
    letter = get_column_letter(wide)
    sheet.cell(line, wide).value = 21
    sheet.cell(line, wide + 1).value = f"={letter}{line}*2"
    sheet.cell(line, place_of["评审判定"]).value = "确认CSR"
    sheet.cell(line, place_of["评审意见"]).value = "=HYPERLINK 是文字"
    sheet.cell(line, place_of["评审意见"]).data_type = "s"
    sheet.cell(line, place_of["原文"]).comment = Comment("请问顾客", "王工")
    for heading in ("顾客", "章节"):
        sheet.column_dimensions[get_column_letter(place_of[heading])].hidden = True
    sheet.auto_filter.add_filter_column(place_of["评审判定"] - 1, ["确认CSR"])
    sheet.row_dimensions[line + 1].hidden = True
    sheet.title = "我的清单"
    book.move_sheet(sheet, offset=3)
    book.save(place.workbook)
    save(place.workbook)

    again(place)
    again(place)

    now = sheet_of(place)
    moved = line_of(now, "8D")
    at = columns(now)
    cost, double = get_column_letter(at["成本"]), at["双倍"]
    assert moved != line
    assert (now.cell(moved, at["成本"]).value, now.cell(moved, double).value) == (21, f"={cost}{moved}*2")
    assert now.cell(moved, at["评审判定"]).value == "确认CSR"
    assert now.cell(moved, at["评审意见"]).value == "=HYPERLINK 是文字"
    assert now.cell(moved, at["评审意见"]).data_type != "f"
    assert [cell.comment.text for row in now.iter_rows() for cell in row if cell.comment] == ["请问顾客"]
    hidden = {name for name in ("顾客", "章节", "文件", "原文") if is_hidden(now, at[name])}
    assert hidden == {"顾客", "章节"}
    assert [one["code"] for one in place.data()["problems"]] == []
    assert formulas_in(place.workbook) == {f"{cost}{moved}*2"}


def is_hidden(sheet: openpyxl.worksheet.worksheet.Worksheet, column: int) -> bool:
    """Tell whether a column is hidden; openpyxl keeps columns that are alike under the first."""
    return any(
        one.hidden and one.min <= column <= one.max for one in sheet.column_dimensions.values() if one.min
    )


def formulas_in(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as package:
        sheets = [package.read(one).decode() for one in package.namelist() if "worksheets/sheet" in one]
    return {found for sheet in sheets for found in re.findall(r"<f>(.*?)</f>", sheet)}


def test_a_formula_stands_beside_its_row_with_columns_moved_and_filled_down(place: Workspace) -> None:
    first(place)
    book = openpyxl.load_workbook(place.workbook)
    sheet = book[place.sheet]
    sheet.insert_cols(2)  # all columns of the program move
    sheet.cell(1, 2).value = "字数"
    at = get_column_letter(columns(sheet)["原文"])
    ids = get_column_letter(columns(sheet)["编号"])
    for line in range(2, sheet.max_row + 1):
        sheet.cell(line, 2).value = f'=LEN({at}{line})+COUNTIF({ids}:{ids},${ids}{line})&"{at}{line}"'
    book.save(place.workbook)
    again(place)
    now = sheet_of(place)
    line = line_of(now, "8D")
    text, id_ = (get_column_letter(columns(now)[one]) for one in ("原文", "编号"))

    assert now.cell(line, columns(now)["字数"]).value == (
        f'=LEN({text}{line})+COUNTIF({id_}:{id_},{id_}{line})&"{at}{line - 2}"'
    )


def test_a_formula_that_looks_at_other_rows_is_kept_as_value_and_said(place: Workspace) -> None:
    first(place)
    book = openpyxl.load_workbook(place.workbook)
    sheet = book[place.sheet]
    wide = sheet.max_column + 1
    sheet.cell(1, wide).value = "累计"
    sheet.cell(3, wide).value = f"={get_column_letter(wide)}2+1"
    book.save(place.workbook)
    again(place)

    assert [one["code"] for one in place.data()["problems"]] == ["formula-as-value"]
    assert formulas_in(place.workbook) == set()
    place.run()
    assert place.data()["problems"] == []


@pytest.mark.parametrize("formula", ["=IF(1=1,", "=VLOOKUP(A2,Tab!A:B,2)", "=1/0"])
def test_a_formula_without_a_value_takes_back_no_decision(place: Workspace, formula: str) -> None:
    first(place)
    place.enter("8D", 评审判定="确认CSR", 责任人="王工")
    place.run()
    place.enter("8D", 评审判定=formula, 责任人=formula)  # as it is saved by a writer that does not reckon
    place.run()
    review = place.requirement("8D")["review"]

    assert [one["code"] for one in place.data()["problems"]] == ["decision-unclear"] * 2
    assert (review["decision"], review["owner"], review["comment"]) == ("csr", "王工", formula)
    assert formulas_in(place.workbook) == set()


def test_a_row_decided_differently_in_two_workbooks_is_shown_and_the_later_counts(place: Workspace) -> None:
    first(place)
    (place.out / ".~lock.CSR-checklist.xlsx#").write_text("王工", encoding="utf-8")
    again(place)  # the workbook is open: the new one lies beside it
    (beside,) = place.out.glob("CSR-checklist.2*.xlsx")
    place.enter("8D", 评审判定="确认CSR", 责任人="王工")
    kept = place.workbook.read_bytes()
    place.workbook.write_bytes(beside.read_bytes())
    place.enter("8D", 评审判定="产品要求", 措施="改模板")
    place.workbook.replace(beside)
    place.workbook.write_bytes(kept)
    later = beside.stat().st_mtime_ns + 1_000_000_000
    os.utime(place.workbook, ns=(later - 5_000_000_000, later - 5_000_000_000))
    place.run()
    one = place.requirement("8D")

    assert (one["review"]["decision"], one["review"]["owner"], one["review"]["measure"]) == (
        "product", "王工", "改模板",
    )  # fmt: skip
    (told,) = [it for it in place.data()["problems"] if it["code"] == "decided-twice"]
    assert told["where"] == f"{one['id']}: csr → product"
    with store.opened(state_file(place.out)) as state:
        assert [it.decision for it in state.history(one["id"])] == ["csr", "product"]

    place.put("别家/乙.txt", "供方应每周报告一次。\n")
    place.run()  # the one that is open still says what it said: that is no new decision
    assert place.requirement("8D")["review"]["decision"] == "product"


def test_old_workbooks_are_kept_dated_ten_of_them(place: Workspace) -> None:
    first(place)
    for number in range(12):
        place.enter("8D", 评审意见=f"第{number}次")
        place.run()
    old = sorted((place.out / ".csr/old").glob("CSR-checklist.*.xlsx"))

    assert len(old) == 10
    assert all(re.fullmatch(r"CSR-checklist\.\d{4}-\d\d-\d\d-\d{6}(-\d+)?\.xlsx", one.name) for one in old)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_only_the_lists_are_read_back(place: Workspace, language: str) -> None:
    place = replace(place, language=language)
    place.put("某汽车/手册.txt", MANUAL)
    place.run()
    place.put("某汽车/手册.txt", MANUAL.replace("24小时", "8小时").replace("PPAP等级3", "PPAP等级4"))
    place.run()
    inline_strings(place.workbook)  # saved by a person who entered nothing
    said = returned.read(place.workbook)

    assert (said.decisions, said.problems) == ((), ())
    assert len(openpyxl.load_workbook(place.workbook).worksheets[4]["A"]) > 3  # the changes do stand there
