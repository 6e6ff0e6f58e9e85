"""What a customer's revision history announces, held against invented changes in both languages."""

from __future__ import annotations

import pytest

from domain.document import NOWHERE, BlockKind, Facts
from domain.report import AnnouncedComparison, Outcome, SectionPlace
from domain.requirement import Clause
from domain.revision import facts_of
from pipeline.alignment import align
from pipeline.announced import Revision, compare_announced
from pipeline.announced_places import places_in

HISTORY_ZH = ("版次", "日期", "修订内容", "批准")
HISTORY_EN = ("Rev.", "Date", "Section", "Description of change")


def clause(text: str, number: str | None = None, heading: str = "", **more: object) -> Clause:
    headings = (heading,) if heading else ()
    return Clause(f"{heading}/{text}"[:40], "d", text, NOWHERE, number=number, headings=headings, **more)  # type: ignore[arg-type]


def row(header: tuple[str, ...], *cells: str) -> Clause:
    return clause(" | ".join(cells), header=header, cells=cells, block=BlockKind.TABLE_ROW)


def compared(old: Revision, new: Revision) -> AnnouncedComparison:
    sides = (tuple(facts_of(one, at) for at, one in enumerate(side.clauses)) for side in (old, new))
    return compare_announced(old, new, align(*sides))


def told(result: AnnouncedComparison) -> list[tuple[str, Outcome, list[str]]]:
    return [
        (one.announcement.text, one.outcome, [_number(change) for change in one.changes])
        for one in result.announced
    ]


def _number(change: object) -> str:
    side = change.new or change.old  # type: ignore[attr-defined]
    return side.number or side.text[:8]


def chinese() -> tuple[Revision, Revision]:
    first = row(HISTORY_ZH, "A", "2023-01-05", "首次发布", "甲")
    second = row(
        HISTORY_ZH,
        "B",
        "2025-03-01",
        "1）答复时限改为 2 天（4.2）；2）增加夜班审核的规定；3）4.4 文字修改；4）取消 6.1 条；5）4.5 保存期改为 20 年；6）全文错别字",
        "乙",
    )
    shared = [
        clause("第四章 投诉", "第四章", is_heading=True),
        clause("4.1 供方应设投诉窗口。", "4.1", "第四章 投诉"),
    ]
    old = [
        first,
        clause("版次 A，2023-01-05 起生效。"),
        *shared,
        clause("4.2 供方应在 5 天内书面答复顾客投诉。", "4.2", "第四章 投诉"),
        clause("4.3 供方应每年演练一次应急计划并留存记录。", "4.3", "第四章 投诉"),
        clause("4.4 供方应在 3 天内更换不良品并承担运费。", "4.4", "第四章 投诉"),
        clause("4.5 投诉记录应保存 10 年。", "4.5", "第四章 投诉"),
    ]
    new = [
        first,
        second,
        clause("版次 B，2025-03-01 起生效。"),
        *shared,
        clause("4.2 供方应在 2 天内书面答复顾客投诉。", "4.2", "第四章 投诉"),
        clause("4.3 供方应每季演练一次应急计划并留存记录。", "4.3", "第四章 投诉"),
        clause("4.4 供方应在 1 天内更换不良品并承担运费。", "4.4", "第四章 投诉"),
        clause("4.5 投诉记录应保存 15 年。", "4.5", "第四章 投诉"),
        clause("4.6 内部审核应覆盖夜班，审核员不得审核本部门。", "4.6", "第四章 投诉"),
    ]
    return Revision(Facts(revision="A", date="2023-01-05"), old), Revision(
        Facts(revision="B", date="2025-03-01"), new
    )


def test_a_chinese_history_is_held_against_the_changes() -> None:
    assert told(compared(*chinese())) == [
        ("答复时限改为 2 天（4.2）", Outcome.FOUND, ["4.2"]),
        ("增加夜班审核的规定", Outcome.FOUND, ["4.6"]),
        ("4.4 文字修改", Outcome.OTHERWISE, ["4.4"]),
        ("取消 6.1 条", Outcome.ABSENT, []),
        ("4.5 保存期改为 20 年", Outcome.OTHERWISE, ["4.5"]),
        ("全文错别字", Outcome.UNCHECKED, []),
    ]


def test_what_was_changed_without_a_word_is_named_and_substance_called_wording_too() -> None:
    result = compared(*chinese())

    assert sorted(_number(change) for change in result.unannounced) == ["4.3", "4.4"]
    assert [_number(change) for change in result.own_marks] == ["B | 2025", "版次 B，202"]


def english() -> tuple[Revision, Revision]:
    first = row(HISTORY_EN, "1", "2022-05-01", "all", "Initial release")
    second = row(HISTORY_EN, "2", "2024-06-10", "3.1, 3.3", "Response times reduced")
    third = row(HISTORY_EN, "", "", "Annex B", "Item 4: retention extended from 10 to 15 years")
    fourth = row(HISTORY_EN, "", "", "7", "New section on escalation added")
    table = ("No.", "Record", "Retention")
    old = [
        first,
        clause("3 Complaints", "3", is_heading=True),
        clause("3.1 The supplier shall reply within 48 hours.", "3.1", "3 Complaints"),
        clause("3.2 Returned parts shall be analysed within 10 days.", "3.2", "3 Complaints"),
        clause("3.3 The supplier shall send an 8D report within 14 days.", "3.3", "3 Complaints"),
        clause(
            "4 | 8D reports | 10 years",
            "4",
            "Annex B Retention",
            header=table,
            cells=("4", "8D reports", "10 years"),
        ),
    ]
    new = [
        first,
        second,
        third,
        fourth,
        clause("3 Complaints", "3", is_heading=True),
        clause("3.1 The supplier shall reply within 24 hours.", "3.1", "3 Complaints"),
        clause("3.2 Returned parts shall be analysed within 5 days.", "3.2", "3 Complaints"),
        clause("3.3 The supplier shall send an 8D report within 10 days.", "3.3", "3 Complaints"),
        clause(
            "4 | 8D reports | 15 years",
            "4",
            "Annex B Retention",
            header=table,
            cells=("4", "8D reports", "15 years"),
        ),
    ]
    return Revision(Facts(revision="1", date="2022-05-01"), old), Revision(
        Facts(revision="2", date="2024-06-10"), new
    )


def test_an_english_history_with_a_column_of_places_is_held_against_the_changes() -> None:
    result = compared(*english())

    assert told(result) == [
        ("Response times reduced", Outcome.FOUND, ["3.1", "3.3"]),
        ("Item 4: retention extended from 10 to 15 years", Outcome.FOUND, ["4"]),
        ("New section on escalation added", Outcome.ABSENT, []),
    ]
    assert [_number(change) for change in result.unannounced] == ["3.2"]


def test_a_bare_revision_number_never_hides_a_changed_value() -> None:
    old = Revision(Facts(revision="3"), [clause("5.1 The supplier shall reply within 3 days.", "5.1")])
    new = Revision(Facts(revision="4"), [clause("5.1 The supplier shall reply within 4 days.", "5.1")])

    result = compared(old, new)

    assert result.has_history is False
    assert [_number(change) for change in result.unannounced] == ["5.1"]
    assert result.own_marks == ()


def test_a_list_of_changes_without_a_table_is_read() -> None:
    heading = "Summary of changes"
    old = Revision(Facts(revision="A"), [clause("2.1 Audits take place every 2 years.", "2.1", "2 Audits")])
    listed = clause("Section 2.1: audits are yearly now.", heading=heading, block=BlockKind.LIST_ITEM)
    new = Revision(
        Facts(revision="B"), [listed, clause("2.1 Audits take place every year.", "2.1", "2 Audits")]
    )

    result = compared(old, new)

    assert told(result) == [("Section 2.1: audits are yearly now.", Outcome.FOUND, ["2.1"])]
    assert result.unannounced == ()


def test_a_whole_history_in_the_first_revision_that_has_one_gives_the_newer_entries_only() -> None:
    old, new = english()
    bare = Revision(old.facts, [one for one in old.clauses if one.header != HISTORY_EN])

    assert told(compared(bare, new)) == told(compared(old, new))


def test_a_new_entry_counts_although_the_cover_still_has_the_old_revision() -> None:
    old, new = english()

    assert told(compared(old, Revision(old.facts, new.clauses))) == told(compared(old, new))


def test_several_announcements_for_several_places_each_find_their_own() -> None:
    history = row(
        HISTORY_EN, "2", "2024-06-10", "3.1, 3.2", "Reply to the supplier within 24 hours; escalation board"
    )
    old = [
        row(HISTORY_EN, "1", "2022-05-01", "all", "Initial release"),
        clause("3.1 The supplier shall reply within 48 hours.", "3.1"),
        clause("3.2 Costs are settled monthly.", "3.2"),
    ]
    new = [old[0], history, clause("3.1 The supplier shall reply within 24 hours.", "3.1"), old[2]]

    result = compared(Revision(Facts(revision="1"), old), Revision(Facts(revision="2"), new))

    assert told(result) == [
        ("Reply to the supplier within 24 hours", Outcome.FOUND, ["3.1"]),
        ("escalation board", Outcome.ABSENT, []),
    ]
    assert [one.untouched for one in result.announced] == [(), (SectionPlace("section", "3.2"),)]


PLACES = [
    ("8.4.2 通知时限", [("section", "8.4.2", "")]),
    ("附录 B 第 7 项", [("annex", "b", "7")]),
    ("表 9-1 第 4 行", [("table", "9.1", "4")]),
    ("第八章、第十二条", [("section", "8", ""), ("section", "12", "")]),
    (
        "Sections 4.2, 4.4 and 5 revised",
        [("section", "4.2", ""), ("section", "4.4", ""), ("section", "5", "")],
    ),
    ("clauses 4.2 to 4.4", [("section", "4.2", ""), ("section", "4.3", ""), ("section", "4.4", "")]),
    ("Table 2-1 row 3", [("table", "2.1", "3")]),
    ("Annex C", [("annex", "c", "")]),
    ("Cpk raised from 1.33 to 1.67", []),
    ("厚度改为 2.5 mm，2025.3.1 起", []),
]


@pytest.mark.parametrize(("text", "expected"), PLACES, ids=[text for text, _ in PLACES])
def test_places_are_read_and_values_are_none(text: str, expected: list[tuple[str, str, str]]) -> None:
    places, _ = places_in(text, frozenset({"4.2", "2.5"}))

    assert places == tuple(SectionPlace(*one) for one in expected)
