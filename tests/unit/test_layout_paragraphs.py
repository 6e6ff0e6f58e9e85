"""Lines become paragraphs: nothing numbered is joined, no sentence is cut."""

from __future__ import annotations

from dataclasses import replace

from layout_drawing import line, page

from domain.document import BlockKind
from extractors.layout import Line
from extractors.layout_blocks import assemble


def texts(*lines: Line) -> list[str]:
    return [block.text for block in assemble([page(*lines)]).blocks]


def column(*words: str, x: float = 72) -> list[Line]:
    return [line(text, x, 100 + 15 * number, source=number) for number, text in enumerate(words)]


def test_lines_of_a_chinese_paragraph_are_joined_without_blanks() -> None:
    lines = column("供应商应当建立并保持符合标准要求的质量管理体系并每年", "提交审核报告。")

    assert texts(*lines) == ["供应商应当建立并保持符合标准要求的质量管理体系并每年提交审核报告。"]


def test_indent_of_two_characters_starts_a_paragraph() -> None:
    first = "供应商应当建立并保持符合标准要求的质量管理体系并每年提交。"
    lines = [line(first, 72, 100), line("供应商应指定质量代表。", 92, 115), line("不得转包。", 92, 130)]

    assert texts(*lines) == [first, "供应商应指定质量代表。", "不得转包。"]


def test_numbered_items_are_never_joined() -> None:
    lines = column(
        "（一）建立体系，保持体系，改进体系，评审体系，并报告", "（二）提交报告", "① 每月提交", "② 每年提交"
    )

    assert texts(*lines) == [item.text for item in lines]


def test_hyphen_at_the_end_of_a_line_parts_a_word() -> None:
    lines = column("The supplier shall implement the re-", "quirement at once.")

    assert texts(*lines) == ["The supplier shall implement the requirement at once."]


def test_hyphen_stays_where_the_document_writes_the_word_with_it() -> None:
    lines = column("All customer-specific symbols and all customer-", "specific forms are used.")

    assert texts(*lines) == ["All customer-specific symbols and all customer-specific forms are used."]


def test_paragraph_goes_on_over_the_page() -> None:
    first = page(line("The supplier shall keep the records of every audit and of all", 72, 760))
    second = page(line("measures for fifteen years.", 72, 72, page=2), number=2)

    block = assemble([first, second]).blocks[0]

    assert (
        block.text
        == "The supplier shall keep the records of every audit and of all measures for fifteen years."
    )
    assert [block.locator.page, *(place.page for place in block.more)] == [1, 2]


def test_larger_type_is_a_heading_with_the_level_of_its_bookmark() -> None:
    lines = [
        line("1 Scope", 72, 100, size=14),
        *(line("Body text of the manual.", 72, 130 + 30 * n) for n in range(4)),
    ]

    blocks = assemble([page(*lines)], {"1scope": 1}).blocks

    assert (blocks[0].kind, blocks[0].level, blocks[0].text) == (BlockKind.HEADING, 1, "1 Scope")
    assert {block.kind for block in blocks[1:]} == {BlockKind.PARAGRAPH}


def test_small_type_at_the_foot_is_a_note() -> None:
    body = [line("The supplier shall notify the customer.", 72, 100 + 15 * n, source=n) for n in range(5)]
    note = line("1 See the portal.", 72, 780, size=7, source=9)

    assert assemble([page(*body, note)]).blocks[-1].kind is BlockKind.NOTE


def test_short_line_before_what_cannot_be_parted_is_no_end() -> None:
    full = "供应商应当建立并保持符合标准要求的质量管理体系并每年评审一次，"
    lines = column(
        full, "不符合要求的每发生一次按一件不良计入月度统计，计算单位为", "PPM，通报各工厂和采购部门。"
    )

    assert texts(*lines) == ["".join(item.text for item in lines)]


def test_sentence_goes_on_below_a_first_line_that_hangs_out() -> None:
    lines = [
        line("雙方為確保產品品質，同意訂立本協議書，並共", 72, 100),
        line("同遵守下列條款：", 96, 115, source=1),
    ]

    assert texts(*lines) == ["雙方為確保產品品質，同意訂立本協議書，並共同遵守下列條款："]


def test_places_to_sign_stay_apart() -> None:
    lines = column(
        "买方：禾屿有限公司 代表人：＿＿＿＿＿＿（签章）", "卖方：岭栈有限公司 代表人：＿＿＿＿＿＿（签章）"
    )

    assert texts(*lines) == [item.text for item in lines]


def test_dot_leaders_do_not_make_the_body_small() -> None:
    contents = [line("1 Scope" + " ." * 200, 72, 100, size=7)]
    body = [line("The supplier shall send the report at once.", 72, 200, size=10, source=1)]
    kinds = [block.kind for block in assemble([page(*contents), page(*body, number=2)]).blocks]

    assert BlockKind.HEADING not in kinds


def test_blank_between_chinese_and_latin_at_the_end_of_a_line_stays() -> None:
    first = "供应商应当建立并保持符合标准要求的质量管理体系并且不低于"
    lines = [
        line(first, 72, 100),
        line("1.67 的过程能力指数，并且每年向采购质量部提交一次能力报告", 72, 115, source=1),
        line("和改进计划。", 72, 130, source=2),
    ]
    kept = [replace(lines[0], blank=True), replace(lines[1], blank=True), lines[2]]

    assert texts(*kept) == [f"{first} {lines[1].text}{lines[2].text}"]
    assert texts(*lines) == ["".join(item.text for item in lines)]


def test_number_word_keeps_its_hyphen() -> None:
    assert texts(*column("The supplier answers within twenty-", "four hours.")) == [
        "The supplier answers within twenty-four hours."
    ]


def test_pronoun_is_one_word() -> None:
    lines = column("The day on which the inspectors of it announce them-", "selves to all of them.")

    assert texts(*lines) == ["The day on which the inspectors of it announce themselves to all of them."]


def test_lines_set_against_the_right_margin_stay_apart() -> None:
    wide = "供应商承担由此造成的全部损失，并且取消新项目的报价资格。"
    right = 72 + 10 * len(wide)
    lines = [
        line(wide, 72, 100),
        line("鹤屿零部件有限公司", right - 90, 115, source=1),
        line("三月九日", right - 40, 130, source=2),
    ]

    assert texts(*lines) == [item.text for item in lines]


def below_a_wide_line(*words: str) -> list[Line]:
    wide = "All parts are checked as laid down by the plan and kept in boxes with the label of the customer."
    return [line(wide, 72, 50), *column(*words)]


def test_line_that_ends_with_a_small_word_goes_on_though_the_next_word_would_have_fitted() -> None:
    lines = below_a_wide_line("A recovery date is sent for each part number by", "10th of the month.")

    assert texts(*lines)[1:] == ["A recovery date is sent for each part number by 10th of the month."]


def test_items_that_end_with_and_stay_apart() -> None:
    items = ("Keeping of all books of the plant; and", "Help with the raising of means.")

    assert texts(*below_a_wide_line(*items))[1:] == list(items)


def test_number_behind_a_finished_sentence_is_an_item_though_its_first_word_may_be_a_unit() -> None:
    lines = column(
        "6.1 供应商应当建立并保持符合标准要求的质量管理体系并每年提交。", "6.2 年度审核由供方安排并保存记录。"
    )

    assert texts(*lines) == [item.text for item in lines]


def test_single_letter_keeps_its_hyphen() -> None:
    assert texts(*column("The sample is looked at under the X-", "ray lamp.")) == [
        "The sample is looked at under the X-ray lamp."
    ]


def test_hyphen_is_the_authors_where_the_document_parts_no_words() -> None:
    plain = [f"The supplier keeps the record of lot {number} for ten years" for number in range(30)]
    lines = column(*plain, "and no spring shall be hot-", "stamped on its ground end.")

    assert "hot-stamped" in " ".join(texts(*lines))


def test_word_written_in_one_elsewhere_shows_that_the_document_parts_words() -> None:
    plain = [f"The supplier keeps the requirement of lot {number} for ten years" for number in range(30)]
    lines = column(*plain, "and no part may leave this re-", "quirement or the re-", "view behind it.")

    assert texts(*lines)[-1].endswith("this requirement or the review behind it.")


def test_soft_hyphen_parts_a_word_in_any_document() -> None:
    plain = [f"The supplier keeps the record of lot {number} for ten years" for number in range(30)]
    lines = column(*plain, "and no part may leave this re\u00ad", "view behind it.")
    lines[-2] = replace(lines[-2], hyphen=True)

    assert texts(*lines)[-1].endswith("leave this review behind it.")
