"""Dates as documents write them, to ISO 8601: Chinese, English, the Minguo calendar, bare digits."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<word>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_MINGUO = 1911  # year 1 of the Republic is 1912

_PATTERNS = (
    re.compile(
        r"(?:民國|民国)\s*(?P<minguo>\d{1,3})\s*年\s*(?P<m>\d{1,2})\s*月(?:\s*(?P<d>\d{1,2})\s*[日号號])?"
    ),
    re.compile(r"(?P<y>(?:19|20)\d\d)\s*年\s*(?P<m>\d{1,2})\s*月(?:\s*(?P<d>\d{1,2})\s*[日号號]?)?"),
    re.compile(
        r"(?P<hy>[一二][〇零○一二三四五六七八九]{3})\s*年\s*(?P<hm>[一二三四五六七八九十]{1,2})\s*月(?:\s*(?P<hd>[一二三四五六七八九十]{1,3})\s*日)?"
    ),
    re.compile(
        r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?(?P<s>[-/.])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<d>\d{1,2})(?!\d)"
    ),
    re.compile(
        rf"(?<![a-z\d])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s./-]*{_MONTH}[\s,./-]*(?P<y>(?:19|20)\d\d)(?!\d)"
    ),
    re.compile(rf"(?<![a-z]){_MONTH}\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s*(?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(rf"(?<![a-z]){_MONTH}[\s,./-]*(?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<![\d/.-])(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?P=s)(?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<![\d/.-])(?P<y>(?:19|20)\d\d)\s?[-/.]\s?(?P<m>0?[1-9]|1[0-2])(?![\d/.-])"),
    re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"),
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as ISO text (``2024-03-01`` or ``2024-03``) and where it stood."""

    iso: str
    start: int
    end: int


def find_date(text: str) -> FoundDate | None:
    """Return the first date of the text; one whose day and month cannot be told apart is as written."""
    plain = "".join(_narrow(char) for char in text[:400]).casefold()
    if len(plain) != len(text[:400]):
        return None
    first: FoundDate | None = None
    for pattern in _PATTERNS:
        for found in pattern.finditer(plain):
            iso = _iso(found)
            if iso is not None and (first is None or found.start() < first.start):
                first = FoundDate(iso, found.start(), found.end())
            if iso is not None:
                break
    return first


def _narrow(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 and len(folded.casefold()) == 1 else char


def _iso(found: re.Match[str]) -> str | None:
    parts = {name: value for name, value in found.groupdict().items() if value is not None}
    year = int(parts["minguo"]) + _MINGUO if "minguo" in parts else int(parts.get("y", 0))
    if "hy" in parts:
        year = int(parts["hy"].translate(_HAN_DIGITS))
    if "a" in parts:
        return _day_and_month(year, int(parts["a"]), int(parts["b"]), found.group(0))
    if "word" in parts:
        month = _MONTHS.index(parts["word"]) + 1
    else:
        month = int(parts["m"]) if "m" in parts else _han(parts["hm"])
    day = int(parts["d"]) if "d" in parts else _han(parts["hd"]) if "hd" in parts else None
    return _checked(year, month, day)


def _day_and_month(year: int, first: int, second: int, written: str) -> str | None:
    if first == second or first > 12:
        return _checked(year, second, first)
    if second > 12:
        return _checked(year, first, second)
    if "." in written:
        return _checked(year, second, first)  # 01.03.2024 is the continental way: day first
    return written if _checked(year, first, second) else None


def _checked(year: int, month: int, day: int | None) -> str | None:
    try:
        whole = date(year, month, day or 1)
    except ValueError:
        return None
    if not 1950 <= year <= 2100:
        return None
    return whole.isoformat() if day is not None else f"{year:04d}-{month:02d}"


def _han(text: str) -> int:
    """Count 一 to 三十一."""
    if "十" not in text:
        return int(text.translate(_HAN_DIGITS))
    tens, _, ones = text.partition("十")
    return (int(tens.translate(_HAN_DIGITS)) if tens else 1) * 10 + (
        int(ones.translate(_HAN_DIGITS)) if ones else 0
    )
