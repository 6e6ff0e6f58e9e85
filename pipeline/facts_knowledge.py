"""The words behind the facts of a document, read from ``data/knowledge`` and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from domain import knowledge
from domain.problem import ConfigurationError
from domain.text import fold
from pipeline.numbering_styles import longest_first, words_of

FACTS = knowledge.KNOWLEDGE / "facts.toml"
TYPES = knowledge.KNOWLEDGE / "document_types.toml"

TYPE_IDS = frozenset(
    [
        "supplier_manual",
        "csr_document",
        "quality_agreement",
        "technical_agreement",
        "contract",
        "purchase_order",
        "nda",
        "logistics_packaging",
        "environment",
        "tooling_agreement",
        "warranty_agreement",
        "audit_checklist",
        "product_spec",
        "material_spec",
        "process_spec",
        "inspection_standard",
        "drawing",
        "portal_page",
        "irrelevant",
        "other",
    ]
)


@dataclass(frozen=True, slots=True)
class TypeWords:
    """The cue words of one document type, as patterns over folded text."""

    id: str
    title: re.Pattern[str]
    opening: re.Pattern[str]
    headings: re.Pattern[str]
    unless: re.Pattern[str]
    absent: re.Pattern[str]
    absent_too: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Names of the parties and the words that say who is who; all folded."""

    supplier: tuple[str, ...]
    customer: tuple[str, ...]
    neutral: tuple[tuple[str, ...], ...]
    own: tuple[str, ...]
    for_suppliers: tuple[str, ...]
    called: tuple[str, ...]
    buys_from: tuple[str, ...]
    sells_to: tuple[str, ...]
    orders_from: tuple[str, ...]
    named_supplier: tuple[str, ...]
    named_customer: tuple[str, ...]
    named_nobody: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactWords:
    """Labels by fact; the dates' kinds are ``date0``, ``date1``, … with the best first."""

    labels: Mapping[str, tuple[str, ...]]
    change: tuple[str, ...]
    history_titles: tuple[str, ...]
    title_words: tuple[str, ...]
    never_titles: tuple[str, ...]
    roles: RoleWords
    traditional: frozenset[str]
    simplified: frozenset[str]
    english: frozenset[str]


def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for any of the folded words, the longest first; Latin ones as whole words."""
    pieces = []
    for word in longest_first(tuple(fold(word) for word in words)):
        left = r"(?<![a-z0-9])" if word[0].isascii() and word[0].isalnum() else ""
        right = r"(?![a-z0-9])" if word[-1].isascii() and word[-1].isalnum() else ""
        pieces.append(left + re.escape(word).replace(r"\ ", r"\s+") + right)
    return re.compile("|".join(pieces) if pieces else r"(?!)")


def _table(path: Path, everything: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = everything.get(name)
    if not isinstance(table, dict):
        raise ConfigurationError(
            str(path), knowledge.line_of(path, f"[{name}"), f"the table [{name}] is missing"
        )
    return table


def _folded(path: Path, table: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in words_of(path, table, name))


def read_facts(path: Path) -> FactWords:
    """Read a facts file.  Raises ConfigurationError with file, line and cure."""
    everything = knowledge.read_toml(path)
    given = _table(path, everything, "labels")
    labels = {name: _folded(path, given, name) for name in given}
    missing = [name for name in ("number", "revision", "title", "customer", "pages") if name not in labels]
    dates = everything.get("date")
    if missing or not isinstance(dates, list):
        raise ConfigurationError(str(path), None, f"{(missing or ['[[date]]'])[0]!r} is missing")
    labels |= {f"date{at}": _folded(path, kind, "labels") for at, kind in enumerate(dates)}
    history, titles = _table(path, everything, "revision_table"), _table(path, everything, "titles")
    languages = _table(path, everything, "languages")
    return FactWords(
        labels=labels,
        change=_folded(path, history, "change"),
        history_titles=_folded(path, history, "titles"),
        title_words=_folded(path, titles, "words"),
        never_titles=_folded(path, titles, "never"),
        roles=_roles(path, _table(path, everything, "roles")),
        traditional=_letters(path, languages, "traditional", "simplified"),
        simplified=_letters(path, languages, "simplified", "traditional"),
        english=frozenset(_folded(path, languages, "english")),
    )


def _letters(path: Path, table: Mapping[str, Any], name: str, other: str) -> frozenset[str]:
    value, against = table.get(name), table.get(other)
    if not isinstance(value, str) or not isinstance(against, str):
        raise ConfigurationError(
            str(path), knowledge.line_of(path, name), f"{name!r} must be characters in quotes"
        )
    return frozenset(value) - frozenset(against)


def _roles(path: Path, table: Mapping[str, Any]) -> RoleWords:
    neutral = table.get("neutral")
    if not isinstance(neutral, list) or not all(isinstance(pair, list) for pair in neutral):
        raise ConfigurationError(
            str(path), knowledge.line_of(path, "neutral"), "'neutral' must be lists of names"
        )
    return RoleWords(
        supplier=_folded(path, table, "supplier"),
        customer=_folded(path, table, "customer"),
        neutral=tuple(_folded(path, {"neutral": names}, "neutral") for names in neutral),
        own=_folded(path, table, "self"),
        for_suppliers=_folded(path, table, "for_suppliers"),
        called=_folded(path, table, "called"),
        buys_from=_folded(path, table, "buys_from"),
        sells_to=_folded(path, table, "sells_to"),
        orders_from=_folded(path, table, "orders_from"),
        named_supplier=_folded(path, table, "named_supplier"),
        named_customer=_folded(path, table, "named_customer"),
        named_nobody=_folded(path, table, "named_nobody"),
    )


def read_types(path: Path) -> tuple[TypeWords, ...]:
    """Read a file of document types.  Raises ConfigurationError with file, line and cure."""
    everything = knowledge.read_toml(path)
    types = everything.get("type")
    if not isinstance(types, list) or not types:
        raise ConfigurationError(str(path), None, "has no [[type]]")
    return tuple(_type(path, table) for table in types)


def _type(path: Path, table: Mapping[str, Any]) -> TypeWords:
    name = table.get("id")
    if name not in TYPE_IDS:
        line = knowledge.line_of(path, f'"{name}"')
        raise ConfigurationError(
            str(path), line, f"{name!r} is no type; there are {', '.join(sorted(TYPE_IDS))}"
        )
    unless = words_of(path, table, "unless") if "unless" in table else ()
    absent = words_of(path, table, "absent") if "absent" in table else ()
    absent_too = words_of(path, table, "absent_too") if "absent_too" in table else ()

    def cues(part: str) -> re.Pattern[str]:
        empty = isinstance(table.get(part), list) and not table[part]
        return any_of(() if empty else words_of(path, table, part))

    return TypeWords(
        str(name),
        cues("title"),
        cues("opening"),
        cues("headings"),
        any_of(unless),
        any_of(absent),
        any_of(absent_too),
    )


@cache
def fact_words() -> FactWords:
    """Return the shipped words, read once."""
    return read_facts(FACTS)


@cache
def type_words() -> tuple[TypeWords, ...]:
    """Return the shipped document types, read once."""
    return read_types(TYPES)
