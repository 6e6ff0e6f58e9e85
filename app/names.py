"""What codes are called: topics, clauses, processes, departments, from ``data/knowledge``."""

from __future__ import annotations

from functools import cache

from domain.knowledge import KNOWLEDGE, read_table


def topic_name(code: str, language: str) -> str:
    """Return the topic's name; nothing for no particular topic."""
    return "" if code == "other" else _names("topics.tsv", "id", language).get(code, code)


def process_name(code: str, language: str) -> str:
    """Return the process's id and name."""
    name = _names("processes.tsv", "id", language).get(code, "")
    return f"{code} {name}".strip()


def department_name(code: str, language: str) -> str:
    """Return the department's name."""
    return _names("departments.tsv", "id", language).get(code, code)


def clause_title(number: str, language: str) -> str:
    """Return the clause's number and title."""
    title = _names("iatf_clauses.tsv", "number", language).get(number, "")
    title = "" if title in _TITLELESS else title
    return f"{number} {title}".strip()


_TITLELESS = ("(no title)", "（无标题）")  # as the table of clauses has it


@cache
def _names(file: str, column: str, language: str) -> dict[str, str]:
    records = read_table(KNOWLEDGE / file, (column, language))
    return {record[column]: record[language] for record in records}
