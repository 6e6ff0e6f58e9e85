"""Tables that nothing but blanks make."""

from __future__ import annotations

from layout_drawing import line

from extractors.layout import Line
from extractors.tables_borderless import find_borderless


def row(top: float, *texts: str) -> list[Line]:
    return [line(text, 60 + 120 * number, top) for number, text in enumerate(texts) if text]


def test_columns_that_keep_their_blanks_are_a_table() -> None:
    lines = [
        *row(100, "Event", "Action", "Period"),
        *row(120, "Complaint", "Containment", "24 h"),
        *row(140, "Change", "Request", "90 days"),
    ]
    [grid] = find_borderless(lines)

    assert [len(cells) for cells in grid.rows] == [3, 3, 3]
    assert grid.columns == (59.0, 179.0, 299.0)


def test_wrapped_cell_starts_no_row() -> None:
    lines = [
        *row(100, "Event", "Action", "Period"),
        *row(122, "Complaint", "Containment of", "24 h"),
        *row(134, "", "all stocks"),
        *row(156, "Audit", "Plan", "10"),
        *row(168, "finding", "", "days"),
    ]
    [grid] = find_borderless(lines)

    assert len(grid.rows) == 3


def test_contents_page_is_no_table() -> None:
    lines = [
        *row(100, "1", "Scope", "3"),
        *row(120, "2", "Planning", "4"),
        *row(140, "3", "Launch", "9"),
        *row(160, "4", "Series", "12"),
    ]

    assert find_borderless(lines) == []


def test_three_columns_of_prose_are_no_table() -> None:
    words = ("the supplier shall", "keep the records of", "all inspections at")
    lines = [item for number in range(8) for item in row(100 + 12 * number, *words)]

    assert find_borderless(lines) == []
