"""Sentences are judged with their surroundings; neighbours of one mind become one requirement."""

from __future__ import annotations

from collections.abc import Sequence

from domain.document import BlockKind, Facts, Locator, Roles
from domain.requirement import (
    Aspect,
    Clause,
    Kind,
    Label,
    Modality,
    Party,
    Passage,
    Reason,
    Target,
    Verdict,
)
from pipeline.requirements import find, merge

ROLES = Roles(supplier=("乙方",))
FACTS = Facts(type="quality_agreement", roles=ROLES)


class Judge:
    """Takes every sentence with 应 for a CSR, with 价 for commercial, and remembers the passages."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []

    def classify_many(self, passages: Sequence[Passage]) -> list[Verdict]:
        """Judge as in order."""
        return self.classify_in_order(passages)

    def classify_in_order(self, passages: Sequence[Passage]) -> list[Verdict]:
        """Judge by one character."""
        self.passages += passages
        return [self._judge(passage.text) for passage in passages]

    def _judge(self, text: str) -> Verdict:
        if "应" not in text:
            return Verdict(Kind.INFORMATIVE, Label.NONE)
        label = Label.COMMERCIAL if "价" in text else Label.CSR
        return Verdict(Kind.REQUIREMENT, label, Aspect.SYSTEM, reasons=(Reason("must", "应", 3.0),))


def sentences(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for place, char in enumerate(text):
        if char == "。":
            spans.append((start, place + 1))
            start = place + 1
    return spans


def clause(text: str, key: str = "C-1", **more: object) -> Clause:
    return Clause(key, "D-1", text, Locator(page=2), **more)  # type: ignore[arg-type]


def found(*clauses: Clause) -> list[str]:
    return [one.text for one in find(clauses, FACTS, Judge(), sentences)[1]]


def test_neighbours_of_one_mind_become_one_requirement_word_for_word() -> None:
    assert found(clause("甲应做。乙应做。丙说明。丁应做。")) == ["甲应做。乙应做。", "丁应做。"]


def test_a_neighbour_of_another_mind_stands_alone() -> None:
    assert found(clause("甲应做。乙应付价款。")) == ["甲应做。", "乙应付价款。"]


def test_requirements_do_not_run_over_clauses() -> None:
    assert found(clause("甲应做。"), clause("乙应做。", "C-2")) == ["甲应做。", "乙应做。"]


def test_rows_and_headings_are_not_cut() -> None:
    row = clause("甲应做。 | 乙应付价款。", block=BlockKind.TABLE_ROW)
    heading = clause("甲应做。乙应付价款。", "C-2", is_heading=True)

    assert found(row, heading) == ["甲应做。 | 乙应付价款。", "甲应做。乙应付价款。"]


def test_a_sentence_is_judged_with_all_that_gives_it_meaning() -> None:
    judge = Judge()
    first = clause("一说明。二应做。", headings=("第一章 总则", "1.1 文件"), language="zh")
    second = clause("提交报告。", "C-2", lead_in="供方应：", header=("项目",))
    find([first, second], FACTS, judge, sentences)

    common = {"doc_type": "quality_agreement", "language": "zh", "roles": ROLES}
    section = "第一章 总则 > 1.1 文件"
    assert judge.passages == [
        Passage("一说明。", section=section, **common),
        Passage("二应做。", section=section, context="一说明。", **common),
        Passage("提交报告。", context="供方应：", header=("项目",), **common),
    ]


def sections_seen(facts: Facts, *paths: tuple[str, ...]) -> list[str]:
    judge = Judge()
    every = [clause(f"甲{at}应做。", f"C-{at}", headings=path) for at, path in enumerate(paths)]
    find(every, facts, judge, sentences)
    return [passage.section for passage in judge.passages]


def test_the_documents_own_title_is_no_surrounding() -> None:
    titled = Facts(title="供应商质量手册")

    assert sections_seen(titled, ("供应商质量手册", "4 交付"), ("供应商质量手册",)) == ["4 交付", ""]
    assert sections_seen(Facts(), ("质量 手册", "4 交付"), ("质量手册", "5 环境")) == ["4 交付", "5 环境"]


def test_the_last_two_headings_say_where_a_sentence_stands() -> None:
    path = ("第三章 生产", "3.2 过程", "3.2.1 变更")

    assert sections_seen(Facts(), path, ("第四章 交付",)) == ["3.2 过程 > 3.2.1 变更", "第四章 交付"]


def test_every_clause_has_its_kind() -> None:
    rows, _ = find(
        [clause("甲应做。"), clause("说明。", "C-2"), clause("总则", "C-3", is_heading=True)],
        FACTS,
        Judge(),
        sentences,
    )

    assert [row.kind for row in rows] == ["requirement", "informative", "heading"]


def test_equal_words_in_one_document_have_keys_of_their_own_that_stay() -> None:
    clauses = [clause("甲应做。", f"C-{number}") for number in range(3)]
    keys = [[one.key for one in find(clauses, FACTS, Judge(), sentences)[1]] for _ in range(2)]

    assert keys[0] == keys[1]
    assert len(set(keys[0])) == 3


def test_a_merged_verdict_is_as_doubtful_and_as_strong_as_any_of_its_parts() -> None:
    first = Verdict(
        Kind.REQUIREMENT,
        Label.CSR,
        confidence=0.9,
        reasons=(Reason("a", "应", 3.0),),
        modality=Modality.RECOMMENDATION,
        obligated=Party.SUPPLIER,
        targets=(Target("24h", 24, "h", "<="),),
    )
    second = Verdict(
        Kind.REQUIREMENT,
        Label.CSR,
        confidence=0.4,
        review_needed=True,
        reasons=(Reason("a", "应", 3.0), Reason("b", "严禁", 3.0)),
        modality=Modality.PROHIBITION,
        obligated=Party.BOTH,
        process="M6",
        importance="high",
    )

    assert merge([first, second]) == Verdict(
        Kind.REQUIREMENT,
        Label.CSR,
        confidence=0.4,
        review_needed=True,
        reasons=(Reason("a", "应", 3.0), Reason("b", "严禁", 3.0)),
        modality=Modality.PROHIBITION,
        obligated=Party.BOTH,
        targets=(Target("24h", 24, "h", "<="),),
        process="M6",
        importance="high",
    )
