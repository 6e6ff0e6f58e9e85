import pytest

from domain.document import Block, BlockKind, Roles
from pipeline.roles import find, opening_name


def paragraphs(*texts: str) -> list[Block]:
    return [Block(BlockKind.PARAGRAPH, text) for text in texts]


TABLE = [
    (
        ("甲方（需方）：青岚汽车有限公司", "乙方（以下简称供方）：江岭零部件有限公司"),
        Roles(("乙方", "供方", "江岭零部件有限公司"), ("甲方", "需方", "青岚汽车有限公司")),
    ),
    (
        ("甲方：青岚零部件有限公司（供应商）", "乙方：大湖汽车股份有限公司"),
        Roles(("甲方", "供应商", "青岚零部件有限公司"), ("乙方", "大湖汽车股份有限公司")),
    ),
    (
        ("甲方：青岚汽车有限公司", "乙方：江岭公司", "甲方向乙方采购零部件产品。"),
        Roles(("乙方", "江岭公司"), ("甲方", "青岚汽车有限公司")),
    ),
    (
        ("甲方：江岭有限公司", "乙方：青岚有限公司", "甲方为乙方的供应商。"),
        Roles(("甲方", "江岭有限公司"), ("乙方", "青岚有限公司")),
    ),
    (
        ("買方（甲方）：青嵐股份有限公司", "賣方（乙方）：江嶺股份有限公司"),
        Roles(("賣方", "江嶺股份有限公司", "乙方"), ("買方", "青嵐股份有限公司", "甲方")),
    ),
    (
        (
            'This Agreement is made between Northlake Motors GmbH (hereinafter referred to as the "Buyer")'
            ' and Redwood Parts Inc. (hereinafter "Supplier").',
        ),
        Roles(("supplier", "redwood parts inc."), ("buyer", "northlake motors gmbh")),
    ),
    (
        ('Party A: Northlake Co., Ltd. (the "Purchaser")', "Party B: Redwood Co., Ltd."),
        Roles(("party b", "redwood co., ltd."), ("party a", "purchaser", "northlake co., ltd.")),
    ),
    (("甲方：某公司", "乙方：某某公司"), Roles()),
    (("The supplier shall submit PPAP.",), Roles()),
    (("甲方供应链有限公司负责",), Roles()),
    (("供应商：周转箱归我公司所有，不得挪用。",), Roles(("供应商",), ())),
]


@pytest.mark.parametrize(("texts", "expected"), TABLE)
def test_opening_says_who_is_who(texts: tuple[str, ...], expected: Roles) -> None:
    assert find(paragraphs(*texts)) == expected


def test_author_of_a_manual_for_suppliers_is_the_customer() -> None:
    roles = find(paragraphs("供应商质量手册", "青岚汽车有限公司（以下简称“青岚”）对供应商要求如下。"))

    assert roles.supplier == ()
    assert {"本公司", "我司", "青岚汽车有限公司", "青岚"} <= set(roles.customer)


def test_customers_name_is_kept_as_written() -> None:
    blocks = paragraphs("甲方（供方）：江岭有限公司", "乙方（需方）：Northlake Motors Co., Ltd.")

    assert opening_name(blocks, find(blocks)) == "Northlake Motors Co., Ltd."
