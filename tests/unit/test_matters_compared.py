"""Figures of all customers side by side: what belongs to one matter, who is strictest, what does not agree."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_checklists import clause, document, row, verdict

from classifiers import targets
from domain.matter import Matter
from domain.problem import ConfigurationError
from domain.requirement import Label
from domain.review import Decision, Row
from pipeline import matters, matters_knowledge

DOCUMENTS = (
    document("docA", "云岭汽车", "质量协议"),
    document("docB", "云岭汽车", "供应商手册"),
    document("docC", "Brackwater Axles", "Supplier manual", "en"),
)


def demand(key: str, where: str, text: str, topic: str, heading: str = "", label: Label = Label.CSR) -> Row:
    found = tuple(one.target for one in targets.find(text))
    return row(key, clause(f"{key}.c", where, text, heading), verdict(label, topic=topic, targets=found))


def compared(*rows: Row) -> dict[str, Matter]:
    return {matter.id: matter for matter in matters.compare(rows, DOCUMENTS)[1]}


def flagged(*rows: Row) -> set[str]:
    after, _ = matters.compare(rows, DOCUMENTS)
    return {one.requirement.key for one in after if "contradiction" in one.requirement.verdict.flags}


FIRST_24 = demand("a1", "docA", "乙方接到投诉后24小时内作出书面答复。", "complaint_warranty", "5.1 投诉")
FIRST_48 = demand("b1", "docB", "供应商应在48小时内书面答复投诉。", "complaint_warranty", "7.2 售后")
FIRST_EN = demand("c1", "docC", "Respond to a complaint within 8 hours.", "complaint_warranty")


def test_the_strictest_customer_of_both_languages_comes_first() -> None:
    found = compared(FIRST_24, FIRST_48, FIRST_EN)["first_reply"]

    assert [(one.customer, one.values[0].text, one.values[0].amount) for one in found.customers] == [
        ("Brackwater Axles", "within 8 hours", 8.0),
        ("云岭汽车", "24小时内", 24.0),
    ]


def test_two_documents_of_a_customer_that_ask_otherwise_are_a_contradiction() -> None:
    customer = compared(FIRST_24, FIRST_48)["first_reply"].customers[0]

    assert [[customer.values[place].requirement for place in pair] for pair in customer.disagreeing] == [
        ["a1", "b1"]
    ]
    assert flagged(FIRST_24, FIRST_48) == {"a1", "b1"}


def test_two_customers_that_ask_otherwise_are_none() -> None:
    assert flagged(FIRST_24, FIRST_EN) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("安全件质量记录保存15年。", "其他质量记录保存3年。"),
        ("Records of safety parts are retained for 15 years.", "Records are kept for 10 years."),
        ("质量记录保存十五年。", "质量记录保存15年。"),
    ],
    ids=["safety and others", "safety and unsaid", "the same figure"],
)
def test_figures_that_hold_for_different_things_or_agree_are_no_contradiction(one: str, other: str) -> None:
    rows = (
        demand("a1", "docA", one, "record_retention", "4 记录"),
        demand("b1", "docB", other, "record_retention", "9 记录"),
    )

    assert flagged(*rows) == set()
    assert "retention" in compared(*rows)


def test_rows_of_one_section_set_out_cases_and_do_not_contradict() -> None:
    rows = (
        demand("a1", "docA", "临时措施 | 24小时", "corrective_action_8d", "5 时限"),
        demand("a2", "docA", "围堵 | 48小时", "corrective_action_8d", "5 时限"),
    )

    assert flagged(*rows) == set()


def test_a_row_with_a_figure_for_each_degree_agrees_with_what_repeats_one_of_them() -> None:
    rows = (
        demand("a1", "docA", "遏制措施 | 8小时 | 24小时", "corrective_action_8d", "5 时限"),
        demand("b1", "docB", "24小时内提交遏制措施。", "corrective_action_8d", "7 投诉"),
    )

    assert flagged(*rows) == set()


def test_a_sentence_with_three_terms_gives_each_to_its_own_matter() -> None:
    text = "24小时内提交临时措施，5个工作日内完成根本原因分析，10个工作日内关闭8D报告。"
    found = compared(demand("a1", "docA", text, "corrective_action_8d"))

    assert {name: one.customers[0].values[0].text for name, one in found.items()} == {
        "containment": "24小时内",
        "root_cause": "5个工作日内",
        "final_8d": "10个工作日内",
    }


def test_for_retention_and_capability_more_is_stricter() -> None:
    rows = (
        demand("a1", "docA", "Quality records shall be retained for 10 years.", "record_retention"),
        demand("c1", "docC", "Quality records shall be retained for 15 years.", "record_retention"),
        demand("a2", "docA", "Cpk ≥ 1.33", "spc_capability"),
        demand("c2", "docC", "Cpk ≥ 1.67", "spc_capability"),
    )
    found = compared(*rows)

    assert {name: found[name].customers[0].customer for name in ("retention", "cpk")} == {
        "retention": "Brackwater Axles",
        "cpk": "Brackwater Axles",
    }


def test_removed_rows_and_rows_that_a_person_took_out_do_not_count() -> None:
    gone = replace(FIRST_48, change="removed")
    taken_out = replace(FIRST_48, decision=Decision("b1", decision="none"))

    assert flagged(FIRST_24, gone) == set()
    assert flagged(FIRST_24, taken_out) == set()


def test_a_row_that_a_person_took_in_counts() -> None:
    product = demand(
        "b1", "docB", "供应商应在48小时内书面答复投诉。", "complaint_warranty", "7", Label.PRODUCT
    )
    taken_in = replace(product, decision=Decision("b1", decision="csr"))

    assert flagged(FIRST_24, product) == set()
    assert flagged(FIRST_24, taken_in) == {"a1", "b1"}


def test_a_slip_in_matters_toml_is_named_with_its_file(tmp_path: Path) -> None:
    whole = matters_knowledge.FILE.read_text(encoding="utf-8")
    broken = tmp_path / "matters.toml"
    broken.write_text(whole.replace('stricter = "less"', 'stricter = "fewer"', 1), encoding="utf-8")

    with pytest.raises(ConfigurationError, match="fewer"):
        matters_knowledge.load(broken)


def test_a_matter_that_stands_twice_is_named_with_its_line(tmp_path: Path) -> None:
    whole = matters_knowledge.FILE.read_text(encoding="utf-8")
    broken = tmp_path / "matters.toml"
    broken.write_text(whole.replace('id = "containment"', 'id = "first_reply"', 1), encoding="utf-8")

    with pytest.raises(ConfigurationError, match="first_reply stands twice"):
        matters_knowledge.load(broken)
