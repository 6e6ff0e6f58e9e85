"""No character is lost between the page and its blocks, whatever the page looks like."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.problem import DocumentError
from domain.text import count_characters
from extractors.base import ReadLimits
from extractors.formats.pdf import read
from extractors.layout import Line, PageText
from extractors.layout_blocks import assemble

WORDS = st.lists(
    st.sampled_from(
        [
            "供应商应当",
            "提交。",
            "3.2",
            "（一）",
            "shall re-",
            "quire",
            "customer-",
            "specific",
            "•",
            "第 3 页",
            "......",
            "12",
            "Note",
        ]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)


@st.composite
def lines(draw: st.DrawFn, number: int) -> Line:
    text = draw(WORDS)
    x, top = draw(st.floats(-20, 560)), draw(st.floats(-20, 840))
    size = draw(st.sampled_from([7.0, 10.0, 10.5, 16.0]))
    width = len(text) * size / 2
    angle = draw(st.sampled_from([0.0, 0.0, 0.0, 45.0, 90.0]))
    source = draw(st.integers(0, 50))
    return Line(
        number,
        text,
        x,
        top,
        x + width,
        top + size,
        size,
        draw(st.booleans()),
        source,
        False,
        text[-1] == "-",
        angle,
    )


@st.composite
def pages(draw: st.DrawFn) -> list[PageText]:
    count = draw(st.integers(1, 4))
    return [
        PageText(
            number,
            595,
            842,
            tuple(draw(st.lists(lines(number), max_size=14))),
            (),
            draw(st.sampled_from([0, 90, 270])),
        )
        for number in range(1, count + 1)
    ]


@given(pages())
@settings(max_examples=150, deadline=None)
def test_every_character_is_in_a_block_or_in_furniture(made: list[PageText]) -> None:
    result = assemble(made)

    assert [page.lost for page in result.coverage] == [0] * len(made)
    assert sum(page.found for page in result.coverage) == sum(
        count_characters(block.text) for block in result.blocks
    )
    assert all(block.locator.page and block.locator.box for block in result.blocks)


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_bytes_give_a_document_or_a_document_error(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "any.pdf"
        path.write_bytes(b"%PDF-1.4\n" + content)
        assert _outcome(path) in {"document", "damaged", "encrypted"}


def _outcome(path: Path) -> str:
    try:
        read(path, ReadLimits())
    except DocumentError as error:
        return error.code
    return "document"
