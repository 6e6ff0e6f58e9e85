"""Where sentences begin and end, in Chinese, English and both mixed.

Doubt keeps words together: a sentence too long costs less than one cut in half.
"""

from __future__ import annotations

import re

from domain.text import has_han
from pipeline.numbering import BULLET, parse
from pipeline.numbering_styles import Numbering, shipped

_OPENERS = {
    "(": ")（",
    "（": "）)",
    "[": "]］",
    "［": "］]",
    "【": "】",
    "〔": "〕",
    "《": "》",
    "「": "」",
    "『": "』",
    "“": "”",
    "‘": "’",
}
_CLOSERS = frozenset(")）]］】〕》」』”’\"'")
_WIDE_ENDS = frozenset("。！？；")
_ENDS = frozenset("。！？；.!?;")
_LONGEST_BRACKET = 400  # a bracket left open must not swallow the rest of a page
_DEEPEST = 20  # brackets within brackets; more is no writing
_NEAR = 2_000  # characters looked at on either side of a mark
_TOKEN = re.compile(r"[\w.&'’-]*\Z")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of each sentence, without surrounding blanks.

    Every character that is no blank lies in exactly one span; nothing inside brackets or
    quotation marks is parted.
    """
    inside = _inside_brackets(text)
    found: list[tuple[int, int]] = []
    start, at = 0, 0
    while at < len(text):
        if not inside[at] and _ends(text, start, at):
            at = _with_closers(text, at + 1)
            _add(found, text, start, at)
            start = at
        elif _closes_sentence(text, inside, start, at):
            _add(found, text, start, at + 1)
            start = at = at + 1
        else:
            at += 1
    _add(found, text, start, len(text))
    return tuple(found)


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add the piece without its blanks; one without a letter or digit joins its neighbour."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    if found and not any(char.isalnum() for char in text[start:end]):
        found[-1] = (found[-1][0], end)
    else:
        found.append((start, end))


def _inside_brackets(text: str) -> list[bool]:
    """Mark the characters between a bracket or quotation mark and its own closing one."""
    inside = [False] * len(text)
    waiting: list[int] = []
    for at, char in enumerate(text):
        if char in _OPENERS:
            waiting = [*waiting[-_DEEPEST:], at]
        elif char in _CLOSERS:
            opener = next((place for place in reversed(waiting) if char in _OPENERS[text[place]]), None)
            if opener is None:
                continue
            del waiting[waiting.index(opener) :]
            if at - opener <= _LONGEST_BRACKET:
                inside[opener : at + 1] = [True] * (at + 1 - opener)
    return inside


def _with_closers(text: str, at: int) -> int:
    while at < len(text) and (text[at] in _CLOSERS or text[at] in _ENDS):
        at += 1
    return at


def _closes_sentence(text: str, inside: list[bool], start: int, at: int) -> bool:
    """Tell whether the closing mark here ends a sentence that ended just before it."""
    if text[at] not in '”」』）)"' or not inside[at] or at == 0 or text[at - 1] not in "。！？.!?":
        return False
    if at + 1 < len(text) and inside[at + 1] and text[at + 1] not in _OPENERS:
        return False
    if text[at] in "）)":
        return text[start : start + _NEAR].lstrip()[:1] in ("（", "(")
    following = text[at + 1 : at + _NEAR].lstrip()[:1]
    return not following or not (following in "，、,;；.。" or following.islower())


def _ends(text: str, start: int, at: int) -> bool:
    char = text[at]
    if char in _WIDE_ENDS:
        return True
    if char == ";":
        return _beside_han(text, at)
    if char in "!?":
        return _before_new_start(text, at)
    if char == ".":
        return _dot_ends(text, start, at, shipped())
    return char == "\n" and _starts_item(text, at + 1)


def _starts_item(text: str, at: int) -> bool:
    mark = parse(text[at : at + 200])
    return mark is not None and (not mark.weak or mark.style == BULLET)


def _beside_han(text: str, at: int) -> bool:
    before = text[max(0, at - _NEAR) : at].rstrip()[-1:]
    behind = text[at + 1 : at + _NEAR].lstrip()[:1]
    return _wide(before) or _wide(behind)


def _wide(char: str) -> bool:
    return bool(char) and (has_han(char) or char in "（）《》“”【】")


def _before_new_start(text: str, at: int) -> bool:
    """Tell whether nothing, a blank or a Chinese character follows the closing marks."""
    closed = _with_closers(text, at + 1)
    behind = text[closed : closed + 1]
    return not behind or behind.isspace() or _wide(behind)


def _dot_ends(text: str, start: int, at: int, numbering: Numbering) -> bool:
    if at + 1 < len(text) and text[at + 1] == ".":
        return False  # dot leaders and ellipses end with their last dot
    before = text[at - 1 : at]
    closed = _with_closers(text, at + 1)
    behind = text[closed : closed + _NEAR]
    if _wide(before):
        return not behind[:1].isdigit()
    if not _before_new_start(text, at):
        return False
    following = behind.lstrip()
    if following and not _may_open(following[0]):
        return False
    matched = _TOKEN.search(text[max(start, at - 40) : at])
    token = matched.group(0) if matched else ""
    return not _keeps_on(text[max(start, at - _NEAR) : at], token, following, numbering)


def _may_open(char: str) -> bool:
    return char.isupper() or char.isdigit() or not char.isalpha() or has_han(char)


def _keeps_on(so_far: str, token: str, following: str, numbering: Numbering) -> bool:
    """Tell whether the dot belongs to an abbreviation, an initial or a number."""
    if not following:
        return False
    next_word = re.match(r"[A-Za-z]+(?:'s)?", following)
    opens = (next_word is not None and next_word.group(0) in numbering.openers) or has_han(following[0])
    word = token.strip(".").casefold()
    if word in numbering.abbreviations or _DOTTED.fullmatch(token):
        return not (word in numbering.may_end and opens)
    if len(token) == 1 and token.isalpha():
        return so_far.strip() == token or not opens
    if token.isdecimal() and len(token) <= 2:
        return so_far.strip() == token or _enumerated(so_far, int(token), following)
    return word in numbering.may_end and not opens and word != "etc"


def _enumerated(so_far: str, value: int, following: str) -> bool:
    """Tell whether "2." is one of "1. … 2. … 3. …" inside the text."""
    earlier = re.search(rf"(?<!\d){value - 1}\.\s", so_far) if value > 1 else None
    later = re.search(rf"(?<![\d.]){value + 1}\.\s", following)
    return earlier is not None or later is not None
