"""Demands that are no number with a unit: days of the calendar, moments, sums of money, AQL by class.

``by 15 April``, ``SOP-16周``, ``当日``, ``€ 5 million``, ``致命0、主要0.4``: the words are data
(``targets.toml``), the grammar is here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from classifiers import numbers
from classifiers.value import Value
from domain.knowledge import KNOWLEDGE, read_toml
from domain.problem import ConfigurationError
from domain.requirement import Target

_CELL = r"(?:(?<=\|)|(?<=｜)|^)\s*(?P<cell>{})\s*(?=\||｜|$)"


class Words(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The part of targets.toml that is about days, moments, money and classes of defects."""

    moments: list[str]
    weekdays: list[str]
    before_day: list[str]
    after_day: list[str]
    months: list[str]
    phases: list[str]
    currencies: list[str]
    defect_classes: list[str]
    sampling: list[str]


@dataclass(frozen=True, slots=True)
class _Grammar:
    days: re.Pattern[str]
    cells: re.Pattern[str]
    moments: re.Pattern[str]
    money: re.Pattern[str]
    classes: re.Pattern[str]
    sampling: re.Pattern[str]


def find(text: str) -> Iterator[Value]:
    """Find them in a text in simplified characters, overlaps left in."""
    grammar = _grammar()
    for match in grammar.days.finditer(text):
        yield _at(match, "date", "deadline", "<=")
    for match in grammar.cells.finditer(text):
        yield _at(match, "date", "deadline", "<=", "cell")
    for match in grammar.moments.finditer(text):
        yield _at(match, "date", "deadline", "<=")
    for match in grammar.money.finditer(text):
        value = numbers.value_of(match["low"])
        yield Value(Target(match[0].strip(), value, "money", "="), "money", match.start(), match.end())
    if grammar.sampling.search(text):
        for match in grammar.classes.finditer(text):
            value = numbers.value_of(match["low"])
            yield Value(Target(match[0], value, "", "=", "AQL"), "aql", match.start(), match.end())


def _at(match: re.Match[str], kind: str, quantity: str, sign: str, group: str | int = 0) -> Value:
    target = Target(match[group].strip(), None, "", sign, quantity)
    return Value(target, kind, match.start(group), match.end(group))


@cache
def _grammar(path: Path = KNOWLEDGE / "targets.toml") -> _Grammar:
    try:
        words = msgspec.convert(read_toml(path)["deadlines"], Words)
    except (KeyError, msgspec.ValidationError) as error:
        raise ConfigurationError(str(path), None, f"[deadlines]: {error}") from error
    month = rf"(?:{any_of(words.months)})"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    english = (
        rf"(?:(?:{day}\s+(?:of\s+)?{month}|{month}\s+{day}|(?:the\s+)?(?:end|middle|beginning)\s+of\s+(?:the\s+)?"
        rf"(?:{month}|month|quarter|year|week|fiscal year)|(?:the\s+)?end\s+{month})(?:,?\s+\d{{4}})?"
        rf"|(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)(?:\s+working\s+day)?\b|\d{{1,2}}[:h]\d\d(?:\s*(?:am|pm|a\.m\.|p\.m\.|h|hrs))?(?!\d|\.\d)"
        rf"|(?:{any_of(words.weekdays)})(?:\s+\d{{1,2}}(?:[:.]\d\d)?\s*(?:am|pm|a\.m\.|p\.m\.))?|\d{{1,2}}\.\s?\d{{1,2}}\.(?!\d)|\d{{1,2}}\.\d{{1,2}}\.20\d\d|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?(?![\d/]))"
    )
    chinese = r"(?:(?:\d{4}\s*年)?\s*\d{1,2}\s*月\s*(?:\d{1,2}\s*[日号]|底|末|初|中旬|上旬|下旬)|\d{1,2}\s*[日号]|月底|季末|年底|年末|(?:本|下|每)?(?:周|星期)[一二三四五六日末](?:下班)?)"
    ordinal = rf"第(?:\d{{1,3}}|{numbers.CHINESE})(?:个?工作日|[日天周]|个月)"
    hour = r"(?<![\d:：])\d{1,2}\s*(?:[:：]\d\d|[时点](?:\d\d分?|半)?)"
    of_period = (
        rf"(?:the\s+)?(?:{day}|first|second|third|fourth|last)(?:\s+(?:working|business|calendar))?(?:\s+(?:day|{any_of(words.weekdays)}))?"
        r"\s+(?:of|in)\s+(?:(?:the|each|every)\s+)?(?:(?:following|next)\s+)?(?:month|quarter|week|year)\b|(?:the\s+)?last\s+(?:working|business)\s+day\b"
    )
    iso = r"20\d\d\s*[./\-]\s*\d{1,2}\s*[./\-]\s*\d{1,2}"
    phase = rf"(?:{any_of(words.phases)})\s*[-–−+＋前后]\s*\d+\s*(?:周|天|个月|月|weeks?|days?|months?|W|w)?"
    before = rf"(?:{any_of(words.before_day)})\s*(?:the\s+)?"
    after = rf"\s*(?:{any_of(words.after_day)})"
    return _Grammar(
        days=re.compile(
            rf"(?i:{before}(?:{english}|{iso}|20[2-9]\d(?![\d\-/.])))|{chinese}{after}|{phase}|(?<![A-Za-z])(?:CW|KW|[Ww]eek|wk|Wk)\s?\d{{1,2}}\b"
            rf"|(?<![A-Za-z\d.])(?:{day}\s+{month})(?!\w|\s*,?\s*\d{{4}})|(?<![A-Za-z])[DT]\s?\+\s?\d+\b"
            rf"|{ordinal}(?:{after})?|(?:{hour}|[一二三四五六七八九十廿]{{1,3}}[日号]){after}|(?i:(?<![\w.]){of_period})"
        ),
        cells=re.compile(_CELL.format(rf"{chinese}|{iso}|(?i:{english})|[Ww]\d{{1,2}}(?:前)?")),
        moments=re.compile(f"(?i:{quick(words.moments)})"),
        money=re.compile(
            rf"(?<![A-Za-z])(?:{any_of(words.currencies)})\s*(?P<low>{numbers.DIGITS})(?:\s*(?:million|billion|万|亿))?"
        ),
        classes=re.compile(
            rf"(?<![A-Za-z])(?:{any_of(words.defect_classes)})\s*[:：=]?\s*(?P<low>\d+(?:\.\d+)?)(?![\d%％])"
        ),
        sampling=re.compile(any_of(words.sampling)),
    )


def quick(words: list[str]) -> str:
    """Return ``any_of`` with a look at the first letter before it, which spares most places the alternatives."""
    first = "".join(sorted({letter for word in words for letter in (word[0].lower(), word[0].upper())}))
    return f"(?=[{re.escape(first)}])(?:{any_of(words)})"


def any_of(words: list[str]) -> str:
    """Return a pattern of the words, longest first; Latin ones end where a word ends."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s+")
        + (r"(?![A-Za-z])" if word[-1].isascii() and word[-1].isalpha() else "")
        for word in ordered
    )
