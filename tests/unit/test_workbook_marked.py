"""Marked differences in the sheet of changes."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import openpyxl
from made_checklists import clause, row, rows, small, verdict
from openpyxl.cell.rich_text import CellRichText, TextBlock

import workbook
from domain.requirement import Label
from domain.review import Row


def changed(key: str, before: str, now: str) -> Row:
    made = row(key, clause(f"c-{key}", "d-zh", now), verdict(Label.CSR))
    return replace(made, change="changed", text_before=before)


def marks(folder: Path, given: tuple[Row, ...]) -> list[list[tuple[str, bool, bool]]]:
    workbook.write(small(rows=given), folder / "book.xlsx", "zh")
    sheet = openpyxl.load_workbook(folder / "book.xlsx", rich_text=True)["变更"]
    cells = [cell.value for line in sheet.iter_rows() for cell in line]
    return [
        [
            (one.text, bool(one.font.strike), one.font.u == "single")
            for one in cell
            if isinstance(one, TextBlock)
        ]
        for cell in cells
        if isinstance(cell, CellRichText)
    ]


def test_what_came_is_underlined_and_what_went_is_struck_out(tmp_path: Path) -> None:
    given = (changed("q-1", "应在 48 小时内答复。", "应在 8 小时内书面答复。"),)

    assert marks(tmp_path, given) == [
        [
            ("应在 ", False, False),
            ("8", False, True),
            (" 小时内", False, False),
            ("书面", False, True),
            ("答复。", False, False),
        ],
        [("应在 ", False, False), ("48", True, False), (" 小时内答复。", False, False)],
    ]


def test_only_rows_with_two_texts_are_marked(tmp_path: Path) -> None:
    given = (replace(rows()[0], change="unchanged"), replace(rows()[1], change="removed"))

    assert marks(tmp_path, given) == []


def test_a_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    found = marks(tmp_path, (changed("q-1", "=1+1 应\x0b于 5 天", "=1+1 应\x0b于 3 天"),))

    assert ["".join(text for text, _, _ in cell) for cell in found] == ["=1+1 应␋于 3 天", "=1+1 应␋于 5 天"]


def test_a_thousand_changed_rows_take_seconds(tmp_path: Path) -> None:
    given = tuple(
        changed(
            f"q-{at}", f"供方应在 {at} 小时内通知并隔离。" * 8, f"供方应在 {at + 1} 小时内通知并隔离。" * 8
        )
        for at in range(1_000)
    )
    began = time.perf_counter()
    found = marks(tmp_path, given)

    assert len(found) == 2_000
    assert time.perf_counter() - began < 30
