from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from made_checklists import EN, clause, row, rows, small, verdict

import workbook
from domain.requirement import Label
from domain.review import Checklist, Decision, Row
from workbook.pivots import counts_by_document, sections_by_process
from workbook.standing import excluded, listed, needs_check
from workbook.view import section_line, see


def written(folder: Path, checklist: Checklist, language: str = "zh") -> openpyxl.Workbook:
    workbook.write(checklist, folder / "book.xlsx", language)
    return openpyxl.load_workbook(folder / "book.xlsx")


def column_of(sheet: object, heading: str) -> list[object]:
    index = next(cell.column for cell in sheet[1] if cell.value == heading)
    return [line[index - 1] for line in sheet.iter_rows(min_row=2, values_only=True)]


def deciding(key: str, decision: str) -> Checklist:
    decisions = {key: Decision(key, decision)}
    return small(rows=tuple(replace(r, decision=decisions.get(r.requirement.key)) for r in rows()))


@pytest.mark.parametrize(
    ("decision", "in_list", "in_excluded"),
    [("csr", True, False), ("open", True, False), ("product", False, True), ("none", False, True)],
)
def test_the_persons_word_goes_before_the_programs(decision: str, in_list: bool, in_excluded: bool) -> None:
    checklist = deciding("q-2", decision)

    assert ("q-2" in keys(listed(checklist)), "q-2" in keys(excluded(checklist))) == (in_list, in_excluded)


def keys(of: tuple[Row, ...]) -> list[str]:
    return [each.requirement.key for each in of]


def test_what_demands_nothing_stands_nowhere_until_a_person_says_otherwise() -> None:
    nothing = row("q-9", clause("c-9", "d-zh", "目的"), verdict(Label.NONE))
    taken = replace(nothing, decision=Decision("q-9", "csr"))

    assert (keys(listed(small(rows=(nothing,)))), keys(excluded(small(rows=(nothing,))))) == ([], [])
    assert keys(listed(small(rows=(taken,)))) == ["q-9"]


def test_a_removed_requirement_stands_in_the_changes_only(tmp_path: Path) -> None:
    gone = replace(rows()[1], change="removed")
    book = written(tmp_path, small(rows=(replace(rows()[0], change="unchanged"), gone)))

    assert column_of(book["顾客特殊要求清单"], "编号") == ["q-1"]
    changes = [[cell for cell in line if cell] for line in book["变更"].iter_rows(values_only=True)]
    assert changes[0] == [
        "与上次运行相比：新增 0 条，变更 0 条，移动 0 条，删除 1 条；已有结论但原要求不再出现 0 条。"
    ]
    assert changes[2][:2] == ["删除", "q-2"]


def test_a_doubt_ends_with_a_decision_that_is_not_open() -> None:
    doubted = rows()[1]

    assert needs_check(doubted)
    assert needs_check(replace(doubted, decision=Decision("q-2", "open")))
    assert not needs_check(replace(doubted, decision=Decision("q-2", "product")))


def test_the_matrix_points_to_sections_once_each_and_says_where_nothing_applies(tmp_path: Path) -> None:
    twice = (rows()[0], replace(rows()[0], requirement=replace(rows()[0].requirement, key="q-8")))
    sheet = written(tmp_path, small(rows=twice))["识别清单"]
    lines = list(sheet.iter_rows(values_only=True))
    process = lines[0].index("C8 量产过程控制")

    assert [line[1:3] for line in lines[1:]] == [
        ("Halden Motors", "Supplier Quality Manual\nHM-SQ-200\n版本 7"),
        ("晨岳汽车", "供应商品质保证手册\nCY-SQM-01\n版本 C"),
        ("晨岳汽车", "前桥支架技术协议"),
    ]
    assert [line[process] for line in lines[1:]] == [
        "——",
        "根据“供应商品质保证手册 5-1 工序能力”的要求执行",
        "——",
    ]


def test_many_sections_of_one_process_are_gathered_so_that_none_is_cut(tmp_path: Path) -> None:
    many = tuple(
        row(f"q-{n}", clause(f"c-{n}", "d-zh", "应保存。", f"{n} 记录"), verdict(process="S6"))
        for n in range(60)
    )
    sheet = written(tmp_path, small(rows=many))["识别清单"]
    cell = next(cell for cell in sheet[3] if isinstance(cell.value, str) and "记录" in cell.value)
    sections = "；".join(f"{n} 记录" for n in range(60))

    assert cell.value == f"根据“供应商品质保证手册”以下章节的要求执行：{sections}"


def test_an_unknown_process_gets_a_column_of_its_own() -> None:
    strange = row("q-9", clause("c-9", "d-zh", "应做。", "9 其他"), verdict(process="X7"))

    assert sections_by_process(see(small(rows=(strange,)), "zh")) == {("d-zh", "X7"): ("9 其他",)}


def test_clauses_without_requirement_say_so_and_unknown_clauses_are_shown(tmp_path: Path) -> None:
    strange = verdict(iatf_clauses=("8.3.4.4 a)", "A.1"))
    unassigned = row("q-8", clause("c-8", "d-zh", "应做。", "8 其他"), verdict(iatf_clauses=()))
    requirements = (row("q-9", clause("c-9", "d-zh", "应做。", "9 其他"), strange), unassigned)
    sheet = written(tmp_path, small(rows=requirements, documents=small().documents[:1]))["按条款"]
    found = {line[0]: line[2] for line in sheet.iter_rows(min_row=2, values_only=True) if line[2]}

    asked = {number or "": cell for number, cell in found.items() if cell != "无顾客特定要求"}

    assert asked == {"8.3.4.4": "9 其他 [q-9]", "A.1": "9 其他 [q-9]", "": "8 其他 [q-8]"}
    assert [number for number in found if number][:3] == ["4.1", "4.2", "4.3"]
    assert found["4.3.2"] == found["10.3.1"] == "无顾客特定要求"


def test_counts_hold_for_every_document_also_one_without_rows() -> None:
    counts = counts_by_document(see(small(), "zh"))

    assert counts == {
        "d-zh": {"csr": 2, "product": 0, "commercial": 0, "none": 0, "check": 1},
        "d-ta": {"csr": 0, "product": 1, "commercial": 1, "none": 0, "check": 0},
        "d-en": {"csr": 3, "product": 0, "commercial": 0, "none": 0, "check": 0},
        "d-bad": {"csr": 0, "product": 0, "commercial": 0, "none": 0, "check": 0},
    }


def test_a_formula_from_a_document_is_text_in_every_sheet(tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://x")'
    facts = replace(EN.facts, title=evil, number=evil)
    document = replace(EN, customer=evil, facts=facts, source=replace(EN.source, path=evil))
    requirement = row("q-1", clause("c-1", "d-en", evil, evil), verdict(references=(evil,)), text_before=evil)
    changed = replace(requirement, change="changed", decision=Decision("q-1", comment=evil))
    unchanged = replace(rows()[0], change="unchanged")
    orphan = Decision(evil, "csr", measure=evil, text_then=evil)
    checklist = small(documents=(document,), rows=(changed, unchanged), orphans=(orphan,), company=evil)
    book = written(tmp_path, checklist)

    assert all(cell.data_type != "f" for sheet in book.worksheets for line in sheet for cell in line)
    assert sum(cell.quotePrefix for sheet in book.worksheets for line in sheet for cell in line) > 10
    assert not any(cell.hyperlink for sheet in book.worksheets for line in sheet for cell in line)
    with zipfile.ZipFile(tmp_path / "book.xlsx") as package:
        assert not any(b"<f>" in package.read(name) for name in package.namelist() if "worksheets/" in name)


def test_decisions_without_requirement_are_listed_with_all_their_values(tmp_path: Path) -> None:
    orphan = Decision(
        "q-old", "product", "质量部", "措施", "李敏", "2026-04-30", "进行中", "意见", "王工", "2026-03-05",
        "旧文", "low", "QP-1", "记录", "是", "陈总",
    )  # fmt: skip
    sheet = written(tmp_path, small(orphans=(orphan,)))["变更"]
    last = [cell for cell in list(sheet.iter_rows(values_only=True))[-1] if cell is not None]

    assert [str(cell).removesuffix(" 00:00:00") for cell in last] == [
        "q-old", "旧文", "产品要求", "低", "质量部", "QP-1", "记录", "是", "措施", "李敏", "2026-04-30",
        "进行中", "意见", "王工", "2026-03-05", "陈总",
    ]  # fmt: skip


def test_when_everything_is_new_one_line_says_so(tmp_path: Path) -> None:
    sheet = written(tmp_path, small(), "en")["Changes"]

    assert [[cell for cell in line if cell] for line in sheet.iter_rows(values_only=True)] == [
        [
            "First run, or everything is new: 7 requirements, see “CSR list” and “Excluded”; they are not repeated here."
        ]
    ]


def test_an_empty_checklist_still_makes_a_workbook(tmp_path: Path) -> None:
    book = written(tmp_path, small(documents=(), rows=(), clauses=(), problems=()))

    assert [sheet.title for sheet in book.worksheets] == [
        "识别清单", "顾客特殊要求清单", "按条款", "产品与商务要求", "变更", "问题文件", "指标对照", "文件台账", "引用文件", "说明",
    ]  # fmt: skip
    assert book["问题文件"]["A2"].value == "所有文件均已完整读出。"


@pytest.mark.parametrize(
    ("headings", "section", "line"),
    [
        (("第五章 质量", "5-1 工序能力"), "5-1", "5-1 工序能力"),
        (("质量要求",), "第三条", "第三条 质量要求"),
        (("Quality  \n  system",), None, "Quality system"),
        ((), "3.2", "3.2"),
        ((), None, ""),
        (("长" * 200,), None, "长" * 79 + "…"),
    ],
)
def test_a_section_is_named_by_number_and_title(
    headings: tuple[str, ...], section: str | None, line: str
) -> None:
    assert section_line(replace(clause("c", "d", "x"), headings=headings, section=section)) == line
