"""An English document with columns in part of it, a footnote and numbers at the side."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.document import Block, BlockKind, Extract
from extractors.base import ReadLimits
from extractors.formats.pdf import read

SAMPLE = Path(__file__).parent.parent / "files" / "pdf" / "two-columns.pdf"


@pytest.fixture(scope="module")
def result() -> Extract:
    return read(SAMPLE, ReadLimits())


def blocks(result: Extract, kind: BlockKind) -> list[Block]:
    return [block for block in result.blocks if block.kind is kind]


def test_headings_come_in_reading_order_with_their_levels(result: Extract) -> None:
    expected = [("Customer-Specific Requirements", 1)]
    expected += [(f"{n}.1 Contingency planning {n}", 2) for n in range(1, 20)]
    expected.append(("Annex A", 1))

    assert [(block.text, block.level) for block in blocks(result, BlockKind.HEADING)] == expected


def test_paragraphs_are_whole(result: Extract) -> None:
    expected = ["This document applies to all suppliers and their sub-suppliers, without exception, in every region"
                " where production parts are made for us."]  # fmt: skip
    for n in range(1, 20):
        mark = "1 " if n == 4 else ""
        expected.append(
            "The organization shall maintain a contingency plan that is tested at least once per year, and shall notify"
            f" the customer within {n * 2} hours of any event that could interrupt deliveries{mark}."
            " Customer-specific records shall be retained for 15 years."
        )
    for n in range(1, 9):
        expected.append(
            f"3.{n} The supplier shall implement error proofing for requirement number {n} and verify it at the beginning"
            " of every shift, with records kept for review by the customer."
        )

    assert [block.text for block in blocks(result, BlockKind.PARAGRAPH)] == expected


def test_footnote_is_a_note(result: Extract) -> None:
    notes = blocks(result, BlockKind.NOTE)

    assert [block.text for block in notes] == [
        "1. See the customer portal for the current notification form."
    ]


def test_heads_and_feet_are_furniture(result: Extract) -> None:
    texts = {block.text for block in blocks(result, BlockKind.FURNITURE)}

    assert texts == {
        "Orion Motors CSR",
        *(f"Page {n} of {result.pages}" for n in range(1, (result.pages or 0) + 1)),
    }


def test_every_character_is_accounted_for(result: Extract) -> None:
    assert [page.found - page.in_blocks - page.in_furniture for page in result.coverage] == [0] * (
        result.pages or 0
    )
