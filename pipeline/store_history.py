"""The state's part on documents over time: revisions, changes, what was published, links.

Like all of the state: rows are added, never altered.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from domain.review import Decision, OwnNotes


@dataclass(frozen=True, slots=True)
class Revision:
    """A document as a run found it; ``facts`` and ``finding`` are JSON, the latter packed."""

    run: int
    document: str
    sha256: str
    customer: str
    path: str
    facts: str
    finding: bytes


@dataclass(frozen=True, slots=True)
class Alteration:
    """What became of a requirement: kind of row change, words before, what of the decision.

    ``decision`` is the number of the last decision known then: a later one settles it.
    """

    requirement: str
    document: str
    kind: str
    text_before: str | None
    standing: str
    decision: int


@dataclass(frozen=True, slots=True)
class Publication:
    """What was written: a digest of all that is in it, the decisions shown, the files' stamps (JSON).

    ``epoch`` is the run whose changes it shows.
    """

    made: str
    digest: str
    epoch: int
    shown: str
    files: str


class History:
    """The part of an open state file that tells of documents."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def revisions(self, documents: Iterable[str] | None = None) -> dict[str, Revision]:
        """Return the latest revision recorded of each document, or of some."""
        select = "select run, document, sha256, customer, path, facts, finding from revision"
        if documents is None:
            latest = f"{select} where id in (select max(id) from revision group by document)"
            rows = self._connection.execute(latest).fetchall()
        else:
            one = f"{select} where document = ? order by id desc limit 1"
            rows = [row for it in set(documents) for row in self._connection.execute(one, (it,))]
        return {row[1]: Revision(*row) for row in rows}

    def revision_marks(self) -> dict[str, str]:
        """Return what the latest revision of each document is known by: its SHA-256 and path."""
        rows = self._connection.execute(
            "select document, sha256 || ' ' || path from revision"
            " where id in (select max(id) from revision group by document)"
        )
        return dict(rows.fetchall())

    def revisions_of(self, document: str) -> tuple[Revision, ...]:
        """Return all revisions recorded of a document, oldest first."""
        rows = self._connection.execute(
            "select run, document, sha256, customer, path, facts, finding from revision"
            " where document = ? order by id",
            (document,),
        )
        return tuple(Revision(*row) for row in rows)

    def add_revision(self, revision: Revision) -> None:
        """Append what a document has become."""
        self._connection.execute(
            "insert into revision (run, document, sha256, customer, path, facts, finding)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            (
                revision.run,
                revision.document,
                revision.sha256,
                revision.customer,
                revision.path,
                revision.facts,
                revision.finding,
            ),
        )

    def adopted(self) -> dict[tuple[str, str, str], str]:
        """Return the keys that requirements have from an earlier revision, by document, SHA-256, own key."""
        rows = self._connection.execute("select document, sha256, fresh, key from adopted")
        return {(document, sha256, fresh): key for document, sha256, fresh, key in rows}

    def add_adopted(self, run: int, keys: Mapping[tuple[str, str, str], str]) -> None:
        """Record the keys that requirements take over."""
        self._connection.executemany(
            "insert or replace into adopted values (?, ?, ?, ?, ?)",
            [(*place, key, run) for place, key in keys.items()],
        )

    def changes(self, run: int) -> tuple[Alteration, ...]:
        """Return what a run found changed."""
        return self._alterations("run = ?", run)

    def changes_of(self, requirement: str) -> tuple[tuple[str, Alteration], ...]:
        """Return when and how a requirement changed, oldest first."""
        rows = self._connection.execute(
            "select run.started, change.requirement, document, kind, text_before, standing, decision"
            " from change join run on run.id = change.run where requirement = ? order by change.id",
            (requirement,),
        )
        return tuple((started, Alteration(*rest)) for started, *rest in rows)

    def pending(self) -> dict[str, Alteration]:
        """Return the changes after which nobody has decided anew, by requirement."""
        found = self._alterations("standing <> 'stands'")
        last = dict(
            self._connection.execute("select requirement, max(id) from decision group by requirement")
        )
        latest = {one.requirement: one for one in found}
        return {key: one for key, one in latest.items() if last.get(key, 0) <= one.decision}

    def _alterations(self, where: str, *values: object) -> tuple[Alteration, ...]:
        rows = self._connection.execute(
            f"select requirement, document, kind, text_before, standing, decision from change"
            f" where {where} order by id",
            values,
        )
        return tuple(Alteration(*row) for row in rows)

    def add_changes(self, run: int, changes: Iterable[Alteration]) -> None:
        """Append what a run found changed."""
        self._connection.executemany(
            "insert into change (run, requirement, document, kind, text_before, standing, decision)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            [
                (run, one.requirement, one.document, one.kind, one.text_before, one.standing, one.decision)
                for one in changes
            ],
        )

    def last_decision(self) -> int:
        """Return the number of the latest decision, 0 before the first."""
        return int(self._connection.execute("select coalesce(max(id), 0) from decision").fetchone()[0])

    def last_publication(self) -> Publication | None:
        """Return what was written last."""
        row = self._connection.execute(
            "select made, digest, epoch, shown, files from publication order by id desc limit 1"
        ).fetchone()
        return Publication(*row) if row else None

    def shown(self, made: str) -> dict[str, Decision] | None:
        """Return what the workbook of a moment held when it was read last, else when it was written.

        None for a workbook that is not known.
        """
        number = self._written_at(made)
        row = self._connection.execute(
            "select coalesce((select body from said where publication = :it order by id desc limit 1), shown)"
            " from publication where id = :it",
            {"it": number},
        ).fetchone()
        if row is None:
            return None
        return {one["requirement"]: Decision(**one) for one in json.loads(row[0])}

    def _written_at(self, made: str) -> int | None:
        row = self._connection.execute(
            "select max(id) from publication where substr(made, 1, 19) = ?", (made[:19],)
        ).fetchone()
        return None if row[0] is None else int(row[0])

    def add_said(self, recorded: str, made: str, decisions: Iterable[Decision]) -> None:
        """Record what the workbook of a moment held when it was read; nothing for one not known."""
        number = self._written_at(made)
        if number is not None:
            body = msgspec.json.encode(tuple(decisions)).decode()
            self._connection.execute(
                "insert into said (recorded, publication, body) values (?, ?, ?)", (recorded, number, body)
            )

    def add_publication(self, one: Publication) -> None:
        """Record what was written."""
        self._connection.execute(
            "insert into publication (made, digest, epoch, shown, files) values (?, ?, ?, ?, ?)",
            (one.made, one.digest, one.epoch, one.shown, one.files),
        )

    def add_visit(self, started: str, version: str) -> None:
        """Record a run that found nothing to do."""
        self._connection.execute("insert into visit (started, version) values (?, ?)", (started, version))

    def last_visit(self) -> str | None:
        """Return when a run last looked and found nothing to do."""
        row = self._connection.execute("select max(started) from visit").fetchone()
        return str(row[0]) if row[0] else None

    def links(self) -> dict[str, str]:
        """Return which document a person said a file is a revision of, by path."""
        rows = self._connection.execute("select path, document from link order by id")
        return {path: document for path, document in rows if document}

    def add_link(self, made: str, path: str, document: str) -> None:
        """Record what a person said of a file; no document takes back what was said."""
        self._connection.execute(
            "insert into link (made, path, document) values (?, ?, ?)", (made, path, document)
        )

    def notes(self) -> OwnNotes:
        """Return people's own columns and comments as they were read back last."""
        row = self._connection.execute("select body from note order by id desc limit 1").fetchone()
        return msgspec.json.decode(row[0], type=OwnNotes) if row else OwnNotes()

    def add_notes(self, recorded: str, notes: OwnNotes) -> None:
        """Append people's own columns and comments."""
        body = msgspec.json.encode(notes).decode()
        self._connection.execute("insert into note (recorded, body) values (?, ?)", (recorded, body))

    def received(self) -> dict[tuple[str, str], str]:
        """Return when a content was first recorded, by document and SHA-256."""
        rows = self._connection.execute(
            "select document, sha256, min(run.started) from revision"
            " join run on run.id = revision.run group by document, sha256"
        )
        return {(document, sha256): started for document, sha256, started in rows}

    def checked(self) -> dict[str, str]:
        """Return when a person last asked for a newer revision, by document."""
        return dict(
            self._connection.execute("select document, max(made) from checked group by document").fetchall()
        )

    def add_check(self, made: str, document: str) -> None:
        """Record that a person asked for a newer revision."""
        self._connection.execute("insert into checked (made, document) values (?, ?)", (made, document))
