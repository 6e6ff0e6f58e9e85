"""What goes over the pipe comes out the same, and nothing else comes in."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.document import Block, BlockKind, Box, Extract, Locator, PageCoverage
from domain.problem import Problem, Severity
from extractors import wire
from extractors.base import ReadLimits

text = st.text(max_size=20)
whole = st.integers(0, 10_000)
number = st.floats(-1e6, 1e6)
place = st.builds(
    Locator,
    page=st.none() | whole,
    box=st.none() | st.builds(Box, number, number, number, number),
    sheet=st.none() | text,
    cell=st.none() | text,
    paragraph=st.none() | whole,
)
cells = st.lists(text, max_size=3).map(tuple)
block = st.builds(
    Block,
    kind=st.sampled_from(BlockKind),
    text=text,
    locator=place,
    level=st.none() | whole,
    number=st.none() | text,
    cells=cells,
    header=cells,
    table=st.none() | whole,
    more=st.lists(place, max_size=2).map(tuple),
    size=number,
    bold=st.booleans(),
)
extract = st.builds(
    Extract,
    format=text,
    blocks=st.lists(block, max_size=3).map(tuple),
    pages=st.none() | whole,
    coverage=st.lists(st.builds(PageCoverage, text, whole, whole, whole, whole), max_size=2).map(tuple),
    title=st.none() | text,
    problems=st.lists(st.builds(Problem, text, st.sampled_from(Severity), text, text, text), max_size=2).map(
        tuple
    ),
)


@given(extract)
def test_an_extract_comes_out_as_it_went_in(value: Extract) -> None:
    assert wire.decode_answer(wire.encode(wire.Read(value))) == wire.Read(value)


@given(st.builds(wire.Refused, text, text, text))
def test_a_refusal_comes_out_as_it_went_in(value: wire.Refused) -> None:
    assert wire.decode_answer(wire.encode(value)) == value


def test_an_order_comes_out_as_it_went_in() -> None:
    order = wire.Order("某 汽车/手册.pdf", ReadLimits(seconds=3.5, pages=7))

    assert wire.decode_order(wire.encode(order)) == order


@given(st.binary(max_size=200))
def test_any_bytes_are_an_answer_or_an_error(data: bytes) -> None:
    try:
        answer = wire.decode_answer(data)
    except wire.WireError:
        return
    assert isinstance(answer, wire.Read | wire.Refused)


@given(st.lists(st.binary(max_size=50), max_size=4))
def test_frames_come_out_in_their_order(frames: list[bytes]) -> None:
    stream = io.BytesIO()
    for frame in frames:
        wire.send(stream, frame)
    stream.seek(0)

    received = [wire.receive(stream) for _ in range(len(frames) + 1)]
    assert received == [*frames, None]


def test_a_frame_broken_off_is_the_end() -> None:
    assert wire.receive(io.BytesIO((10).to_bytes(8, "big") + b"short")) is None


def test_a_frame_beyond_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(wire.WireError, match=f"frame of {1 << 60} bytes"):
        wire.receive(io.BytesIO((1 << 60).to_bytes(8, "big")))
