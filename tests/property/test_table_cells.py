"""The cells are those that pdfplumber finds in the same edges."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber.table import TableFinder, edges_to_intersections, intersections_to_cells

from extractors.table_cells import Finder, cells_of, crossings, find_tables

PLACES = st.integers(0, 12).map(lambda step: step * 9.5)


class Sheet:
    """What a finder asks of a page."""

    def __init__(self, edges: list[dict[str, Any]]) -> None:
        self.edges, self.bbox, self.chars = edges, (0.0, 0.0, 200.0, 200.0), ()


@st.composite
def edges(draw: st.DrawFn) -> list[dict[str, Any]]:
    found = []
    for _ in range(draw(st.integers(2, 40))):
        sort, at, start, end = (
            draw(st.sampled_from("hv")),
            draw(PLACES) + draw(st.sampled_from([0.0, 0.0, 1.4, 2.9])),
            draw(PLACES),
            draw(PLACES),
        )
        start, end = min(start, end), max(start, end) + 4
        x0, x1, top, bottom = (start, end, at, at) if sort == "h" else (at, at, start, end)
        found.append(
            {
                "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top,
                "orientation": sort, "object_type": "line",
            }
        )  # fmt: skip
    return found


@settings(max_examples=300, deadline=None)
@given(edges())
def test_cells_are_those_of_pdfplumber(drawn: list[dict[str, Any]]) -> None:
    theirs = intersections_to_cells(edges_to_intersections(drawn, 3, 3))

    assert cells_of(crossings(drawn, 3)) == theirs


@settings(max_examples=150, deadline=None)
@given(edges())
def test_tables_are_those_of_pdfplumber(drawn: list[dict[str, Any]]) -> None:
    sheet: Any = Sheet(drawn)

    ours, theirs = Finder(sheet).tables, TableFinder(sheet, {}).tables

    assert [sorted(table.cells) for table in ours] == [sorted(table.cells) for table in theirs]


@settings(max_examples=150, deadline=None)
@given(edges())
def test_rules_joined_beforehand_make_the_tables_of_pdfplumber(drawn: list[dict[str, Any]]) -> None:
    """On lines that lie exactly; where they lie nearly so, a mean over fewer of them may differ."""
    for edge in drawn:
        for side in ("x0", "x1") if edge["orientation"] == "v" else ("top", "bottom"):
            edge[side] = round(edge[side] / 9.5) * 9.5
    level = [(one["top"], one["x0"], one["x1"]) for one in drawn if one["orientation"] == "h"]
    upright = [(one["x0"], one["top"], one["bottom"]) for one in drawn if one["orientation"] == "v"]
    sheet: Any = Sheet(drawn)

    ours, theirs = find_tables(level, upright, (200.0, 200.0)), TableFinder(sheet, {}).tables

    assert [sorted(table.cells) for table in ours] == [sorted(table.cells) for table in theirs]
