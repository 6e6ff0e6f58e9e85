"""Demands that are no number with a unit, and bare numbers of table rows."""

from __future__ import annotations

import pytest

from classifiers import targets


def found(text: str) -> list[tuple[str, str]]:
    return [(value.target.text, value.kind) for value in targets.find(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Send the signed form by 15 April.", ("by 15 April", "date")),
        (
            "The list is due no later than the end of the quarter.",
            ("no later than the end of the quarter", "date"),
        ),
        ("每月10日前提交上月质量报表。", ("10日前", "date")),
        ("PFMEA 首版 | SOP-16周 | 供方", ("SOP-16周", "date")),
        ("装配夹具方案 | 6月5日 | 乙方", ("6月5日", "date")),
        ("退回的不良件当日确认。", ("当日", "date")),
        ("Liability cover of € 5 million shall be maintained.", ("€ 5 million", "money")),
        ("Long-term capability Cpk ≥ 1,33 is evidenced.", ("Cpk ≥ 1,33", "capability")),
        ("芯部硬度HB255～285。", ("HB255～285", "hardness")),
        ("until three consecutive months pass without a complaint", ("three consecutive months", "duration")),
        ("开槽刀每5000模次更换。", ("5000模次", "cycles")),
        ("伸长率，% ≥ | 120 | 100", ("120", "limit")),
        ("额定输出功率 | — | 6.6 | — | kW", ("6.6", "electric")),
    ],
)
def test_a_demand_is_found_as_it_is_written(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in found(text)


def test_classes_of_defects_have_their_aql_where_sampling_is_spoken_of() -> None:
    text = "按GB/T 2828.1一般检验水平Ⅱ，致命0、主要0.4、次要1.0。"

    assert [one for one in found(text) if one[1] == "aql"] == [
        ("致命0", "aql"),
        ("主要0.4", "aql"),
        ("次要1.0", "aql"),
    ]
    assert ("主要3", "aql") not in found("主要3台设备由供方维护。")


def test_the_value_of_a_decimal_comma_is_read() -> None:
    assert [one.target.value for one in targets.find("Cpk ≥ 1,33")] == [1.33]


@pytest.mark.parametrize(
    "text", ["本文件自2024年5月1日起生效。", "Revision 3 of 15 April 2024", "见第3页。", "1 | 2 | 3"]
)
def test_dates_and_numbers_of_the_document_are_no_demands(text: str) -> None:
    assert [one for one in found(text) if one[1] in ("date", "limit")] == []
