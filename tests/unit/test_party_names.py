"""Two parties with names of their own: the one with the duties is the supplier."""

from __future__ import annotations

from domain.document import Block, BlockKind, Locator
from pipeline import party_names, roles
from pipeline.facts_knowledge import fact_words
from pipeline.party_names import Sides

OPENING = 'This Agreement is between Rhea Foods Inc. ("Rhea") and Castwell Works Ltd. ("Castwell").'
DUTIES = (
    "Castwell shall keep records for ten years.",
    "Castwell must notify Rhea of any change.",
    "Castwell shall not change the process without the approval of Rhea.",
    "Castwell shall submit to Rhea a report every month.",
    "Rhea may visit the works.",
    "Rhea will issue forecasts.",
)


def sides(*texts: str) -> Sides:
    return party_names.find(texts, fact_words().roles)


def blocks(*texts: str) -> list[Block]:
    return [Block(kind=BlockKind.PARAGRAPH, text=text, locator=Locator(page=1)) for text in texts]


def test_who_has_the_duties_is_the_supplier() -> None:
    assert sides(OPENING, *DUTIES) == Sides(("castwell",), ("rhea",))


def test_the_order_in_the_opening_does_not_matter() -> None:
    turned = 'This Agreement is between Castwell Works Ltd. ("Castwell") and Rhea Foods Inc. ("Rhea").'

    assert sides(turned, *DUTIES) == Sides(("castwell",), ("rhea",))


def test_where_both_have_the_same_duties_nobody_is_taken_for_the_customer() -> None:
    texts = (
        OPENING,
        "Rhea shall keep the papers secret.",
        "Castwell shall keep the papers secret.",
        "Rhea shall return them on request of Castwell.",
        "Castwell shall return them on request of Rhea.",
        "Rhea shall answer to Castwell for its people.",
        "Castwell shall answer to Rhea for its people.",
    )

    assert set(sides(*texts).open) == {"rhea", "castwell"}
    found = roles.find(blocks(*texts))
    assert "castwell" not in found.customer
    assert "rhea" not in found.customer


def test_a_name_that_says_its_side_gives_the_other_side_too() -> None:
    opening = 'Korvel AG (the "Owner") leaves moulds to Brunnmatt GmbH ("Brunnmatt").'

    assert sides(opening, "Brunnmatt may not move them.", "Owner may mark them.") == Sides(
        ("brunnmatt",), ("owner",)
    )
    assert sides(
        'Korvel AG ("Korvel") and the supplier named overleaf ("Supplier")',
        "Korvel may visit.",
        "Supplier shall pack.",
    ) == Sides((), ("korvel",))


def test_things_and_a_third_party_are_no_parties() -> None:
    assert (
        sides('the goods of annex 1 (the "Goods")', "Goods shall arrive dry.", "Goods must bear a label.")
        == Sides()
    )
    third = 'Rhea ("Rhea"), Castwell ("Castwell") and Bellfort ("Bellfort")'
    acts = [
        f"{name} shall {what}."
        for name in ("Rhea", "Castwell", "Bellfort")
        for what in ("pack", "send", "keep")
    ]
    assert sides(third, *acts) == Sides()


def test_chinese_short_names() -> None:
    texts = (
        "岚川汽车有限公司（以下简称“岚川”）与禾陵铸造有限公司（以下简称“禾陵”）订立本协议。",
        "禾陵应每批附检验报告。",
        "禾陵不得自行变更材料。",
        "禾陵须在24小时内通知岚川。",
        "禾陵负责包装。",
        "变更须经岚川书面批准。",
        "岚川有权到现场审核。",
    )

    assert sides(*texts) == Sides(("禾陵",), ("岚川",))


def test_the_suppliers_own_name_is_not_taken_for_the_customer_because_it_recurs() -> None:
    texts = (
        OPENING,
        *DUTIES,
        "Castwell's plant may be closed in August.",
        "Castwell's drawings stay with Castwell's quality department.",
        "The report is sent to Castwell quality, approved by Castwell and kept by Castwell.",
    )
    found = roles.find(blocks(*texts))

    assert "castwell" in found.supplier
    assert "castwell" not in found.customer


def test_the_duties_decide_between_party_a_and_b_whatever_the_form_says() -> None:
    texts = (
        "甲方（供方）：青岚汽车有限公司",
        "乙方（需方）：江岭零部件有限公司",
        "乙方应每批附检验报告。",
        "乙方不得自行变更材料。",
        "乙方须在24小时内通知甲方。",
        "乙方负责包装。",
        "乙方应每年做一次全尺寸检验。",
    )
    found = roles.find(blocks(*texts))

    assert "乙方" in found.supplier
    assert "甲方" in found.customer


def test_few_duties_leave_party_a_and_b_as_the_opening_says() -> None:
    texts = ("甲方（供方）：江岭零部件有限公司", "乙方（需方）：青岚汽车有限公司", "乙方应按期付款。")
    found = roles.find(blocks(*texts))

    assert "甲方" in found.supplier
    assert "乙方" in found.customer


def test_the_customers_own_short_list_of_duties_does_not_make_it_the_supplier() -> None:
    texts = (
        "一、甲方职责",
        "甲方应按时付款。",
        "甲方须及时通知图纸变更。",
        "甲方负责提供限度样板。",
        "二、乙方职责",
        "首件报告与首件一并送甲方。",
    )
    found = roles.find(blocks(*texts))

    assert "甲方" not in found.supplier


def test_the_customer_is_called_by_the_company_that_its_name_stands_for() -> None:
    document = blocks(OPENING, *DUTIES)

    assert roles.opening_name(document, roles.find(document)) == "Rhea Foods Inc."


def test_a_party_that_is_named_behind_its_role_does_not_lend_it_to_the_company_before() -> None:
    who = roles.find(blocks("甲方（需方）：岭川电器有限公司　　乙方（供方）：", "乙方应保存记录10年。"))

    assert "岭川电器有限公司" in who.customer
    assert "岭川电器有限公司" not in who.supplier


def test_a_company_before_the_name_of_one_party_is_not_the_other_party_too() -> None:
    who = roles.find(blocks("本合同由沭河矿粉有限公司(下称“买方”)与翰丘干燥装备厂(下称“卖方”)于签字日订立。"))

    assert "沭河矿粉有限公司" in who.customer
    assert "沭河矿粉有限公司" not in who.supplier


def test_a_recurring_name_that_means_a_maker_is_not_the_customer() -> None:
    clauses = (
        "Deliveries to Brackwell are notified to the Brackwell buyer.",
        "Lots are released by Brackwell; Brackwell's lab may ask for samples.",
        "Samples approved by Brackwell are kept by the Toller; the Toller's sieve is checked.",
        "The Toller's log is open to Brackwell; deviations are notified to the Toller in writing.",
        "Cleaning is agreed with the Toller; the Toller's staff are trained. Results are sent to Brackwell.",
    )
    who = roles.find(blocks(*clauses * 3))

    assert "brackwell" in who.customer
    assert "toller" in who.supplier
