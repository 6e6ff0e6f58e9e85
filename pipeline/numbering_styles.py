"""The styles in which documents number their parts, as told by ``data/knowledge/numbering.toml``.

To teach the tool a further style: one ``[[style]]`` there, nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from domain import knowledge
from domain.problem import ConfigurationError

FILE = knowledge.KNOWLEDGE / "numbering.toml"

ROLES = ("part", "section", "below", "item")
_HAN_NUMERALS = "一二三四五六七八九十百〇零壹贰貳叁參叄肆伍陆陸柒捌玖拾廿卅"
_PLACES = {
    "n": r"(?:0?[1-9]\d?|[1-9]\d\d|0)",
    "dotted": r"(?:[1-9]\d?|0)(?:\.(?:[1-9]\d?|0))+",
    "han": f"[{_HAN_NUMERALS}]{{1,6}}",
    "count": rf"(?:[1-9]\d{{0,2}}|[{_HAN_NUMERALS}]{{1,6}})",
    "letter": "[a-z]",
    "LETTER": "[A-Z]",
    "roman": "[ivxl]{1,7}",
    "ROMAN": "(?:[IVXL]{1,7}|[Ⅰ-Ⅻ])",
    "circled": "[①-⑳㉑-㉟㊱-㊿⓪❶-❿➀-➓⑴-⒇⒈-⒛㈠-㈩㊀-㊉ⓐ-ⓩ⒜-⒵]",
}
_PLACE = re.compile(r"\{([A-Za-z]+)\}")
_AFTER = frozenset({"blank", "end", "han", "capital", "title", "any"})


@dataclass(frozen=True, slots=True)
class Style:
    """One ``[[style]]``: how it is written and what guards it; see the head of the file."""

    id: str
    forms: tuple[re.Pattern[str], ...]
    after: tuple[str, ...]
    role: str
    rank: int | None = None
    weak: bool = False
    quantity: bool = False
    reference: bool = False
    capital: bool = False
    twin: str | None = None


@dataclass(frozen=True, slots=True)
class Bullets:
    """Signs that open a list item, by what must follow them."""

    anywhere: tuple[str, ...]
    before_blank_or_han: tuple[str, ...]
    before_blank_and_han: tuple[str, ...]
    before_blank_and_capital: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbering:
    """All that ``numbering.toml`` says."""

    styles: tuple[Style, ...]
    bullets: Bullets
    units: tuple[str, ...]
    units_unless: tuple[str, ...]
    reference_after: tuple[str, ...]
    duty: re.Pattern[str]
    duty_unless: tuple[str, ...]
    longest_han: int
    longest_words: int
    lead_endings: tuple[str, ...]
    lead_strong: tuple[str, ...]
    lead_openings: tuple[str, ...]
    abbreviations: frozenset[str]
    may_end: frozenset[str]
    openers: frozenset[str]


def longest_first(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words in the order in which the first that fits is the longest."""
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))


def _wrong(path: Path, name: str, message: str) -> ConfigurationError:
    return ConfigurationError(str(path), knowledge.line_of(path, name), message)


def words_of(path: Path, table: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return a list of words.  Raises ConfigurationError where it is no list of filled strings."""
    value = table.get(name)
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise _wrong(path, name, f"{name!r} must be a list of words in quotes")
    return tuple(value)


def _compile(path: Path, form: str) -> re.Pattern[str]:
    """Turn a form into a pattern; blanks may stand between its parts."""
    pieces: list[str] = []
    at = 0
    for place in _PLACE.finditer(form):
        if place.group(1) not in _PLACES:
            message = f"{place.group(0)} is no place for a number; there are {', '.join(_PLACES)}"
            raise _wrong(path, form, message)
        pieces += [re.escape(word) for word in form[at : place.start()].split()]
        pieces.append(f"({_PLACES[place.group(1)]})")
        at = place.end()
    if not pieces:
        raise _wrong(path, form, f"the form {form!r} has no place for a number")
    pieces += [re.escape(word) for word in form[at:].split()]
    worded = form[0] not in "{([〔【"  # blanks stand after words and §, not inside 3.2(4)
    return re.compile((r" ?" if worded else "").join(pieces))


def _style(path: Path, table: Mapping[str, Any]) -> Style:
    name = table.get("id")
    if not isinstance(name, str) or not name:
        raise _wrong(path, "[[style]]", "a [[style]] has no id")
    after = words_of(path, table, "after")
    unknown = [word for word in after if len(word) > 1 and word not in _AFTER]
    if unknown:
        raise _wrong(path, unknown[0], f"style {name}: {unknown[0]!r} cannot follow; use {sorted(_AFTER)}")
    role, rank = table.get("role"), table.get("rank")
    if role not in ROLES:
        raise _wrong(path, f'"{name}"', f"style {name}: role must be one of {', '.join(ROLES)}")
    if rank is not None and not isinstance(rank, int):
        raise _wrong(path, f'"{name}"', f"style {name}: rank must be a whole number")
    flags = {flag: table.get(flag, False) is True for flag in ("weak", "quantity", "reference", "capital")}
    forms = tuple(_compile(path, form) for form in words_of(path, table, "forms"))
    return Style(name, forms, after, str(role), rank, twin=table.get("twin"), **flags)


def _table(path: Path, everything: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = everything.get(name)
    if not isinstance(table, dict):
        raise _wrong(path, name, f"the table [{name}] is missing")
    return table


def _whole(path: Path, table: Mapping[str, Any], name: str) -> int:
    value = table.get(name)
    if not isinstance(value, int):
        raise _wrong(path, name, f"{name!r} must be a whole number")
    return value


def _duty(han: tuple[str, ...], latin: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in longest_first(latin))
    signs = "|".join(re.escape(word) for word in longest_first(han))
    return re.compile(rf"{signs}|\b(?:{words})\b", re.IGNORECASE)


def read(path: Path) -> Numbering:
    """Read a numbering file.  Raises ConfigurationError with file, line and cure."""
    everything = knowledge.read_toml(path)
    styles = everything.get("style")
    if not isinstance(styles, list) or not styles:
        raise ConfigurationError(str(path), None, "has no [[style]]")
    table = {
        name: _table(path, everything, name)
        for name in ("bullets", "quantities", "references", "titles", "lead_ins", "sentences")
    }

    def words(where: str, name: str) -> tuple[str, ...]:
        return words_of(path, table[where], name)

    return Numbering(
        styles=tuple(_style(path, style) for style in styles),
        bullets=Bullets(
            *(
                longest_first(words("bullets", name))
                for name in (
                    "anywhere",
                    "before_blank_or_han",
                    "before_blank_and_han",
                    "before_blank_and_capital",
                )
            )
        ),
        units=longest_first(words("quantities", "units")),
        units_unless=words("quantities", "unless"),
        reference_after=words("references", "after"),
        duty=_duty(words("titles", "duty"), words("titles", "duty_latin")),
        duty_unless=longest_first(words("titles", "duty_unless")),
        longest_han=_whole(path, table["titles"], "longest_han"),
        longest_words=_whole(path, table["titles"], "longest_words"),
        lead_endings=words("lead_ins", "endings"),
        lead_strong=words("lead_ins", "strong"),
        lead_openings=words("lead_ins", "openings"),
        abbreviations=frozenset(words("sentences", "abbreviations")),
        may_end=frozenset(words("sentences", "may_end")),
        openers=frozenset(words("sentences", "openers")),
    )


@cache
def shipped() -> Numbering:
    """Return the shipped numbering, read once."""
    return read(FILE)


@cache
def style_named(name: str) -> Style | None:
    """Return the shipped style of that id (the first, where the id has several), or None."""
    return next((style for style in shipped().styles if style.id == name), None)
