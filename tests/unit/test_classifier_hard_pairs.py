"""The hard pairs of the rule: alike in words, different in verdict."""

import pytest

import classifiers
from domain.document import BlockKind
from domain.requirement import Kind, Label, Passage

CLASSIFIER = classifiers.load()


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("特殊特性的过程能力指数Cpk应不低于1.67，并每月报告。", Label.CSR),
        ("镀层厚度应不小于12μm。", Label.PRODUCT),
        ("供方应按AQL 0.65、II级抽样检验并保存记录。", Label.CSR),
        ("表面不允许有长度大于3mm的划痕。", Label.PRODUCT),
        ("PPAP提交前供方应在IMDS中录入材料数据。", Label.CSR),
        ("The lead content shall be below 0.1 %.", Label.PRODUCT),
        (
            "The supplier shall perform a yearly self-assessment to CQI-9 and send it to the customer.",
            Label.CSR,
        ),
        ("Parts shall be tempered at 180 °C for 2 h.", Label.PRODUCT),
        ("Welders shall be qualified and re-qualified yearly.", Label.CSR),
        ("The tolerance shall be ± 0.05 mm unless otherwise stated.", Label.PRODUCT),
        ("供应商应在收到投诉后24小时内提交临时措施，15天内提交8D报告。", Label.CSR),
        ("乙方應於接獲通知後二十四小時內提出改善對策。", Label.CSR),
        ("质量记录应至少保存15年。", Label.CSR),
        ("付款方式为月结60天，乙方应开具增值税发票。", Label.COMMERCIAL),
        ("The supplier shall indemnify the buyer against all losses and damages.", Label.COMMERCIAL),
        ("未经甲方书面同意，乙方不得将图纸披露给第三方。", Label.CSR),
    ],
)
def test_hard_pairs_get_their_verdicts(text: str, label: Label) -> None:
    verdict = CLASSIFIER.classify(Passage(text))

    assert (verdict.kind, verdict.label) == (Kind.REQUIREMENT, label)


@pytest.mark.parametrize(
    "text",
    [
        "本手册旨在说明对供应商的期望。",
        "“批次”是指同一班次连续生产的产品。",
        "本协议一式两份，双方各执一份，具有同等法律效力。",
        "第三章 质量保证............................ 17",
        "甲方（盖章）：____________ 日期：",
    ],
)
def test_text_that_demands_nothing_is_no_requirement(text: str) -> None:
    verdict = CLASSIFIER.classify(Passage(text))

    assert verdict.kind is not Kind.REQUIREMENT


def test_every_verdict_names_a_rule_and_its_words() -> None:
    verdict = CLASSIFIER.classify(Passage("供方应在24小时内提交8D报告。"))

    shown = {(one.rule, one.evidence) for one in verdict.reasons if one.evidence}

    assert ("duty.must", "应") in shown
    assert ("system.8d", "8D") in shown


@pytest.mark.parametrize("text", ["", " ", "。", "\x00", "🙂", "a" * 50_000, "应" * 5_000])
def test_any_text_gets_a_verdict(text: str) -> None:
    verdict = CLASSIFIER.classify(Passage(text))

    assert 0.0 <= verdict.confidence <= 1.0


def test_traditional_characters_are_judged_like_simplified_ones() -> None:
    simplified = CLASSIFIER.classify(Passage("乙方应建立文件化的培训程序并保存记录。"))
    traditional = CLASSIFIER.classify(Passage("乙方應建立文件化的培訓程序並保存記錄。"))

    assert (traditional.kind, traditional.label, traditional.topic) == (
        simplified.kind,
        simplified.label,
        simplified.topic,
    )


def test_a_row_of_a_revision_table_is_history_but_a_sentence_below_it_is_judged() -> None:
    row = Passage(
        "A/1 | 2020-11-02 | PPAP 提交等级由 2 级改为 3 级，供应商应执行",
        section="修订记录",
        block=BlockKind.TABLE_ROW,
    )
    sentence = Passage("供应商应在新版生效后5个工作日内收回并销毁旧版文件。", section="修订记录")

    assert CLASSIFIER.classify(row).kind is Kind.INFORMATIVE
    assert CLASSIFIER.classify(sentence).kind is Kind.REQUIREMENT


@pytest.mark.parametrize(
    "words",
    [
        "S1 | 总长 | 312.4±0.4 | — | 检具 SH-JJ-217 | 每批 5 件",
        "7 | 销孔孔径 | 8.02 +0.03/0 | SC | 塞规 | 每批 8 件",
        "4 | wall thickness | 2.5 0/-0.1 | - | caliper | 3 per shift",
    ],
)
def test_a_dimension_in_a_table_is_product_beside_its_gauge_and_frequency(words: str) -> None:
    row = Passage(
        words,
        doc_type="inspection_standard",
        block=BlockKind.TABLE_ROW,
    )

    verdict = CLASSIFIER.classify(row)

    assert verdict.label is Label.PRODUCT


@pytest.mark.parametrize(
    "text",
    [
        "16 是否有退货的处理流程",
        "1.4 Have goals been set for the policy? (4.1.1.1)",
        "The buyer reserves the right to audit the Supplier's records as it deems necessary.",
    ],
)
def test_what_the_rule_names_as_a_csr_is_one_whatever_stands_around_it(text: str) -> None:
    verdict = CLASSIFIER.classify(Passage(text, section="16", doc_type="audit_checklist"))

    assert verdict.label is Label.CSR
