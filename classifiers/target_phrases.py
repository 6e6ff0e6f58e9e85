"""Quantified demands in set phrases: ``no later than gate-out``, ``各一份``, ``twice``.

The phrases are data (``target_phrases.tsv``), each with an example that must be found when they are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from classifiers import numbers
from classifiers.value import Value
from domain.knowledge import KNOWLEDGE, Record, read_table, read_toml
from domain.requirement import Target

_COLUMNS = ("cues", "pattern", "kind", "quantity", "sign", "example")
_SIGNS = ("", "=", "<=", ">=", "<", ">", "±", "~", "range")
_MARKED = re.compile(r"\[([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class _Phrase:
    cues: tuple[str, ...]
    pattern: re.Pattern[str]
    kind: str
    quantity: str
    sign: str

    def find(self, text: str) -> Iterator[Value]:
        """Find the phrase in a text; blanks at its ends are left out."""
        for match in self.pattern.finditer(text):
            said = match[0].strip()
            start = match.start() + match[0].index(said)
            low = numbers.value_of(match["low"]) if "low" in self.pattern.groupindex else None
            target = Target(said, low, "", self.sign, self.quantity)
            yield Value(target, self.kind, start, start + len(said))


def find(text: str, folded: str) -> Iterator[Value]:
    """Find them in a text in simplified characters, overlaps left in; ``folded`` is the text without case."""
    for phrase in phrases():
        if any(map(folded.__contains__, phrase.cues)):
            yield from phrase.find(text)


@cache
def phrases(path: Path = KNOWLEDGE / "target_phrases.tsv") -> tuple[_Phrase, ...]:
    """Read the phrases.  Raises ConfigurationError with file and line for one that cannot be used."""
    words = read_toml(KNOWLEDGE / "targets.toml")["deadlines"]
    known = {
        "{n}": numbers.DIGITS,
        "{zh}": numbers.CHINESE,
        "{w}": numbers.ENGLISH,
        "{month}": "|".join(words["months"]),
        "{weekday}": "|".join(words["weekdays"]),
    }
    return tuple(_phrase(record, known) for record in read_table(path, _COLUMNS))


def _phrase(record: Record, known: dict[str, str]) -> _Phrase:
    written = record["pattern"]
    for name, stands_for in known.items():
        written = written.replace(name, stands_for)
    try:
        pattern = re.compile(written)
    except re.error as error:
        raise record.wrong(f"pattern: {error}") from error
    if record["sign"] not in _SIGNS:
        raise record.wrong(f"sign: none of {', '.join(_SIGNS)}")
    cues = tuple(cue for cue in record["cues"].casefold().split("|") if cue)
    phrase = _Phrase(cues, pattern, record["kind"], record["quantity"], record["sign"])
    marked = _MARKED.search(record["example"])
    example = _MARKED.sub(r"\1", record["example"])
    if marked is None:
        raise record.wrong("example: nothing stands in square brackets")
    if marked[1] not in {value.target.text for value in _found_in(phrase, example)}:
        raise record.wrong(f"example: {marked[1]!r} is not found in it")
    return phrase


def _found_in(phrase: _Phrase, text: str) -> list[Value]:
    """Return what one phrase finds, its cues looked for as well."""
    return list(phrase.find(text)) if any(map(text.casefold().__contains__, phrase.cues)) else []
