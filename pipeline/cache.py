"""What reading and judging gave, kept for the next run: a file that is unchanged is not read again.

``OUT/.csr/cache.sqlite`` can be deleted at any time; it costs time and nothing else.  What
people decided lies in ``pipeline.store``.  Each item belongs to one file's content and is
kept under a key that names everything it was made with; another key replaces it.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.kept import Marks

_BUSY = 10.0  # seconds
_LAYOUT = "create table if not exists item (kind text, id text, key text, body blob, primary key (kind, id))"


class Cache:
    """An open cache.  ``get`` gives None for what is not known under the very key."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, kind: str, id_: str, key: str) -> bytes | None:
        """Return what is kept, None when it was made with anything else."""
        row = self._connection.execute(
            "select key, body from item where kind = ? and id = ?", (kind, id_)
        ).fetchone()
        if row is None or row[0] != key:
            return None
        try:
            return zlib.decompress(row[1])
        except zlib.error:
            return None

    def holds(self, kind: str, id_: str, key: str) -> bool:
        """Tell whether something is kept under the very key, without a look at it."""
        found = self._connection.execute(
            "select 1 from item where kind = ? and id = ? and key = ?", (kind, id_, key)
        )
        return found.fetchone() is not None

    def put(self, kind: str, id_: str, key: str, body: bytes) -> None:
        """Keep an item, in place of the one that was."""
        packed = zlib.compress(body, 1)
        self._connection.execute("insert or replace into item values (?, ?, ?, ?)", (kind, id_, key, packed))

    def marks(self, kind: str) -> dict[str, tuple[str, str]]:
        """Return key and body (as text) of all items of a kind, by id."""
        rows = self._connection.execute("select id, key, body from item where kind = ?", (kind,))
        return {id_: (key, zlib.decompress(body).decode()) for id_, key, body in rows}

    def made_with(self, version: str, marks: Marks) -> Pieces:
        """Return the same cache for pieces that were made with a certain version of the program."""
        return Pieces(self._connection, version, marks)

    def keep(self) -> None:
        """Make sure that what was put so far outlives the process."""
        self._connection.execute("commit")
        self._connection.execute("begin")


class Pieces(Cache):
    """The cache with a version in every key, and the run's marks (``workbook.kept.Kept``)."""

    def __init__(self, connection: sqlite3.Connection, version: str, marks: Marks) -> None:
        super().__init__(connection)
        self._version = version
        self.row_marks = marks

    def get(self, kind: str, id_: str, key: str) -> bytes | None:
        """Return what is kept, None when it was made with anything else."""
        return super().get(kind, id_, f"{self._version} {key}")

    def put(self, kind: str, id_: str, key: str, body: bytes) -> None:
        """Keep an item, in place of the one that was."""
        super().put(kind, id_, f"{self._version} {key}", body)


@contextmanager
def opened(path: Path) -> Iterator[Cache]:
    """Open the cache; one that cannot be used is made anew.  Raises OSError, sqlite3.Error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = _connect(path)
    except sqlite3.DatabaseError:
        for left in (path, *(path.with_name(path.name + tail) for tail in ("-wal", "-shm", "-journal"))):
            left.unlink(missing_ok=True)
        connection = _connect(path)
    try:
        yield Cache(connection)
    finally:
        with suppress(sqlite3.Error):
            connection.execute("commit")
        connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=_BUSY)
    try:
        connection.execute("pragma synchronous = normal")
        connection.execute(_LAYOUT)
        connection.execute("select count(*) from item where kind = ''").fetchone()
        connection.execute("begin")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
