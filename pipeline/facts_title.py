"""A document's title: by its type size and words, else by the first lines, else by the file's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.document import Block, BlockKind
from domain.text import fold, join_lines
from pipeline.company_names import COMPANY
from pipeline.facts_dates import find_date
from pipeline.facts_knowledge import any_of, fact_words
from pipeline.facts_labels import before_labels, label_of
from pipeline.titles import body_size, is_sentence

_TITLE_BLOCKS = 30
LONGEST_TITLE = 80  # characters
_OPENING_BLOCKS = 3
_WIDE = re.compile(
    r"\s{2,}|[\t\u3000|｜]|\s(?=第\s*\d+\s*页|(?i:page|sheet|issue|rev)\b)"
)  # parts a title from what follows
_AROUND = " \u3000-—–_·,，;；|(（[《》"
_NUMBERED = re.compile(
    r"\s*(?:\d+(?:\.\d+)*[.、)）\s\u3400-\u9fff]|第.{1,3}[章条條节]|[一二三四五六七八九十]+、|(?i:article|chapter|section)\b)"
)


def stem(file_name: str) -> str:
    """Return a file's name without folder and ending."""
    last = re.split(r"[/\\]|!/", file_name)[-1]
    return re.sub(r"\.[A-Za-z0-9]{1,5}\Z", "", last).strip()


def first_blocks(blocks: Sequence[Block], limit: int) -> list[Block]:
    """Return the first blocks that hold text and are no running heads."""
    first: list[Block] = []
    for block in blocks:
        if block.kind is not BlockKind.FURNITURE and block.text.strip():
            first.append(block)
        if len(first) >= limit:
            break
    return first


def find(blocks: Sequence[Block], hint: str | None, file_name: str) -> str | None:
    """Choose the title: large and worded like one, else worded, else the hint, else the name."""
    first = first_blocks(blocks, _TITLE_BLOCKS)
    first = [block for block in first if (block.locator.page or 1) <= 2]
    body = body_size(blocks)
    ranked = [
        (_title_rank(block, at, body), -at, block.text.strip())
        for at, block in enumerate(first)
        if _may_be_title(block)
    ]
    best = max(ranked, default=None)
    usable_hint = hint.strip() if hint and not _is_no_title(hint) else None
    if best is not None and best[0] >= 3:
        return _whole_title(first, -best[1])
    if usable_hint:
        return usable_hint
    opening = _opening_line(first)
    if best is not None and best[0] >= 1 and (opening is None or not _is_worded(opening)):
        return best[2].strip("《》")
    return opening or stem(file_name) or None


def _opening_line(first: Sequence[Block]) -> str | None:
    """Return the title that one of the first lines begins with, before number, version and page.

    A line worded like a title goes before others; of these only the very first may be one.
    """
    found: list[str] = []
    for at, block in enumerate(first[:_OPENING_BLOCKS]):
        if block.kind is BlockKind.NOTE or sum(bool(cell.strip()) for cell in block.cells) > 1:
            continue
        text = _WIDE.split(before_labels(block.text.strip()))[0].strip(_AROUND)
        if len(text) > LONGEST_TITLE:
            text = text[:LONGEST_TITLE].rpartition(" – ")[0].strip(_AROUND)
        if _may_be_title(replace(block, text=text)) and _NUMBERED.match(text) is None:
            if _is_worded(text):
                return text
            found += [text] if at == 0 and COMPANY.fullmatch(text) is None else []
    return found[0] if found else None


def _is_worded(text: str) -> bool:
    return any_of(fact_words().title_words).search(fold(text)) is not None


def without_number(title: str | None, number: str | None) -> str | None:
    """Cut a document number, and what follows it, off the end of a title."""
    if title is None or number is None or title.find(number) <= 0:
        return title
    return title[: title.find(number)].strip(" \u3000-—–_·|(（[") or title


def _is_no_title(text: str) -> bool:
    folded = fold(text)
    never = fact_words().never_titles
    return (
        not folded or folded in never or folded.startswith(("microsoft", "untitled", "无标题", "powerpoint"))
    )


def _may_be_title(block: Block) -> bool:
    text = block.text.strip()
    if not 2 <= len(text) <= LONGEST_TITLE or _is_no_title(text) or block.kind is BlockKind.NOTE:
        return False
    if block.kind is BlockKind.TABLE_ROW and sum(bool(cell.strip()) for cell in block.cells) > 1:
        return False
    if re.search(r"(?<!\d)[:：]\s*\S|[。；]", text) or (find_date(text) is not None and len(text) < 24):
        return False
    return any(char.isalpha() for char in text) and not is_sentence(text) and label_of(text) is None


def _title_rank(block: Block, at: int, body: float) -> float:
    worded = _is_worded(block.text)
    larger = min(block.size / body - 1, 1.5) if body > 0 and block.size > body else 0.0
    heading = 1.0 if block.kind is BlockKind.HEADING and (block.level or 1) == 1 else 0.0
    numbered = -2.0 if _NUMBERED.match(block.text) or block.text.lstrip()[:1].isdigit() else 0.0
    early = max(0.0, 1.0 - at / 10)
    company = -1.5 if COMPANY.fullmatch(block.text.strip()) else 0.0
    return 2.5 * worded + 2 * larger + heading + numbered + early + company


def _whole_title(first: Sequence[Block], at: int) -> str:
    """Join the lines of a title set in one size: "Supplier Quality" / "Manual"."""
    text, size = first[at].text.strip(), first[at].size
    before = first[at - 1] if at else None
    if size <= 0 or before is None or before.size != size or not _may_be_title(before):
        return text.strip("《》")
    if COMPANY.search(before.text) is None and len(before.text) < 40:
        text = join_lines(before.text, text)
    return text.strip("《》")
