"""Which of two parties is the customer where an agreement gives both a name of their own.

``Rhea Foods Ltd. ("Rhea") and Caster Works Inc. ("Castwell")``: neither name says a side, and both recur
throughout.  Who has to do what the agreement asks is the supplier; who approves it, is told of it
and is delivered to is the customer.  The words are data (parties.toml; what certain names mean:
facts.toml, ``named_supplier``, ``named_customer``, ``named_nobody``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from domain.knowledge import KNOWLEDGE, line_of_slip, read_toml
from domain.problem import ConfigurationError
from domain.text import fold, has_han
from pipeline.company_names import last_company
from pipeline.facts_knowledge import RoleWords

FILE = KNOWLEDGE / "parties.toml"
_TWO = 2
_MOST_NAMES = 16
_OPENING = 30  # clauses in which the parties are named
_MOST_TEXT = 400_000  # characters that are looked through
_BEFORE = 160  # characters; a company stands this near before what it is called
_SAYS_A_SIDE = 3  # what such a name counts, in times that a party has to act or may act
_PARENTHESIS = re.compile(r"[(（]([^()（）]{2,120})[)）]")
_QUOTED = re.compile(
    r"[\"“”‘’'「『]\s*(?:[Tt]he\s+)?([A-Z\u4e00-\u9fff][^\"“”‘’'「」『』]{1,23}?)\s*[\"“”‘’'」』]"
)
_NAME = (
    r"\s*(?:as|the|[为為:：])*\s*[\"“”‘’'「『]?(?P<name>[A-Z][\w&./-]+(?: [A-Z][\w&./-]*){0,2}|[\u4e00-\u9fff]{2,6})"
    r"[\"“”‘’'」』]?\s*(?=[)）,，;；。]|$)"
)


class _English(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    modals: list[str]
    no_act: list[str]
    acts: list[str]
    duties: list[str]
    no_duty: list[str]
    owed: list[str]


class _Chinese(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    acts: list[str]
    duties: list[str]
    owed: list[str]


class Words(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """parties.toml."""

    many_duties: int
    duties: int
    margin: float
    english: _English
    chinese: _Chinese


@dataclass(frozen=True, slots=True)
class _Around:
    """Patterns of what stands behind a name or, where something is owed to it, before it."""

    acts: str
    duties: str
    owed: str


@cache
def _words(path: Path = FILE) -> Words:
    try:
        return msgspec.convert(read_toml(path), Words)
    except msgspec.ValidationError as error:
        raise ConfigurationError(str(path), line_of_slip(path, str(error)), str(error)) from error


@cache
def _around(*, han: bool) -> _Around:
    if han:
        chinese = _words().chinese
        return _Around(*(f"(?:{_any(listed)})" for listed in (chinese.acts, chinese.duties, chinese.owed)))
    english = _words().english
    return _Around(
        rf"\s+(?:(?:{_any(english.modals)})\s+(?!(?:{_any(english.no_act)})\b)|(?:{_any(english.acts)})\b)",
        rf"\s+(?:{_any(english.duties)})\s+(?!(?:{_any(english.no_duty)})\b)",
        rf"\b(?:{_any(english.owed)})\s+(?:the\s+)?",
    )


def _any(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


@dataclass(frozen=True, slots=True)
class Sides:
    """Folded names of both sides; ``open`` are names of parties of which nothing says the side."""

    supplier: tuple[str, ...] = ()
    customer: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


def find(texts: Sequence[str], words: RoleWords) -> Sides:
    """Return the sides of the two parties that an agreement's opening names; empty where it names not two.

    Names that say a side by themselves everywhere (Supplier, 需方) and 甲方 or Party A are left out.
    """
    named = [name for name in _defined(texts[:_OPENING], words) if fold(name) not in words.named_nobody][
        :_MOST_NAMES
    ]
    if len(named) < _TWO:
        return Sides()
    body = "\n".join(texts)[:_MOST_TEXT]
    acts = {name: _acts(name, body) + _SAYS_A_SIDE * bool(said(fold(name), words)) for name in named}
    acting = sorted((name for name in named if acts[name]), key=lambda name: -acts[name])
    if len(acting) < _TWO or (len(acting) > _TWO and acts[acting[_TWO]] * _words().margin > acts[acting[1]]):
        return Sides()  # one party, or a third one that acts as much
    parties = acting[:_TWO]
    side = [said(fold(name), words) for name in parties]
    if not any(side):
        side = list(by_duties((parties[0], parties[1]), body, _words().duties))
    if not side[0]:
        side[0] = -side[1]
    if not side[1]:
        side[1] = -side[0]
    usual = {*words.supplier, *words.customer, *(name for names in words.neutral for name in names)}
    own = [(fold(name), which) for name, which in zip(parties, side, strict=True) if fold(name) not in usual]
    return Sides(
        tuple(name for name, which in own if which < 0),
        tuple(name for name, which in own if which > 0),
        tuple(name for name, which in own if not which),
    )


def _defined(opening: Iterable[str], words: RoleWords) -> list[str]:
    """Return the names that are given in quotation marks in parentheses or as what follows, each once."""
    called = re.compile(rf"(?i:{_any(word for word in words.called if word != 'the')}){_NAME}")
    found: dict[str, str] = {}
    for text in opening:
        for within in _PARENTHESIS.finditer(text):
            for quoted in _QUOTED.finditer(within[1]):
                found.setdefault(fold(quoted[1]), quoted[1])
        for one in called.finditer(text):
            found.setdefault(fold(one["name"]), one["name"])
    return list(found.values())


def company_called(opening: Iterable[str], names: Collection[str]) -> str | None:
    """Return the company, as written, to which an opening gives one of the (folded) names: Rhea Foods Inc."""
    for text in opening:
        for within in _PARENTHESIS.finditer(text):
            if any(fold(quoted[1]) in names for quoted in _QUOTED.finditer(within[1])):
                name = last_company(text[max(0, within.start() - _BEFORE) : within.start()])
                if name is not None:
                    return name
    return None


def _acts(name: str, body: str) -> int:
    return _behind(name, _around(han=has_han(name)).acts, body)


def _behind(name: str, pattern: str, body: str) -> int:
    """Return how often a pattern stands behind a name."""
    begins = "" if has_han(name) else r"(?<![\w-])"
    return len(re.findall(f"{begins}{re.escape(name)}{pattern}", body, re.IGNORECASE))


def said(name: str, words: RoleWords) -> int:
    """Return the side that a name says: 1 customer, -1 supplier, 0 neither."""
    customer = name in words.customer or name in words.named_customer
    supplier = name in words.supplier or name in words.named_supplier
    return customer - supplier


def many_duties(parties: tuple[str, str], body: str) -> tuple[int, int]:
    """Return the sides as ``by_duties`` where one has so many that they count more than the opening."""
    return by_duties(parties, body, _words().many_duties)


def by_duties(parties: tuple[str, str], body: str, least: int) -> tuple[int, int]:
    """Return the sides (1 customer, -1 supplier) by who has duties and to whom they are owed.

    Zeros where that does not tell: fewer duties than ``least``, or the other party has half as many.
    """
    duties = [_behind(name, _around(han=has_han(name)).duties, body) for name in parties]
    owed = [_before(name, _around(han=has_han(name)).owed, body) for name in parties]
    weight = [(1 + duties[at]) / (1 + owed[at]) for at in (0, 1)]
    likelier = 0 if weight[0] > weight[1] else 1
    if duties[likelier] < least or weight[likelier] < _words().margin * weight[1 - likelier]:
        return 0, 0
    return (-1, 1) if likelier == 0 else (1, -1)


def _before(name: str, pattern: str, body: str) -> int:
    """Return how often a pattern stands before a name."""
    ends = "" if has_han(name) else r"(?![\w-])"
    return len(re.findall(f"{pattern}{re.escape(name)}{ends}", body, re.IGNORECASE))
