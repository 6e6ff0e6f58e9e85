"""What stands like a title is one, unless it surely demands something: then a person looks."""

from __future__ import annotations

import pytest

import classifiers
from domain.document import BlockKind
from domain.requirement import Kind, Label, Passage


@pytest.fixture(scope="module")
def classifier() -> classifiers.Classifier:
    return classifiers.load(None)


@pytest.mark.parametrize(
    ("text", "section", "label"),
    [
        ("5.2.5 附着力不低于2级 中性盐雾240h后划线处锈蚀不超过2mm", "5.2 涂层", Label.PRODUCT),
        ("9.3 本规范换版后 供方10日内收回旧图并寄回检验科", "9 其他", Label.CSR),
        ("4.10 模具增腔、换注塑机,提前90天申请,未批擅改的批次全部召回复检", "四、质量", Label.CSR),
        ("6.4 Supplier to notify the buyer within 24 hours of any escape", "6 Complaints", Label.CSR),
    ],
)
def test_sentence_that_stands_like_a_title_is_kept_for_review(
    classifier: classifiers.Classifier, text: str, section: str, label: Label
) -> None:
    verdict = classifier.classify(Passage(text, section=section, is_heading=True))

    assert (verdict.kind, verdict.label, verdict.review_needed) == (Kind.REQUIREMENT, label, True)


def test_row_of_one_cell_that_demands_something_is_no_title_of_the_rows_below(
    classifier: classifiers.Classifier,
) -> None:
    text = "3.6防护等级把手执行器IP6K7,充电口盖电机IP55"

    assert (
        classifier.classify(Passage(text, is_heading=True, block=BlockKind.TABLE_ROW)).label is Label.PRODUCT
    )


@pytest.mark.parametrize(
    "passage",
    [
        Passage("5.2 涂层", is_heading=True),
        Passage("7 Complaints and corrective action", is_heading=True),
        Passage("第四章 供应商质量要求", is_heading=True, block=BlockKind.HEADING),
        Passage("5", section="2 尺寸 mm", is_heading=True, block=BlockKind.TABLE_ROW),
        Passage("项目 | 要求 | 频次", is_heading=True, block=BlockKind.TABLE_ROW),
    ],
)
def test_title_and_head_of_a_table_demand_nothing(
    classifier: classifiers.Classifier, passage: Passage
) -> None:
    assert classifier.classify(passage).kind is Kind.HEADING
