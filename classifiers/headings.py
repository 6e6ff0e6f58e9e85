"""What is a section title, and what only stands like one and demands something all the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifiers.combining import Ruling
from classifiers.matching import Fired
from classifiers.weighing import KindScale
from domain.document import BlockKind
from domain.requirement import Kind, Label, Passage, Reason, Verdict

_WORDS = 12
_CHARACTERS = 34
_SENTENCE_END = re.compile(r"[。；;！!？?]\s*$|\.\s*$|，")
_HAN = re.compile(r"[\u3400-\u9fff]")
_PLAIN_DUTY = frozenset({"duty.must", "duty.prohibit", "duty.question"})  # no heading holds these


def looks_like_one(passage: Passage, fired: Sequence[Fired]) -> bool:
    """Tell a heading where nobody said so: short, unpunctuated, equal to its section, no modal verb."""
    text = passage.text.strip()
    if passage.block not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or _SENTENCE_END.search(text):
        return False
    if any(one.rule.id in _PLAIN_DUTY for one in fired):
        return False
    if passage.block is BlockKind.HEADING:
        return True
    short = len(text) <= _CHARACTERS if _HAN.search(text) else len(text.split()) <= _WORDS
    return short and bool(passage.section) and passage.section.split(" > ")[-1].strip().startswith(text)


def is_none(passage: Passage, ruling: Ruling, scale: KindScale) -> bool:
    """Tell whether what was taken for a title demands something: 5.1.2 焊缝连续 无烧穿.

    It takes more where the document itself sets it as a title or as the head of a table.
    """
    if ruling.label is Label.NONE or not any(map(str.isalpha, passage.text)):
        return False
    is_head = passage.block is BlockKind.TABLE_ROW and " | " in passage.text
    bar = scale.styled_title if is_head or passage.block is BlockKind.HEADING else scale.title
    return ruling.confidence >= bar


def verdict(passage: Passage) -> Verdict:
    """Return the verdict on a title."""
    reason = Reason("kind.heading", passage.text[:60], 1.0)
    return Verdict(Kind.HEADING, Label.NONE, confidence=0.9, reasons=(reason,))
