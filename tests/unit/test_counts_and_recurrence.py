"""How many and how often, where no unit says it; and what only looks like that."""

from __future__ import annotations

import pytest

from classifiers import targets


def found(text: str) -> list[str]:
    return [value.target.text for value in targets.find(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Each batch is proved by five coupons before release.", "five coupons"),
        ("Retained are 12 sealed bottles.", "12 sealed bottles"),
        ("The latch is checked once per half-year.", "once per half-year"),
        ("Layout check 2 x per calendar year.", "2 x per calendar year"),
        ("The list is sent every January.", "every January"),
        ("Every 25th housing is sectioned.", "Every 25th housing"),
        ("Answer by Thursday 10 am.", "by Thursday 10 am"),
        ("Feedback until the 5th working day.", "until the 5th working day"),
        ("Penalty NT$1,000 a case.", "NT$1,000"),
        ("Held for [***] days after receipt.", "[***] days"),
        ("Warranty ends at 75,000 miles.", "75,000 miles"),
        ("每5000型做型面扫描。", "每5000型做"),
        ("周1回举行初期流动会议。", "周1回"),
        ("收到ECN三个工作日回传评估。", "三个工作日"),
        ("数据取自连续25组。", "25组"),
        ("Mechanical seals | 3 | 10 | clean room", "10"),
    ],
)
def test_a_count_or_a_recurrence_is_found_as_it_is_written(text: str, wanted: str) -> None:
    assert any(wanted in value or value in wanted for value in found(text)), found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Form 12 shows the results.",
        "ISO 9001 requires a manual.",
        "The teeth shall not touch each other in the package.",
        "The two parties agree.",
        "第三组讨论。",
        "供方按图制造零件。",
        "5.1 Samples",
    ],
)
def test_what_only_looks_like_a_count_is_none(text: str) -> None:
    assert found(text) == []
