"""A clause and its translation are one row over the runs; nothing that people said is lost."""

from __future__ import annotations

from workspace import Workspace

MANUAL = """供应商质量手册 Supplier Manual
文件编号：SQM-07
1.1 供应商应在48小时内提交8D报告。
1.1 The supplier shall submit the 8D report within {hours} hours.
1.2 质量记录应至少保存15年。
1.2 Quality records shall be retained for at least 15 years.
1.3 供应商应每月报告PPM。
"""


def test_the_row_keeps_both_texts_and_reports_what_differs(place: Workspace) -> None:
    place.put("某汽车/手册.txt", MANUAL.format(hours=24))
    place.run()
    words = [row["原文"] for row in place.rows()]

    assert words == [
        "1.1 供应商应在48小时内提交8D报告。\n1.1 The supplier shall submit the 8D report within 24 hours.",
        "1.2 质量记录应至少保存15年。\n1.2 Quality records shall be retained for at least 15 years.",
        "1.3 供应商应每月报告PPM。",
    ]
    problem = place.data()["problems"][0]
    assert (problem["code"], problem["where"]) == (
        "twin-differs",
        "1.1 ¶3 “在48小时内” ≠ 1.1 ¶4 “within 24 hours”",
    )
    one = place.requirement("48小时")
    assert (one["review_needed"], one["flags"]) == (True, ["contradiction"])
    assert one["twins"][0]["differences"] == [
        {"kind": "value", "text": "在48小时内", "twin_text": "within 24 hours"}
    ]


def test_nothing_is_new_at_the_next_run_and_decisions_stay(place: Workspace) -> None:
    place.put("某汽车/手册.txt", MANUAL.format(hours=48))
    place.run()
    place.enter("保存15年", 评审判定="确认CSR", 措施="见LZ-QP-02")
    before = {one["id"] for one in place.data()["requirements"]}
    place.run()

    assert {one["id"] for one in place.data()["requirements"]} == before
    assert {one["change"] for one in place.data()["requirements"]} == {"new"}
    assert place.requirement("保存15年")["review"]["measure"] == "见LZ-QP-02"
    assert place.data()["orphans"] == []
    assert place.run().is_unchanged


def test_a_translation_that_changed_alone_stands_apart(place: Workspace) -> None:
    place.put("某汽车/手册.txt", MANUAL.format(hours=48))
    place.run()
    place.put("某汽车/手册.txt", MANUAL.format(hours=24))
    place.run()

    changed = [one for one in place.data()["requirements"] if one["change"] == "changed"]
    assert [one["text"] for one in changed] == [
        "1.1 The supplier shall submit the 8D report within 24 hours."
    ]
    assert [one["code"] for one in place.data()["problems"]] == ["twin-differs"]
