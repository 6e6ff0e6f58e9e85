"""Places that a revision history names (8.4.2, 附录 B 第 7 项, Table 2-1), and the clauses they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from domain.report import SectionPlace
from domain.revision import ClauseFacts
from domain.text import fold
from pipeline.announced_knowledge import announced_knowledge

_HAN = "一二三四五六七八九"
_NUMBER = r"[a-z]?\d{1,3}(?:[.-]\d{1,3})*(?!\d)(?:\(\d{1,2}\)|\([a-z]\))?"
_BETWEEN = r"\s*(?:,|、|;|/|&|\band\b|\bor\b|和|及|与|至|到|~|\bto\b|\bthrough\b|-)\s*"
_RANGE = re.compile(r"\s*(?:至|到|~|\bto\b|\bthrough\b|-)\s*")
_DOTTED_RANGE = re.compile(r"(\d+(?:\.\d+)+)-(\d+(?:\.\d+)+)")
_NO_UNIT = r"(?!\s*(?:[%‰°℃μµ]|(?:mm|cm|m|kg|g|h|hours?|days?|weeks?|months?|years?|ppm|v|a|bar|mpa|kpa|n|nm|hrc)(?![a-z])|小时|天|个|年|月|日|倍|级))"
_MOST_IN_RANGE = 60


@dataclass(frozen=True, slots=True)
class _Patterns:
    behind: re.Pattern[str]
    before: re.Pattern[str]
    named: tuple[tuple[str, re.Pattern[str]], ...]
    row: re.Pattern[str]
    bracketed: re.Pattern[str]
    dotted: re.Pattern[str]
    bare: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = announced_knowledge().places
    before = _any(words.before)
    own = r"\s*([a-z](?![a-z])(?:[.-]?\d{1,3})*|\d{1,3}(?:[.-]\d{1,3})*|[一二三四五六七八九十]+)(?!\d)"
    list_of = rf"{_NUMBER}(?:{_BETWEEN}(?:(?:{before})\s*)?{_NUMBER})*"
    named = {"annex": words.annex, "table": words.table, "figure": words.figure}
    return _Patterns(
        behind=re.compile(
            rf"(?:第\s*(\d{{1,3}}(?:[.-]\d{{1,3}})*|[一二三四五六七八九十百]+)|((?<![\d.])\d{{1,2}}(?:\.\d{{1,3}})+))"
            rf"\s*(?:{_any(words.behind)})"
        ),
        before=re.compile(rf"(?:{before})\s*(?:no\.?\s*)?({list_of})"),
        named=tuple((kind, re.compile(rf"(?:{_any(each)}){own}")) for kind, each in named.items()),
        row=re.compile(
            rf"第\s*(\d{{1,3}}|[一二三四五六七八九十]+)\s*(?:项|項|行|号|號)|(?:{_any(words.row)})\s*([a-z]?\d{{1,3}})(?![\d.])"
        ),
        bracketed=re.compile(rf"\(\s*({list_of})\s*\)"),
        dotted=re.compile(rf"(?<![\d.a-z-])([a-z]?\d{{1,2}}(?:\.\d{{1,3}})+)(?![\d.]*\d){_NO_UNIT}"),
        bare=re.compile(rf"(?<![\d.a-z])({list_of}){_NO_UNIT}"),
    )


def _any(words: Iterable[str]) -> str:
    ordered = sorted((fold(word) for word in words), key=len, reverse=True)
    return "|".join((r"(?<![a-z])" if word[0].isascii() else "") + re.escape(word) for word in ordered)


def places_in(
    text: str, known: frozenset[str], *, is_column: bool = False
) -> tuple[tuple[SectionPlace, ...], str]:
    """Return the places of an announcement, and its folded words without them.

    ``known`` are the section numbers of both revisions: two numbers with a dot are a place only
    if they are one, or are said to be.  In a column of places every number is one.
    """
    rest = fold(text)
    found: list[tuple[str, str]] = []

    def take(pattern: re.Pattern[str], kind: str, accepts: Callable[[str], bool] = bool) -> None:
        nonlocal rest

        def note(match: re.Match[str]) -> str:
            numbers = _numbers(next(group for group in match.groups() if group))
            if not all(accepts(number) for number in numbers):
                return match[0]
            found.extend((kind, number) for number in numbers)
            return " "

        rest = pattern.sub(note, rest)

    patterns = _patterns()
    for kind, pattern in patterns.named:
        take(pattern, kind)
    take(patterns.behind, "section")
    take(patterns.row, "row")
    take(patterns.before, "section")
    take(patterns.bracketed, "section", lambda number: number in known or number.count(".") > 1)
    take(patterns.dotted, "section", lambda number: number in known or number.count(".") > 1)
    if is_column:
        take(patterns.bare, "section")
    return _with_rows(found), rest.strip()


def _with_rows(found: list[tuple[str, str]]) -> tuple[SectionPlace, ...]:
    rows = [number for kind, number in found if kind == "row"]
    places = list(dict.fromkeys((kind, number) for kind, number in found if kind != "row"))
    if not rows or not places:
        return tuple(SectionPlace(kind, number) for kind, number in places)
    holders = [place for place in places if place[0] in ("table", "annex")] or places[-1:]
    others = [SectionPlace(kind, number) for kind, number in places if (kind, number) not in holders]
    return (*others, *(SectionPlace(kind, number, row) for kind, number in holders for row in rows))


def _numbers(listed: str) -> list[str]:
    """Return the numbers of ``4.2, 4.5`` and of ``4.2 to 4.5``, those between included."""
    pieces = [(found.start(), found.end(), found[0]) for found in re.finditer(_number_or_han(), listed)]
    numbers: list[str] = []
    end = 0
    for start, stop, piece in pieces:
        inner = _DOTTED_RANGE.fullmatch(piece)
        if inner:
            numbers += _between(normal(inner[1]), normal(inner[2]))
        elif numbers and _RANGE.fullmatch(listed[end:start]):
            numbers += _between(numbers.pop(), normal(piece))
        else:
            numbers.append(normal(piece))
        end = stop
    return numbers


def _number_or_han() -> str:
    return rf"(?<![a-z]){_NUMBER}|(?<![a-z])[a-z](?![a-z])|[一二三四五六七八九十百]+"


def _between(first: str, last: str) -> list[str]:
    stem, _, low = first.rpartition(".")
    other, _, high = last.rpartition(".")
    if stem != other or not low.isdecimal() or not high.isdecimal():
        return [first, last]
    if not 0 < int(high) - int(low) < _MOST_IN_RANGE:
        return [first, last]
    return [f"{stem}.{at}".lstrip(".") for at in range(int(low), int(high) + 1)]


def normal(number: str) -> str:
    """Return a number that can be compared: ``第五章`` and ``5`` are 5, ``5-1`` is 5.1, ``3.2(4)`` is 3.2.4."""
    plain = re.sub(r"[第章节節条條款部分篇\s]", "", fold(number)).replace("-", ".")
    plain = re.sub(r"\((\w+)\)", r".\1", plain).strip(".、:)")
    return str(_counted(plain)) if plain and all(char in f"{_HAN}十百" for char in plain) else plain


def _counted(han: str) -> int:
    total, digit = 0, 0
    for char in han:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _HAN.index(char) + 1
    return total + digit


_HEAD = re.compile(
    r"(第[一二三四五六七八九十百\d]+[章节節条條篇]|[a-z]?\d{1,3}(?:[.-]\d{1,3})*(?!\d)|[一二三四五六七八九十]+(?=、))"
)
_HEAD_WORDS = re.compile(r"(?:article|section|chapter|clause|part|§)\s*(?=\d)")


@lru_cache(maxsize=50_000)
def head_key(heading: str) -> tuple[str, str] | None:
    """Return kind and number of a heading, None where it has no number."""
    plain = fold(heading)
    for kind, pattern in _patterns().named:
        found = pattern.match(plain)
        if found:
            return kind, normal(found[1])
    bare = _HEAD_WORDS.sub("", plain, count=1)
    found = _HEAD.match(bare)
    return ("section", normal(found[1])) if found else None


@lru_cache(maxsize=50_000)
def keys_of(side: ClauseFacts) -> frozenset[tuple[str, str]]:
    """Return the places a clause stands in: those of its headings, and its own where it has a section number."""
    return frozenset(_keys(side))


def _keys(side: ClauseFacts) -> Iterator[tuple[str, str]]:
    named = (*side.headings, side.text[:60]) if side.is_heading else side.headings
    for heading in named:
        key = head_key(heading)
        if key is not None:
            yield key
    number = side.number or ""
    if number and not side.cells and (side.is_heading or re.search(r"\d[.-]\d|第", number)):
        yield "section", normal(number)


def stands_in(side: ClauseFacts, place: SectionPlace) -> bool:
    """Tell whether a clause stands at a place or below it."""
    inside = any(
        kind == place.kind and (number == place.number or number.startswith(f"{place.number}."))
        for kind, number in keys_of(side)
    )
    return inside and (not place.row or _is_row(side, place.row))


def _is_row(side: ClauseFacts, row: str) -> bool:
    first = side.cells[0] if side.cells else ""
    return row in (normal(side.number or ""), normal(first)) or fold(first) == row
