"""The number at the start of a text: what is one, what only looks like one, and its value.

The styles are data (``data/knowledge/numbering.toml``); how values are counted is here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from domain.text import has_han
from pipeline.numbering_styles import Numbering, Style, shipped, style_named

BULLET = "bullet"
_HEAD = 120  # a number and what guards it lie within the first characters
_TO_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TO_HALF |= dict.fromkeys(map(ord, "\u3000\u00a0\t\n\r\u2002\u2003\u2009\u200a\u202f"), 0x20)
_TO_HALF |= dict.fromkeys(map(ord, "–—−‐‑﹣"), ord("-"))
_TO_HALF |= {ord("﹙"): ord("("), ord("﹚"): ord(")"), ord("､"): ord("、"), ord("﹒"): ord(".")}
_TO_HALF[ord("，")] = ord("，")  # a Chinese comma parts Han numerals, a Latin one thousands
_STOP_BETWEEN_DIGITS = re.compile(r"(?<=\d)。(?=\d)")  # a slip of the input method: 5。2
_AMOUNT = re.compile(r" ?(?:[%‰℃°±×÷~≤≥<>=+/*^㎜㎏]|- ?\d|[至到~] ?\d)")
_SENTENCE_END = re.compile(r"[。！？；，,;:：]|\.\s|\.$")
_CIRCLED_NEXT = re.compile(r" ?[、,和与及~\-]? ?[①-⑳]")

_DIGITS = {
    char: value
    for value, chars in enumerate(
        ("〇零", "一壹", "二贰貳", "三叁參叄", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for char in chars
}
_TENS = {"十": 10, "拾": 10, "百": 100, "廿": 20, "卅": 30}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN_TABLE = (
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


@dataclass(frozen=True, slots=True)
class NumberMark:
    """A number at the start of a text.

    ``written`` is kept character for character, without a parting dot or comma.  ``end`` is
    the offset where the text behind the number and its separator begins.  ``level_hint``
    orders the styles that tell their level by a word (annex 10, chapter 20, article 40).
    """

    written: str
    style: str
    values: tuple[int, ...]
    end: int
    level_hint: int | None = None
    weak: bool = False


def parse(text: str) -> NumberMark | None:
    """Return the number at the start of the text, or None; dates and amounts are none."""
    lead = len(text) - len(text.lstrip())
    bullet = _bullet(text, lead)
    if bullet is not None:
        return bullet
    half = _half(text[: lead + _HEAD])
    for style in shipped().styles:
        mark = _match(style, text, half, lead)
        if mark is not None:
            return mark
    return None


def twin(mark: NumberMark) -> NumberMark | None:
    """Return the other reading of a mark: (v) as a Roman five, (i) as the ninth letter."""
    style = style_named(mark.style)
    other = style_named(style.twin) if style is not None and style.twin else None
    core = mark.written.strip("()（）[] ")
    if other is None or len(core) != 1:
        return None
    letter = unicodedata.normalize("NFKC", core).casefold()
    if len(letter) != 1:  # Ⅱ in one sign folds to two letters
        return None
    value = _roman(letter) if "roman" in other.id else ord(letter) - ord("a") + 1
    return replace(mark, style=other.id, values=(value,)) if value else None


def _half(text: str) -> str:
    """Fold width one character for one, so that offsets stay true."""
    return _STOP_BETWEEN_DIGITS.sub(".", text.translate(_TO_HALF))


def _bullet(text: str, lead: int) -> NumberMark | None:
    bullets, rest = shipped().bullets, text[lead:]
    for sign in bullets.anywhere:
        if rest.startswith(sign) and sign not in rest[len(sign) :][:40]:
            return _bullet_mark(text, lead, sign)
    for signs, wanted in (
        (bullets.before_blank_or_han, r"(?:\s+(?!\d+\s*$)|(?=[\u3400-\u9fff]))\S"),
        (bullets.before_blank_and_han, r"\s+[\u3400-\u9fff]"),
        (bullets.before_blank_and_capital, r"\s+[A-Z]"),
    ):
        for sign in signs:
            if rest.startswith(sign) and re.match(wanted, rest[len(sign) : _HEAD]):
                return _bullet_mark(text, lead, sign)
    return None


def _bullet_mark(text: str, lead: int, sign: str) -> NumberMark:
    return NumberMark(sign, BULLET, (), _skip_blanks(text, lead + len(sign)))


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _match(style: Style, text: str, half: str, lead: int) -> NumberMark | None:
    for form in style.forms:
        found = form.match(half, lead)
        if found is None:
            continue
        values = _values(style, found)
        parted = _parted(style, text, half, found.end())
        if values and parted is not None and not _guarded(style, text, half, found.end(), parted):
            end = _skip_blanks(text, parted)
            return NumberMark(text[lead : found.end()], style.id, values, end, style.rank, style.weak)
    return None


def _parted(style: Style, text: str, half: str, end: int) -> int | None:
    """Return the offset behind the separator, or None where none of the wanted follows."""
    follow = half[end : end + 1]
    for after in style.after:
        if len(after) == 1:
            if follow == after and not half[end + 1 : end + 2].isdigit():
                return end + (0 if after == "(" else 1)
        elif _follows(after, text, half, end, follow):
            return end
    return None


def _follows(after: str, text: str, half: str, end: int, follow: str) -> bool:
    if after == "any":
        return True
    if after == "blank":
        return follow == " " and bool(half[end:].strip())
    if after == "end":
        return not half[end:].strip()
    if after == "capital":
        return re.match(r"[A-Z][A-Za-z]{2}", half[end : end + 3]) is not None
    if not has_han(follow):
        return False
    return after == "han" or (len(text) <= 30 and _SENTENCE_END.search(text) is None)


def _guarded(style: Style, text: str, half: str, end: int, parted: int) -> bool:
    """Tell whether what follows shows that this is an amount or points elsewhere."""
    numbering = shipped()
    if style.quantity and (parted == end or half[end] in ".:") and is_amount(half[parted:], numbering):
        return True
    glued = half[end:]
    if style.reference and glued.startswith(numbering.reference_after):
        return True
    rest = half[parted:].lstrip()
    if style.capital and re.match(r"[a-z]", rest):
        return True
    return style.id == "circled" and _CIRCLED_NEXT.match(text, end) is not None


_ARTICLE = re.compile(r"A(?: [A-Za-z\"“]|: )")  # "2.3 A named contact", "6.4 A: Yes": hardly ever ampere


def is_amount(rest: str, numbering: Numbering) -> bool:
    """Tell whether the (half-width) text behind a number makes it an amount or a date."""
    if _AMOUNT.match(rest):
        return True
    behind = rest.lstrip()
    if behind.startswith(numbering.units_unless) or _ARTICLE.match(behind):
        return False
    for unit in numbering.units:
        if not behind.startswith(unit):
            continue
        next_letter = behind[len(unit) : len(unit) + 1]
        if has_han(unit) or not (next_letter.isascii() and next_letter.isalpha()):
            return not (len(unit) == 1 and unit.isupper() and has_han(next_letter))
    return False


def _values(style: Style, found: re.Match[str]) -> tuple[int, ...]:
    values: list[int] = []
    for group in found.groups():
        for piece in re.split(r"[.\-]", group):
            value = _value(piece, style)
            if value is None:
                return ()
            values.append(value)
    return tuple(values)


def _value(piece: str, style: Style) -> int | None:
    """Count one piece of a number; None where the style has no such number."""
    plain = unicodedata.normalize("NFKC", piece).strip("().").casefold()
    if plain.isascii() and plain.isdigit():
        return int(plain)
    if plain and (plain[0] in _DIGITS or plain[0] in _TENS):
        return _han(plain)
    if len(plain) > 1 or "roman" in style.id or (style.rank is not None and plain in ("i", "v", "x")):
        return _roman(plain)
    if plain == "i" and style.twin:
        return None  # a Roman one, unless the sequence says the ninth letter (see twin)
    return ord(plain) - ord("a") + 1 if plain.isascii() and plain.isalpha() else None


def _han(piece: str) -> int | None:
    """Count a Chinese numeral up to 999; 二〇 counts digit by digit."""
    if all(char in _DIGITS for char in piece):
        return int("".join(str(_DIGITS[char]) for char in piece)) if len(piece) <= 3 else None
    total, digit = 0, 0
    for char in piece:
        if char in _DIGITS:
            digit = _DIGITS[char]
            continue
        weight = _TENS[char]
        total += max(digit, 1) * weight if weight in (10, 100) else weight
        digit = 0
    return total + digit


def _roman(piece: str) -> int | None:
    """Return the value of a well-formed Roman numeral below 400, or None."""
    if not piece or any(char not in _ROMAN for char in piece):
        return None
    total = 0
    for char, following in zip(piece, piece[1:] + " ", strict=True):
        value = _ROMAN[char]
        total += -value if value < _ROMAN.get(following, 0) else value
    return total if 0 < total < 400 and _write_roman(total) == piece else None


def _write_roman(value: int) -> str:
    written = ""
    for weight, letters in _ROMAN_TABLE:
        while value >= weight:
            written, value = written + letters, value - weight
    return written
