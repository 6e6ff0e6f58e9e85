"""The customer's name where no opening gives it: it recurs where only the customer stands."""

from __future__ import annotations

import pytest

from classifiers import load
from domain.document import Block, BlockKind, Locator, Roles
from domain.requirement import Kind, Party, Passage
from pipeline import issuer, roles

MANUAL = [
    "Supplier manual",
    "Parts are released by Harrow after the trial run.",
    "Harrow's SQE visits the line before the release.",
    "The supplier informs Harrow of each change.",
    "Harrow decides within ten working days.",
    "PPAP is submitted to the portal.",
]
HANDBOOK = [
    "供应商质量手册",
    "变更须经禾陵批准后方可实施。",
    "禾陵有权随时取消免检资格。",
    "向禾陵采购部提交产能证明。",
    "经检验员确认后放行。",
]


def test_a_name_that_recurs_where_only_the_customer_stands_is_the_customers() -> None:
    assert issuer.names(MANUAL) == ("harrow", "sqe")
    assert issuer.names(HANDBOOK) == ("禾陵",)


@pytest.mark.parametrize(
    "texts",
    [
        ["Parts are released by Harrow."],
        ["PPAP is approved by the customer.", "By FMEA.", "FMEA is reviewed.", "FMEA's rows are kept."],
        [
            "Lorne shall ensure this.",
            "Lorne shall notify Harrow.",
            "Parts supplied by Lorne.",
            "Lorne's plant.",
        ],
        ["经批准", "经部门批准", "经部门同意", "经部门确认", "部门有权"],
        [],
    ],
)
def test_a_name_is_not_guessed_from_little_nor_from_the_supplier_or_terms_of_the_trade(
    texts: list[str],
) -> None:
    assert issuer.names(texts) == ()


def test_what_the_named_customer_does_is_no_requirement() -> None:
    blocks = [Block(BlockKind.PARAGRAPH, text, Locator()) for text in MANUAL]
    found = roles.find(blocks)

    evidence = load().evidence(Passage("Harrow shall answer within ten days.", roles=found))

    assert found.customer[-2:] == ("harrow", "sqe")
    assert evidence.duty.party is Party.CUSTOMER


def test_a_short_name_is_no_part_of_a_word() -> None:
    found = Roles(customer=("sta",))

    verdict = load().classify(Passage("The supplier shall start the run on standard tools.", roles=found))

    assert verdict.kind is Kind.REQUIREMENT
    assert verdict.obligated is Party.SUPPLIER


def test_people_of_the_customer_named_in_a_contract_leave_its_first_party_the_customer() -> None:
    texts = ["质量协议", "甲方：海岚汽车有限公司", "乙方：栎川精工有限公司", "SQE 有权随时到现场审核。"]
    blocks = [Block(BlockKind.PARAGRAPH, text, Locator()) for text in texts]

    assert roles.opening_name(blocks, roles.find(blocks)) == "海岚汽车有限公司"
