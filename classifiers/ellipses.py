"""Numbers that leave their unit out because one before them has it: ``7 days, closing in 30``.

Which words before a number make a reference of it (``section 30``) is data (``targets.toml``,
no_words_before of [counts] and [ellipses]).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import msgspec

from classifiers import numbers
from classifiers.value import Value
from domain.knowledge import KNOWLEDGE, read_toml
from domain.problem import ConfigurationError
from domain.requirement import Target

# after these a bare number is more often a reference, a count of its own or a date
_KINDS = frozenset(
    {
        "duration",
        "percent",
        "ppm",
        "aql",
        "limit",
        "length",
        "hardness",
        "mass",
        "temperature",
        "time",
        "capability",
    }
)
_BARE = re.compile(
    rf"(?<![A-Za-z\d.,/:–\-#+(§&'’])(?P<low>{numbers.DIGITS}|(?i:{numbers.ENGLISH})(?![A-Za-z-]))"
    r"(?=\s*(?:[,;.)；。，、）|]|$| (?:for|if|when|after|and|or|on|in|with|at|from|to|as|elsewhere|abroad|initial|major|minor|critical)\b))(?!\.\d)(?!,\d{3})(?!\.\w)"
)
_BEFORE = 24  # characters looked at before a number


def find(text: str, found: Sequence[Value]) -> Iterator[Value]:
    """Find them in a text in simplified characters; ``found`` are its other values, in order."""
    if not any(value.kind in _KINDS for value in found):
        return
    for match in _BARE.finditer(text):
        before = [value for value in found if value.end <= match.start()]
        if not before or before[-1].kind not in _KINDS:
            continue
        if not _references().search(text, max(0, match.start() - _BEFORE), match.start()):
            said = before[-1].target
            low = numbers.value_of(match["low"])
            target = Target(match[0], low, said.unit, "=", said.quantity)
            yield Value(target, before[-1].kind, match.start(), match.end())


@cache
def _references(path: Path = KNOWLEDGE / "targets.toml") -> re.Pattern[str]:
    known = read_toml(path)
    try:
        listed = [known[name]["no_words_before"] for name in ("counts", "ellipses")]
        words = "|".join(msgspec.convert([*listed[0], *listed[1]], list[str]))
    except (KeyError, TypeError, msgspec.ValidationError) as error:
        raise ConfigurationError(str(path), None, f"[ellipses]: {error}") from error
    return re.compile(rf"(?:(?<![A-Za-z])(?i:{words})\.?|[A-Z]{{2,}}|\b[A-Z]|\b(?i:and))\s*$")
