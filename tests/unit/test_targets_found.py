"""Quantified demands: value, unit, comparator, words as written."""

import pytest

from classifiers import targets


def _found(text: str) -> list[tuple[str, float | None, str, str]]:
    return [(v.target.text, v.target.value, v.target.unit, v.target.comparator) for v in targets.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("乙方应在24小时内回复", [("在24小时内", 24.0, "h", "<=")]),
        ("保存15年以上", [("15年以上", 15.0, "year", ">=")]),
        ("不得晚于三天", [("不得晚于三天", 3.0, "day", "<=")]),
        ("二十四小時內回覆", [("二十四小時內", 24.0, "h", "<=")]),
        ("特殊特性 Cpk≥1.67", [("Cpk≥1.67", 1.67, "", ">=")]),
        ("合格率不低于98%", [("合格率不低于98%", 98.0, "%", ">=")]),
        ("within thirty (30) days", [("within thirty (30) days", 30.0, "day", "<=")]),
        ("at least fifteen years", [("at least fifteen years", 15.0, "year", ">=")]),
        ("AQL 0.65", [("AQL 0.65", 0.65, "", "=")]),
        ("58–62 HRC", [("58–62 HRC", 58.0, "HRC", "range")]),
        ("温度180±5℃", [("180±5℃", 180.0, "degC", "±")]),
        ("max. 0.1 % of lead", [("max. 0.1 %", 0.1, "%", "<=")]),
        ("每年进行一次", [("每年", 1.0, "per_year", "="), ("一次", 1.0, "time", "=")]),
        ("提前30日通知", [("提前30日", 30.0, "day", ">=")]),
        ("３个工作日内", [("３个工作日内", 3.0, "working_day", "<=")]),
        ("安全系数不小于1.8", [("不小于1.8", 1.8, "", ">=")]),
        ("Elongation % ≥ 250", [("≥ 250", 250.0, "", ">=")]),
        ("每面补线不超过2处", [("不超过2", 2.0, "", "<=")]),
        ("九十日前提出", [("九十日前", 90.0, "day", "<=")]),
        ("correlated once a quarter", [("once a quarter", 1.0, "per_quarter", "=")]),
        ("模具寿命不少于12万模次", [("不少于12万模次", 12.0, "wan_cycle", ">=")]),
        ("brittle below −40 °C", [("below −40 °C", -40.0, "degC", "<")]),
        ("脆化温度-40℃以下", [("-40℃以下", -40.0, "degC", "<=")]),
        ("leak rate 2×10⁻⁷ mbar·l/s or less", [("2×10⁻⁷ mbar·l/s or less", 2e-07, "mbar·l/s", "<=")]),
        ("pore depth ≤ 0.4, no cracks", [("depth ≤ 0.4", 0.4, "", "<=")]),
        ("The answer reaches the buyer in20 days.", [("20 days", 20.0, "day", "=")]),
        ("Return the order within5 days", [("within5 days", 5.0, "day", "<=")]),
        ("figures of 5O mm on a side", [("5O mm", 50.0, "mm", "=")]),
        ("states its reason within l0 working days", [("within l0 working days", 10.0, "working_day", "<=")]),
        ("Al2O3 filler, type3 label", []),
        ("drop resistance 2 megohm", [("2 megohm", 2.0, "Mohm", "=")]),
        ("Self score 75 or above", [("75 or above", 75.0, "", ">=")]),
        ("CPK 1.5 MIN AT SOP", [("CPK 1.5 MIN", 1.5, "", ">=")]),
        ("数据按季报送", [("按季", 1.0, "per_quarter", "=")]),
        ("槽宽 6.5 +0.1/0", [("6.5 +0.1/0", 6.5, "", "=")]),
        ("残余镁 0.04~0.06", [("0.04~0.06", 0.04, "", "range")]),
        ("sections 3 – 5 apply", []),
        ("see 3.2/3.4", []),
    ],
)
def test_a_demand_is_read_with_value_unit_and_comparator(
    text: str, expected: list[tuple[str, float | None, str, str]]
) -> None:
    found = _found(text)

    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "自2024年3月5日起",
        "ISO 9001:2015",
        "第三年",
        "图号 A-12-3",
        "7 安全",
        "",
        "没有数字的句子",
        "IATF 16949",
    ],
)
def test_dates_standards_and_ordinals_are_no_targets(text: str) -> None:
    found = _found(text)

    assert found == []


def test_a_range_keeps_both_ends() -> None:
    value = targets.find("涂层厚度 8～12μm")[0]

    assert (value.target.value, value.target.upper, value.target.unit) == (8.0, 12.0, "um")
