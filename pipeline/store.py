"""The memory between runs: what was seen, what people decided.

``OUT/.csr/state.sqlite``; one transaction a run.  Decisions are only ever added: the
latest of a requirement is in force, the earlier ones are its history.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

from domain.review import Decision, Row
from pipeline.migrations import MIGRATIONS
from pipeline.store_history import Alteration, History, Publication, Revision

__all__ = ["Alteration", "Publication", "Revision", "Run", "Seen", "Store", "StoreError", "opened"]

# Columns of their own are what one searches by; the rest of a decision is kept as JSON, so
# that a column added to the workbook needs no new layout here.
_OWN_COLUMNS = ("requirement", "by", "at", "text_then")
_ENTERED = tuple(field.name for field in fields(Decision) if field.name not in _OWN_COLUMNS)
_SELECT = "select requirement, reviewer, reviewed, text_then, entered from decision"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the past; ``started`` is ISO 8601 with zone."""

    started: str
    version: str
    ruleset: str
    files: int
    problems: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A requirement as the last run that had it saw it."""

    key: str
    document: str
    text: str
    in_last_run: bool


class StoreError(Exception):
    """The state file cannot be used."""


class Store(History):
    """An open state file inside its transaction."""

    def last_run(self) -> Run | None:
        """Return the latest run, None before the first."""
        row = self._connection.execute(
            "select started, version, ruleset, files, problems from run where whole order by id desc limit 1"
        ).fetchone()
        return Run(*row) if row else None

    def seen(self) -> dict[str, Seen]:
        """Return every requirement ever seen, by key."""
        rows = self._connection.execute(
            "select key, document, text, last_run = (select max(id) from run where whole) from requirement"
        )
        return {key: Seen(key, document, text, bool(now)) for key, document, text, now in rows}

    def document_ids(self) -> dict[tuple[str, str], str]:
        """Return the ids given to files, by customer's folder and SHA-256."""
        rows = self._connection.execute("select folder, sha256, id from document order by last_run")
        return {(folder, sha256): id_ for folder, sha256, id_ in rows}

    def decisions(self, *, before: int | None = None) -> dict[str, Decision]:
        """Return the decision in force of each requirement that has one; then, before a run."""
        where, values = ("", ()) if before is None else ("where run < ?", (before,))
        rows = self._connection.execute(f"{_SELECT} {where} order by id", values)
        return {row[0]: _decision(*row) for row in rows}

    def history(self, requirement: str) -> tuple[Decision, ...]:
        """Return all decisions on a requirement, oldest first."""
        rows = self._connection.execute(f"{_SELECT} where requirement = ? order by id", (requirement,))
        return tuple(_decision(*row) for row in rows)

    def decided(self, requirement: str) -> tuple[tuple[str, Decision], ...]:
        """Return all decisions on a requirement with when they were recorded, oldest first."""
        rows = self._connection.execute(
            "select recorded, requirement, reviewer, reviewed, text_then, entered from decision"
            " where requirement = ? order by id",
            (requirement,),
        )
        return tuple((recorded, _decision(*rest)) for recorded, *rest in rows)

    def add_run(self, run: Run, *, whole: bool = True) -> int:
        """Record a run, or one that has only read decisions so far; returns its number."""
        cursor = self._connection.execute(
            "insert into run (started, version, ruleset, files, problems, whole) values (?, ?, ?, ?, ?, ?)",
            (run.started, run.version, run.ruleset, run.files, run.problems, whole),
        )
        return int(cursor.lastrowid or 0)

    def add_documents(self, run: int, ids: Mapping[tuple[str, str], str]) -> None:
        """Record which ids the files have, by customer's folder and SHA-256."""
        self._connection.executemany(
            "insert into document values (?, ?, ?, ?)"
            " on conflict (folder, sha256) do update set id = excluded.id, last_run = excluded.last_run",
            [(folder, sha256, id_, run) for (folder, sha256), id_ in ids.items()],
        )

    def add_requirements(self, run: int, rows: Iterable[Row], places: Mapping[str, tuple[str, str]]) -> None:
        """Record what a run saw; ``places`` gives customer and path of a document id."""
        self._connection.executemany(
            "insert into requirement values (:key, :document, :customer, :path, :text, :run, :run)"
            " on conflict (key) do update set customer = :customer, path = :path, text = :text,"
            " last_run = :run",
            [
                {
                    "key": row.requirement.key,
                    "document": row.requirement.clause.document,
                    "customer": places[row.requirement.clause.document][0],
                    "path": places[row.requirement.clause.document][1],
                    "text": row.requirement.text,
                    "run": run,
                }
                for row in rows
            ],
        )

    def add_decisions(self, run: int, recorded: str, decisions: Iterable[Decision]) -> None:
        """Append decisions."""
        self._connection.executemany(
            "insert into decision (run, recorded, requirement, reviewer, reviewed, text_then, entered)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            [
                (run, recorded, one.requirement, one.by, one.at, one.text_then, _entered(one))
                for one in decisions
            ],
        )


def _entered(decision: Decision) -> str:
    values = {name: getattr(decision, name) for name in _ENTERED}
    return json.dumps({name: value for name, value in values.items() if value}, ensure_ascii=False)


def _decision(requirement: str, by: str, at: str, text_then: str, entered: str) -> Decision:
    values = {name: value for name, value in json.loads(entered).items() if name in _ENTERED}
    return Decision(requirement=requirement, by=by, at=at, text_then=text_then, **values)


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    """Open the state file, bring its layout up to date, keep all changes or none.

    Raises StoreError when the file is no state file or of a later version.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=10.0)
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {error}") from error
    try:
        try:
            connection.execute("pragma foreign_keys = on")
            connection.execute("pragma journal_mode = delete")
            connection.execute("begin immediate")
            _migrate(connection)
        except sqlite3.Error as error:
            raise StoreError(f"{path}: {error}") from error
        yield Store(connection)
        connection.execute("commit")
    finally:
        # closing rolls back what was not committed
        connection.close()


def _migrate(connection: sqlite3.Connection) -> None:
    connection.execute("create table if not exists migration (name text primary key)")
    done = {name for (name,) in connection.execute("select name from migration")}
    unknown = done - {name for name, _ in MIGRATIONS}
    if unknown:
        raise StoreError(f"the state was written by a later version ({', '.join(sorted(unknown))})")
    for name, statements in MIGRATIONS:
        if name not in done:
            for statement in statements:
                connection.execute(statement)
            connection.execute("insert into migration values (?)", (name,))
