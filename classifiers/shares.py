"""Demands as a part or a multiple of something: ``1 in 500``, ``50/50``, ``七成``, ``twice the target``, ``首三批``.

Terms in one hyphened word belong here too (``6-month``).  The words are data (``targets.toml``, [shares]).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from classifiers import numbers
from classifiers.deadlines import any_of, quick
from classifiers.value import Value
from domain.knowledge import KNOWLEDGE, read_toml
from domain.problem import ConfigurationError
from domain.requirement import Target

_WHOLE = 100.0  # what the two sides of a split add up to
_TENTH, _WHOLES = 0.1, {"百": 0.01, "千": 0.001, "万": 0.0001}


class Words(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """[shares] of targets.toml."""

    halves: list[str]
    multiples: list[str]
    no_words_before: list[str]
    no_tenths: list[str]
    terms: dict[str, str]
    batches: list[str]


@dataclass(frozen=True, slots=True)
class _Grammar:
    ratio: re.Pattern[str]
    split: re.Pattern[str]
    halves: re.Pattern[str]
    tenths: re.Pattern[str]
    multiple: re.Pattern[str]
    leading: re.Pattern[str]
    term: re.Pattern[str]
    terms: Mapping[str, str]


def find(text: str, starts: Sequence[int]) -> Iterator[Value]:
    """Find them in a text in simplified characters, overlaps left in; ``starts`` are where numbers begin."""
    grammar = _grammar()
    for match in grammar.multiple.finditer(text):
        yield _value(match, "factor", numbers.value_of(match["low"] or match["high"] or ""), "multiple")
    for match in grammar.halves.finditer(text):
        yield _value(match, "percent", _WHOLE / 2, "share", "%")
    if starts:
        yield from _counted(text, grammar)


def _counted(text: str, grammar: _Grammar) -> Iterator[Value]:
    for match in grammar.ratio.finditer(text):
        yield _value(match, "count", numbers.value_of(match["low"]), "share")
    for match in grammar.split.finditer(text):
        if float(match["low"]) + float(match["high"]) == _WHOLE:
            yield _value(match, "percent", float(match["low"]), "share", "%")
    for match in grammar.tenths.finditer(text):
        yield _value(match, "percent", _percent(match), "share", "%")
    for match in grammar.leading.finditer(text):
        yield _value(match, "count", numbers.value_of(match["low"] or match["high"]), "count")
    for match in grammar.term.finditer(text):
        unit = grammar.terms[match["unit"].casefold()]
        yield _value(match, "duration", numbers.value_of(match["low"]), "", unit)


def _value(match: re.Match[str], kind: str, low: float | None, quantity: str, unit: str = "") -> Value:
    target = Target(match[0].strip(), low, unit, "=", quantity)
    return Value(target, kind, match.start(), match.end())


def _percent(match: re.Match[str]) -> float | None:
    """Return the per cent of ``七成半``, ``万分之三`` or ``三分之二``."""
    parts, some = numbers.value_of(match["parts"] or ""), numbers.value_of(match["some"] or "")
    if parts and some:
        return round(some / parts * _WHOLE, 6)
    tenths = match["tenths"]
    low = numbers.value_of(tenths or match["low"])
    if low is None:
        return None
    part = _TENTH if tenths else _WHOLES[match["whole"]]
    more = _TENTH * _WHOLE / 2 if tenths and match[0].endswith("半") else 0.0
    return round(low * part * _WHOLE + more, 6)


@cache
def _grammar(path: Path = KNOWLEDGE / "targets.toml") -> _Grammar:
    try:
        words = msgspec.convert(read_toml(path)["shares"], Words)
    except (KeyError, msgspec.ValidationError) as error:
        raise ConfigurationError(str(path), None, f"[shares]: {error}") from error
    few = rf"(?:{'|'.join(numbers.ENGLISH_WORDS)})"
    amount = rf"(?:\d{{1,3}}(?:[, ]\d{{3}})+|\d+|{few}\b)"
    before = "".join(rf"(?<!{re.escape(word)} )" for word in words.no_words_before)
    chinese = f"(?:{numbers.CHINESE}|\\d+)"
    number = r"\d+(?:\.\d+)?"
    return _Grammar(
        ratio=re.compile(
            rf"(?i:(?<![A-Za-z\d.,/\-–]){before}(?P<low>\d{{1,4}}|{few})\s+(?:in|of|out of|from|each|every|for each|for every)"
            rf"\s+(?:each\s+|every\s+)?{amount}(?![\w%]|[.,]\d)(?:\s+[a-z]+s\b)?)"
        ),
        split=re.compile(
            r"(?<![A-Za-z\d./:：])(?P<low>\d{1,2})\s?[:：/]\s?(?P<high>\d{1,2})(?![A-Za-z\d/:：]|\.\d)"
        ),
        halves=re.compile(f"(?i:{quick(words.halves)})"),
        tenths=re.compile(
            rf"(?P<tenths>[一二两三四五六七八九])成(?!{any_of(words.no_tenths)})半?|(?P<whole>[百千万])分之(?P<low>{chinese}(?:\.\d+)?)"
            rf"|(?<![一二三四五六七八九十百])(?P<parts>[二三四五六七八九十])分之(?P<some>[一二三四五六七八九])"
        ),
        multiple=re.compile(
            rf"(?<![A-Za-z])(?i:{quick(words.multiples)})|(?<=[^\s\d\W])\s?[×](?:\s?)(?P<low>{number})(?![A-Za-z\d.]|\s*[×x])"
            rf"|(?<![A-Za-z\d.])(?P<high>{number})\s?×(?=\s[a-z])"
        ),
        leading=re.compile(
            rf"(?i:\bfirst\s+(?P<low>\d[\d,]*|{few})\b(?!\s+of\b)(?:\s+[a-z]+s\b)?)"
            rf"|[首前](?P<high>{chinese})\s*(?:{any_of(words.batches)})"
        ),
        term=re.compile(
            rf"(?<![A-Za-z\d.\-–])(?i:(?P<low>\d+|{few})[-‐](?P<unit>{'|'.join(words.terms)})s?)(?![\w-])"
        ),
        terms=words.terms,
    )
