"""Matrices of marks are read through their legend, wherever it stands and however it is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from domain.document import NO_ROLES, Block, BlockKind, Facts, Locator, Roles
from domain.problem import ConfigurationError
from domain.requirement import Aspect, Kind, Label, LegendPlace, Passage, Verdict
from pipeline import clauses, requirements
from pipeline.matrices import read
from pipeline.matrix_knowledge import KNOWLEDGE, matrix_knowledge
from pipeline.matrix_legends import entries, is_legend

NEVER = Verdict(Kind.INFORMATIVE, Label.NONE)


def heading(text: str) -> Block:
    return Block(BlockKind.HEADING, text, Locator(paragraph=1), level=2)


def words(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text, Locator(paragraph=1))


def table(head: str, *rows: str, number: int = 1) -> list[Block]:
    columns = tuple(cell.strip() for cell in head.split("|"))
    blocks = [_row(columns, (), number)]
    for row in rows:
        cells = tuple(cell.strip() for cell in row.split("|"))
        blocks.append(_row((*cells, *("",) * (len(columns) - len(cells))), columns, number))
    return blocks


def _row(cells: tuple[str, ...], header: tuple[str, ...], number: int) -> Block:
    text = " | ".join(cell for cell in cells if cell)
    return Block(BlockKind.TABLE_ROW, text, Locator(paragraph=1), cells=cells, header=header, table=number)


def readings(blocks: Sequence[Block], roles: Roles = NO_ROLES) -> dict[str, tuple[str, str]]:
    """Return by the first words of each row what it says and how it reads."""
    pieces = clauses.split("d", tuple(blocks), "zh")
    found = read(pieces, roles)
    by_key = {clause.key: clause.text.split(" | ")[0] for clause in pieces}
    return {
        by_key[key]: (
            row.says,
            "; ".join(f"{','.join(one.columns)}: {one.mark}={one.meaning}" for one in row.reading.marks),
        )
        for key, row in found.rows.items()
    }


PPAP = (
    heading("3 提交"),
    words("注：S=供应商应向顾客提交，并保留一份；R=供应商应保留；*=顾客要求时提交；N=不要求"),
    *table(
        "要求 | 等级 / 等级1 | 等级 / 等级3 | 等级 / 等级4",
        "设计记录 | R | S | *",
        "散装材料清单 | N | N | N",
    ),
)


def test_a_legend_before_the_table_completes_its_rows() -> None:
    assert readings(PPAP) == {
        "设计记录": (
            "duty",
            "等级1: R=供应商应保留; 等级3: S=供应商应向顾客提交，并保留一份; 等级4: *=顾客要求时提交",
        ),
        "散装材料清单": ("none", "等级1,等级3,等级4: N=不要求"),
    }


def test_a_legend_may_stand_behind_the_table_in_another_script_and_drawing() -> None:
    rows = table("交付物 | A樣 | B樣 | 量產", "尺寸報告 | 〇 | ⚫ | ⚫", "包裝方案 | — | — | —")

    assert readings([heading("5 交付物"), *rows, words("●：必須提交　○：要求時提交　—：不需要")]) == {
        "尺寸報告": ("duty", "A樣: ○=要求時提交; B樣,量產: ●=必須提交"),
        "包裝方案": ("none", "A樣,B樣,量產: —=不需要"),
    }


def test_numbers_are_marks_only_where_a_legend_names_them() -> None:
    rows = ("Task | Quotation | Series", "DFMEA | 3 | 2", "PFMEA | (2) | 1", "Boxes | 3 | 3")
    legend = words("1 = supplier is responsible, 2 = supplier supports, 3 = customer is responsible")

    assert readings([heading("2 Tasks"), legend, *table(*rows)]) == {
        "DFMEA": ("duty", "Quotation: 3=customer is responsible; Series: 2=supplier supports"),
        "PFMEA": ("duty", "Quotation: (2)=supplier supports; Series: 1=supplier is responsible"),
        "Boxes": ("none", "Quotation,Series: 3=customer is responsible"),
    }
    assert readings([heading("2 Quantities to deliver"), *table(*rows)]) == {}


def test_only_the_suppliers_column_binds_where_columns_are_parties() -> None:
    rows = table("工作 | 甲方 | 乙方 | 采购", "图纸发放 | R | I | S", "模具验收 | A | S | I")
    legend = words("R：负责；A：批准；S：支持；I：知会")

    assert {name: says for name, (says, _) in readings([heading("4 分工"), *rows, legend]).items()} == {
        "图纸发放": "none",
        "模具验收": "duty",
    }
    turned = Roles(supplier=("甲方",), customer=("乙方",))
    assert readings([heading("4 分工"), *rows, legend], turned)["图纸发放"][0] == "duty"


def test_a_head_that_no_reader_knew_names_the_columns_and_is_no_requirement() -> None:
    cells = [
        ("工作内容", "供方", "", "需方"),
        ("工作内容", "质量部", "技术部", "SQE"),
        ("8D报告", "●", "○", "△"),
        ("图纸变更发布", "△", "△", "●"),
    ]
    blocks = [heading("5 分工"), words("（●主责 ○协助 △知会）"), *(_row(one, (), 1) for one in cells)]
    _, found = requirements.find(
        clauses.split("d", tuple(blocks), "zh"), Facts(), Judge(Verdict(Kind.REQUIREMENT, Label.CSR))
    )

    assert readings(blocks) == {
        "8D报告": ("duty", "供方 / 质量部: ●=主责; 供方 / 技术部: ○=协助; 需方 / SQE: △=知会"),
        "图纸变更发布": ("none", "供方 / 质量部,供方 / 技术部: △=知会; 需方 / SQE: ●=主责"),
    }
    assert [one.text for one in found if one.clause.cells] == ["8D报告 | ● | ○ | △"]


def test_a_row_of_marks_that_a_reader_took_for_the_head_is_a_row_all_the_same() -> None:
    cells = [("Activity", "OEM", "Supplier"), ("Kick-off", "R", "S"), ("Try-out", "I", "R")]
    legend = "R = Responsible; S = Support; I = Inform"
    blocks = [*(_row(one, (), 1) for one in cells), _row((legend, "", ""), cells[-1], 1)]

    assert readings(blocks) == {
        "Kick-off": ("duty", "OEM: R=Responsible; Supplier: S=Support"),
        "Try-out": ("duty", "OEM: I=Inform; Supplier: R=Responsible"),
    }


def test_a_legend_of_a_line_for_each_mark_is_one_where_several_follow() -> None:
    rows = table("文件 | 等级1 | 等级3", "设计记录 | R | S")
    lines = ("S：组织必须向顾客提交，并保留副本。", "R：组织必须在适当场所保留。")

    assert readings([heading("3 提交"), *rows, *map(words, lines)]) == {
        "设计记录": ("duty", "等级1: R=组织必须在适当场所保留; 等级3: S=组织必须向顾客提交，并保留副本"),
    }
    assert places([heading("3 提交"), *rows, words(lines[0])]) == [LegendPlace.CONVENTION]


def test_a_legend_may_be_a_row_or_a_table_of_its_own() -> None:
    note = table("Item | Gate 1 | Gate 2", "Plan | X | O", "X = mandatory; O = optional")
    own = table("Mark | Meaning", "X | Mandatory", "- | Not applicable", number=2)
    rows = table("Item | Gate 1 | Gate 2", "Plan | X | -", "Photo | - | -", number=3)

    assert readings(note) == {"Plan": ("duty", "Gate 1: X=mandatory; Gate 2: O=optional")}
    assert readings([*own, *rows]) == {
        "Plan": ("duty", "Gate 1: X=Mandatory; Gate 2: -=Not applicable"),
        "Photo": ("none", "Gate 1,Gate 2: -=Not applicable"),
    }


def test_of_two_legends_the_nearer_counts() -> None:
    first = [heading("1 提交"), words("R=保留 S=提交"), *table("项目 | 一级 | 二级", "图纸 | R | S")]
    second = [
        heading("2 分工"),
        words("R 负责 S 支持"),
        *table("项目 | 供方 | 需方", "评审 | R | S", number=2),
    ]

    assert readings([*first, *second]) == {
        "图纸": ("duty", "一级: R=保留; 二级: S=提交"),
        "评审": ("duty", "供方: R=负责; 需方: S=支持"),
    }


def test_a_caption_does_not_part_a_table_from_its_legend() -> None:
    rows = table("要素 | 1级 | 3级", "设计记录 | R | S")
    legend = words("5.2.2 应提交的要素见表 5-1，其中 S 表示提交并保留，R 表示保留。")

    assert places([heading("5.2 提交等级"), legend, heading("表 5-1 PPAP 要素"), *rows]) == [LegendPlace.NEAR]


def places(blocks: Sequence[Block]) -> list[LegendPlace]:
    return [
        row.reading.legend for row in read(clauses.split("d", tuple(blocks), "zh"), Roles()).rows.values()
    ]


def test_it_is_said_where_the_legend_was_found() -> None:
    rows = table("提交资料 | EVT | DVT", "控制计划 | △ | ◎")
    legend = [heading("1 符号"), words("本手册中◎=必须提交，△=要求时提交。"), heading("2 资料")]
    levels = table("Requirement | Level 1 | Level 3", "Design record | R | S")

    assert places([*legend, *rows]) == [LegendPlace.ELSEWHERE]
    assert places(levels) == [LegendPlace.CONVENTION]
    assert places([heading("2 提交资料"), *rows]) == [LegendPlace.NONE]


@pytest.mark.parametrize(
    "blocks",
    [
        table("Plant | Shift | Line", "North | A | C", "South | C | A"),
        table("No. | Item | Qty", "1 | Bolt | 2", "2 | Nut | 4"),
        table("缺陷 | A类 | B类", "毛刺 | ×  | ", "划伤 | | ×"),
        table("序号 | 检查项目 | 结果", "1 | 是否建立程序 | ", "2 | 是否保存记录 | "),
    ],
)
def test_tables_that_only_look_alike_are_left_alone(blocks: list[Block]) -> None:
    assert readings(blocks) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R = retain, S = submit, * = on request", {"R": "retain", "S": "submit", "*": "on request"}),
        ("图例：●必须提交 ○按需提交", {"●": "必须提交", "○": "按需提交"}),
        ("必须提交（●），按需提交（○）", {"●": "必须提交", "○": "按需提交"}),
        ("“S”表示提交顾客，“R”表示保留", {"S": "提交顾客", "R": "保留"}),
        ("S - Submit to customer; R - Retain", {"S": "Submit to customer", "R": "Retain"}),
        ("√ 必须；× 不要求；空白＝不适用", {}),
        ("X 表示必做，空白表示不做", {"X": "必做", "": "不做"}),
        ("Legend: R Responsible, A Accountable, I Informed", {"R": "Responsible", "A": "Accountable", "I": "Informed"}),
        ("1: Scope of application", {}),
        ("A - 3 pieces of each", {}),
        ("合格率 = 100%", {}),
        ("供应商应在24小时内提交8D，A类零件100%检验。", {}),
    ],
)  # fmt: skip
def test_a_legend_is_told_by_its_form(text: str, expected: dict[str, str]) -> None:
    if text.startswith("√"):
        expected = {"": "不适用"}  # signs of equality go before bare blanks
    assert {one.mark: one.meaning for one in entries(text)} == expected


def test_a_sentence_that_demands_something_is_no_legend() -> None:
    assert is_legend("●=必须提交, ○=按需要")
    assert not is_legend("供应商应按 R=保留 的规定保存全部检验记录十五年，并在顾客要求时于两个工作日内提供。")


class Judge:
    """Takes everything for what it is told."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        self.passages: list[Passage] = []

    def classify_many(self, passages: Sequence[Passage]) -> list[Verdict]:
        return self.classify_in_order(passages)

    def classify_in_order(self, passages: Sequence[Passage]) -> list[Verdict]:
        self.passages += passages
        return [self.verdict for _ in passages]


def test_rows_of_duty_become_requirements_and_rows_without_do_not() -> None:
    pieces = clauses.split("d", PPAP, "zh")
    judge = Judge(NEVER)
    _, silent = requirements.find(pieces, Facts(), judge)
    _, loud = requirements.find(
        pieces, Facts(), Judge(Verdict(Kind.REQUIREMENT, Label.CSR, Aspect.ENGINEERING))
    )

    assert [one.text for one in silent] == ["设计记录 | R | S | *"]
    assert silent[0].verdict.review_needed
    assert "散装材料清单 | N | N | N" not in [one.text for one in loud]
    assert not any(one.text.startswith("注：") for one in loud)  # the legend is in its rows
    assert next(p.context for p in judge.passages if "设计记录" in p.text).startswith(
        "供应商应保留；供应商应向顾客提交"
    )


def test_a_row_without_a_legend_is_kept_for_a_person() -> None:
    rows = table("文件 | T1 | SOP", "过程流程图 | ◎ | △")
    _, found = requirements.find(
        clauses.split("d", (heading("6 提交资料"), *rows), "zh"), Facts(), Judge(NEVER)
    )

    assert [(one.text, one.verdict.review_needed) for one in found] == [("过程流程图 | ◎ | △", True)]
    assert found[0].verdict.reasons[-1].rule == "matrix.no_legend"


def test_a_document_that_has_nothing_to_do_with_it_gives_no_rows() -> None:
    rows = table("Feature | Free | Pro", "Export | – | ✓")
    blocks = (heading("Submission"), words("✓ = required"), *rows)
    _, found = requirements.find(clauses.split("d", blocks, "en"), Facts(type="irrelevant"), Judge(NEVER))

    assert found == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('says = "duty"', 'says = "perhaps"', r"matrices\.toml:\d+: says must be one of"),
        ("share = 0.8", "share = 8.0", r"matrices\.toml:\d+: share must be"),
        ("highest = 6", "highst = 6", r"matrices\.toml"),
        ('zh = "供应商应{meanings}："', 'zh = "供应商应"', r"matrices\.toml:\d+: a lead needs"),
    ],
)
def test_a_slip_in_the_file_is_named_with_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (KNOWLEDGE / "matrices.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "matrices.toml").write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(ConfigurationError, match=message):
        matrix_knowledge(tmp_path)
