"""Columns are read one after the other, numbers at the left belong to their text."""

from __future__ import annotations

from layout_drawing import line, page

from extractors.layout import Line
from extractors.layout_blocks import assemble
from extractors.layout_order import in_reading_order

LEFT = "left column of prose that fills it {}"
RIGHT = "right column of prose that fills {}"


def order(*lines: Line) -> list[str]:
    return [
        placed.item.text for placed in in_reading_order(page(*lines), set()) if isinstance(placed.item, Line)
    ]


def test_columns_written_row_by_row_are_read_column_by_column() -> None:
    lines = []
    for row in range(6):
        lines.append(line(LEFT.format(row), 72, 100 + 14 * row, source=2 * row))
        lines.append(line(RIGHT.format(row), 320, 100 + 14 * row, source=2 * row + 1))

    assert order(*lines) == [LEFT.format(row) for row in range(6)] + [RIGHT.format(row) for row in range(6)]


def test_heading_over_both_columns_stands_between_them() -> None:
    above = [line(LEFT.format(n), 72, 100 + 14 * n, source=n) for n in range(4)]
    above += [line(RIGHT.format(n), 320, 100 + 14 * n, source=4 + n) for n in range(4)]
    heading = line(
        "A heading that runs over the whole width of the page and both of its columns", 72, 170, source=8
    )
    below = [line(LEFT.format(n), 72, 200 + 14 * n, source=9 + n) for n in range(4, 8)]
    below += [line(RIGHT.format(n), 320, 200 + 14 * n, source=13 + n) for n in range(4, 8)]

    assert order(*above, heading, *below) == [item.text for item in [*above, heading, *below]]


def test_lines_in_scrambled_order_are_sorted_from_the_top() -> None:
    lines = [
        line(f"Sentence number {n} of the manual.", 72, 100 + 20 * n, source=(n * 3) % 7) for n in range(7)
    ]

    assert order(*lines) == [item.text for item in lines]


def test_number_in_the_left_column_joins_its_text() -> None:
    numbers = [line(f"3.{n}", 50, 100 + 40 * n, source=n) for n in range(3)]
    bodies = [
        line(f"The supplier shall do thing {n} at once.", 100, 100 + 40 * n, source=10 + n) for n in range(3)
    ]

    blocks = assemble([page(*numbers, *bodies)]).blocks

    assert [block.text for block in blocks] == [
        f"3.{n} The supplier shall do thing {n} at once." for n in range(3)
    ]


def test_pairs_of_columns_below_each_other_are_read_as_the_file_has_them() -> None:
    lines = [line(LEFT.format(n), 72, 100 + 14 * n, source=n) for n in range(5)]
    lines += [line(RIGHT.format(n), 320, 100 + 14 * n, source=5 + n) for n in range(4)]
    lines.append(line("3 Short heading", 72, 200, source=9, size=12))
    lines += [line(LEFT.format(n), 72, 220 + 14 * n, source=10 + n) for n in range(5)]
    lines += [line(RIGHT.format(n), 320, 220 + 14 * n, source=15 + n) for n in range(5)]

    assert order(*lines) == [item.text for item in lines]


def test_column_of_short_items_is_a_column_when_the_file_writes_it_apart() -> None:
    left = [line(LEFT.format(n), 72, 100 + 14 * n, source=n) for n in range(2)]
    left += [line(f"{mark}) short item", 90, 140 + 14 * n, source=2 + n) for n, mark in enumerate("abcdef")]
    right = [line(RIGHT.format(n), 320, 100 + 14 * n, source=8 + n) for n in range(6)]
    columns = {
        placed.column
        for placed in in_reading_order(page(*left, *right), set())
        if isinstance(placed.item, Line)
    }

    assert len(columns) == 2


def test_characters_below_each_other_are_one_text() -> None:
    label = [line(char, 40, 100 + 12 * n, source=n) for n, char in enumerate("采购质量部")]
    text = [line(f"供应商应提交第 {n} 份报告。", 72, 100 + 16 * n, source=9 + n) for n in range(3)]
    blocks = assemble([page(*label, *text)]).blocks

    assert [block.text for block in blocks] == ["".join(item.text for item in text), "采购质量部"]


def test_column_of_chinese_numerals_is_no_text_read_downwards() -> None:
    numbers = [line(char, 40, 100 + 16 * n, source=n) for n, char in enumerate("一二三")]
    text = [line(f"供应商应提交第 {n} 份报告。", 72, 100 + 16 * n, source=9 + n) for n in range(3)]

    assert "一二三" not in order(*numbers, *text)


def test_three_columns_below_two_are_columns() -> None:
    two = [
        line(f"{name} column of two, which is quite full {n}", x, 100 + 14 * n, source=20 * rank + n)
        for rank, (name, x) in enumerate((("left", 72), ("right", 320)))
        for n in range(6)
    ]
    three = [
        line(f"{name} of three, full of prose {n}", x, 300 + 14 * n, source=100 + 20 * rank + n)
        for rank, (name, x) in enumerate((("one", 72), ("two", 230), ("six", 388)))
        for n in range(6)
    ]
    placed = in_reading_order(
        page(*two, line("A line over the whole width " * 3, 72, 240, source=90), *three), set()
    )
    edges = {part.left for part in placed if isinstance(part.item, Line) and "of three" in part.item.text}

    assert edges == {72, 230, 388}
