"""Decisions over a new revision, through the files a person sees."""

from __future__ import annotations

import openpyxl
import pytest
from workspace import Workspace

from pipeline.standing import stand

MANUAL = "供应商质量手册\n文件编号：SQM-01\n版本：{revision}\n日期：2026-0{revision}-01\n"
FIRST = (
    "供方应在24小时内提交8D报告。",
    "供方应按PPAP等级3提交全部批准文件。",
    "供方应妥善保存全部质量记录，保存期不少于15年。",
    "供方应每年对全部过程进行一次审核。",
)


def manual(revision: int, *sentences: str) -> str:
    return MANUAL.format(revision=revision) + "\n".join(sentences) + "\n"


def decided(place: Workspace) -> None:
    """Make the first revision and decide on each of its requirements."""
    place.put("某汽车/手册.txt", manual(1, *FIRST))
    place.run()
    for number, part in enumerate(("8D报告", "PPAP", "保存", "审核")):
        place.enter(part, 评审判定="确认CSR", 评审人="王工", 评审日期=f"2026-03-0{number + 1}")
    place.run()


def standing(place: Workspace, part: str) -> tuple[str | None, str | None]:
    """Return what the data says: the standing and the decision in force."""
    one = place.requirement(part)
    return one["standing"], one["review"] and one["review"]["decision"]


def cell(place: Workspace, part: str, heading: str = "原结论") -> tuple[str | None, str]:
    """Return words and colour of a cell of the list."""
    sheet = openpyxl.load_workbook(place.workbook)[place.sheet]
    heads = {one.value: one.column for one in sheet[1]}
    row = next(row for row in sheet.iter_rows(min_row=2) if part in str(row[heads["原文"] - 1].value))
    found = row[heads[heading] - 1]
    return found.value, found.fill.fgColor.rgb[-6:] if found.fill.fill_type else ""


@pytest.fixture
def revised(place: Workspace) -> Workspace:
    """The second revision: one value changed, one sentence reworded, one moved, one as it was."""
    decided(place)
    changed = FIRST[0].replace("24", "48")
    reworded = FIRST[2].replace("妥善保存全部质量记录", "妥善留存所有质量记录")
    place.put("某汽车/手册.txt", manual(2, FIRST[3], changed, FIRST[1], reworded))
    place.run()
    return place


def test_what_is_unchanged_or_moved_stands(revised: Workspace) -> None:
    assert standing(revised, "PPAP") == (None, "csr")
    assert standing(revised, "审核") == (None, "csr")
    assert cell(revised, "PPAP")[0] is None


def test_changed_substance_is_reopened_and_the_old_decision_shown(revised: Workspace) -> None:
    one = revised.requirement("8D报告")

    assert standing(revised, "8D报告") == ("reopen", "open")
    assert (one["earlier_review"]["decision"], one["earlier_review"]["by"]) == ("csr", "王工")
    assert cell(revised, "8D报告") == ("已重开：内容有变。原结论：确认CSR 2026-03-01 王工", "FBDAD5")
    assert cell(revised, "8D报告", "评审判定")[0] == "待定"


def test_what_is_reworded_keeps_its_decision_to_be_confirmed(revised: Workspace) -> None:
    assert standing(revised, "留存") == ("confirm", "csr")
    assert cell(revised, "留存") == ("待确认：措辞有变 确认CSR 2026-03-03 王工", "FFF1C9")


def test_status_counts_what_waits(revised: Workspace) -> None:
    found = stand(revised.out)

    assert (found.reopened, found.confirm) == (1, 1)
    assert sum(line.decided for line in found.documents) == 2


def test_the_sheet_changes_says_what_became_of_each_decision(revised: Workspace) -> None:
    sheet = openpyxl.load_workbook(revised.workbook)["变更"]
    heads = [one.value for one in sheet[2]]
    said = {
        row[heads.index("现在的原文")]: row[heads.index("已有结论")]
        for row in sheet.iter_rows(min_row=3, values_only=True)
        if row[0]
    }
    by_part = {part: words for text, words in said.items() for part in ("8D", "留存") if part in str(text)}

    assert by_part == {
        "8D": "确认CSR 2026-03-01 王工\n内容有变，请重新评审",
        "留存": "确认CSR 2026-03-03 王工\n措辞有变，请确认",
    }


def test_a_word_confirms_and_a_new_decision_settles(revised: Workspace) -> None:
    revised.enter("留存", 评审判定="确认")
    revised.enter("8D报告", 评审判定="产品要求", 评审人="李工")
    revised.run()

    assert standing(revised, "留存") == (None, "csr")
    assert standing(revised, "8D报告") == (None, "product")
    assert (stand(revised.out).reopened, stand(revised.out).confirm) == (0, 0)


def test_what_waits_goes_on_waiting_over_runs_that_change_nothing(revised: Workspace) -> None:
    revised.put("某汽车/别的.txt", "供方应每月报告一次交付绩效。\n")
    revised.run()
    revised.run()

    assert standing(revised, "8D报告") == ("reopen", "open")
    assert standing(revised, "留存") == ("confirm", "csr")
