"""What ``data/knowledge/matters.toml`` says: matters, their words, what a figure may hold for."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

import msgspec

from classifiers.characters import simplify
from domain.knowledge import KNOWLEDGE, line_of, read_toml
from domain.problem import ConfigurationError
from domain.text import fold

FILE = KNOWLEDGE / "matters.toml"
_BREAK = re.compile(r"[,;。；，|]|\.(?!\d)")
_BREAK_COUNTS = 14  # characters that a comma or full stop between word and value counts as


class Entry(msgspec.Struct, forbid_unknown_fields=True, frozen=True, dict=True):
    """A matter; see the head of matters.toml."""

    id: str
    zh: str
    en: str
    measure: str
    stricter: Literal["less", "more"]
    topics: list[str] = []
    words: list[str] = []
    unless: list[str] = []
    least: float = 0.0
    most: float = math.inf

    def may_hold(self, measured: tuple[str, float], topic: str) -> bool:
        """Tell whether a value of a topic, as measured, can be of this matter."""
        kind, amount = measured
        return (
            kind == self.measure
            and (not self.topics or topic in self.topics)
            and self.least <= amount <= self.most
        )

    @cached_property
    def speaks(self) -> re.Pattern[str]:
        """Return what finds the words."""
        return pattern(self.words)

    @cached_property
    def denies(self) -> re.Pattern[str]:
        """Return what finds the words with which a value is of something else."""
        return pattern(self.unless)


class Condition(msgspec.Struct, forbid_unknown_fields=True, frozen=True, dict=True):
    """Words that say for what a figure holds."""

    id: str
    words: list[str]

    @cached_property
    def speaks(self) -> re.Pattern[str]:
        """Return what finds the words."""
        return pattern(self.words)


class Knowledge(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The whole file."""

    reach: int
    apart: float
    matter: list[Entry]
    condition: list[Condition]

    def nearest(
        self, text: str, span: tuple[int, int], measured: tuple[str, float], topic: str
    ) -> Entry | None:
        """Return the matter whose word stands nearest to a value of a comparable text."""
        best, least = None, self.reach + 1
        possible = [entry for entry in self.matter if entry.may_hold(measured, topic)]
        piece = _piece(text, span) if possible else ""
        for entry in possible:
            if entry.denies.search(piece):
                continue
            distance = _distance(entry, text, span) if entry.words else self.reach
            if distance < least:
                best, least = entry, distance
        return best

    def conditions_in(self, text: str) -> tuple[str, ...]:
        """Return what a comparable text says that its figures hold for."""
        return tuple(one.id for one in self.condition if one.speaks.search(text))


def comparable(text: str) -> str:
    """Return text as the words of matters.toml are compared with it."""
    return simplify(fold(text))


def pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Return what finds any of the words; Latin ones as whole words, with or without a plural s."""
    return re.compile("|".join(_alternatives(words)) or r"(?!)")


@cache
def load(path: Path = FILE) -> Knowledge:
    """Read the file.  Raises ConfigurationError, with the line where it is known."""
    try:
        known = msgspec.convert(read_toml(path), Knowledge)
    except msgspec.ValidationError as error:
        raise ConfigurationError(str(path), None, str(error)) from error
    seen: set[str] = set()
    for name in (*(one.id for one in known.matter), *(one.id for one in known.condition)):
        if name in seen:
            raise ConfigurationError(str(path), line_of(path, f'id = "{name}"'), f"{name} stands twice")
        seen.add(name)
    return known


def _alternatives(words: Sequence[str]) -> Iterable[str]:
    for word in sorted({comparable(word) for word in words}, key=lambda word: (-len(word), word)):
        latin = word[0].isascii() and word[-1].isascii()
        yield rf"(?<![a-z0-9]){re.escape(word)}(?:s|es)?(?![a-z0-9])" if latin else re.escape(word)


def _distance(entry: Entry, text: str, span: tuple[int, int]) -> int:
    """Return the characters between a value and the nearest word; breaks between them count more."""
    least = len(text) + 10_000
    for found in entry.speaks.finditer(text):
        between = text[found.end() : span[0]] if found.end() <= span[0] else text[span[1] : found.start()]
        least = min(least, len(between) + _BREAK_COUNTS * len(_BREAK.findall(between)))
    return least


def _piece(text: str, span: tuple[int, int]) -> str:
    """Return the part between commas and full stops that holds a value."""
    start = max((found.end() for found in _BREAK.finditer(text, 0, span[0])), default=0)
    end = _BREAK.search(text, span[1])
    return text[start : end.start() if end else len(text)]
