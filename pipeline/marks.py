"""Blocks with the number each of them carries, doubtful readings settled by the sequence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.document import Block, BlockKind
from pipeline import numbering
from pipeline.numbering import NumberMark
from pipeline.numbering_styles import style_named

_LONGEST_ROW_NUMBER = 12
OTHER = "other"  # an automatic number of no known style


@dataclass(frozen=True, slots=True)
class Marked:
    """A block and its number; ``body`` is the text behind the number.

    ``automatic`` marks a number that is not in the text; ``role`` is that of its style
    (part, section, below, item), empty where there is no number.
    """

    block: Block
    mark: NumberMark | None
    body: str
    automatic: bool = False
    role: str = ""


def key_of(mark: NumberMark) -> tuple[str, int]:
    """Return what makes two numbers siblings: the style, for 3.2 and 3.2.1 also the depth."""
    if mark.style not in (
        "decimal",
        "decimal_item",
        "letter_decimal",
        "dash",
        "article_word",
        "section_word",
    ):
        return (mark.style, 0)
    depth = len(mark.values)
    if mark.style == "decimal" and depth == 2 and mark.values[-1] == 0:
        depth = 1  # 1.0, 2.0 number what 1.1 lies below
    return (mark.style, depth)


def follows(first: NumberMark, second: NumberMark) -> bool:
    """Tell whether the second number is the next after the first."""
    if key_of(first) != key_of(second):
        return False
    if not first.values or not second.values:
        return first.style == second.style
    if key_of(first) == ("decimal", 1):
        return second.values[0] == first.values[0] + 1
    return first.values[:-1] == second.values[:-1] and second.values[-1] == first.values[-1] + 1


def label(number: str) -> NumberMark:
    """Read an automatic number, which stands alone."""
    mark = numbering.parse(f"{number.strip()} 文")
    if mark is None:
        return NumberMark(number.strip(), OTHER, (), 0)
    return replace(mark, end=0, weak=False)


def mark_all(blocks: Sequence[Block]) -> list[Marked]:
    """Read the number of each block; weak ones count only with a neighbour in sequence."""
    first = [_mark(block) for block in blocks]
    known = {(key_of(item.mark), item.mark.values) for item in first if item.mark is not None}
    latest: dict[str, tuple[int, ...]] = {}
    settled: list[Marked] = []
    for item in first:
        now = _settle(item, known, latest)
        if now.mark is not None:
            latest[now.mark.style] = now.mark.values
        settled.append(now)
    return settled


def _mark(block: Block) -> Marked:
    if block.kind in (BlockKind.TABLE_ROW, BlockKind.NOTE):
        return Marked(block, None, block.text)
    typed = numbering.parse(block.text)
    if (
        block.number
        and block.number.strip()
        and (typed is None or typed.weak or typed.style == numbering.BULLET)
    ):
        return _with(Marked(block, None, block.text), label(block.number), automatic=True)
    if typed is None:
        return Marked(block, None, block.text)
    return _with(Marked(block, None, block.text), typed, automatic=False)


def _with(item: Marked, mark: NumberMark, *, automatic: bool) -> Marked:
    style = style_named(mark.style)
    role = style.role if style is not None else "item"
    body = item.block.text if automatic else item.block.text[mark.end :]
    return replace(item, mark=mark, body=body, automatic=automatic, role=role)


def _settle(
    item: Marked,
    known: set[tuple[tuple[str, int], tuple[int, ...]]],
    latest: dict[str, tuple[int, ...]],
) -> Marked:
    mark = item.mark
    if mark is None:
        return item
    if mark.weak and item.block.kind is not BlockKind.HEADING and not _has_neighbour(mark, known):
        return replace(item, mark=None, body=item.block.text, role="")
    other = numbering.twin(mark)
    if other is None or _expected(mark, latest) or not _expected(other, latest):
        return item
    return _with(item, other, automatic=item.automatic)


def _expected(mark: NumberMark, latest: dict[str, tuple[int, ...]]) -> bool:
    before = latest.get(mark.style)
    return before is not None and mark.values == (before[0] + 1,)


def _has_neighbour(mark: NumberMark, known: set[tuple[tuple[str, int], tuple[int, ...]]]) -> bool:
    return any((key_of(mark), (*mark.values[:-1], mark.values[-1] + step)) in known for step in (-1, 1))


def can_hold(outer: NumberMark, inner: NumberMark) -> bool:
    """Tell whether the styles chain: 3 and 3.2, 5 and 5-1, Annex A and A.1."""
    if inner.style == "letter_decimal":
        return outer.style in ("letter_decimal", "capital_dot", "annex")
    if inner.style not in ("decimal", "decimal_item", "dash"):
        return False
    return outer.style in (
        "decimal",
        "dash",
        "arabic",
        "arabic_dot",
        "arabic_pause",
        "chapter",
        "section_word",
    )


def row_number(item: Marked) -> str | None:
    """Return the automatic number of a row, else its first cell where that is a number and nothing else."""
    if item.block.number and item.block.number.strip():
        return item.block.number.strip()
    first = next((cell.strip() for cell in item.block.cells), "")
    if not first or len(first) > _LONGEST_ROW_NUMBER or len(item.block.cells) < 2:
        return None
    mark = numbering.parse(first)
    return first if mark is not None and mark.style != numbering.BULLET and mark.end >= len(first) else None
