"""Numbers as people write them: digits, full width, Chinese numerals, English words.

Every pattern keeps the offsets of the text it is used on, so a value can be quoted as written.
"""

from __future__ import annotations

import re

CHINESE_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "兩": 2,
    "壹": 1,
    "贰": 2,
    "貳": 2,
    "叁": 3,
    "參": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "陸": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_CHINESE_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIAD = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}

ENGLISH_WORDS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80}
ENGLISH_WORDS |= {"ninety": 90, "hundred": 100}

_GROUPED = r"\d{1,3}(?:[,，]\d{3})+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+"
_LED_BY_POINT = r"(?<![^\s|(=<>≤≥±+/–—-])\.\d{1,4}(?![\w.])"  # .010, as on drawings
DIGITS = rf"(?:(?:{_GROUPED})(?:[.．]\d+|,\d{{1,2}}(?!\d))?|{_LED_BY_POINT})"
# 1×10⁻⁹, 1E-4, 1.2 million
POWER = r"(?:\s*[×x]\s*10(?:[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\^[-−]?\d+)|[eE][-−]?\d{1,2}(?!\d)|\s(?:million|mio\.?|thousand)(?![a-z]))?"
SIGNED = rf"(?:(?<![A-Za-z0-9)）\]])[-−–+＋])?{DIGITS}"  # with a sign that links nothing
CHINESE = "[" + "".join([*CHINESE_DIGITS, *_CHINESE_UNITS, *_MYRIAD]) + "半]+"
BLACKED = r"\[\*{1,3}\]"  # a number that a published contract does not show
ENGLISH = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|(?:" + "|".join(sorted(ENGLISH_WORDS, key=len, reverse=True)) + r"))"
)
_MISREAD = re.compile(r"(?<![A-Za-z\d])l(?=\d)|(?<=\d)l(?=\d)|(?<=\d)O(?=[\dO\s%m])|(?<![A-Za-z\d])O(?=\.\d)")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−", "0123456789-+-")
_POWER = re.compile(r"\s*[×x]\s*10([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\^[-−]?\d+)$")
_SCIENTIFIC = re.compile(r"(?<=\d)[eE]([-−]?\d{1,2})$")
_GREAT = re.compile(r"\s(million|mio\.?|thousand)$")
_MINUS = ("-", "−", "–")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，＋", "0123456789.,+")


def mended(text: str) -> str:
    """Return a text with the digits that recognition took for letters: ``5O mm``, ``l0 days``; as long as it was."""
    return _MISREAD.sub(lambda misread: "1" if misread[0] == "l" else "0", text)


def value_of(text: str) -> float | None:
    """Return the number a text stands for, or None.

    ``"1,000"`` is 1000, ``"十五"`` 15, ``"twenty-four"`` 24, ``"半"`` 0.5, ``"−40"`` -40.
    """
    plain = text.strip().translate(_FULL_WIDTH)
    if power := _POWER.search(plain):
        factor = value_of(plain[: power.start()])
        return None if factor is None else factor * 10.0 ** int(power[1].translate(_RAISED).lstrip("^"))
    if great := _GREAT.search(plain):
        factor = value_of(plain[: great.start()])
        return None if factor is None else factor * (1e3 if great[1] == "thousand" else 1e6)
    if raised := _SCIENTIFIC.search(plain):
        factor = value_of(plain[: raised.start()])
        return None if factor is None else factor * 10.0 ** int(raised[1].replace("−", "-"))
    if plain[:1] == "+" and plain[1:2].isdigit():
        return value_of(plain[1:])
    if plain[:1] in _MINUS and plain[1:2].isdigit():
        positive = value_of(plain[1:])
        return None if positive is None else -positive
    if re.fullmatch(r"\d+,\d{1,2}", plain):
        return float(plain.replace(",", "."))  # 1,33 as the continent writes it
    if re.fullmatch(DIGITS, plain):
        return float(re.sub(r"[,\s]", "", plain))
    if re.fullmatch(CHINESE, plain):
        return _chinese(plain)
    words = re.split(r"[- ]+", plain.casefold())
    if words and all(word in ENGLISH_WORDS for word in words):
        return float(sum(ENGLISH_WORDS[word] for word in words))
    return None


def _chinese(text: str) -> float | None:
    if text == "半":
        return 0.5
    half = text.endswith("半")
    total, section, digit = 0, 0, 0
    for char in text.removesuffix("半"):
        if char in CHINESE_DIGITS:
            digit = CHINESE_DIGITS[char] if not digit else digit * 10 + CHINESE_DIGITS[char]
        elif char in _CHINESE_UNITS:
            section += (digit or 1) * _CHINESE_UNITS[char]
            digit = 0
        elif char in _MYRIAD:
            total += (section + digit or 1) * _MYRIAD[char]
            section = digit = 0
        else:
            return None
    return total + section + digit + (0.5 if half else 0.0)
