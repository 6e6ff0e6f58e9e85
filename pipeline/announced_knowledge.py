"""Reads ``data/knowledge/announced.toml``: the words of revision histories."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from domain.knowledge import KNOWLEDGE, line_of_slip, read_toml
from domain.problem import ConfigurationError
from domain.text import fold


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the file."""


class History(_Part, frozen=True):
    """Words by which a list of changes is known."""

    titles: tuple[str, ...]
    places: tuple[str, ...]


class Places(_Part, frozen=True):
    """Words that make a number a place."""

    before: tuple[str, ...]
    behind: tuple[str, ...]
    annex: tuple[str, ...]
    table: tuple[str, ...]
    figure: tuple[str, ...]
    row: tuple[str, ...]


class Items(_Part, frozen=True):
    """Words that tell what an announcement amounts to."""

    editorial: tuple[str, ...]
    general: tuple[str, ...]
    idle: tuple[str, ...]


class _File(_Part, frozen=True):
    history: History
    places: Places
    items: Items


@dataclass(frozen=True, slots=True)
class AnnouncedKnowledge:
    """The file, folded; ``idle`` matches any word of changing."""

    history: History
    places: Places
    editorial: re.Pattern[str]
    general: re.Pattern[str]
    idle: re.Pattern[str]


@cache
def announced_knowledge(folder: Path = KNOWLEDGE) -> AnnouncedKnowledge:
    """Read and check the file.  Raises ConfigurationError with what is wrong."""
    path = folder / "announced.toml"
    try:
        file = msgspec.convert(read_toml(path), _File)
    except msgspec.ValidationError as error:
        raise ConfigurationError(str(path), line_of_slip(path, str(error)), str(error)) from error
    return AnnouncedKnowledge(
        history=History(_folded(file.history.titles), _folded(file.history.places)),
        places=file.places,
        editorial=words_pattern(file.items.editorial),
        general=words_pattern(file.items.general),
        idle=words_pattern(file.items.idle),
    )


def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(word) for word in words)


def words_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of the words in a folded text, the longest first, Latin ones as whole words."""
    ordered = sorted((fold(word) for word in words), key=len, reverse=True)
    return re.compile("|".join(_bounded(word) for word in ordered))


def _bounded(word: str) -> str:
    before = r"(?<![a-z])" if word[0].isascii() and word[0].isalpha() else ""
    behind = r"(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else ""
    return f"{before}{re.escape(word)}{behind}"
