"""Lines in a cell of a table."""

from __future__ import annotations

from layout_drawing import line

from extractors.layout import Style
from extractors.layout_paragraphs import join_cell


def test_lines_with_numbers_of_their_own_stay_lines() -> None:
    lines = [
        line("1. 遏制不合格", 60, 100),
        line("品；", 60, 114),
        line("2. 提交报告；", 60, 128),
        line("③ 复查。", 60, 142),
    ]

    assert join_cell(lines, Style()) == ("1. 遏制不合格品；\n2. 提交报告；\n③ 复查。", 0)


def test_number_that_belongs_to_the_sentence_starts_no_line() -> None:
    lines = [line("at least", 60, 100), line("2.5 mm, see", 60, 114), line("(3) of the drawing", 60, 128)]

    assert join_cell(lines, Style()) == ("at least 2.5 mm, see (3) of the drawing", 0)
