"""How many and how often, in words that are no unit: ``five coupons``, ``1 part / week``, ``每5000型``, ``周1回``.

What may be counted is open, so English is read by its grammar (a number, then a plural) and the
words that would mislead it are data (``targets.toml``, [counts] and [recurrence]).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from classifiers import numbers
from classifiers.value import Value
from domain.knowledge import KNOWLEDGE, read_toml
from domain.problem import ConfigurationError
from domain.requirement import Target


class Counted(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """[counts] of targets.toml."""

    no_nouns: list[str]
    no_words_between: list[str]
    no_words_before: list[str]
    measure_words: list[str]


class Recurring(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """[recurrence] of targets.toml."""

    periods: list[str]
    events: list[str]
    lots: list[str]
    chinese_periods: list[str]


@dataclass(frozen=True, slots=True)
class _Grammar:
    plurals: re.Pattern[str]
    misleading: re.Pattern[str]
    measured: re.Pattern[str]
    times: re.Pattern[str]
    recurring: re.Pattern[str]
    chinese: re.Pattern[str]
    nouns: re.Pattern[str]


_TABLE_NUMBER = re.compile(
    rf"(?:(?<=\|)|(?<=｜))\s*(?P<cell>[<>≤≥±]?\s*(?P<low>{numbers.SIGNED})"
    rf"(?:\s*(?:[~～\-–—]|to)\s*(?P<high>{numbers.SIGNED}))?)\s*(?=\||｜|$)"
)
_SPAN = re.compile(
    rf"(?<![A-Za-z0-9.,/\-–~～])(?:[RCφΦØ]\s?)?(?P<low>{numbers.SIGNED})\s*[~～]\s*(?:[RC]\s?)?(?P<high>{numbers.SIGNED})"
)
_DEVIATION = re.compile(
    rf"(?<![A-Za-z\d.,/\-–])(?:[φΦØ]\s?)?(?P<low>{numbers.DIGITS})\s*[+\-−–]\s?\d[\d.]*\s*/\s*[+\-−–]?\s?\d[\d.]*(?![\w/])"
)
_DIAMETER = re.compile(rf"[φΦØ⌀]\s?(?P<low>{numbers.DIGITS})(?:\s*[×x]\s*{numbers.DIGITS})?")
_ENGLISH = (
    rf"(?:\d{{1,6}}|(?:{'|'.join(numbers.ENGLISH_WORDS)})(?:[- ](?:{'|'.join(numbers.ENGLISH_WORDS)}))?)"
)
_OFTEN = re.compile("once|twice|each|every", re.IGNORECASE)


def find(text: str, starts: Sequence[int]) -> Iterator[Value]:
    """Find counts and recurrences in a text in simplified characters, overlaps left in.

    ``starts`` are the places where numbers begin.  Recurrences come first: ``two samples per
    shift`` is one value.
    """
    grammar = _grammar()
    for match in _recurring(text, starts, grammar):
        target = Target(match[0].strip(), None, "", "=", "frequency")
        yield Value(target, "periodic", match.start(), match.end())
    if not starts:
        return
    for match in grammar.measured.finditer(text):
        yield _counted(match)
    for match in filter(None, (grammar.plurals.match(text, start) for start in starts)):
        if not grammar.misleading.search(text, max(0, match.start() - 24), match.start()):
            yield _counted(match)
    yield from _bare(text)


def behind(text: str, start: int) -> int:
    """Return where the counted things end that are named behind a number, ``start`` where there are none."""
    match = _grammar().nouns.match(text, start)
    return match.end() if match else start


def _bare(text: str) -> Iterator[Value]:
    """Find numbers without a unit that are limits all the same: ``φ6.6``, ``4.2 +0.1/0``, ``8.5~9.5``, a cell's."""
    for pattern in (_DEVIATION, _DIAMETER):
        for match in pattern.finditer(text):
            yield Value(Target(match[0], numbers.value_of(match["low"])), "limit", match.start(), match.end())
    for match in _SPAN.finditer(text):
        low, high = numbers.value_of(match["low"]), numbers.value_of(match["high"])
        yield Value(Target(match[0], low, "", "range", "", high), "limit", match.start(), match.end())
    for match in _TABLE_NUMBER.finditer(text):
        low, high = numbers.value_of(match["low"]), numbers.value_of(match["high"] or "")
        target = Target(match["cell"], low, "", "=" if high is None else "range", "", high)
        yield Value(target, "cell", match.start("cell"), match.end("cell"))


def _recurring(text: str, starts: Sequence[int], grammar: _Grammar) -> Iterator[re.Match[str]]:
    yield from filter(None, (grammar.times.match(text, start) for start in starts))
    if _OFTEN.search(text):
        yield from grammar.recurring.finditer(text)
    if starts:
        yield from grammar.chinese.finditer(text)


def _counted(match: re.Match[str]) -> Value:
    value = numbers.value_of(match["low"])
    return Value(Target(match[0].strip(), value, "", "=", "count"), "count", match.start(), match.end())


@cache
def _grammar(path: Path = KNOWLEDGE / "targets.toml") -> _Grammar:
    words = read_toml(path)
    try:
        counted = msgspec.convert(words["counts"], Counted)
        recurring = msgspec.convert(words["recurrence"], Recurring)
    except (KeyError, msgspec.ValidationError) as error:
        raise ConfigurationError(str(path), None, f"[counts], [recurrence]: {error}") from error
    things = _things(counted)
    period = "|".join(counted_period.replace(" ", r"\s+") for counted_period in recurring.periods)
    lot = "|".join(name.replace(" ", r"\s+") for name in recurring.lots)
    per = r"\s*(?:/|\bper\b|\ban?\b|\beach\b|\bevery\b|\bin\b)\s*"
    ordinal = r"(?:\d+(?:st|nd|rd|th)|second|third|fourth|fifth|sixth|tenth|other)"
    event = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in recurring.events)
    months = "|".join(words["deadlines"]["months"])
    chinese = "|".join(recurring.chinese_periods)
    number = rf"(?:\d+(?:\.\d+)?|{numbers.CHINESE})"
    return _Grammar(
        plurals=re.compile(rf"(?<![\w.,/\-–])(?i:(?P<low>{_ENGLISH}))\s+{things}\b"),
        misleading=re.compile(
            rf"(?:(?<![A-Za-z])(?i:{'|'.join(counted.no_words_before)})\.?|[A-Z]{{2,}})\s*$"
        ),
        measured=re.compile(
            rf"(?<![第\dA-Za-z.])(?P<low>\d+|[二两三四五六七八九十百]+)\s*(?:{'|'.join(counted.measure_words)})"
        ),
        times=re.compile(
            rf"(?<![\w.,/\-–])(?i:{_ENGLISH}\s*(?:x|×|times?)?(?:\s+[a-z]+){{0,2}}?{per}(?:{period}|{lot})\b)"
            rf"|(?<![A-Za-z\d.,/\-–])(?i:(?:\d{{1,4}}|{'|'.join(numbers.ENGLISH_WORDS)})(?:\s+[a-z]+){{0,2}}?\s+per\s+[a-z]+\b)"
        ),
        recurring=re.compile(
            rf"(?i:(?<!\w)(?:once|twice){per}(?:{period}|{lot})\b"
            rf"|(?<!\w)(?:every|each)\s+(?:{ordinal}\s+(?!(?:{'|'.join(counted.no_words_between)})\b)[a-z]+|(?:{months})|(?:{period})|(?:{event}))\b"
            rf"|(?<!\w)once\s+in\s+{_ENGLISH}\s+[a-z]+\b"
            rf"|(?<!\w)(?:once|twice)\s+(?:per|each|every)\s+[a-z]+\b|(?<!\w)(?:every|each)\s+\d[\d., ]*\d(?![\w%]))"
        ),
        nouns=re.compile(rf"\s+{things}\b"),
        chinese=re.compile(
            rf"每\s*(?:隔\s*)?{number}\s*(?:个)?[\u4e00-\u9fff](?:\s*(?:做|检|抽|测)?\s*{number}\s*[次回件])?"
            rf"|每?(?:{chinese})\s*{number}\s*[次回]|{number}\s*[次回]\s*[/／每]\s*(?:{chinese})"
        ),
    )


def _things(counted: Counted) -> str:
    """Return a pattern of what may be counted in English: a plural, at most two words before it."""
    between = rf"(?:(?!(?:{'|'.join(counted.no_words_between)})\b)[a-z][a-z-]+\s+){{0,2}}?"
    return (
        rf"{between}(?!(?:{'|'.join(counted.no_nouns)})\b)[a-z][a-z-]+(?:(?<!s)(?<!i)(?<!u)s|sses|ices|men)"
    )
