"""Quantified demands in a text: ``Cpk ≥ 1.67``, ``24 小时内``, ``at least fifteen (15) years``, ``AQL 0.65``.

The vocabularies (units, quantities, frequencies, comparators) are data (``target_words``).
A target's ``text`` is what the document says, with the words that give it its comparator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from classifiers import counts, deadlines, ellipses, grades, numbers, shares, target_cells, target_phrases
from classifiers.characters import simplify
from classifiers.target_words import Vocabulary, key, vocabulary
from classifiers.value import Value
from domain.requirement import Target

_FIRST_CALENDAR_YEAR = 1900


_TOLERANCE = re.compile(rf"(?<![A-Za-z\d.])(?P<low>{numbers.DIGITS})\s*±\s*(?P<high>{numbers.DIGITS})")
_BARE_LIMIT = re.compile(
    rf"(?P<name>[A-Za-zΔΦφØ][A-Za-z0-9_%]{{0,7}})\s*(?P<sign>[≤≥≦≧<>＜＞]=?)\s*(?P<low>{numbers.DIGITS})"
)


_SIGN = re.compile("[≤≥≦≧<>＜＞]")
_BEHIND_NUMBER = re.compile(r"\d\s?$")
_WORD_BEHIND = re.compile(r",|\s+(?:[\"“]|[a-z]{2,}|[A-Z])")
_DIVIDED = re.compile("[担配摊别析之]")
_DIGIT = re.compile(r"\d")
_NUMERAL = re.compile(rf"\d+|{numbers.CHINESE}|{numbers.BLACKED}")
_LETTERS = re.compile("[a-z]+")
_NUMBER_WORD = re.compile(numbers.ENGLISH, re.IGNORECASE)


def find(text: str) -> tuple[Value, ...]:
    """Find all quantified demands of a text, in order, without overlaps."""
    words = vocabulary()
    original, text = text, numbers.mended(simplify(text))
    either = _either(text)  # each grammar runs only where a word of it stands
    found: list[Value] = []
    if starts := _numbers(text):
        if _DIGIT.search(text) and _holds(either, words.quantities):
            found = _named(text, words)
        found += [value for value in _amounts(text, words, starts) if not _overlaps(value, found)]
        found += [value for value in _bare_limits(text, words, either) if not _overlaps(value, found)]
    if _holds(either, words.frequencies):
        found += [value for value in _frequencies(text, words) if not _overlaps(value, found)]
    cells = target_cells.find(text, words.units, words.comparators)
    for value in chain(cells, deadlines.find(text), counts.find(text, starts)):
        # "4 per month" takes the place of "per month"
        found = _with(value, found, [one for one in found if one.kind == "periodic"])
    for value in chain(grades.find(text), shares.find(text, starts)):
        found = _with(value, found, found)  # "UL 94 V-0" that of "94 V"
    for value in target_phrases.find(text, text.casefold()):
        # a phrase without a number does not take the place of one: "not later than eight hours after the request"
        is_valued = value.target.value is not None
        weaker = [one for one in found if is_valued or one.target.value is None or one.kind == "periodic"]
        found = _with(value, found, weaker)
    found.sort(key=lambda value: value.start)
    for value in list(ellipses.find(text, found)) if starts else ():
        found = _with(value, found, [])
    return tuple(_quoted(value, original) for value in sorted(found, key=lambda value: value.start))


def _either(text: str) -> str:
    """Return a text without blanks, as written and without case, for looking for words as ``_key`` writes them."""
    solid = "".join(text.split())
    return f"{solid}\n{solid.casefold()}"


def _holds(either: str, keys: Iterable[str]) -> bool:
    return any(map(either.__contains__, keys))


def _numbers(text: str) -> list[int]:
    """Return where numbers may begin, whatever they are written in."""
    starts = [match.start() for match in _NUMERAL.finditer(text)]
    if not numbers.ENGLISH_WORDS.keys().isdisjoint(_LETTERS.findall(text.casefold())):
        starts += [match.start() for match in _NUMBER_WORD.finditer(text)]
        starts.sort()
    return starts


def _quoted(value: Value, original: str) -> Value:
    """Give a value the words of the original text; the grammar reads simplified characters."""
    words = original[value.start : value.end].strip()
    return replace(value, target=replace(value.target, text=words)) if words != value.target.text else value


def _holds_all(value: Value, other: Value) -> bool:
    spans = (value.start, value.end), (other.start, other.end)
    return spans[0] != spans[1] and value.start <= other.start and other.end <= value.end


def _with(value: Value, found: list[Value], weaker: list[Value]) -> list[Value]:
    """Return the values with one more, in place of weaker ones that it holds; unchanged where it overlaps others."""
    within = [one for one in weaker if _holds_all(value, one)]
    others = [one for one in found if one not in within] if within else found
    return found if _overlaps(value, others) else [*others, value]


def _overlaps(value: Value, others: list[Value]) -> bool:
    return any(value.start < other.end and other.start < value.end for other in others)


def _named(text: str, words: Vocabulary) -> list[Value]:
    values = []
    for match in words.named.finditer(text):
        if match["name"] in words.units and _BEHIND_NUMBER.search(text, 0, match.start()):
            continue  # "550 HV: 0.8 mm" has a hardness before the colon, not behind it
        low, high = numbers.value_of(match["low"]), numbers.value_of(match["high"] or "")
        quantity, kind = words.quantities[key(match["name"])]
        sign = _sign(words, match["sign"], match["after"], high)
        unit = words.units[key(match["unit"])][0] if match["unit"] else ""
        target = Target(match[0].strip(), low, unit, sign, quantity, high)
        values.append(Value(target, kind, match.start(), match.end()))
    return values


def _near_numbers(text: str, words: Vocabulary, starts: list[int]) -> Iterator[re.Match[str]]:
    """Find amounts like ``finditer``, but begin to look only at a number or, where one stands, its comparator."""
    place = 0
    for start in starts:
        if start >= place:
            begin = max(place, start - words.reach)
            signed = max(place, start - (text[start - 1 : start] in ("-", "−", "–", ".")))
            match = words.amount.search(
                text, begin if _holds(_either(text[begin:start]), words.before) else signed
            )
            if match is None:
                return
            yield match
            place = match.end()


def _amounts(text: str, words: Vocabulary, starts: list[int]) -> list[Value]:
    values = []
    for match in _near_numbers(text, words, starts):
        spelled = match["unit2"] or match["unit1"]
        if not spelled or (match["high"] and not match["unit2"] and not match["unit1"]):
            continue
        unit, kind = words.units[key(spelled)]
        if _is_date(text, match, unit) or _is_no_amount(text, match, kind) or _opens(text, match, spelled):
            continue
        low, high = numbers.value_of(match["low"]), numbers.value_of(match["high"] or "")
        sign = "±" if "±" in (match["link"] or "") else _sign(words, match["before"], match["after"], high)
        target = Target(match[0].strip(), low, unit, sign, "", high)
        values.append(Value(target, kind, match.start(), match.end()))
    return values


def _is_date(text: str, match: re.Match[str], unit: str) -> bool:
    """Tell whether a number with 年/月/日/天 is a date or an ordinal, not an amount."""
    if text[: match.start("low")].rstrip().endswith(("第", "No.", "№")):
        return True
    value = numbers.value_of(match["low"])
    if unit == "year" and value is not None and value >= _FIRST_CALENDAR_YEAR:
        return True
    if unit == "month" and match["unit2" if match["unit2"] else "unit1"] == "月":
        return True
    before = text[max(0, match.start("low") - 3) : match.start("low")]
    return unit == "day" and bool(re.search(r"[月/]\s*$", before))


def _is_no_amount(text: str, match: re.Match[str], kind: str) -> bool:
    """Tell whether a word or a section's number looks like a count or points: ``零件``, ``2.2 Samples``, ``50分担``."""
    if kind == "points":
        return bool(_DIVIDED.match(text, match.end()))
    if kind != "count":
        return False
    low = match["low"]
    return low == "零" or ("." in low and not text[: match.start("low")].strip())


def _opens(text: str, match: re.Match[str], spelled: str) -> bool:
    """Tell whether a section's number stands before what looks like a unit: ``4.5 A powder``, ``7.2 年度``."""
    if text[: match.start("low")].strip() or match["high"] or match["low"].startswith("0"):
        return False
    if not spelled.isascii():
        return "." in match["low"] and text[match.start("low") :].startswith(f"{match['low']} 年度")
    return spelled[0].isupper() and bool(_WORD_BEHIND.match(text, match.end()))


def _bare_limits(text: str, words: Vocabulary, either: str) -> list[Value]:
    values: list[Value] = []
    if _holds(either, words.endings):
        for match in words.bare_after.finditer(text):
            sign = _sign(words, None, match["after"], None)
            target = Target(match[0], numbers.value_of(match["low"]), "", sign)
            values.append(Value(target, "limit", match.start(), match.end()))
    if "±" not in either and not _holds(either, words.limits) and not _SIGN.search(either):
        return values
    for match in _TOLERANCE.finditer(text):
        target = Target(
            match[0], numbers.value_of(match["low"]), "", "±", "", numbers.value_of(match["high"])
        )
        value = Value(target, "limit", match.start(), match.end())
        values += [] if _overlaps(value, values) else [value]
    taken = list(values)
    for match in _BARE_LIMIT.finditer(text):
        low, sign = numbers.value_of(match["low"]), _sign(words, match["sign"], None, None)
        target = Target(match[0], low, "", sign, match["name"])
        value = Value(target, "limit", match.start(), match.end())
        values += [] if _overlaps(value, taken) else [value]
    taken = list(values)
    for match in words.bare.finditer(text):
        end = counts.behind(text, match.end())  # "at least six thermocouples"
        low, sign = numbers.value_of(match["low"]), _sign(words, match["before"], None, None)
        value = Value(Target(text[match.start() : end], low, "", sign), "limit", match.start(), end)
        values += [] if _overlaps(value, taken) else [value]
    return values


def _frequencies(text: str, words: Vocabulary) -> list[Value]:
    values = []
    for match in words.frequency.finditer(text):
        period = words.frequencies.get(key(match[0]))
        if period:
            target = Target(match[0], 1.0, f"per_{period}", "=", "frequency")
            values.append(Value(target, "periodic", match.start(), match.end()))
    return values


def _sign(words: Vocabulary, before: str | None, after: str | None, high: float | None) -> str:
    if high is not None:
        return "range"
    for written in (after, before):
        if written and written.strip(" :："):
            return words.comparators.get(written.strip(), _folded_sign(words, written.strip()))
    return "="


def _folded_sign(words: Vocabulary, written: str) -> str:
    solid = re.sub(r"\s+", "", written).casefold()
    return words.folded.get(solid, "=")
