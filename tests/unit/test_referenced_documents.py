"""Which documents are named, whose they are, and whether they lie in the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from classifiers import named_documents
from classifiers.named_documents import document_words, find
from domain.document import Block, BlockKind, Document, DocumentStatus, Facts, Locator, SourceFile
from domain.knowledge import KNOWLEDGE
from domain.problem import ConfigurationError
from domain.referenced import ReferencedDocument
from domain.review import ClauseRow
from pipeline import clauses
from pipeline.referenced import collect, named


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("按《供应商手册》和 GB/T 2828.1-2012 执行。", [("customer", "《供应商手册》"), ("standard", "GB/T 2828.1-2012")]),
        ("依《產品責任法》及《品質保證協議書》（編號 HY-QA-114）辦理。", [("standard", "《產品責任法》"), ("customer", "《品質保證協議書》（編號 HY-QA-114）")]),
        ("On form HX-F-031 and to ISO 9001:2015, see VDA 6.3.", [("customer", "HX-F-031"), ("standard", "ISO 9001:2015"), ("standard", "VDA 6.3")]),
        ("See the Supplier Packaging Guideline.", [("customer", "Supplier Packaging Guideline")]),
        ("符合 GMW 3059 的要求。", [("customer", "GMW 3059")]),
        ("代替《外协件管理办法》，供方应编制《控制计划》。", []),
        ("材料 PBT-GF30，零件号 TA-40771，检具 SH-JJ-217。", []),
        ("IATF 8.6.2 applies; submit PPAP and FMEA.", []),
        ("The supplier shall follow this Manual and national standards.", []),
        ("《汽车禁用物质要求》（GB/T 30512）", [("standard", "《汽车禁用物质要求》"), ("standard", "GB/T 30512")]),
    ],
)  # fmt: skip
def test_documents_are_told_from_parts_and_standards(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.kind.value, one.name) for one in find(text)] == expected


def test_the_customers_own_way_of_numbering_tells_a_document_without_a_word_beside_it() -> None:
    assert find("• HTG-LG-2200 Packaging") == ()
    assert [one.name for one in find("• HTG-LG-2200 Packaging", {"HTG"})] == ["HTG-LG-2200"]
    assert find("gauge HTG-LG-2200", {"HTG"}) == ()


def made(
    texts: Sequence[str], customer: str = "甲", path: str = "手册.pdf", **facts: str
) -> tuple[Document, list[ClauseRow]]:
    key = f"{customer}/{path}"
    blocks = tuple(
        Block(
            BlockKind.HEADING if text.startswith("附录") else BlockKind.PARAGRAPH,
            text,
            Locator(page=at),
        )
        for at, text in enumerate(texts, start=1)
    )
    document = Document(key, SourceFile(key, "0", 1), customer, Facts(**facts), (), DocumentStatus.OK)
    return document, [ClauseRow(one, "") for one in clauses.split(key, blocks, "zh")]


def collected(*every: tuple[Document, list[ClauseRow]]) -> tuple[ReferencedDocument, ...]:
    documents = [document for document, _ in every]
    rows = {document.id: found for document, found in every}
    return collect(documents, rows, {one.id: named(rows[one.id], one.facts) for one in documents})


def test_what_is_not_in_the_inbox_is_missing_and_standards_never_are() -> None:
    found = collected(
        made(
            [
                "3.1 按表单 HX-F-031 申请。",
                "3.2 依据《包装规范》和 ISO 9001 执行。",
                "3.3 再次使用表单 HX-F-031。",
            ],
            number="HX-QM-001",
            title="供应商手册",
        ),
        made(["1 总则"], path="HX-LG-07 包装规范 B.docx", number="HX-LG-07", title="包装规范"),
        made(["见表单 HX-F-031。"], customer="乙", path="x.pdf"),
    )

    assert [(one.customer, one.name, one.kind.value, one.held, len(one.places)) for one in found] == [
        ("甲", "HX-F-031", "customer", "", 2),
        ("甲", "《包装规范》", "customer", "甲/HX-LG-07 包装规范 B.docx", 1),
        ("甲", "ISO 9001", "standard", "", 1),
        ("乙", "HX-F-031", "customer", "", 1),
    ]
    assert [one.is_missing for one in found] == [True, False, False, True]
    assert [(place.section, place.locator.page) for place in found[0].places] == [("3.1", 1), ("3.3", 3)]


@pytest.mark.parametrize(
    ("number", "reference", "held"),
    [
        ("HY-QA-114-07", "HY-QA-114", True),
        ("HY-QA-114", "HY-QA-114-07", True),
        ("HY-QA-114", "HY-QA-1145", False),
        ("CL-JX-2024-0387-B", "CL-JX-2024-0387", True),
        ("HY-QA-115", "HY-QA-114", False),
    ],
)
def test_a_number_is_the_same_with_and_without_its_revision(number: str, reference: str, held: bool) -> None:
    found = collected(
        made([f"见文件 {reference}。"]), made(["1 总则"], path="b.pdf", number=number, title="其他")
    )

    assert [bool(one.held) for one in found] == [held]


def test_a_document_does_not_refer_to_itself_nor_to_the_forms_in_its_annexes() -> None:
    assert (
        collected(
            made(
                [
                    "文件编号 HX-QM-001",
                    "本《供应商手册》适用于全部供方。",
                    "附录 C 报告封面（表单 HX-F-081）",
                ],
                number="HX-QM-001",
                title="供应商手册",
            ),
            made(["Document PM-WEB-12 · Version 2025.1"], path="portal.html"),
        )
        == ()
    )


def test_a_slip_in_the_table_is_named_with_its_line(tmp_path: Path) -> None:
    text = (KNOWLEDGE / "references.toml").read_text(encoding="utf-8")
    (tmp_path / "references.toml").write_text(text.replace("reach = 12", 'reach = "12"'), encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"references\.toml:\d+: "):
        document_words(tmp_path)
    assert named_documents.document_words() is document_words()
