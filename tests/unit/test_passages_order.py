"""Lines of a document that come without their lead-ins get them back."""

from domain.requirement import Passage
from pipeline.passages import in_order


def contexts(*lines: str) -> list[str]:
    return [one.context for one in in_order(Passage(line, section="3") for line in lines)]


def test_items_behind_a_lead_in_complete_it() -> None:
    assert contexts("The supplier shall:", "a) keep records", "b) report changes") == [
        "",
        "The supplier shall:",
        "The supplier shall:",
    ]


def test_a_lead_in_ends_with_the_next_line_of_its_own_kind() -> None:
    assert contexts("3.1 乙方应：", "（1）保存记录", "3.2 甲方提供图纸。", "（1）其他")[2:] == ["", ""]


def test_an_unmarked_line_ends_the_list() -> None:
    assert contexts("供方应做到：", "一般说明。", "1）保存记录")[2] == ""


def test_a_context_that_came_with_a_line_stays() -> None:
    lines = [Passage("供方应：", section="3"), Passage("1）保存记录", section="3", context="已知")]

    assert in_order(lines)[1].context == "已知"
