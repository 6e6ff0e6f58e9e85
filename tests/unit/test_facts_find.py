from pathlib import Path

import pytest

from domain.document import Block, BlockKind, Facts, Roles
from domain.problem import ConfigurationError
from pipeline.facts import find
from pipeline.facts_dates import find_date
from pipeline.facts_knowledge import FACTS, TYPE_IDS, TYPES, read_facts, read_types, type_words
from pipeline.facts_type import language_of


def blocks(*lines: str) -> tuple[Block, ...]:
    made: list[Block] = []
    for line in lines:
        if line.startswith("|"):
            cells = tuple(cell.strip() for cell in line[1:].split("|"))
            made.append(Block(BlockKind.TABLE_ROW, " | ".join(filter(None, cells)), cells=cells, table=1))
        elif line.startswith("~"):
            made.append(Block(BlockKind.FURNITURE, line[1:]))
        else:
            made.append(Block(BlockKind.PARAGRAPH, line))
    return tuple(made)


def core(facts: Facts) -> tuple[str | None, ...]:
    return (facts.title, facts.number, facts.revision, facts.date, facts.customer, facts.type, facts.language)


TABLE = [
    (
        (
            "青岚汽车有限公司",
            "供应商质量手册",
            "文件编号：QL-SQM-001  版本：A/0",
            "发布日期：2024年3月1日  实施日期：2024年4月1日",
        ),
        "手册.pdf",
        ("供应商质量手册", "QL-SQM-001", "A/0", "2024-03-01", "青岚汽车有限公司", "supplier_manual", "zh"),
    ),
    (
        (
            "供應商品質保證手冊",
            "|文件編號|QA-07|版次|第3版",
            "|發行日期|民國113年5月1日|頁次|1",
            "應依本手冊規定執行品質檢驗與應變",
        ),
        "x.pdf",
        ("供應商品質保證手冊", "QA-07", "第3版", "2024-05-01", None, "supplier_manual", "zh-Hant"),
    ),
    (
        (
            "Supplier Quality Manual",
            "Northlake Motors GmbH",
            "|Rev|Date|Description",
            "|A|2022-01-05|First issue",
            "|B|2024-02-03|PPAP changed",
            "The supplier shall keep all of the records",
        ),
        "SQM.pdf",
        (
            "Supplier Quality Manual",
            None,
            "B",
            "2024-02-03",
            "Northlake Motors GmbH",
            "supplier_manual",
            "en",
        ),
    ),
    (
        ("~QM-SQ-001 Rev. C Page 3 of 40", "Supplier Requirements Manual", "Issued: August 25, 2015"),
        "SQM.pdf",
        ("Supplier Requirements Manual", "QM-SQ-001", "C", "2015-08-25", None, "supplier_manual", "en"),
    ),
    (
        ("质量协议", "甲方（需方）：青岚汽车有限公司", "乙方：江岭有限公司", "签订日期：____年__月__日"),
        "质量协议 V2.1 20240305.docx",
        ("质量协议", None, "2.1", "2024-03-05", "青岚汽车有限公司", "quality_agreement", "zh"),
    ),
    (
        (
            "Customer Specific Requirements",
            "|Document number|NM-4100",
            "|Issue|6",
            "|Supersedes|Issue 5 of 3 October 2022",
            "|Issue date|17 February 2025",
        ),
        "c.pdf",
        ("Customer Specific Requirements", "NM-4100", "6", "2025-02-17", None, "csr_document", "en"),
    ),
    (
        ("会员服务规则", "门店会员积分可在收银台兑换优惠。", "退换货须凭小票。消费者购物"),
        "a.txt",
        ("会员服务规则", None, None, None, None, "irrelevant", "zh"),
    ),
    (("零件列表",), "b.txt", ("零件列表", None, None, None, None, "other", "zh")),
    ((), "NL-QA-12 规范 Rev.3.pdf", ("NL-QA-12 规范 Rev.3", "NL-QA-12", "3", None, None, "other", None)),
]


@pytest.mark.parametrize(("lines", "name", "expected"), TABLE)
def test_document_says_what_it_is(
    lines: tuple[str, ...], name: str, expected: tuple[str | None, ...]
) -> None:
    assert core(find(blocks(*lines), None, name, None)) == expected


def test_customer_folder_wins_over_the_text() -> None:
    facts = find(blocks("质量协议", "甲方（需方）：青岚汽车有限公司"), None, "a.docx", "大湖汽车")

    assert facts.customer == "大湖汽车"
    assert facts.roles == Roles(("乙方",), ("甲方", "需方", "青岚汽车有限公司"))


def test_supplier_words_keep_a_document_from_being_irrelevant() -> None:
    facts = find(blocks("供应商会员积分规则", "门店 会员 积分 购物 消费者"), None, "a.txt", None)

    assert facts.type != "irrelevant"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ("渗碳淬火回火工艺规范 编号:RG-GY-037 版本:C/2 第1页 共8页", "1 目的与范围"),
            "渗碳淬火回火工艺规范",
        ),
        (
            ("城轨车辆内装 质量保证协议　协议编号：　　　　签章：", "1 协议的来由与效力"),
            "城轨车辆内装 质量保证协议",
        ),
        (
            ("HOLLYBANK BAKERIES – TERMS AND CONDITIONS   Last touched: 3 May", "1. WHEN AN ORDER BINDS"),
            "HOLLYBANK BAKERIES – TERMS AND CONDITIONS",
        ),
        (("甲方：青岚汽车有限公司", "乙方："), "a"),
    ],
)
def test_title_is_what_the_first_line_says_before_number_and_page(lines: tuple[str, ...], title: str) -> None:
    assert find(blocks(*lines), None, "a.txt", None).title == title


@pytest.mark.parametrize(
    "line",
    [
        "裁片盖在纸样上四边不露，毛向一致；手针由专人发放，下班交回；验货当日须百分之百做好，至少八成入箱。",
        "Conductors are to be of annealed copper. These technical requirements hold for low-voltage cables. "
        "Wall at thinnest place 0.28 mm. Flame goes out inside 30 s.",
    ],
)
def test_paper_of_our_trade_in_words_of_its_own_is_not_irrelevant(line: str) -> None:
    facts = find(blocks("绒布玩偶" if "裁片" in line else "TR 7710", *[line] * 12), None, "a.txt", None)

    assert facts.type != "irrelevant"


DATES = [
    ("2024年3月1日", "2024-03-01"),
    ("２０２４年３月", "2024-03"),
    ("2024/3/1", "2024-03-01"),
    ("2024.03", "2024-03"),
    ("20240301", "2024-03-01"),
    ("二〇二四年三月十二日", "2024-03-12"),
    ("民國113年5月1日", "2024-05-01"),
    ("March 1, 2024", "2024-03-01"),
    ("1st March 2024", "2024-03-01"),
    ("01-Mar-2024", "2024-03-01"),
    ("June 2013", "2013-06"),
    ("03/25/2024", "2024-03-25"),
    ("12.03.2024", "2024-03-12"),
    ("03/04/2024", "03/04/2024"),
    ("2024-02-30", None),
    ("IATF 16949:2016", None),
    ("QM-2024-001", None),
]


@pytest.mark.parametrize(("text", "iso"), DATES)
def test_date_is_read_as_iso_or_left_as_written(text: str, iso: str | None) -> None:
    found = find_date(text)

    assert (found.iso if found else None) == iso


LANGUAGES = [
    ("供方应提交 PPAP，按 AIAG 手册执行，并保存 FMEA 与 CP 等记录至少 15 年。", "zh"),
    ("供應商應於兩個工作日內回覆，並對檢驗結果負責，變更須經買方認可。", "zh-Hant"),
    ("The supplier shall keep the records of all lots for 15 years.", "en"),
    (
        "供方应保存记录。The supplier shall keep the records. 供方应回复投诉。The supplier shall answer all of the claims.",
        "mixed",
    ),
    (
        "Der Lieferant muss alle Aufzeichnungen fünfzehn Jahre lang aufbewahren und jederzeit vorlegen können.",
        "other",
    ),
    ("サプライヤーは記録を保管しなければならない。", "other"),
    ("12 345", None),
]


@pytest.mark.parametrize(("text", "language"), LANGUAGES)
def test_language_is_told_from_the_words(text: str, language: str | None) -> None:
    assert language_of(blocks(text)) == language


def test_every_type_but_other_has_its_words() -> None:
    assert {words.id for words in type_words()} == TYPE_IDS - {"other"}


def test_slip_in_the_types_is_named_with_its_line(tmp_path: Path) -> None:
    broken = tmp_path / "document_types.toml"
    broken.write_text(
        TYPES.read_text(encoding="utf-8").replace('id = "nda"', 'id = "ndaa"'), encoding="utf-8"
    )

    with pytest.raises(ConfigurationError, match="'ndaa' is no type") as caught:
        read_types(broken)

    assert caught.value.line is not None


def test_missing_labels_are_named(tmp_path: Path) -> None:
    broken = tmp_path / "facts.toml"
    broken.write_text(
        FACTS.read_text(encoding="utf-8").replace("revision = [", "revisio = [", 1), encoding="utf-8"
    )

    with pytest.raises(ConfigurationError, match="'revision' is missing"):
        read_facts(broken)
