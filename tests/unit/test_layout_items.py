"""Labels of items are known from numbers that belong to the sentence."""

from __future__ import annotations

import pytest

from extractors import layout_items


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("第一章 总则", "第一章"),
        ("第三条 供方应提交", "第三条"),
        ("一、目的", "一、"),
        ("（一）供应商应", "（一）"),
        ("1) submit", "1)"),
        ("①关键特性", "①"),
        ("a) keep records", "a)"),
        ("5-1 工序能力", "5-1"),
        ("1.2.3 Records", "1.2.3"),
        ("3.2(4) 变更", "3.2(4)"),
        ("Article 4 Delivery", "Article 4"),
        ("§ 7 Haftung", "§ 7"),
        ("A.1 Scope", "A.1"),
        ("Annex B Forms", "Annex B"),
        ("• item", "•"),
        ("3 Scope", "3"),
        ("8.2 A supplier is told", "8.2"),
        ("2.5 A", None),
        ("2.5 A max. at 12 V", None),
        ("24 h after the complaint", None),
        ("10 个工作日内", None),
        ("0.65 mm", None),
        ("2024 年", None),
        ("Supplier shall", None),
    ],
)
def test_label_is_found(text: str, label: str | None) -> None:
    assert layout_items.label(text) == label


@pytest.mark.parametrize(
    ("before", "text", "starts"),
    [
        ("as required in Section", "3.2 of this manual", False),
        ("供应商应按照本手册", "第三条的规定执行。", False),
        ("过程能力指数应不低于", "1.67 并按月报告。", False),
        ("供应商应：", "（一）建立体系；", True),
        ("Records are kept.", "3.2 Audits", True),
        ("keep all records of", "(b) escalation", False),
        ("（一）建立体系并保持", "（二）提交报告", True),
    ],
)
def test_item_starts_where_the_line_before_lets_it(before: str, text: str, starts: bool) -> None:
    assert layout_items.starts_item(text, before, before_full=True) is starts


@pytest.mark.parametrize(
    ("text", "first", "before", "expected"),
    [
        ("(b) after a stop,", "(a) at the start,", "(a) at the start,", True),
        ("(iii) no mark;", "(ii) no more than", "square millimetres, and", True),
        ("（二）停产", "（一）搬迁，", "（一）搬迁，", True),
        ("(b) above shall apply", "1.1 Subject to (a),", "1.1 Subject to (a),", False),
    ],
)
def test_item_of_a_list_begins_after_the_comma_of_the_one_before(
    text: str, first: str, before: str, expected: bool
) -> None:
    assert layout_items.starts_item(text, before, before_full=True, first=first) is expected
