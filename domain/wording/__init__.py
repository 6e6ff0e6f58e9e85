"""Every sentence a person reads, by key and language.

``domain/wording/<language>/<subject>.toml``; the key is ``subject.table.name``.  A test
holds the languages to the same keys and placeholders.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from domain.knowledge import read_toml

LANGUAGES = ("zh", "en")
_FOLDER = Path(__file__).resolve().parent


@cache
def wording(language: str) -> dict[str, str]:
    """Return all sentences of a language by dotted key."""
    sentences: dict[str, str] = {}
    for path in sorted((_FOLDER / language).glob("*.toml")):
        _flatten(path.stem, read_toml(path), sentences)
    return sentences


def _flatten(prefix: str, table: dict[str, Any], into: dict[str, str]) -> None:
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, dict):
            _flatten(key, value, into)
        else:
            into[key] = str(value)


def say(key: str, language: str, **values: object) -> str:
    """Return the sentence of a key with its placeholders filled.

    Raises KeyError for a key that no wording file has: that is a bug, never data.
    """
    sentence = wording(language)[key]
    return sentence.format(**values) if values else sentence
