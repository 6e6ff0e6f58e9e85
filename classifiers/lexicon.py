"""The field's lexicon as rules: every term speaks a little for its topic.

508 abbreviations and terms are knowledge, not yet rules: each group of one topic and one
hint becomes a rule of small weight, so that a term nobody wrote a rule for still tells what
a clause is about.  Terms that are traps (``CSR``: corporate social responsibility) stay silent.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from classifiers.ruleset import Rule
from domain.knowledge import Record, read_table

_COLUMNS = ("abbr", "term_zh", "term_en", "topic", "hint")
_HINTS = {
    "csr": ("csr", 0.9),
    "either": ("csr", 0.5),
    "product": ("product", 0.9),
    "commercial": ("commercial", 0.9),
}
_SILENT = ("", "none")
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_SHORTEST_ABBREVIATION, _SHORTEST_CHINESE = 3, 3


def rules_of(path: Path, topics: frozenset[str]) -> list[Rule]:
    """Return one rule for each topic and hint of a lexicon file.

    Raises ConfigurationError naming file and line for an unknown topic or hint.
    """
    words: dict[tuple[str, str], list[str]] = defaultdict(list)
    lines: dict[tuple[str, str], int] = {}
    for record in read_table(path, _COLUMNS):
        if record["topic"] not in topics:
            raise record.wrong(f"there is no topic {record['topic']!r} in topics.tsv")
        if record["hint"] in _SILENT or "trap" in record["term_en"]:
            continue
        if record["hint"] not in _HINTS:
            raise record.wrong(f"hint is {record['hint']!r}; it may be {', '.join(_HINTS)} or none")
        key = (record["topic"], record["hint"])
        words[key] += _terms(record)
        lines.setdefault(key, record.line)
    return [_rule(key, words[key], path, lines[key]) for key in words if words[key]]


def _terms(record: Record) -> list[str]:
    """Return the spellings of an entry that are safe to look for.

    Single English words and Chinese terms of two characters (产品, 功能, release) mean too much
    else: they are left to the rules.
    """
    found = [f"={record['abbr']}"] if len(record["abbr"]) >= _SHORTEST_ABBREVIATION else []
    for term in re.split(r"[；;]", _ASIDE.sub("", record["term_zh"])):
        solid = term.strip()
        if len(solid) >= _SHORTEST_CHINESE and "…" not in solid:
            found.append(solid)
    for term in re.split(r"[;,]", _ASIDE.sub("", record["term_en"])):
        solid = term.strip()
        if " " in solid and "…" not in solid:
            found.append(solid)
    return found


def _rule(key: tuple[str, str], words: list[str], path: Path, line: int) -> Rule:
    topic, hint = key
    says, weight = _HINTS[hint]
    return Rule(
        id=f"lexicon.{topic}.{hint}",
        says=says,
        why="A term of the field's lexicon names the topic.",
        weight=weight,
        topic=topic,
        aspect="",
        flag="",
        words=tuple(dict.fromkeys(words)),
        with_=(),
        unless=(),
        where="anywhere",
        scopes=("text", "context", "header", "section"),
        yes=(),
        no=(),
        todo_yes=(),
        languages=("any",),
        file=path,
        line=line,
    )
