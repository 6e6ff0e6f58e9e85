import pytest

from domain.document import Block, BlockKind, Locator
from domain.requirement import Clause
from pipeline.clauses import split


def blocks(*lines: str) -> tuple[Block, ...]:
    """``#`` a heading of that level, ``|`` a table row, ``~`` furniture, ``12>`` an automatic number."""
    made: list[Block] = []
    for line in lines:
        if line.startswith("#"):
            level = len(line) - len(line.lstrip("#"))
            made.append(Block(BlockKind.HEADING, line[level:].strip(), level=level))
        elif line.startswith("|"):
            cells = tuple(cell.strip() for cell in line[1:].split("|"))
            made.append(Block(BlockKind.TABLE_ROW, " | ".join(filter(None, cells)), cells=cells, table=1))
        elif line.startswith("~"):
            made.append(Block(BlockKind.FURNITURE, line[1:]))
        elif ">" in line:
            number, _, text = line.partition(">")
            made.append(Block(BlockKind.LIST_ITEM, text, number=number))
        else:
            made.append(Block(BlockKind.PARAGRAPH, line))
    return tuple(made)


def clauses(*lines: str) -> tuple[Clause, ...]:
    return split("d", blocks(*lines), "zh")


def places(*lines: str) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    return [(clause.number, clause.section, clause.headings) for clause in clauses(*lines)]


def leads(*lines: str) -> list[str]:
    return [clause.lead_in for clause in clauses(*lines)]


def titles(*lines: str) -> list[bool]:
    return [clause.is_heading for clause in clauses(*lines)]


def test_chapter_article_and_item_nest() -> None:
    found = places(
        "第一章 总则",
        "第一条 定义",
        "1. 产品是指零件。",
        "第二条 乙方应在24小时内回复。",
        "第二章 质量",
        "第三条 体系",
        "说明。",
    )

    assert found == [
        ("第一章", "第一章", ()),
        ("第一条", "第一条", ("第一章 总则",)),
        ("1", "第一条", ("第一章 总则", "第一条 定义")),
        ("第二条", "第二条", ("第一章 总则",)),
        ("第二章", "第二章", ()),
        ("第三条", "第三条", ("第二章 质量",)),
        (None, "第三条", ("第二章 质量", "第三条 体系")),
    ]


def test_short_clause_is_no_title_and_title_is_no_clause() -> None:
    lines = (
        "3 变更管理",
        "3.1 乙方应在 24 小时内回复。",
        "3.2 范围",
        "适用于全部产品。",
        "3.3 PPM",
        "3.4 Cpk",
    )

    assert titles(*lines) == [True, False, True, False, False, False]


def test_heading_style_on_a_whole_sentence_is_no_title() -> None:
    assert titles("## 3.1 乙方应在 24 小时内回复。", "## 3.2 变更", "文字。") == [False, True, False]


def test_list_item_keeps_the_section_above() -> None:
    found = places("3 审核", "3.2 供方应：", "① 配合审核；", "② 提交资料。", "3.3 其他事项照办。")

    assert [place[:2] for place in found] == [
        ("3", "3"),
        ("3.2", "3.2"),
        ("①", "3.2"),
        ("②", "3.2"),
        ("3.3", "3.3"),
    ]


def test_numbers_below_chinese_numerals_are_joined() -> None:
    found = places("一、目标", "1、每月报告PPM。", "二、索赔", "（一）一般索赔", "1、乙方承担损失。")

    assert [place[1] for place in found] == ["一、", "一、1", "二、", "二、（一）", "二、（一）1"]


def test_numbers_in_an_annex_name_the_annex() -> None:
    found = places(
        "1 Scope", "Text here.", "Annex A Forms", "A.1 General", "Text.", "2.1 Second", "More text."
    )

    assert [place[1] for place in found] == ["1", "1", "Annex A", "A.1", "A.1", "Annex A 2.1", "Annex A 2.1"]


def test_letters_and_roman_numbers_are_told_apart_by_their_sequence() -> None:
    numbers = ["g", "h", "i", "j"]
    found = leads("2.1 The supplier shall:", *(f"({number}) act" for number in numbers))
    roman = places("2.1 Rules apply.", "(iv) one", "(v) two", "(a) three")

    assert found == ["", *["The supplier shall:"] * 4]
    assert [place[0] for place in roman] == ["2.1", "(iv)", "(v)", "(a)"]


def test_label_of_a_figure_does_not_take_over_the_chapters_after_it() -> None:
    body = Block(
        BlockKind.PARAGRAPH, "The supplier keeps records of every lot and sends them on request.", size=10
    )
    label = Block(BlockKind.HEADING, "Zone C", size=13)
    chapters = [Block(BlockKind.HEADING, f"{number} Title", level=1, size=12) for number in (1, 2)]

    found = split("d", (chapters[0], body, label, chapters[1], body), "en")

    assert [clause.headings for clause in found] == [(), ("1 Title",), (), (), ("2 Title",)]


def test_chapter_of_a_new_part_stays_in_it_when_the_format_says_so() -> None:
    found = places("# Part one", "## 4 Audits", "Text.", "# Second volume", "## 5 Claims", "Text.")

    assert found[-1] == (None, "5", ("Second volume", "5 Claims"))


def test_levels_of_the_format_win() -> None:
    found = places("# 质量管理", "## 变更管理", "文字。", "# 物流", "文字。")

    assert found == [
        (None, "质量管理", ()),
        (None, "变更管理", ("质量管理",)),
        (None, "变更管理", ("质量管理", "变更管理")),
        (None, "物流", ()),
        (None, "物流", ("物流",)),
    ]


def test_automatic_number_is_used_where_the_text_has_none() -> None:
    found = places("# 质量", "3.1>乙方应回复。", "a)>报告；", "•>记录。")

    assert [place[:2] for place in found] == [(None, "质量"), ("3.1", "3.1"), ("a)", "3.1"), ("•", "3.1")]


def test_number_alone_in_its_line_belongs_to_the_next() -> None:
    found = clauses("3.2", "乙方应回复。", "第四章", "质量保证", "文字。")

    assert [(c.number, c.section, c.headings) for c in found] == [
        ("3.2", "3.2", ()),
        ("3.2", "3.2", ()),
        ("第四章", "第四章", ()),
        ("第四章", "第四章", ()),
        (None, "第四章", ("第四章 质量保证",)),
    ]


def test_nested_lead_ins_are_joined_and_end_with_their_list() -> None:
    found = leads(
        "乙方应：",
        "（1）通过认证；",
        "（2）提交下列文件：",
        "①PPAP；",
        "②控制计划。",
        "（3）保存记录。",
        "本条适用于全部产品。",
    )

    assert found == [
        "",
        "乙方应：",
        "乙方应：",
        "乙方应：提交下列文件：",
        "乙方应：提交下列文件：",
        "乙方应：",
        "",
    ]


def test_lead_in_reaches_decimal_children_when_it_says_so() -> None:
    assert leads("3.2 供方应做到下列各项：", "3.2.1 报告；", "3.2.2 记录。", "3.3 其他事项照办。") == [
        "",
        "供方应做到下列各项：",
        "供方应做到下列各项：",
        "",
    ]


def test_lead_in_completes_lines_without_marks_until_the_full_stop() -> None:
    assert leads("供方应", "提交PPAP；", "保存记录；", "培训人员。", "另一段。") == [
        "",
        "供方应",
        "供方应",
        "供方应",
        "",
    ]


def test_lead_in_completes_a_table_over_its_caption() -> None:
    found = leads("目标值如下：", "表 1 目标", "| 指标 | 目标", "| PPM | 50", "另一段。")

    assert found == ["", "", "目标值如下：", "目标值如下：", ""]


def test_opening_of_an_agreement_is_no_lead_in() -> None:
    assert leads("双方经协商，达成如下协议：", "1、乙方应回复。") == ["", ""]


def test_last_sentence_of_a_paragraph_is_the_lead_in() -> None:
    assert leads("本节说明提交。供应商应提交以下资料：", "1) PSW")[1] == "供应商应提交以下资料："


def test_table_row_carries_its_number_and_the_title_over_it() -> None:
    header = ("序号", "要求")
    rows = (
        Block(BlockKind.TABLE_ROW, "序号 | 要求", cells=header, header=header, table=1),
        Block(BlockKind.TABLE_ROW, "采购管理", cells=("采购管理", ""), header=header, table=1),
        Block(BlockKind.TABLE_ROW, "2.1 | 每年审核", cells=("2.1", "每年审核"), header=header, table=1),
    )

    found = split("d", (*blocks("表 2 检查项目"), *rows), "zh")

    assert [(c.number, c.is_heading, c.headings) for c in found] == [
        (None, False, ()),
        (None, True, ("表 2 检查项目",)),
        (None, True, ("表 2 检查项目",)),
        ("2.1", False, ("表 2 检查项目", "采购管理")),
    ]


def test_equal_texts_have_different_keys_and_the_path_does_not_matter() -> None:
    first = clauses("保存记录。", "一、目标", "保存记录。")
    moved = clauses("保存记录。", "保存记录。")

    assert len({clause.key for clause in first}) == 3
    assert [first[0].key, first[2].key] == [clause.key for clause in moved]


def test_furniture_and_blank_blocks_give_no_clause() -> None:
    assert [clause.text for clause in clauses("~第 1 页", "   ", "文字。")] == ["文字。"]


def test_larger_type_makes_a_title() -> None:
    body = Block(
        BlockKind.PARAGRAPH, "The supplier keeps records of every lot and sends them on request.", size=10
    )
    found = split("d", (Block(BlockKind.PARAGRAPH, "Traceability", size=14), body, body), "en")

    assert [(c.is_heading, c.section) for c in found] == [
        (True, "Traceability"),
        (False, "Traceability"),
        (False, "Traceability"),
    ]


@pytest.mark.parametrize("own", [("序号", "要求"), ()])
def test_the_head_of_a_table_is_a_heading_whether_or_not_it_has_itself_as_header(
    own: tuple[str, ...],
) -> None:
    header = ("序号", "要求")
    rows = (
        Block(BlockKind.TABLE_ROW, "序号 | 要求", cells=header, header=own, table=1),
        Block(
            BlockKind.TABLE_ROW, "1 | 供方应每年审核", cells=("1", "供方应每年审核"), header=header, table=1
        ),
    )
    found = split("d", rows, "zh")

    assert [(one.is_heading, one.headings) for one in found] == [(True, ()), (False, ())]


def test_both_rows_of_a_head_are_headings() -> None:
    header = ("序号", "责任 部门", "责任 期限")
    rows = (
        Block(BlockKind.TABLE_ROW, "序号 | 责任 | 责任", cells=("序号", "责任", "责任"), table=4),
        Block(BlockKind.TABLE_ROW, "部门 | 期限", cells=("", "部门", "期限"), table=4),
        Block(BlockKind.TABLE_ROW, "1 | 质量 | 24 h", cells=("1", "质量", "24 h"), header=header, table=4),
    )

    assert [one.is_heading for one in split("d", rows, "zh")] == [True, True, False]


def test_a_section_does_not_go_on_from_one_sheet_to_the_next() -> None:
    found = split(
        "d",
        (
            Block(BlockKind.HEADING, "1 交付", Locator(sheet="一"), level=1),
            Block(BlockKind.PARAGRAPH, "供方应按时交付。", Locator(sheet="一")),
            Block(BlockKind.PARAGRAPH, "供方应保密。", Locator(sheet="二")),
        ),
        "zh",
    )

    assert [one.headings for one in found] == [(), ("1 交付",), ()]


def test_row_carries_the_number_that_its_program_makes() -> None:
    row = Block(BlockKind.TABLE_ROW, "Stop | Quality", number="3.", cells=("", "Stop", "Quality"), table=1)

    assert [clause.number for clause in split("d", (row,), "en")] == ["3."]


@pytest.mark.parametrize("comma", ["，", ","])
def test_numbered_line_with_a_pause_in_it_is_no_title(comma: str) -> None:
    line = f"4.10 模具增腔、换注塑机吨位{comma}提前90天申请{comma}未批擅改的批次召回复检"

    assert titles(line, "说明见附件。") == [False, False]
