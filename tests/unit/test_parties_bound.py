"""Whom a duty binds: the actor before the duty word, roles as the document names them."""

import pytest

import classifiers
from domain.document import Roles
from domain.requirement import Kind, Party, Passage

CLASSIFIER = classifiers.load()


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("乙方应在24小时内回复甲方。", Party.SUPPLIER),
        ("经甲方书面批准后，乙方方可变更工艺。", Party.SUPPLIER),
        ("甲方提供的模具应妥善保管。", Party.SUPPLIER),
        ("未经甲方书面同意，不得变更材料。", Party.SUPPLIER),
        ("双方应每年召开质量会议。", Party.BOTH),
        ("The supplier shall notify the buyer within 24 hours.", Party.SUPPLIER),
        ("Customer-owned tools shall be marked and maintained.", Party.SUPPLIER),
        ("Both parties shall keep drawings confidential.", Party.BOTH),
    ],
)
def test_the_duty_binds_the_actor_before_it(text: str, party: Party) -> None:
    verdict = CLASSIFIER.classify(Passage(text))

    assert (verdict.kind, verdict.obligated) == (Kind.REQUIREMENT, party)


@pytest.mark.parametrize(
    "text",
    [
        "甲方应在每周五发布滚动预测。",
        "甲方應於每月底發布預測。",
        "The buyer shall issue forecasts weekly.",
        "The customer will review the supplier list every year.",
    ],
)
def test_what_the_customer_must_do_is_no_requirement(text: str) -> None:
    verdict = CLASSIFIER.classify(Passage(text))

    assert verdict.kind is Kind.INFORMATIVE


def test_roles_of_the_opening_turn_the_sides() -> None:
    swapped = Roles(supplier=("甲方",), customer=("乙方",))

    verdict = CLASSIFIER.classify(Passage("甲方应在24小时内提交8D报告。", roles=swapped))

    assert (verdict.kind, verdict.obligated) == (Kind.REQUIREMENT, Party.SUPPLIER)


def test_a_name_that_the_document_gives_the_customer_is_known() -> None:
    roles = Roles(customer=("澜山",))

    evidence = CLASSIFIER.evidence(Passage("澜山应向供应商提供年度需求预测。", roles=roles))

    assert evidence.duty.party is Party.CUSTOMER
