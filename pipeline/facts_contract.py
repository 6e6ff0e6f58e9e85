"""Through which contract a document binds, where its opening says so.

The words stand in ``data/knowledge/contracts.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import msgspec

from domain.document import Block, BlockKind
from domain.knowledge import KNOWLEDGE, line_of_slip, read_toml
from domain.problem import ConfigurationError
from domain.text import has_han

_SENTENCES = re.compile(r"[^。；;\n]+")
_CODE = r"[\w/.-]*\d[\w/.-]*"


class _Part(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A table of the file: an unknown key is a slip of the person who wrote it."""


class Search(_Part, frozen=True):
    """How far is looked, and how long a name may be."""

    blocks: int
    longest: int


class Binds(_Part, frozen=True):
    """Words that say that a document belongs to something else."""

    words: tuple[str, ...]


class Words(_Part, frozen=True):
    """Words by script."""

    han: tuple[str, ...]
    latin: tuple[str, ...]


class ContractKnowledge(_Part, frozen=True):
    """The whole file."""

    search: Search
    binds: Binds
    names: Words
    numbers: Words


@cache
def contract_knowledge(folder: Path = KNOWLEDGE) -> ContractKnowledge:
    """Read and check the file.  Raises ConfigurationError with file and line of a slip."""
    path = folder / "contracts.toml"
    try:
        knowledge = msgspec.convert(read_toml(path), ContractKnowledge)
    except msgspec.ValidationError as error:
        raise ConfigurationError(str(path), line_of_slip(path, str(error)), str(error)) from error
    lists = {
        "binds": (knowledge.binds.words,),
        "names": (knowledge.names.han, knowledge.names.latin),
        "numbers": (knowledge.numbers.han, knowledge.numbers.latin),
    }
    for table, every in lists.items():
        if any(not words or not all(word.strip() for word in words) for words in every):
            line = line_of_slip(path, f"`$.{table}`")
            raise ConfigurationError(str(path), line, f"[{table}] has no words, or an empty one")
    if min(knowledge.search.blocks, knowledge.search.longest) < 1:
        raise ConfigurationError(
            str(path), line_of_slip(path, "`$.search`"), "[search] wants numbers above 0"
        )
    return knowledge


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _patterns() -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    """Return what tells that a document binds through another, and how that may be named."""
    known = contract_knowledge()
    han = [word for word in known.binds.words if has_han(word)]
    latin = [word for word in known.binds.words if not has_han(word)]
    binds = re.compile(
        "|".join(part for part in (_any(han), rf"\b(?:{_any(latin)})\b") if part), re.IGNORECASE
    )
    names, numbers = known.names, known.numbers
    quoted = rf"《[^《》]{{2,60}}(?:{_any(names.han)})[^《》]{{0,30}}》(?:\s*[（(][^（）()]{{2,40}}[）)])?"
    numbered = rf"(?:{_any(names.han)})(?:{_any(numbers.han)})?\s*[:：]?\s*[A-Z]{_CODE}"
    named = rf"(?:[A-Z][\w&-]*\s+){{1,6}}(?:{_any(names.latin)})(?:\s+(?:{_any(numbers.latin)})?\s*{_CODE})?"
    return binds, (re.compile(quoted), re.compile(numbered), re.compile(named))


def find(blocks: Sequence[Block]) -> str | None:
    """Return the contract's name as it stands in the first sentence that says that one binds."""
    search = contract_knowledge().search
    binds, names = _patterns()
    content = [block for block in blocks if block.kind is not BlockKind.FURNITURE][: search.blocks]
    for block in content:
        for sentence in _SENTENCES.findall(block.text):
            if binds.search(sentence):
                for pattern in names:
                    found = pattern.search(sentence)
                    if found is not None:
                        name = " ".join(found.group().split())[: search.longest]
                        return name.removeprefix("The ").rstrip(".")
    return None
