"""The names of topics, processes, departments and clauses in the reader's language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from domain.knowledge import KNOWLEDGE, Record, read_table

_TITLELESS = ("(no title)", "（无标题）")
_AUDITABLE = re.compile(r"(?:[4-9]|10)(?:\.\d+)*")


@dataclass(frozen=True, slots=True)
class Names:
    """Names by id, in the order of their tables; an unknown id stands for itself.

    ``clauses`` holds clauses 4 to 10.3.1 of IATF 16949:2016; a clause without a title of
    its own has its parent's.  ``periods`` are the units of time that deadlines have.
    """

    topics: dict[str, str]
    processes: dict[str, str]
    departments: dict[str, str]
    clauses: dict[str, str]
    periods: frozenset[str]

    def topic(self, key: str) -> str:
        """Return the topic's name; empty for ``other``, which says nothing."""
        return "" if key == "other" else self.topics.get(key, key)

    def process(self, key: str) -> str:
        """Return the process with its id, ``C8 量产过程控制``."""
        return f"{key} {self.processes[key]}" if key in self.processes else key

    def department(self, key: str) -> str:
        """Return the department's name."""
        return self.departments.get(key, key)

    def clause(self, number: str) -> str | None:
        """Return the number of the known clause that holds this one, None if there is none.

        ``8.3.4.4 a)`` and ``8.3.4.4.1`` both lie in ``8.3.4.4``.
        """
        found = _AUDITABLE.search(number)
        parts = found.group().split(".") if found else []
        while len(parts) > 1:
            if ".".join(parts) in self.clauses:
                return ".".join(parts)
            parts.pop()
        return None


@cache
def names(language: str) -> Names:
    """Read the names; raises ConfigurationError when a shipped table is broken."""
    return Names(
        topics=_table("topics.tsv", "id", language),
        processes=_table("processes.tsv", "id", language),
        departments=_table("departments.tsv", "id", language),
        clauses=_clauses(language),
        periods=frozenset(r["unit"] for r in _units() if r["kind"] == "duration"),
    )


def _table(file: str, key: str, language: str) -> dict[str, str]:
    records = read_table(KNOWLEDGE / file, (key, language))
    return {record[key]: record[language] for record in records}


def _units() -> list[Record]:
    return read_table(KNOWLEDGE / "units.tsv", ("unit", "kind"))


def _clauses(language: str) -> dict[str, str]:
    titles: dict[str, str] = {}
    for number, title in _table("iatf_clauses.tsv", "number", language).items():
        if not _AUDITABLE.fullmatch(number):
            continue
        parent = number.rpartition(".")[0]
        titles[number] = titles.get(parent, "") if title in _TITLELESS else title
    return titles
