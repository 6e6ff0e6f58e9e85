"""How matrices of marks are read: ``data/knowledge/matrices.toml``, checked and ready to use."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import msgspec

from classifiers.characters import simplify
from domain.knowledge import KNOWLEDGE, line_of, read_toml
from domain.problem import ConfigurationError
from domain.text import fold

SAYS = ("none", "customer", "duty")
_CUSTOMER = "{customer}"
_BRACKETED = re.compile(r"\((\w{1,2})\)")


class _Part(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A table of the file: an unknown key is a slip of the person who wrote it."""


class Marks(_Part, frozen=True):
    """What a cell may hold that is no word; ``same`` holds other drawings by mark."""

    symbols: tuple[str, ...]
    letters: tuple[str, ...]
    empty: tuple[str, ...]
    highest: int
    share: float
    same: dict[str, tuple[str, ...]]


class LegendWords(_Part, frozen=True):
    """How a legend opens, puts a mark and its meaning together, and heads a table of its own."""

    opens: tuple[str, ...]
    equals: tuple[str, ...]
    blank: tuple[str, ...]
    heads: tuple[str, ...]
    longest: int
    reach: int


class Meaning(_Part, frozen=True):
    """Words that tell what a meaning says of the supplier: none, customer or duty."""

    says: str
    words: tuple[str, ...]


class Convention(_Part, frozen=True):
    """Marks of a table that everybody knows: meanings as (zh, en)."""

    heads: tuple[str, ...]
    meanings: dict[str, tuple[str, str]]


class Unread(_Part, frozen=True):
    """Words around a table that make its rows worth keeping without a legend."""

    words: tuple[str, ...]


class Parties(_Part, frozen=True):
    """Names of the sides."""

    supplier: tuple[str, ...]
    customer: tuple[str, ...]


class Lead(_Part, frozen=True):
    """How a row is put as a sentence for the classifier."""

    zh: str
    en: str


class MatrixKnowledge(_Part, frozen=True):
    """The whole file."""

    marks: Marks
    legend: LegendWords
    meaning: tuple[Meaning, ...]
    convention: tuple[Convention, ...]
    unread: Unread
    parties: Parties
    lead: Lead

    def normal(self, written: str) -> str:
        """Return a mark as legends and cells are compared: half width, large, one drawing for all."""
        plain = unicodedata.normalize("NFKC", written).strip().upper()
        for mark, others in self.marks.same.items():
            if plain in others:
                return mark
        return plain

    def is_empty(self, written: str) -> bool:
        """Tell whether a cell stands for nothing by itself."""
        return not written.strip() or fold(written) in self.marks.empty

    def is_mark(self, mark: str) -> bool:
        """Tell whether a normal mark may be one."""
        bare = _BRACKETED.fullmatch(mark)
        plain = bare.group(1) if bare else mark
        if plain.isascii() and plain.isdigit():
            return 0 < int(plain) <= self.marks.highest
        return plain in self.marks.symbols or plain in self.marks.letters

    def is_mark_or_empty(self, written: str) -> bool:
        """Tell whether a cell may be a mark, or a sign that a legend may give a meaning to."""
        return self.is_mark(self.normal(written)) or self.is_empty(written)

    def says(self, meaning: str, customers: tuple[str, ...], suppliers: tuple[str, ...]) -> str:
        """Return what a meaning says of the supplier: none, customer, duty, or nothing known."""
        text = fold(simplify(meaning))
        for one in self.meaning:
            if one.says == "customer" and any(name in text for name in suppliers):
                continue
            if any(_holds(text, word) for word in _expanded(one.words, customers)):
                return one.says
        return ""


def _expanded(words: tuple[str, ...], customers: tuple[str, ...]) -> list[str]:
    return [word.replace(_CUSTOMER, name) for word in words for name in customers if _CUSTOMER in word] + [
        word for word in words if _CUSTOMER not in word
    ]


def _holds(text: str, word: str) -> bool:
    if word.startswith("="):
        return text == word[1:]
    if not word.isascii():
        return word in text
    return re.search(rf"(?<![a-z]){re.escape(word)}", text) is not None


@cache
def matrix_knowledge(folder: Path = KNOWLEDGE) -> MatrixKnowledge:
    """Read and check the file.  Raises ConfigurationError with what is wrong and where."""
    path = folder / "matrices.toml"
    try:
        knowledge = msgspec.convert(read_toml(path), MatrixKnowledge)
    except msgspec.ValidationError as error:
        raise ConfigurationError(str(path), _line(path, str(error)), str(error)) from error
    for words, slip in _slips(knowledge):
        raise ConfigurationError(str(path), line_of(path, words), slip)
    return knowledge


def _line(path: Path, message: str) -> int | None:
    """Return the line of the key that a message of the check names."""
    named = re.search(r"unknown field `(\w+)`", message) or re.search(r"\$\.(?:\w+\.)*(\w+)", message)
    return line_of(path, named.group(1)) if named else None


def _slips(knowledge: MatrixKnowledge) -> list[tuple[str, str]]:
    """Name what the types cannot check, each with words of the line it stands on."""
    slips = []
    for one in knowledge.meaning:
        if one.says not in SAYS:
            slips.append((f'"{one.says}"', f"says must be one of {', '.join(SAYS)}, not {one.says!r}"))
    if not 0 < knowledge.marks.share <= 1:
        slips.append(("share", "share must be above 0 and at most 1"))
    drawn: dict[str, str] = {}
    for mark, others in knowledge.marks.same.items():
        for other in others:
            if drawn.setdefault(other, mark) != mark:
                slips.append((f'"{mark}" =', f"{other!r} is drawn for {drawn[other]!r} and for {mark!r}"))
    for name, lead in (("zh =", knowledge.lead.zh), ("en =", knowledge.lead.en)):
        if "{meanings}" not in lead:
            slips.append((name, "a lead needs {meanings}"))
    return slips
