"""Which documents a text names: the customer's own, and everybody's standards.

Numbers of parts, materials and tools look like numbers of documents; words beside them, and
the customer's own way of numbering (``families``), tell them apart.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from classifiers.references import OWN_NUMBER, TITLE, standard
from domain.knowledge import KNOWLEDGE, line_of, read_toml
from domain.problem import ConfigurationError
from domain.referenced import ReferenceKind
from domain.text import fold

_FAMILY = re.compile(r"[A-Z]{2,6}")
_IATF_CLAUSE = re.compile(r"IATF\s*(?!\D*16949)")
_NUMBERED = re.compile(rf"\s*[(（]\s*(?:[^\s()（）]{{0,6}}[:：]?\s*)?{OWN_NUMBER.pattern}\s*[)）]")
_BESIDE = re.compile(r"[\s:：,，.。“”\"'()（）《》]+")


class DocumentWords(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The table [documents] of references.toml."""

    public: tuple[str, ...]
    laws: tuple[str, ...]
    law_endings: tuple[str, ...]
    no_laws: tuple[str, ...]
    nouns: tuple[str, ...]
    not_after: tuple[str, ...]
    annexes: tuple[str, ...]
    reach: int
    own_marks: tuple[str, ...]
    own_work: tuple[str, ...]
    title_ends: tuple[str, ...]
    title_leads: tuple[str, ...]
    not_titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document that a text names, as written, and where."""

    name: str
    kind: ReferenceKind
    start: int


@dataclass(frozen=True, slots=True)
class _Words:
    words: DocumentWords
    public: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    not_after: re.Pattern[str]
    titled: re.Pattern[str]


@cache
def document_words(folder: Path = KNOWLEDGE) -> DocumentWords:
    """Read and check the table.  Raises ConfigurationError with what is wrong and where."""
    path = folder / "references.toml"
    try:
        return msgspec.convert(read_toml(path).get("documents", {}), DocumentWords)
    except msgspec.ValidationError as error:
        named = re.search(r"`(\$\.)?(\w+)", str(error))
        line = line_of(path, named.group(2)) if named else None
        raise ConfigurationError(str(path), line or line_of(path, "[documents]"), str(error)) from error


def family(number: str) -> str:
    """Return what a company's document numbers begin with (``HTG`` of HTG-SQ-4110); empty for none."""
    found = _FAMILY.match(number.strip())
    return found[0] if found else ""


def find(text: str, families: Set[str] = frozenset()) -> tuple[NamedDocument, ...]:
    """Return the documents that a text names, in order; ``families`` begin the customer's numbers."""
    known = _words()
    found = [NamedDocument(*one) for one in _standards(text, known)]
    taken = [(one.start, one.start + len(one.name)) for one in found]
    for match in TITLE.finditer(text):
        kind = _kind_of_title(match[1], text[match.end() : match.end() + 20], known)
        if not text[: match.start()].endswith(known.words.own_work) and len(match[1].strip()) > 1:
            numbered = _NUMBERED.match(text, match.end())
            end = numbered.end() if numbered and kind is ReferenceKind.CUSTOMER else match.end()
            found.append(NamedDocument(text[match.start() : end], kind, match.start()))
            taken.append((match.start(), end))
    for match in OWN_NUMBER.finditer(text):
        free = all(match.end() <= start or end <= match.start() for start, end in taken)
        if free and _is_document(match, text, families, known):
            found.append(NamedDocument(match[0], ReferenceKind.CUSTOMER, match.start()))
    for match in known.titled.finditer(text):
        if not match["title"].startswith(known.words.not_titles):
            found.append(NamedDocument(match["title"], ReferenceKind.CUSTOMER, match.start("title")))
    return tuple(sorted(found, key=lambda one: one.start))


def _standards(text: str, known: _Words) -> list[tuple[str, ReferenceKind, int]]:
    found = []
    for match in standard().finditer(text):
        name = match[0].strip()
        if not any(char.isdigit() for char in name) or _IATF_CLAUSE.match(name):
            continue  # a method (PPAP), a clause of the standard itself
        kind = ReferenceKind.STANDARD if known.public.match(name) else ReferenceKind.CUSTOMER
        found.append((name, kind, match.start()))
    return found


def _kind_of_title(title: str, behind: str, known: _Words) -> ReferenceKind:
    folded, words = fold(title), known.words
    is_law = folded.startswith(words.laws) or (
        folded.endswith(words.law_endings) and not folded.endswith(words.no_laws)
    )
    return (
        ReferenceKind.STANDARD
        if is_law or known.public.match(_BESIDE.sub("", behind))
        else ReferenceKind.CUSTOMER
    )


def _is_document(match: re.Match[str], text: str, families: Set[str], known: _Words) -> bool:
    reach = known.words.reach
    before = text[max(0, match.start() - reach) : match.start()]
    behind = text[match.end() : match.end() + reach]
    if known.not_after.search(before):
        return False
    if family(match[0]) in families:
        return True
    return known.before.search(before) is not None or known.behind.match(behind) is not None


def _any(words: tuple[str, ...]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(rf"\b{re.escape(word)}" if word.isascii() else re.escape(word) for word in ordered)


@cache
def _words() -> _Words:
    words = document_words()
    prefixes = "|".join(re.escape(one) for one in sorted(words.public, key=len, reverse=True))
    ends = "|".join(re.escape(one) for one in sorted(words.title_ends, key=len, reverse=True))
    leads = "|".join(re.escape(one) for one in sorted(words.title_leads, key=len, reverse=True))
    beside = r"[\s:：,，.“”\"'()（）《》]*"
    return _Words(
        words,
        public=re.compile(rf"(?:{prefixes})(?![A-Za-z])"),
        before=re.compile(rf"(?:{_any(words.nouns)})(?:\s*(?:no\.?|number|号))?{beside}\Z", re.IGNORECASE),
        behind=re.compile(
            rf"{beside}(?:{_any(words.nouns[: words.nouns.index('form')])}|form)", re.IGNORECASE
        ),
        not_after=re.compile(rf"(?:{_any(words.not_after)}){beside}\Z", re.IGNORECASE),
        titled=re.compile(
            rf"(?i:\b(?:{leads}))\s+(?i:the\s+)?[\"“]?"
            rf"(?P<title>(?:[A-Z][\w&/-]*(?:'s|’s)?\s+(?:(?:for|of|and|on)\s+)?){{1,6}}(?:{ends}))\b"
        ),
    )
