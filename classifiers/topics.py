"""Topics and what follows from them: verdict, aspect, IATF clauses, process, department."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from domain.knowledge import KNOWLEDGE, Record, read_table
from domain.requirement import Aspect, Label

_COLUMNS = ("id", "zh", "en", "verdict", "aspect", "iatf", "process", "department", "importance")


@dataclass(frozen=True, slots=True)
class Topic:
    """A row of topics.tsv."""

    id: str
    names: dict[str, str]
    label: Label | None
    aspect: Aspect | None
    iatf_clauses: tuple[str, ...]
    process: str
    department: str
    importance: str


def knowledge_file(name: str, company: Path | None) -> Path:
    """Return the company's own version of a knowledge file where it has one, else the shipped."""
    own = company / name if company else None
    return own if own and own.is_file() else KNOWLEDGE / name


def load(company: Path | None = None) -> dict[str, Topic]:
    """Read topics.tsv and check it against processes, departments and clauses.

    Raises ConfigurationError naming file, line and what is wrong.
    """
    processes = _ids("processes.tsv", "id", company)
    departments = _ids("departments.tsv", "id", company)
    clauses = _ids("iatf_clauses.tsv", "number", company)
    topics: dict[str, Topic] = {}
    for record in read_table(knowledge_file("topics.tsv", company), _COLUMNS):
        if record["id"] in topics:
            raise record.wrong(f"the topic {record['id']!r} stands twice")
        for clause in record["iatf"].split():
            if clause not in clauses:
                raise record.wrong(f"there is no clause {clause!r} in iatf_clauses.tsv")
        _check_member(record, "process", processes)
        _check_member(record, "department", departments)
        topics[record["id"]] = _topic(record)
    return topics


def _ids(name: str, column: str, company: Path | None) -> frozenset[str]:
    return frozenset(record[column] for record in read_table(knowledge_file(name, company), (column,)))


def _check_member(record: Record, column: str, allowed: frozenset[str]) -> None:
    if record[column] not in allowed | {"-", ""}:
        raise record.wrong(f"there is no {column} {record[column]!r}")


def _topic(record: Record) -> Topic:
    try:
        label = Label(record["verdict"]) if record["verdict"] != "-" else None
        aspect = Aspect(record["aspect"]) if record["aspect"] != "-" else None
    except ValueError as error:
        raise record.wrong(str(error)) from error
    return Topic(
        id=record["id"],
        names={"zh": record["zh"], "en": record["en"]},
        label=label,
        aspect=aspect,
        iatf_clauses=tuple(record["iatf"].split()),
        process=record["process"].replace("-", ""),
        department=record["department"],
        importance=record["importance"],
    )
