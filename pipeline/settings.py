"""The company's settings: ``company.toml`` over the defaults of ``data/knowledge/settings.toml``.

A key that the defaults do not have, a value of another type or beyond its bounds is a
``ConfigurationError`` with file, line and cure: a setting is never ignored.
To add a setting: give it a default there, a field here, a line in the template of
``csr init`` (``domain/wording``).
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from domain.knowledge import KNOWLEDGE, read_text, read_toml
from domain.problem import ConfigurationError
from domain.reading import PROFILES
from domain.text import fold
from domain.wording import say
from extractors.base import ReadLimits

FILE_NAME = "company.toml"
_DEFAULTS = KNOWLEDGE / "settings.toml"
_MEGABYTE = 1_000_000
_MOST_JOBS = 64
_MOST_DAYS = 36_500
_CUSTOMERS = "customers"
_LINKS = "links"


class SettingsError(ConfigurationError):
    """A slip in company.toml; ``said`` gives its sentence in a language."""

    def __init__(self, path: Path, line: int | None, slip: str, values: Mapping[str, object]) -> None:
        super().__init__(str(path), line, say(f"cli.settings.{slip}", "en", **values))
        self._slip = slip
        self._values = values

    def said(self, language: str) -> str:
        """Return what is wrong and what to write instead."""
        return say(f"cli.settings.{self._slip}", language, **self._values)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a company has chosen.  ``aliases`` maps folded names to the name shown.

    ``check_days`` after a document came or was checked it is to be checked; ``links`` gives the document that a file of the inbox is a revision of, by path.
    """

    company: str
    profile: str
    jobs: int
    limits: ReadLimits
    aliases: Mapping[str, str]
    rules: Path | None = None
    links: Mapping[str, str] = field(default_factory=dict)
    check_days: int = 180

    def customer(self, name: str) -> str:
        """Return the name under which a customer is listed."""
        return self.aliases.get(fold(name), name)


def load(path: Path | None = None) -> Settings:
    """Read the settings; without a path the defaults.

    The company's own rules are the folder ``rules`` beside the file, where there is one.
    Raises ConfigurationError.
    """
    tables = read_toml(_DEFAULTS)
    own: dict[str, Any] = {}
    if path is not None:
        own = read_toml(path)
        _merge(path, tables, own)
    limits = tables["limits"]
    return Settings(
        company=tables["company"]["name"].strip(),
        profile=tables["run"]["profile"],
        jobs=tables["run"]["jobs"] or default_jobs(),
        limits=ReadLimits(
            seconds=float(limits["seconds"]),
            memory=limits["memory_mb"] * _MEGABYTE,
            file_size=limits["file_size_mb"] * _MEGABYTE,
            expanded_size=limits["expanded_size_mb"] * _MEGABYTE,
            pages=limits["pages"],
            cells=limits["cells"],
            characters=limits["characters"],
            depth=limits["depth"],
            ocr_page_seconds=float(limits["ocr_page_seconds"]),
        ),
        aliases=_aliases(path, own.get(_CUSTOMERS, {})),
        rules=_rules_beside(path),
        links=_links(path, own.get(_LINKS, {})),
        check_days=min(tables["register"]["check_days"], _MOST_DAYS),
    )


def default_jobs() -> int:
    """Return how many files are read at once: a core is left for classifying and for the person."""
    return max(1, min(4, (os.cpu_count() or 2) - 1))


def _rules_beside(path: Path | None) -> Path | None:
    folder = path.parent / "rules" if path else None
    return folder if folder and folder.is_dir() else None


def _merge(path: Path, defaults: dict[str, Any], own: dict[str, Any]) -> None:
    for name, table in own.items():
        if name not in defaults:
            raise _wrong(path, name, "unknown_table", name=name, known=_guess(name, defaults))
        if not isinstance(table, dict):
            raise _wrong(path, name, "no_table", name=name)
        if name in (_CUSTOMERS, _LINKS):
            continue
        for key, value in table.items():
            if key not in defaults[name]:
                known = _guess(key, defaults[name])
                raise _wrong(path, key, "unknown_key", name=key, table=name, known=known)
            _check(path, key, value, defaults[name][key])
            defaults[name][key] = value


def _check(path: Path, key: str, value: Any, default: Any) -> None:
    if isinstance(value, bool) or type(value) is not type(default):
        kind = "no_text" if isinstance(default, str) else "no_number"
        raise _wrong(path, key, kind, name=key, value=repr(value))
    if key == "profile" and value not in PROFILES:
        raise _wrong(path, key, "profile", value=value, known=", ".join(PROFILES))
    if key == "jobs" and not 0 <= value <= _MOST_JOBS:
        raise _wrong(path, key, "jobs", value=value, most=_MOST_JOBS)
    if key != "jobs" and isinstance(value, int) and not 1 <= value <= 10**12:
        raise _wrong(path, key, "too_small", name=key, value=value)


def _aliases(path: Path | None, table: dict[str, Any]) -> dict[str, str]:
    aliases: dict[str, str] = {}
    for name, others in table.items():
        if not isinstance(others, list) or not all(isinstance(other, str) for other in others):
            assert path is not None  # the table came from it
            raise _wrong(path, name, "no_list", name=name)
        for other in (name, *others):
            known = aliases.setdefault(fold(other), name)
            if known != name:
                assert path is not None
                raise _wrong(path, other, "two_customers", name=other, first=known, second=name)
    return aliases


def _links(path: Path | None, table: dict[str, Any]) -> dict[str, str]:
    for name, document in table.items():
        if not isinstance(document, str) or not document.strip():
            assert path is not None  # the table came from it
            raise _wrong(path, name, "no_text", name=name, value=repr(document))
    return {name.replace("\\", "/"): document.strip() for name, document in table.items()}


def _guess(name: str, known: Mapping[str, Any]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    return close[0] if close else ", ".join(known)


def _wrong(path: Path, place: str, slip: str, **values: object) -> SettingsError:
    return SettingsError(path, _line_of_key(path, place), slip, values)


def _line_of_key(path: Path, key: str) -> int | None:
    name = re.escape(key)
    pattern = re.compile(rf"""^\s*\[*\s*["']?{name}["']?\s*(=|\]|\.)|["']{name}["']""")
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        if pattern.search(line):
            return number
    return None
