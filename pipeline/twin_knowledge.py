"""When texts in two languages are taken for one: ``data/knowledge/twins.toml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from domain.knowledge import KNOWLEDGE, line_of, read_toml
from domain.problem import ConfigurationError


class _Part(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A table of the file: an unknown key is a slip of the person who wrote it."""


class Weights(_Part, frozen=True):
    """What each part of likeness weighs."""

    concepts: float
    values: float
    names: float
    same_number: float
    same_section: float


class Thresholds(_Part, frozen=True):
    """From which likeness two texts are one."""

    beside_numbered: float
    beside: float
    beside_regular: float
    numbered: float
    apart: float


class Shape(_Part, frozen=True):
    """What a document in two languages looks like."""

    least: int
    share: float
    regular: float
    regular_least: int
    shortest_han: int
    shortest_words: int
    longest_ratio: float
    shortest_ratio: float
    window: int
    unsaid: tuple[str, ...]


class ModalityWords(_Part, frozen=True):
    """Words with which a permission is a duty."""

    binding: tuple[str, ...]


class TwinKnowledge(_Part, frozen=True):
    """The whole file."""

    weights: Weights
    thresholds: Thresholds
    shape: Shape
    modality: ModalityWords


@cache
def twin_knowledge(folder: Path = KNOWLEDGE) -> TwinKnowledge:
    """Read and check the file.  Raises ConfigurationError with what is wrong and where."""
    path = folder / "twins.toml"
    try:
        knowledge = msgspec.convert(read_toml(path), TwinKnowledge)
    except msgspec.ValidationError as error:
        name = str(error).rpartition(".")[2].strip("`") if "$." in str(error) else str(error).split("`")[1]
        raise ConfigurationError(str(path), line_of(path, name), str(error)) from error
    for name in Thresholds.__struct_fields__:
        if not 0 < getattr(knowledge.thresholds, name) <= 1:
            raise ConfigurationError(
                str(path), line_of(path, f"{name} ="), f"{name} must be above 0 and at most 1"
            )
    return knowledge
