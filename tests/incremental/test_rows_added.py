"""What a person puts into the workbook beside the program's: rows, columns, comments."""

from __future__ import annotations

import openpyxl
from openpyxl.comments import Comment
from workspace import Workspace

MANUAL = "供应商质量手册\n文件编号：SQM-01\n供方应在24小时内提交8D报告。\n供方应按PPAP等级3提交批准文件。\n"
WORDS = "供方应每季度参加质量会议。"


def added(place: Workspace, **more: object) -> None:
    place.put("某汽车/手册.txt", MANUAL)
    place.put("别家/手册.txt", "供方应每月报告一次交付绩效。\n")
    place.run()
    place.append(顾客="某汽车", 文件="手册", 原文=WORDS, **more)
    place.run()


def row(place: Workspace) -> dict[str, object]:
    return next(one for one in place.rows() if one["原文"] == WORDS)


def test_an_added_row_stays_in_the_list_and_says_so(place: Workspace) -> None:
    added(place, 章节="7.2 会议", 页码=12, IATF条款="9.3.2", 责任部门="质量部")
    one = row(place)

    assert str(one["编号"]).startswith("added-")
    assert [one[head] for head in ("顾客", "章节", "页码", "IATF条款", "标记", "责任部门", "判定")] == [
        "某汽车", "7.2 会议", 12, "9.3.2", "手工添加", "质量部", "CSR",
    ]  # fmt: skip
    assert [one["顾客"] for one in place.rows()] == ["别家", "某汽车", "某汽车", "某汽车"]
    assert place.requirement("季度")["flags"] == ["added"]
    assert place.data()["problems"] == []


def test_an_added_row_survives_runs_and_edits(place: Workspace) -> None:
    added(place)
    first = row(place)["编号"]
    place.put("某汽车/另一份.txt", "供方应每年审核一次。\n")
    place.run()
    place.enter("季度", 评审判定="确认CSR", 章节="8.1")
    place.run()
    place.put("某汽车/另一份.txt", "供方应每年审核两次。\n")
    place.run()

    assert row(place)["编号"] == first
    assert (row(place)["评审判定"], row(place)["章节"]) == ("确认CSR", "8.1")
    assert place.data()["orphans"] == []
    assert place.run().is_unchanged


def test_an_added_row_decided_no_requirement_leaves_the_list(place: Workspace) -> None:
    added(place)
    place.enter("季度", 评审判定="不是要求")
    place.run()

    assert WORDS not in [one["原文"] for one in place.rows()]
    assert WORDS in [one["原文"] for one in place.rows("产品与商务要求")]


def test_an_added_row_of_an_unknown_document_stands_all_the_same(place: Workspace) -> None:
    place.put("某汽车/手册.txt", MANUAL)
    place.run()
    place.append(顾客="新客户", 文件="会议纪要 2026-04", 原文=WORDS)
    place.run()

    assert (row(place)["顾客"], row(place)["文件"]) == ("新客户", "会议纪要 2026-04")


def test_columns_and_comments_of_peoples_own_survive(place: Workspace) -> None:
    place.put("某汽车/手册.txt", MANUAL)
    place.run()
    book = openpyxl.load_workbook(place.workbook)
    sheet = book[place.sheet]
    width = sheet.max_column
    sheet.cell(1, width + 1).value = "成本"
    sheet.cell(2, width + 1).value = 120.5
    sheet.cell(3, width + 1).value = "=1+1"
    sheet.cell(1, width + 2).value = "内部编号"
    sheet.cell(2, width + 2).value = "A-7"
    sheet.cell(2, 10).comment = Comment("请问顾客", "王工")
    sheet.column_dimensions["C"].hidden = True
    book.save(place.workbook)
    keys = [one["编号"] for one in place.rows()]
    for revision in range(2):
        place.put("某汽车/另一份.txt", f"供方应每年审核{revision + 2}次。\n")
        place.run()
    rows = {one["编号"]: one for one in place.rows()}
    written = openpyxl.load_workbook(place.workbook)[place.sheet]
    comments = {
        (written.cell(cell.row, 2).value, cell.comment.text)
        for line in written.iter_rows()
        for cell in line
        if cell.comment
    }

    assert (rows[keys[0]]["成本"], rows[keys[0]]["内部编号"]) == (120.5, "A-7")
    assert comments == {(keys[0], "请问顾客")}


def test_a_column_that_was_taken_out_again_stays_out(place: Workspace) -> None:
    place.put("某汽车/手册.txt", MANUAL)
    place.run()
    place_of = openpyxl.load_workbook(place.workbook)
    sheet = place_of[place.sheet]
    width = sheet.max_column
    sheet.cell(1, width + 1).value = "成本"
    place_of.save(place.workbook)
    place.put("某汽车/另一份.txt", "供方应每年审核一次。\n")
    place.run()

    assert "成本" in place.rows()[0]

    book = openpyxl.load_workbook(place.workbook)
    book[place.sheet].delete_cols(width + 1)
    book["产品与商务要求"].delete_cols(width + 1)
    book.save(place.workbook)
    place.run()
    place.put("某汽车/另一份.txt", "供方应每年审核两次。\n")
    place.run()

    assert "成本" not in place.rows()[0]


def test_a_cell_that_cannot_be_understood_is_a_problem(place: Workspace) -> None:
    place.put("某汽车/手册.txt", MANUAL)
    place.run()
    place.enter("8D报告", 评审判定="差不多吧")
    outcome = place.run()

    assert [(one.code, one.detail) for one in outcome.checklist.problems] == [
        ("decision-unclear", "差不多吧")
    ]
    assert place.requirement("8D报告")["review"]["comment"] == "差不多吧"
