"""Rows told by shading: the ones between shaded rows get the sides that they lack."""

from __future__ import annotations

from extractors.pdfium_paths import Edge
from extractors.tables import find_grids
from extractors.tables_banded import Side, missing_sides

COLUMNS = (70.0, 120.0, 300.0, 500.0)


def shaded(*tops: float, columns: tuple[float, ...] = COLUMNS, height: float = 20.0) -> list[Edge]:
    """Return the sides of filled rows."""
    upright = [Edge(x, top, x, top + height, True) for top in tops for x in columns]
    level = [Edge(columns[0], y, columns[-1], y, False) for top in tops for y in (top, top + height)]
    return upright + level


def test_rows_between_shaded_rows_belong_to_the_table() -> None:
    grids = find_grids(shaded(100, 140, 190), 595, 842)

    assert [len(grid.rows) for grid in grids] == [5]


def test_heads_of_tables_far_apart_are_not_joined() -> None:
    assert missing_sides([edge for edge in shaded(100, 300, 600) if edge.upright]) == []


def test_two_shaded_rows_are_no_pattern() -> None:
    assert missing_sides([edge for edge in shaded(100, 140) if edge.upright]) == []


def test_rows_of_other_columns_end_the_pattern() -> None:
    edges = shaded(100, 140, 180) + shaded(220, columns=(70.0, 200.0, 500.0))
    found = missing_sides([edge for edge in edges if edge.upright])

    assert found == [Side(x, top, top + 20.0) for top in (120.0, 160.0) for x in COLUMNS]
