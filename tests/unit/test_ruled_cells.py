"""Cells from strokes: the same that pdfplumber's own finder gives."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.ruled_cells import Cell, Stretch, find_tables

PLACE = st.integers(0, 60).map(lambda number: number * 3.7) | st.floats(0, 250, width=32)
STROKE = st.tuples(PLACE, PLACE, PLACE).map(lambda s: (s[0], min(s[1:]), max(s[1:])))


class Sheet(NamedTuple):
    """What pdfplumber's finder asks of a page."""

    edges: list[dict[str, Any]]
    bbox: tuple[float, float, float, float] = (0.0, 0.0, 250.0, 250.0)
    chars: tuple[()] = ()


def edge(stroke: Stretch, *, upright: bool) -> dict[str, Any]:
    at, start, end = stroke
    x0, top, x1, bottom = (at, start, at, end) if upright else (start, at, end, at)
    names = ("x0", "top", "x1", "bottom", "width", "height", "orientation", "object_type")
    return dict(
        zip(names, (x0, top, x1, bottom, x1 - x0, bottom - top, "v" if upright else "h", "line"), strict=True)
    )


def by_pdfplumber(level: list[Stretch], upright: list[Stretch]) -> list[list[Cell]]:
    table = pytest.importorskip("pdfplumber.table")
    edges = [edge(stroke, upright=False) for stroke in level]
    edges += [edge(stroke, upright=True) for stroke in upright]
    return [sorted(found.cells) for found in table.TableFinder(Sheet(edges), {}).tables]


@settings(max_examples=300, deadline=None)
@given(st.lists(STROKE, max_size=14), st.lists(STROKE, max_size=14))
def test_any_strokes_give_the_tables_of_pdfplumber(level: list[Stretch], upright: list[Stretch]) -> None:
    level = [stroke for stroke in level if stroke[2] - stroke[1] >= 8]
    upright = [stroke for stroke in upright if stroke[2] - stroke[1] >= 4]

    assert [sorted(table) for table in find_tables(level, upright)] == by_pdfplumber(level, upright)


def test_two_tables_apart_come_from_the_top() -> None:
    level = [(y, 10.0, 90.0) for y in (10.0, 20.0, 30.0, 110.0, 120.0)]
    upright = [(x, *ends) for x in (10.0, 50.0, 90.0) for ends in ((110.0, 120.0), (10.0, 30.0))]

    first, second = find_tables(level, upright)

    assert sorted(first) == [(10, 10, 50, 20), (10, 20, 50, 30), (50, 10, 90, 20), (50, 20, 90, 30)]
    assert sorted(second) == [(10, 110, 50, 120), (50, 110, 90, 120)]


def test_strokes_that_nearly_meet_make_a_cell_and_those_that_do_not_none() -> None:
    near = (
        [(10.0, 12.0, 48.0), (30.0, 10.0, 50.0)],
        [(10.0, 10.0, 30.0), (30.0, 9.0, 31.0), (50.0, 13.0, 29.0)],
    )
    open_ = ([(10.0, 10.0, 50.0)], near[1])

    assert [sorted(table) for table in find_tables(*near)] == [[(10, 10, 30, 30), (30, 10, 50, 30)]]
    assert find_tables(*open_) == []
