"""The customer's name where no opening gives it: it recurs where only the customer can stand.

``Parts are released by Harrow``, ``Harrow's SQE``, ``经禾陵书面批准``: a manual calls its author by
a short name throughout, and what that author does is no duty of the supplier's.  The words that
speak for a name are data (``issuer.toml``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from classifiers.characters import simplify
from classifiers.segmentation import is_word
from domain.knowledge import KNOWLEDGE, line_of_slip, read_table, read_toml
from domain.problem import ConfigurationError
from domain.text import fold
from pipeline.company_names import COMPANY

FILE = KNOWLEDGE / "issuer.toml"
_MOST_TEXT = 400_000  # characters of a document that are looked through
_MOST_NAMES = 6
_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9]{1,6}")
_FIRST_PAGE = 12  # clauses
_AROUND = 40  # characters
_WORD = re.compile(r"(?<![\w'’-])[a-z][a-z-]+")


class _English(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    before: list[str]
    apostrophes: list[str]
    after: list[str]
    weak: list[str]
    verbs: list[str]
    against: list[str]
    never: list[str]


class _Chinese(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    before: list[str]
    after: list[str]
    subject: list[str]
    never: list[str]
    no_letters: str


class Words(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """issuer.toml."""

    least: float
    weak: float
    title: float
    blocks: int
    common: float
    always: list[str]
    english: _English
    chinese: _Chinese


@dataclass(frozen=True, slots=True)
class _Grammar:
    """``before`` and ``behind`` speak for the Latin name between them, weakly the next two; ``against`` stands behind."""

    words: Words
    name: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    weak_before: re.Pattern[str]
    weak_behind: re.Pattern[str]
    against: re.Pattern[str]
    never: frozenset[str]
    chinese: tuple[re.Pattern[str], ...]


@cache
def _grammar(path: Path = FILE) -> _Grammar:
    try:
        words = msgspec.convert(read_toml(path), Words)
    except msgspec.ValidationError as error:
        raise ConfigurationError(str(path), line_of_slip(path, str(error)), str(error)) from error
    english, chinese = words.english, words.chinese
    behind = _any(english.after)
    letter = rf"(?:(?![{chinese.no_letters}])[\u4e00-\u9fff])"
    han = rf"(?P<name>{letter}{{2,4}}?|[A-Z][A-Za-z]{{1,11}})"
    return _Grammar(
        words,
        re.compile(
            rf"(?<![\w-])[A-Z][\w&]*(?:-[A-Z]\w*)*(?:\s(?!(?i:{behind})\b)[A-Z][\w&]+){{0,2}}(?![\w-])"
        ),
        re.compile(rf"\b(?:{_any(english.before)})\s+(?:the\s+)?\Z", re.IGNORECASE),
        re.compile(rf"(?:{_any(english.apostrophes)}|\s(?:{behind}))(?!\w)", re.IGNORECASE),
        re.compile(rf"\b(?:{_any(english.weak)})\s+\Z", re.IGNORECASE),
        re.compile(rf"\s(?:{_any(english.verbs)})\b"),
        re.compile(rf"\s(?:{_any(english.against)})\b"),
        frozenset(english.never) | _terms(),
        (
            re.compile(rf"(?:{_any(chinese.before)}){han}(?={_any(chinese.after)})"),
            re.compile(rf"(?:^|(?<=[，。；：、|\s]))(?:[\d.]+\s*)?{han}(?={_any(chinese.subject)})"),
        ),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda w: -len(w)))


def names(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the folded names that recur in a document's clauses as the customer's, most spoken for first."""
    grammar = _grammar()
    places: dict[str, set[int]] = defaultdict(set)
    score: dict[str, float] = defaultdict(float)
    lower: set[str] = set()
    length = 0
    for number, text in enumerate(texts):
        length += len(text)
        if length > _MOST_TEXT:
            break
        lower.update(_WORD.findall(text))
        for name, weight in _spoken_for(simplify(text), grammar):
            score[name] += weight
            if weight > 0:
                places[name].add(number)
    titled = {
        word for text in texts[:_FIRST_PAGE] for found in COMPANY.finditer(text) for word in found[0].split()
    }
    for name in score:
        if name and name.isascii() and name.split()[0] in titled:
            score[name] += grammar.words.title
    known = [
        name
        for name, count in score.items()
        if name
        and len(places[name]) >= grammar.words.blocks
        and count >= (grammar.words.common if not name.isascii() and is_word(name) else grammar.words.least)
        and not (name.isascii() and lower.intersection(re.split(r"[\s-]", name.casefold())))
    ]
    known.sort(key=lambda name: (-score[name], name))
    always = [name for name in grammar.words.always if any(re.search(rf"\b{name}\b", text) for text in texts)]
    return tuple(dict.fromkeys(fold(name) for name in (*known[:_MOST_NAMES], *always)))


def _spoken_for(text: str, grammar: _Grammar) -> Iterable[tuple[str, float]]:
    """Yield a name, and how much it counts, for each place of a clause that speaks for it."""
    if not text.isascii():
        never = grammar.words.chinese.never
        for pattern in grammar.chinese:
            for found in pattern.finditer(text):
                name = found["name"]
                if not any(word in name for word in never):
                    yield (_trimmed(name, grammar) if name.isascii() else name), 1.0
        return
    for found in grammar.name.finditer(text):
        weight = _weight(text, found.start(), found.end(), grammar)
        if weight:
            yield _trimmed(found[0], grammar), weight


def _weight(text: str, start: int, end: int, grammar: _Grammar) -> float:
    """Return what the words around a Latin name say for the customer; below zero: for the supplier."""
    before, behind = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    if grammar.against.match(behind):
        return -1.0
    if grammar.before.search(before) or grammar.behind.match(behind):
        return 1.0
    begins = not before.strip() or before.rstrip()[-1] in ".;:|"
    if grammar.weak_before.search(before) or (begins and grammar.weak_behind.match(behind)):
        return grammar.words.weak
    return 0.0


@cache
def _terms() -> frozenset[str]:
    """Return the abbreviations of the trade, folded: no names of companies."""
    terms: set[str] = set()
    for record in read_table(KNOWLEDGE / "lexicon.tsv", ("abbr", "term_en")):
        terms.update(_ABBREVIATION.findall(f"{record['abbr']} {record['term_en']}"))
    return frozenset(term.casefold() for term in terms)


def _trimmed(name: str, grammar: _Grammar) -> str:
    """Return a name without the words at its beginning and end that are none; empty where nothing is left."""
    parts = name.split()
    while parts and parts[0].casefold() in grammar.never:
        parts = parts[1:]
    while parts and parts[-1].casefold() in grammar.never:
        parts = parts[:-1]
    return " ".join(parts) if parts and len(parts[0]) > 1 else ""
