from __future__ import annotations

import pytest

from workbook.cells import CELL_LIMIT, cell_text, looks_like_formula, plain_text
from workbook.measure import count_lines, has_wide, widest_word

MARK = "… [全文见 checklist.json]"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("供应商应…\n每月", "供应商应…\n每月"),
        ("a\x07b\x00c\x7f", "a␇b␀c␡"),
        ("line\r\nline\rline", "line\nline\nline"),
        ("half \ud800 pair \ufffe", "half \ufffd pair \ufffd"),
        ("_x0041_ and _x_", "_x005F_x0041_ and _x_"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_a_cell_shows_what_xml_cannot_hold(text: str, shown: str) -> None:
    assert cell_text(text, MARK) == shown


def test_an_escaped_text_comes_back_as_it_was() -> None:
    text = "_x000D_ and _x005F_"

    assert plain_text(cell_text(text, MARK)) == text


@pytest.mark.parametrize("char", ["a", "质", "\U00020000"])
def test_a_text_beyond_the_limit_is_cut_visibly(char: str) -> None:
    shown = cell_text(char * 40_000, MARK)
    units = len(shown.encode("utf-16-le")) // 2

    assert shown.endswith(char + MARK)
    assert CELL_LIMIT - 1 <= units <= CELL_LIMIT


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@SUM", "\tx", "\rx", "＝1"])
def test_what_starts_like_a_formula_is_told(text: str) -> None:
    assert looks_like_formula(text)


def test_what_does_not_start_like_a_formula_is_left_alone() -> None:
    assert not looks_like_formula("Cpk = 1.67")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("短", 10, 1),
        ("质" * 10, 10, 3),  # 4 characters of 1.8 units in 8.8
        ("a\nb\n\nc", 10, 4),
        ("supplier quality manual", 12, 3),
        ("x" * 30, 12, 3),
    ],
)
def test_lines_are_counted_as_a_spreadsheet_wraps_them(text: str, width: float, lines: int) -> None:
    assert count_lines(text, width) == lines


def test_wide_characters_and_wide_words_are_seen() -> None:
    assert (has_wide("Cpk"), has_wide("质量")) == (False, True)
    assert widest_word("评审") == 0.0
    assert widest_word("Obligated party") > widest_word("party party") > 0
