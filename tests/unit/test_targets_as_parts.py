"""Demands as parts and multiples, and numbers that leave their unit out."""

from __future__ import annotations

import pytest

from classifiers import targets


def found(text: str) -> list[tuple[str, str]]:
    return [(value.target.text, value.kind) for value in targets.find(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Teardown of 1 in 500 frames.", ("1 in 500 frames", "count")),
        ("Costs of the sort are split 50/50.", ("50/50", "percent")),
        ("说不清的按50:50分担。", ("50:50", "percent")),
        ("甲方先垫付七成半费用。", ("七成半", "percent")),
        ("年度货损率在万分之三以内的部分免赔。", ("万分之三", "percent")),
        ("A curve that exceeds twice the target is reported.", ("twice the", "factor")),
        ("结算价为采购价×1.25。", ("×1.25", "factor")),
        ("首三批箱外加贴黄签。", ("首三批", "count")),
        ("The six-month confirmation is signed by the plant.", ("six-month", "duration")),
        ("A missed call is charged PLN 600.", ("PLN 600", "money")),
        ("每周五17:00前更新。", ("17:00前", "date")),
        ("第3天没遏制的，系统自动升级。", ("第3天", "date")),
        ("The report is due on the first Monday of the month.", ("the first Monday of the month", "date")),
        ("端部段差0.5以下。", ("0.5以下", "limit")),
        ("轻微NCR2个工作日内报买方。", ("2个工作日内", "duration")),
        ("Label: one per bin, on the front.", ("one per bin", "periodic")),
        ("Cut length +3/-0 mm, ends square.", ("+3/-0 mm", "limit")),
        ("致命缺陷0收1退。", ("0收1退", "limit")),
        ("剩余保质期不少于三分之二。", ("三分之二", "percent")),
        ("Two appraisers, kappa over 0.85.", ("kappa over 0.85", "capability")),
    ],
)
def test_a_part_or_multiple_is_found_as_it_is_written(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in found(text)


def test_a_number_takes_the_unit_of_the_one_before_it() -> None:
    values = [one.target for one in targets.find("D5 is answered in 7 days, closing in 30.")]

    assert [(one.text, one.value, one.unit) for one in values][-1] == ("30", 30.0, "day")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("七成", 70.0),
        ("七成半", 75.0),
        ("百分之三", 3.0),
        ("万分之五", 0.05),
        ("四分之三", 75.0),
        ("50:50", 50.0),
    ],
)
def test_a_share_is_read_as_per_cent(text: str, value: float) -> None:
    target = next(one.target for one in targets.find(f"按{text}计。") if one.kind == "percent")

    assert (target.value, target.unit) == (value, "%")


@pytest.mark.parametrize(
    "text",
    [
        "Page 1 of 4",
        "4.5 A powder that is not listed is qualified first.",
        '7.9 Points marked "Must" are closed first.',
        "7.2 年度再确认由供方声明。",
        "按比例60:30分配。",
        "一成套设备",
        "间隙为齿高的二十分之一。",
        "Answer within 24 hours, see section 30.",
    ],
)
def test_numbers_of_pages_and_sections_are_no_demands(text: str) -> None:
    assert [one for one in found(text) if one[0] != "within 24 hours"] == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("平面度不大于5丝。", 5.0, "0.01mm"),
        ("Fatigue strength of at least 62 ksi.", 62.0, "ksi"),
        ("Chloride residue of 30 mg/m² at most.", 30.0, "mg/m2"),
        ("游离甲醛不大于0.3 g/kg。", 0.3, "g/kg"),
        ("电流密度 2.5 A/dm²", 2.5, "A/dm2"),
        ("Drive of 4 kW", 4.0, "kW"),
        ("Insulation above 20 MΩ", 20.0, "Mohm"),
    ],
)
def test_a_unit_of_another_size_keeps_its_own_name(text: str, value: float, unit: str) -> None:
    targets_found = [one.target for one in targets.find(text)]

    assert [(one.value, one.unit) for one in targets_found] == [(value, unit)]


def test_samples_counted_after_a_week_are_a_count() -> None:
    assert ("5 samples", "count") in found("Of the first shift of the week 5 samples are kept.")
