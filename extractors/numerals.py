"""Numbers written in the ways that word processors and browsers write them.

The names are those of ISO 29500-1, 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_COUNTING = "零一二三四五六七八九"
_LEGAL_SIMPLIFIED = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_MOST = 100_000  # numbers beyond are damage: Word itself stops at 32,767


def chinese(count: int, digits: str = _COUNTING, units: str = "十百千", *, bare_ten: bool = True) -> str:
    """Return 一百零五 for 105; ``bare_ten`` writes 十五, not 一十五."""
    if count >= 10_000 or count < 0:
        return str(count)
    if count == 0:
        return digits[0]
    text = ""
    pending_zero = False
    for power in (3, 2, 1, 0):
        digit = count // 10**power % 10
        if not digit:
            pending_zero = bool(text)
            continue
        text += (digits[0] if pending_zero else "") + digits[digit] + (units[power - 1] if power else "")
        pending_zero = False
    return text[1:] if bare_ten and 10 <= count < 20 else text


def roman(count: int) -> str:
    """Return XIV for 14."""
    text = ""
    for value, letters in _ROMAN:
        while count >= value:
            text += letters
            count -= value
    return text


def letters(count: int) -> str:
    """Return A to Z, then AA to ZZ as Word does (the letter is doubled, not counted on)."""
    return chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _from_block(first: int, most: int) -> Callable[[int], str]:
    return lambda count: chr(first + count - 1) if 1 <= count <= most else str(count)


def _circled(count: int) -> str:
    for first, low, high in ((0x2460, 1, 20), (0x3251, 21, 35), (0x32B1, 36, 50)):
        if low <= count <= high:
            return chr(first + count - low)
    return str(count)


def _of_series(series: str) -> Callable[[int], str]:
    return lambda count: series[(count - 1) % len(series)]


def _ordinal(count: int) -> str:
    ending = "th" if 10 <= count % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda count: f"{count:02d}",
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda count: "".join(chr(ord("０") + int(digit)) for digit in str(count)),
    "decimalFullWidth2": lambda count: "".join(chr(ord("０") + int(digit)) for digit in str(count)),
    "upperRoman": roman,
    "lowerRoman": lambda count: roman(count).lower(),
    "upperLetter": letters,
    "lowerLetter": lambda count: letters(count).lower(),
    "ordinal": _ordinal,
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": lambda count: "".join(_DIGITS[int(digit)] for digit in str(count)),
    "japaneseDigitalTenThousand": lambda count: "".join(_DIGITS[int(digit)] for digit in str(count)),
    "taiwaneseDigital": lambda count: "".join(_DIGITS[int(digit)] for digit in str(count)),
    "chineseLegalSimplified": lambda n: chinese(n, _LEGAL_SIMPLIFIED, "拾佰仟", bare_ten=False),
    "ideographLegalTraditional": lambda n: chinese(n, _LEGAL_TRADITIONAL, "拾佰仟", bare_ten=False),
    "japaneseLegal": lambda count: chinese(count, "零壱弐参四五六七八九", "拾百阡", bare_ten=False),
    "ideographTraditional": _of_series(_STEMS),
    "ideographZodiac": _of_series(_BRANCHES),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _from_block(0x2474, 20),
    "decimalEnclosedFullstop": _from_block(0x2488, 20),
    "ideographEnclosedCircle": _from_block(0x3280, 10),
    "numberInDash": lambda count: f"- {count} -",
    "hex": lambda count: f"{count:X}",
    "none": lambda _count: "",
}


def write_number(count: int, style: str | None) -> str:
    """Return a number in a style; styles not known here are written in digits."""
    if not 0 <= count < _MOST or (count == 0 and style not in {"decimal", "decimalZero", None}):
        return str(count)
    return _FORMATS.get(style or "decimal", str)(count)
