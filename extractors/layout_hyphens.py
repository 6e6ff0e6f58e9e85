"""Hyphens at line ends: those that only part a word, and those that its author wrote."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from domain.text import count_characters, join_lines

if TYPE_CHECKING:
    from extractors.layout import Line, Style

_TAIL_WORD = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-\u2010\u00ad]$")
_HEAD_WORD = re.compile(r"([^\W\d_]+)")
_TENS = frozenset({"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"})
_PRONOUNS = frozenset({"my", "your", "him", "her", "it", "our", "them"})
_PROSE = 5  # words; shorter lines are titles and cells
# Of the lines of prose, these shares end with a hyphen where words are parted and where they
# are not; and word processors part none unless told to, so the odds are against it at first.
_PARTED, _WRITTEN, _BEFORE = 0.05, 0.006, log(0.15 / 0.85)
_MORE = log(_PARTED / _WRITTEN)
_LESS = log((1 - _PARTED) / (1 - _WRITTEN))


def parts_words(lines: Sequence[Line], words: Mapping[str, int]) -> bool:
    """Tell whether a document parts words at line ends.

    It does where a word is written in one elsewhere and with that hyphen nowhere; else as
    often as lines end with a hyphen.
    """
    prose = [line for line in lines if line.hyphen or line.text.count(" ") >= _PROSE]
    hyphens = sum(line.hyphen for line in prose)
    if any(_is_parted(line, after, words) for line, after in pairwise(lines) if line.hyphen):
        return True
    return _BEFORE + hyphens * _MORE + (len(prose) - hyphens) * _LESS > 0


def _is_parted(line: Line, after: Line, words: Mapping[str, int]) -> bool:
    tail, head = _TAIL_WORD.search(line.text), _HEAD_WORD.match(after.text)
    if tail is None or head is None:
        return False
    left, right = tail.group(1).lower(), head.group(1).lower()
    return words.get(f"{left}{right}", 0) > 0 and not words.get(f"{left}-{right}")


def join_hyphened(first: str, second: str, style: Style) -> tuple[str, int]:
    """Join two lines at a hyphen; return the text and how many hyphens were dropped.

    The hyphen stays where the document parts no words, or writes the word with one elsewhere,
    or where both halves stand for themselves (``cost-effective``); else it only parted the word.
    """
    tail, head = _TAIL_WORD.search(first), _HEAD_WORD.match(second)
    if not tail or not head:
        return (
            first + second if first[-2:-1].isalnum() and second[:1].isalnum() else join_lines(first, second)
        ), 0
    left, right = tail.group(1).lower(), head.group(1).lower()
    is_soft = first[-1] == "\u00ad"  # a mark that a program sets where it parts a word
    if is_soft or (left in _PRONOUNS and right in {"self", "selves"}):
        return first[:-1] + second, count_characters(first[-1])
    # twenty-four and X-ray are always written so
    if not style.parts or left.rsplit("-", 1)[-1] in _TENS or len(left) == 1:
        return first + second, 0
    with_hyphen = style.words[f"{left}-{right}"]
    without = style.words[f"{left}{right}"]
    both = (
        style.words[left.rsplit("-", 1)[-1]] > 0 and style.words[right] > 0 and min(len(left), len(right)) > 2
    )
    if with_hyphen > without or (not without and (both or head.group(1)[0].isupper() or "-" in left)):
        return first + second, 0
    return first[:-1] + second, count_characters(first[-1])
