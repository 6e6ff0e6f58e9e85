"""Set phrases with figures are found as the document writes them; a wrong row of the table is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from classifiers import target_phrases, targets
from domain.problem import ConfigurationError

_HEADER = "cues\tpattern\tkind\tquantity\tsign\texample\n"


def _found(text: str) -> list[tuple[str, float | None]]:
    return [(value.target.text, value.target.value) for value in targets.find(text)]


@pytest.mark.parametrize(
    ("text", "phrase", "number"),
    [
        (
            "The file is uploaded no later than the day of shipping.",
            "no later than the day of shipping",
            None,
        ),
        ("A label is put on two opposite sides.", "two opposite sides", 2.0),
        ("After that one joint in fifty is cut.", "one joint in fifty", None),
        ("Storage containers are billed at 1,250 per started day.", "1,250 per started day", 1250.0),
        ("DPPM goal: seals 12, castings 45, the rest 90.", "castings 45", None),
        ("乙方随车带质保书、探伤报告各两份。", "各两份", 2.0),
        ("送货单一式四份，注明订单号。", "一式四份", 4.0),
        ("整改无效的停标两季。", "两季", 2.0),
        ("整改报告次月6日前送达。", "次月6日前", None),
        ("法兰平面度0.04，其余见图。", "平面度0.04", 0.04),
    ],
)
def test_a_phrase_with_a_figure_is_quoted_as_written(text: str, phrase: str, number: float | None) -> None:
    found = _found(text)
    mine = [value for said, value in found if said in phrase or phrase in said]
    assert mine, f"a reader would miss {phrase!r}: only {found} were found"
    assert number is None or number in mine


def test_a_phrase_does_not_hide_the_number_in_it() -> None:
    found = targets.find(
        "Sorting starts not later than eight hours after the request; it ends the same week."
    )

    assert ("not later than eight hours", 8.0, "h") in [
        (one.target.text, one.target.value, one.target.unit) for one in found
    ]


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("RADIUS .015 IN. ALL ROUND", "inch", 0.015),
        ("Humidity stays below 45 % RH.", "%RH", 45.0),
        ("ANSWER IN 2 DAYS", "day", 2.0),
        ("挂具间距不超40mm。", "mm", 40.0),
    ],
)
def test_units_and_leading_points_of_drawings(text: str, unit: str, value: float) -> None:
    found = [(one.target.unit, one.target.value) for one in targets.find(text)]
    assert (unit, value) in found


@pytest.mark.parametrize(
    "text",
    [
        "Once the order is placed, changes need consent.",
        "故障码清零后重新上电。",
        "逾期部分按折算价处理。",
        "第二联由仓库留存。",
        "See .5 of the annex",
    ],
)
def test_words_that_only_look_like_a_figure_are_none(text: str) -> None:
    assert not _found(text)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("each\t(\tcount\tcount\t=\t[each]", "pattern"),
        ("each\teach\tcount\tcount\tabout\t[each]", "sign"),
        ("each\teach\tcount\tcount\t=\teach", "square brackets"),
        ("each\tevery\tcount\tcount\t=\t[each]", "is not found"),
        ("other\teach\tcount\tcount\t=\t[each]", "is not found"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "target_phrases.tsv"
    path.write_text(_HEADER + row + "\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=message) as raised:
        target_phrases.phrases(path)
    assert raised.value.line == 2
