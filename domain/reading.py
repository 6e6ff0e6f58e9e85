"""The readings of the rule: standard, narrow, broad (``data/knowledge/readings.toml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from domain.knowledge import KNOWLEDGE, line_of, read_toml
from domain.own import Relation
from domain.problem import ConfigurationError
from domain.requirement import Label

PROFILES = ("standard", "narrow", "broad")
_FILE = KNOWLEDGE / "readings.toml"
# What a list may hold; None: topics, whatever they are.
_KEYS: dict[str, frozenset[str] | None] = {
    "verdicts": frozenset(Label),
    "leaves_out_own": frozenset(Relation),
    "always": None,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reading takes: verdicts; only what supplements a clause; not what is one's own rule already.

    ``always`` are topics that it takes whatever the last two say.
    """

    verdicts: frozenset[str]
    supplements: bool = False
    leaves_out_own: frozenset[str] = frozenset()
    always: frozenset[str] = frozenset()


@cache
def readings() -> dict[str, Reading]:
    """Return the readings by name.  Raises ConfigurationError naming file and line."""
    tables = read_toml(_FILE)
    if set(tables) != set(PROFILES):
        raise ConfigurationError(str(_FILE), None, f"wants the tables {', '.join(PROFILES)}")
    return {name: _reading(name, tables[name]) for name in PROFILES}


def _reading(name: str, table: dict[str, object]) -> Reading:
    sets: dict[str, frozenset[str]] = {}
    for key, value in table.items():
        if key == "supplements" and isinstance(value, bool):
            continue
        if key not in _KEYS or not isinstance(value, list):
            raise ConfigurationError(str(_FILE), line_of(_FILE, key), f"[{name}] {key}: not understood")
        words, known = frozenset(str(word) for word in value), _KEYS[key]
        if known is not None and (unknown := sorted(words - known)):
            raise ConfigurationError(str(_FILE), line_of(_FILE, unknown[0]), f"[{name}] {key}: {unknown[0]}?")
        sets[key] = words
    return Reading(
        sets.get("verdicts", frozenset()),
        bool(table.get("supplements", False)),
        sets.get("leaves_out_own", frozenset()),
        sets.get("always", frozenset()),
    )
