"""Rules as a quality engineer writes them: read, checked, and every slip named with its line.

A rule is one ``[[rule]]`` table of a TOML file (see data/knowledge/rules/README.md): any of
``words``, all of ``with``, none of ``unless``; what it ``says``; ``why``; and sentences on
which it must (``yes``) and must not (``no``) speak.  No regular expressions.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from domain.knowledge import KNOWLEDGE, read_text, read_toml
from domain.problem import ConfigurationError

DUTY = ("obligation", "prohibition", "recommendation")
LABELS = ("csr", "product", "commercial")
SAYS = (*DUTY, "nothing", *LABELS, "flag")
VALUE_KINDS = frozenset(
    [
        "duration",
        "time",
        "ppm",
        "percent",
        "length",
        "temperature",
        "angle",
        "mass",
        "force",
        "torque",
        "pressure",
        "hardness",
        "electric",
        "frequency_hz",
        "acoustic",
        "light",
        "concentration",
        "speed",
        "flow",
        "energy",
        "area",
        "volume",
        "cycles",
        "count",
        "times",
        "person",
        "points",
        "level",
        "money",
        "capability",
        "aql",
        "rpn",
        "rate",
        "grr",
        "reliability",
        "submission_level",
        "step",
        "roughness",
        "periodic",
        "cell",
        "limit",
        "any",
    ]
)
# Where a rule looks when it does not say: what a text is about may be said by its heading or
# the head of its table; a duty may come from the lead-in; the rest must stand in the text.
_SCOPES = dict.fromkeys(LABELS, ("text", "context", "header", "section")) | dict.fromkeys(
    DUTY, ("text", "context")
)

_WordsByLanguage = dict[str, list[str]]
_Condition = list[str | list[str]]


class RuleText(msgspec.Struct, forbid_unknown_fields=True, rename={"with_": "with", "in_": "in"}):
    """A rule as written in the file."""

    id: str
    says: str
    why: str
    words: _WordsByLanguage
    yes: list[str]
    no: list[str]
    weight: float = 2.0
    topic: str = ""
    aspect: str = ""
    flag: str = ""
    with_: _Condition = []
    unless: list[str] = []
    where: str = "anywhere"
    in_: list[str] = []
    todo_yes: list[str] = []


class RuleFile(msgspec.Struct, forbid_unknown_fields=True):
    """A rule file: its rules, and ids of shipped rules that it switches off."""

    rule: list[RuleText] = []
    off: list[str] = []


@dataclass(frozen=True, slots=True)
class Rule:
    """A checked rule; word lists are resolved, alternatives of all languages are together.

    ``is_house`` says that the company added it: no statistics outvote what its own people say.
    """

    id: str
    says: str
    why: str
    weight: float
    topic: str
    aspect: str
    flag: str
    words: tuple[str, ...]
    with_: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...]
    where: str
    scopes: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    todo_yes: tuple[str, ...]
    languages: tuple[str, ...]
    file: Path
    line: int
    is_house: bool = False


@dataclass(frozen=True, slots=True)
class Ruleset:
    """All rules in force with the word lists they use."""

    rules: tuple[Rule, ...]
    lists: dict[str, tuple[str, ...]]
    fingerprint: str


def load(company: Path | None = None, topics: frozenset[str] | None = None) -> Ruleset:
    """Read the shipped rules and the company's, which override by id or switch off.

    Raises ConfigurationError naming file, line and cure.
    """
    folders = [KNOWLEDGE / "rules", *([company] if company and company.is_dir() else [])]
    paths = [path for folder in folders for path in sorted(folder.glob("*.toml"))]
    lists = _lists([path for path in paths if path.stem == "lists"])
    rules: dict[str, Rule] = {}
    digest = hashlib.sha256()
    for path in paths:
        digest.update(read_text(path).encode())
        if path.stem == "lists":
            continue
        file = _convert(path)
        for text, line in zip(file.rule, _rule_lines(path), strict=True):
            shipped = rules.get(text.id)
            if shipped is not None and shipped.file.parent == path.parent:
                raise ConfigurationError(str(path), line, f"the id {text.id!r} is used twice")
            checked = _checked(text, path, line, lists, topics)
            is_added = shipped is None and path.parent == company
            rules[text.id] = replace(checked, is_house=is_added)
        for identifier in file.off:
            if rules.pop(identifier, None) is None:
                raise ConfigurationError(str(path), None, f"off: there is no rule {identifier!r}")
    return Ruleset(tuple(rules.values()), lists, digest.hexdigest()[:12])


def _lists(paths: list[Path]) -> dict[str, tuple[str, ...]]:
    lists: dict[str, tuple[str, ...]] = {}
    for path in paths:
        for name, by_language in read_toml(path).items():
            try:
                words = msgspec.convert(by_language, _WordsByLanguage)
            except msgspec.ValidationError as error:
                raise ConfigurationError(str(path), None, f"list {name}: {error}") from error
            lists[name] = tuple(dict.fromkeys(word for listed in words.values() for word in listed))
    return lists


def _convert(path: Path) -> RuleFile:
    data: dict[str, Any] = read_toml(path)
    try:
        return msgspec.convert(data, RuleFile)
    except msgspec.ValidationError as error:
        place = re.search(r"\$\.rule\[(\d+)\]", str(error))
        lines = _rule_lines(path)
        line = lines[int(place.group(1))] if place else None
        raise ConfigurationError(str(path), line, str(error)) from error


def _rule_lines(path: Path) -> list[int]:
    lines = read_text(path).splitlines()
    return [number for number, line in enumerate(lines, 1) if line.strip().startswith("[[rule]]")]


def _checked(
    text: RuleText, path: Path, line: int, lists: dict[str, tuple[str, ...]], topics: frozenset[str] | None
) -> Rule:
    def wrong(message: str) -> ConfigurationError:
        return ConfigurationError(str(path), line, f"rule {text.id}: {message}")

    _check_choices(text, wrong, topics)

    def resolve(words: list[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(found for word in words for found in _expand(word, lists, wrong)))

    words = resolve([word for listed in text.words.values() for word in listed])
    if not words:
        raise wrong("has no words")
    alternatives = [[entry] if isinstance(entry, str) else entry for entry in text.with_]
    return Rule(
        id=text.id,
        says=text.says,
        why=text.why,
        weight=text.weight,
        topic=text.topic,
        aspect=text.aspect,
        flag=text.flag,
        words=words,
        with_=tuple(resolve(entry) for entry in alternatives),
        unless=resolve(text.unless),
        where=text.where,
        scopes=tuple(text.in_) or _SCOPES.get(text.says, ("text",)),
        yes=tuple(text.yes),
        no=tuple(text.no),
        todo_yes=tuple(text.todo_yes),
        languages=tuple(language for language, listed in text.words.items() if listed),
        file=path,
        line=line,
    )


def _check_choices(text: RuleText, wrong: Any, topics: frozenset[str] | None) -> None:
    choices = (
        ("says", text.says, SAYS),
        ("where", text.where, ("anywhere", "start", "end")),
        ("aspect", text.aspect, ("", "engineering", "inspection", "system")),
    )
    for name, value, allowed in choices:
        if value not in allowed:
            raise wrong(f"{name} is {value!r}; it may be {', '.join(filter(None, allowed))}")
    for scope in text.in_:
        if scope not in ("text", "context", "header", "section"):
            raise wrong(f"in holds {scope!r}; it may hold text, context, header, section")
    if topics is not None and text.topic and text.topic not in topics:
        raise wrong(f"there is no topic {text.topic!r} in topics.tsv")
    if not text.why.strip():
        raise wrong("why is empty; say which sentence of the rule it stands on")
    if text.says == "flag" and not text.flag:
        raise wrong("says a flag but names none (flag = …)")


def _expand(word: str, lists: dict[str, tuple[str, ...]], wrong: Any) -> tuple[str, ...]:
    if word.startswith("@"):
        if word[1:] not in lists:
            raise wrong(f"there is no word list {word!r} in lists.toml")
        return lists[word[1:]]
    if word.startswith("#") and word[1:] not in VALUE_KINDS:
        raise wrong(f"there is no value kind {word!r}")
    return (word,)
