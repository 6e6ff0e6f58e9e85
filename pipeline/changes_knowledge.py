"""The words and thresholds by which revisions are compared: ``data/knowledge/changes.toml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from domain.knowledge import KNOWLEDGE, line_of_slip, read_toml
from domain.problem import ConfigurationError

LEVELS = ("must", "must_not", "recommended", "recommended_not", "may")
_FULL = 100


class _Part(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A table of the file: an unknown key is a slip of the person who wrote it."""


class AlignmentScale(_Part, frozen=True):
    """Cut-offs and bonuses of likeness, in percent."""

    anywhere: float
    beside: float
    same_place: float
    part: float
    whole: float
    shortest_part: int
    number_bonus: float
    heading_bonus: float
    order_bonus: float
    cell_bonus: float
    window: int


class Wording(_Part, frozen=True):
    """What may stand for what, and what may change its place."""

    drop: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]
    adverbs: tuple[str, ...]
    joints: tuple[str, ...]
    shortest_part: int


class Strength(_Part, frozen=True):
    """Words of one level of binding, and the compounds that are none."""

    level: str
    words: tuple[str, ...]
    unless: tuple[str, ...]


class PartyWords(_Part, frozen=True):
    """Words that name the supplier and the customer."""

    supplier: tuple[str, ...]
    customer: tuple[str, ...]


class Weaker(_Part, frozen=True, rename={"before": "from", "after": "to"}):
    """A word for another that asks less."""

    before: tuple[str, ...]
    after: tuple[str, ...]


class Exceptions(_Part, frozen=True):
    """Words that take something away from a duty."""

    words: tuple[str, ...]


class Limits(_Part, frozen=True):
    """Words around a bare value that say which way it binds."""

    more_is_stricter: tuple[str, ...]
    less_is_stricter: tuple[str, ...]


class Numbering(_Part, frozen=True):
    """Heads of columns that only count."""

    serial: tuple[str, ...]


class ChangeKnowledge(_Part, frozen=True):
    """The whole file."""

    alignment: AlignmentScale
    wording: Wording
    strength: tuple[Strength, ...]
    parties: PartyWords
    weaker: tuple[Weaker, ...]
    exceptions: Exceptions
    limits: Limits
    numbering: Numbering


@cache
def change_knowledge(folder: Path = KNOWLEDGE) -> ChangeKnowledge:
    """Read and check the file.  Raises ConfigurationError with what is wrong and where."""
    path = folder / "changes.toml"
    try:
        knowledge = msgspec.convert(read_toml(path), ChangeKnowledge)
    except msgspec.ValidationError as error:
        raise ConfigurationError(str(path), line_of_slip(path, str(error)), str(error)) from error
    for slip in _slips(knowledge):
        raise ConfigurationError(str(path), None, slip)
    return knowledge


def _slips(knowledge: ChangeKnowledge) -> list[str]:
    """Name what the types cannot check: a word in two classes would make them one."""
    scale = knowledge.alignment
    slips = []
    if not 0 < scale.same_place <= scale.beside <= scale.anywhere <= _FULL:
        slips.append("[alignment] 0 < same_place <= beside <= anywhere <= 100 must hold")
    levels = [one.level for one in knowledge.strength]
    if sorted(levels) != sorted(LEVELS):
        slips.append(f"[[strength]] needs each of {', '.join(LEVELS)} once, found {', '.join(levels)}")
    seen: dict[str, int] = {}
    for at, group in enumerate(knowledge.wording.same):
        for word in group:
            if seen.setdefault(word, at) != at:
                slips.append(f"[wording] same: {word!r} stands in two groups")
    slips += [
        f"[wording] {word!r} is dropped and the same as others"
        for word in knowledge.wording.drop
        if word in seen
    ]
    return slips
