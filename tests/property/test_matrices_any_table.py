"""Whatever stands in a table: reading it never fails, changes no words, and gives each mark a column."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.document import Block, BlockKind, Locator, Roles
from pipeline import clauses
from pipeline.matrices import read
from pipeline.matrix_legends import entries, is_legend

_CELL = st.sampled_from(
    ["●", "○", "R", "S", "*", "1", "2", "(2)", "", "—", "N/A", "设计记录", "Plan", "S=提交", "R/S", "✓"]
) | st.text(max_size=6)
_LEGEND = st.sampled_from(
    [
        "●=必须提交, ○=按需要",
        "R 负责 S 支持",
        "1 = supplier, 2 = customer is responsible",
        "供方应报告。",
        "S—提交；R—保留",
    ]
) | st.text(max_size=30)


@st.composite
def _documents(draw: st.DrawFn) -> list[Block]:
    width = draw(st.integers(1, 5))
    row = st.lists(_CELL, min_size=width, max_size=width).map(tuple)
    head = draw(row)
    blocks = [Block(BlockKind.PARAGRAPH, draw(_LEGEND), Locator(paragraph=1))]
    for cells in draw(st.lists(row, min_size=1, max_size=6)):
        text = " | ".join(cell for cell in cells if cell)
        blocks.append(
            Block(BlockKind.TABLE_ROW, text, Locator(paragraph=2), cells=cells, header=head, table=1)
        )
    blocks.append(Block(BlockKind.PARAGRAPH, draw(_LEGEND), Locator(paragraph=3)))
    return blocks


@given(_documents())
def test_every_reading_is_of_a_row_and_its_marks_stand_in_columns(blocks: list[Block]) -> None:
    pieces = clauses.split("d", tuple(blocks), "zh")
    found = read(pieces, Roles())
    by_key = {clause.key: clause for clause in pieces}

    for key, row in found.rows.items():
        assert by_key[key].block is BlockKind.TABLE_ROW
        assert all(mark.columns for mark in row.reading.marks)
        assert row.says in ("duty", "none", "unread", "")
    assert found.legends <= by_key.keys()


@given(
    st.lists(st.sampled_from(["●", "S", "=", "：", " ", "提交", "，", "(", ")", "—", "1", "R"])).map("".join)
)
def test_a_legend_quotes_its_text(text: str) -> None:
    for one in entries(text):
        assert one.meaning in text
        assert 0 <= one.start < one.end <= len(text)
    assert is_legend(text) in (True, False)
