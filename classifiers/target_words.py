"""The words of values, read from units.tsv, quantities.tsv and targets.toml and compiled into a grammar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from classifiers import numbers
from domain.knowledge import KNOWLEDGE, read_table, read_toml

_CASELESS_LENGTH = 4  # spellings this long or longer are compared without case ("Hours")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The compiled vocabularies."""

    units: dict[str, tuple[str, str]]
    quantities: dict[str, tuple[str, str]]
    frequencies: dict[str, str]
    comparators: dict[str, str]
    folded: dict[str, str]
    amount: re.Pattern[str]
    frequency: re.Pattern[str]
    named: re.Pattern[str]
    bare: re.Pattern[str]
    bare_after: re.Pattern[str]
    limits: tuple[str, ...]
    endings: tuple[str, ...]
    before: tuple[str, ...]
    reach: int


def _alternatives(spellings: list[str]) -> str:
    ordered = sorted(set(spellings), key=len, reverse=True)
    # one look at the first letter spares most places hundreds of alternatives
    first = "".join(sorted({letter for s in ordered for letter in (s[0], s[0].lower(), s[0].upper())}))
    return f"(?=[{re.escape(first)}])(?:{'|'.join(_spelling_pattern(spelling) for spelling in ordered)})"


def _spelling_pattern(spelling: str) -> str:
    pattern = re.escape(spelling).replace(r"\ ", r"\s*")
    if spelling[-1].isascii() and spelling[-1].isalpha():
        pattern += r"(?![A-Za-z])"
    if spelling[-1].isdigit():
        pattern += r"(?!\d)"  # D6 is a step, D65 a light
    if len(spelling) >= _CASELESS_LENGTH and spelling.isascii():
        pattern = f"(?i:{pattern})"
    return pattern


@cache
def vocabulary(folder: Path = KNOWLEDGE) -> Vocabulary:
    """Read units.tsv, quantities.tsv and targets.toml and compile the grammar.

    Raises ConfigurationError for a file that cannot be used.
    """
    units: dict[str, tuple[str, str]] = {}
    for record in read_table(folder / "units.tsv", ("unit", "kind", "spellings")):
        for spelling in record["spellings"].split(" | "):
            units.setdefault(key(spelling), (record["unit"], record["kind"]))
    quantities: dict[str, tuple[str, str]] = {}
    for record in read_table(folder / "quantities.tsv", ("quantity", "kind", "spellings")):
        for spelling in record["spellings"].split(" | "):
            quantities.setdefault(key(spelling), (record["quantity"], record["kind"]))
    words = read_toml(folder / "targets.toml")
    comparators = {word: sign for sign, listed in words["comparators"].items() for word in listed}
    after = {word: sign for sign, listed in words["comparators_after"].items() for word in listed}
    frequencies = {key(word): period for period, listed in words["frequencies"].items() for word in listed}
    number = f"(?:{numbers.DIGITS}{numbers.POWER}|{numbers.CHINESE}|(?=[a-zA-Z])(?i:{numbers.ENGLISH})(?![a-z])|{numbers.BLACKED})"
    unit = _alternatives(_raw_spellings(folder / "units.tsv"))
    name = _alternatives(_raw_spellings(folder / "quantities.tsv"))
    before = _alternatives(list(comparators))
    behind = _alternatives(list(after))
    bracket = rf"(?:\s*[(（]\s*{number}\s*[)）])?"
    upto = r"\s*(?:~|～|-|–|—|－|〜|至|到|to|and|±)\s*"
    between = _alternatives(words["between"]["words"])
    spelled = [s for s in _raw_spellings(folder / "units.tsv") if len(s) > 1 and s.isascii() and s.isalpha()]
    worded = _alternatives([s for s in spelled if not s.isupper()])
    glued = rf"(?<=[a-z][a-z])(?=\d+(?:\.\d+)?\s?{worded})"  # "within10 days", "in20 days": a blank was lost
    amount = re.compile(
        rf"(?P<before>(?:{before})\s*)?(?:(?<![A-Za-z0-9.\-/])|{glued}|(?<=[A-Za-z])(?={numbers.CHINESE}|\d+\s*(?:个|天|小时|[日周月年]内|分钟|h\b)))"
        rf"(?P<low>(?:(?<![A-Za-z0-9)）\]])[-−–](?=\d))?{number}){bracket}(?:\s*(?:{between}))?\s*(?P<unit1>{unit})?"
        rf"(?:(?P<link>{upto})(?P<high>{number})\s*(?P<unit2>{unit})?)?(?P<after>\s*(?:{behind}))?"
    )
    named = re.compile(
        rf"(?<![A-Za-z])(?P<name>{name})\s*(?:值|values?|of|is|为|应|shall|be|must|\s)*"
        rf"(?P<sign>(?:{before})\s*|[:：]\s*)?(?P<low>{numbers.DIGITS})\s*(?P<unit>[%％]|{unit})?"
        rf"(?:{upto}(?P<high>{numbers.DIGITS})\s*[%％]?)?(?P<after>\s*(?:{behind}))?"
    )
    frequency = re.compile(
        _alternatives([w for listed in words["frequencies"].values() for w in listed]), re.I
    )
    signs = comparators | after
    limits = _alternatives(words["bare"]["words"])
    bare = re.compile(
        rf"(?P<before>{limits})\s*(?P<low>{numbers.SIGNED}|(?i:{numbers.ENGLISH})(?![A-Za-z]))(?![\d:：/-]|[.,]\d)"
    )
    ending = _alternatives(words["bare"]["words_after"])
    bare_after = re.compile(rf"(?<![A-Za-z\d.,/\-–])(?P<low>{numbers.SIGNED})\s*(?P<after>{ending})")
    return Vocabulary(
        units=units,
        quantities=quantities,
        frequencies=frequencies,
        comparators=signs,
        folded={"".join(word.split()).casefold(): sign for word, sign in reversed(signs.items())},
        amount=amount,
        frequency=frequency,
        named=named,
        bare=bare,
        bare_after=bare_after,
        limits=tuple(key(word) for word in words["bare"]["words"]),
        endings=tuple(key(word) for word in words["bare"]["words_after"]),
        before=tuple(map(key, comparators)),
        reach=max(map(len, comparators)) + 8,
    )


def _raw_spellings(path: Path) -> list[str]:
    column = "spellings"
    return [s for record in read_table(path, (column,)) for s in record[column].split(" | ")]


def key(spelling: str) -> str:
    """Return a spelling as the vocabularies know it."""
    solid = re.sub(r"\s+", "", spelling)
    return solid.casefold() if len(spelling) >= _CASELESS_LENGTH else solid
