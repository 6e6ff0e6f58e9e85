"""Which rows of a table are its column headings, and what they say together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from domain.text import has_han

_SENTENCE_END = re.compile(r"[。；;!！?？]$|\s\S+\s\S+[^.\d]\.$")  # "No." and "Resp. Dept." are labels
_FIGURE = re.compile(r"[\d\s.,:/%±<>≤≥=~+\-–—×xX*()（）]+\D{0,3}")
_LABEL_COLON = re.compile(r"[:：]$")
_WORDS = re.compile(
    r"(?:序\s*号|编\s*号|項\s*目|项\s*目|项次|條款|条款.{0,3}|内\s*容|內\s*容|要\s*求|.{1,6}(?:要求|内容|名称|编号|部门|日期|期限|时限|标准|方法|频次|说明|指标|等级|类别)"
    r"|说\s*明|說\s*明|备\s*注|備\s*註|名\s*称|名\s*稱|标准|频次|频率|期限|时限|时间|责任.{0,4}|部门|部門|类别|指标|目标.{0,2}|日期|版本|版次|修订.{0,4}"
    r"|章节|方法|单位|單位|数量|數量|是否.{1,6}|结果|结论|证据|评分|得分"
    r"|no\.?|nr\.?|item|items|#|s/n|descriptions?|(?:\w+ )?requirements?|remarks?|comments?|responsib\w*|departments?|questions?|answers?|evidence"
    r"|owner|periods?|deadline|due(?: date)?|(?:\w+ )?date|rev(?:ision|\.)?|version|(?:\w+ )?clause|section|topic|(?:\w+ )?name|type|targets?|values?|unit"
    r"|status|criteria|(?:\w+ )?time|frequency|method|metric|measure|limit|score|rating|changes?|action|reference|document)",
    re.IGNORECASE,
)
_MAX_HEADS = 3
_LONG_HAN, _LONG_LATIN = 22, 45


@lru_cache(maxsize=8192)  # every row asks it of the rows below again
def is_label(text: str) -> bool:
    """Tell whether a cell can be a column heading: short, no sentence, no figure."""
    bare = " ".join(text.split())
    longest = _LONG_HAN if has_han(bare) else _LONG_LATIN
    return (
        0 < len(bare) <= longest
        and not _SENTENCE_END.search(bare)
        and not _LABEL_COLON.search(bare)
        and not _FIGURE.fullmatch(bare)
    )


def is_figure(text: str) -> bool:
    """Tell whether a cell holds a number, a date, a range: a value, not words."""
    return _FIGURE.fullmatch(" ".join(text.split())) is not None


def is_heading_word(text: str) -> bool:
    """Tell whether a cell holds one of the words that usually head a column."""
    return _WORDS.fullmatch(" ".join(text.split())) is not None


def looks_like_heads(cells: Sequence[str], below: Sequence[Sequence[str]], *, emphasised: bool) -> bool:
    """Tell whether a row reads like column headings over the rows below it.

    Labels only; then emphasis (bold, shaded), usual words, or rows below that are plainly
    of another kind (statements, figures) count as evidence.
    """
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) < 2 or not below or not all(is_label(cell) for cell in filled):
        return False
    if len(filled) * 2 < len(cells):
        return False
    known = sum(1 for cell in filled if is_heading_word(cell))
    if emphasised or known * 2 >= len(filled):
        return True
    if known:
        return _differs(filled, below)
    return len(filled) >= 3 and len(filled) == len(cells) and _differs(filled, below)


def _differs(heads: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Tell whether most rows below hold a statement or a figure, which heads never are."""
    sample = [[cell for cell in row if cell.strip()] for row in below[:10]]
    other = sum(1 for row in sample if any(not is_label(cell) for cell in row))
    longest = max(len(head) for head in heads)
    longer = sum(1 for row in sample if any(len(cell) > 2 * longest for cell in row))
    return max(other, longer) * 2 > len(sample)


def join_heads(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Join heads of several rows: ``A`` over ``B`` is ``A / B``; what repeats stands once."""
    width = max((len(row) for row in rows), default=0)
    heads: list[str] = []
    for column in range(width):
        parts: list[str] = []
        for row in rows[:_MAX_HEADS]:
            text = " ".join(row[column].split()) if column < len(row) else ""
            if text and text not in parts:
                parts.append(text)
        heads.append(" / ".join(parts))
    return tuple(heads)


def fit(header: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Return the header with exactly as many headings as a row has cells."""
    return (header + ("",) * width)[:width] if header else ()
