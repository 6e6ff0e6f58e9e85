"""A clause and its translation are found in every layout; what is no translation is left alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from domain.document import Block, BlockKind, Locator
from domain.problem import ConfigurationError
from domain.requirement import Clause
from pipeline import clauses, twins
from pipeline.twin_differences import differences
from pipeline.twin_knowledge import KNOWLEDGE, twin_knowledge

INTERLEAVED = (
    "1.1 供应商应建立有害物质管理程序，指定责任人，并定期复核。",
    "1.1 The supplier shall establish a procedure for hazardous substances and name a responsible person.",
    "1.2 供应商应在发现不良后24小时内通知顾客。",
    "1.2 The supplier shall notify the customer within 24 hours after a nonconformity is found.",
    "2.1 Records shall be retained for fifteen years.",
    "2.1 质量记录应保存十五年。",
)
HALVES = (*INTERLEAVED[0:4:2], "2.1 质量记录应保存十五年。", *INTERLEAVED[1:4:2], INTERLEAVED[4])
UNNUMBERED = (
    "供應商須於48小時內回覆8D之D3。",
    "The supplier shall reply D3 of the 8D within 48 hours.",
    "不良品應隔離並標識。",
    "Nonconforming parts shall be isolated and identified.",
)


def split(texts: Sequence[str]) -> tuple[Clause, ...]:
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, text, Locator(paragraph=at)) for at, text in enumerate(texts, start=1)
    )
    return clauses.split("d", blocks, "zh")


def paired(texts: Sequence[str]) -> list[tuple[str, str]]:
    return [(one.text, other.text) for one, other in twins.pairs(split(texts))]


def test_paragraphs_that_follow_each_other_are_paired_whichever_comes_first() -> None:
    assert paired(INTERLEAVED) == [INTERLEAVED[0:2], INTERLEAVED[2:4], INTERLEAVED[4:6]]
    assert paired(UNNUMBERED) == [UNNUMBERED[0:2], UNNUMBERED[2:4]]


def test_two_columns_or_halves_are_paired_by_number_and_order() -> None:
    assert paired(HALVES) == [(HALVES[0], HALVES[3]), (HALVES[1], HALVES[4]), (HALVES[2], HALVES[5])]


def test_sentences_of_one_paragraph_and_cells_of_one_row_are_paired() -> None:
    cells = ("供应商应保存检验记录15年。", "The supplier shall retain inspection records for 15 years.", "A")
    row = Block(
        BlockKind.TABLE_ROW,
        " | ".join(cells),
        Locator(paragraph=2),
        cells=cells,
        header=("要求", "Text", "#"),
    )
    text = "供应商应于变更前3个月提出申请。The supplier shall apply for changes 3 months in advance."
    blocks = (Block(BlockKind.PARAGRAPH, text, Locator(paragraph=1)), row)
    found = twins.pairs(clauses.split("d", blocks, "zh"))

    assert [(one.text, other.text.strip()) for one, other in found] == [
        (text[:16], text[16:]),
        cells[:2],
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("2.4 供应商应每月报告PPM。", "2.5 The supplier shall report the PPM every month."),
        ("不良成本由供应商负担。", "Invoices must show the purchase order number and the country of origin."),
        ("供应商应每月报告PPM。", "The gearbox housing is painted at the plant in the north of the country."),
        ("第三条 供应商应每年接受审核。", "Article 4 The supplier shall be audited every year."),
    ],
)
def test_texts_of_other_numbers_or_subjects_are_no_twins(texts: tuple[str, str]) -> None:
    assert paired((*INTERLEAVED, *texts)) == paired(INTERLEAVED)


def test_a_document_of_one_language_with_english_words_has_no_twins() -> None:
    texts = [f"1.{at} 供应商应按 PPAP 等级 {at} 提交 IMDS 数据。" for at in range(1, 9)]

    assert paired([*texts, "Approved by the quality manager of the group."]) == []


def said(one: str, other: str) -> list[tuple[str, str, str]]:
    """Return what differs between two texts that are taken for twins, however much they differ."""
    found = twins.pairs(split((f"9.9 {one}", f"9.9 {other}", *INTERLEAVED)))
    return [(d.kind, d.text, d.twin_text) for d in differences(*found[0])]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("供应商应在24小时内回复。", "The supplier shall reply within 48 hours.", [("value", "在24小时内", "within 48 hours")]),
        ("供应商应在2天内回复。", "The supplier shall reply within 48 hours.", []),
        ("记录应保存十五年。", "Records shall be kept for fifteen (15) years.", []),
        ("记录应保存十五年。", "Records shall be kept in a safe place.", [("value", "十五年", "")]),
        ("供应商可以使用电子记录。", "The supplier shall use electronic records.", [("modality", "可以", "shall")]),
        ("供应商应使用电子记录。", "The supplier should use electronic records.", [("modality", "应", "should")]),
        ("变更经顾客批准后方可实施。", "The change shall be implemented after approval by the customer.", []),
        ("供应商不得变更工艺。", "The supplier shall not change the process.", []),
        ("供应商每周报告交付绩效。", "The supplier reports the delivery performance monthly.", [("value", "每周", "monthly")]),
    ],
)  # fmt: skip
def test_what_twins_say_differently_is_found(
    one: str, other: str, expected: list[tuple[str, str, str]]
) -> None:
    assert said(one, other) == expected


def test_a_slip_in_the_file_is_named_with_its_line(tmp_path: Path) -> None:
    text = (KNOWLEDGE / "twins.toml").read_text(encoding="utf-8")
    for old, new in (("apart = 0.45", "apart = 45.0"), ("window =", "windw =")):
        (tmp_path / "twins.toml").write_text(text.replace(old, new), encoding="utf-8")
        twin_knowledge.cache_clear()
        with pytest.raises(ConfigurationError, match=r"twins\.toml:\d+: "):
            twin_knowledge(tmp_path)
    twin_knowledge.cache_clear()
