"""What was made for a document and may be written again as it was: its rows, its lines of data.

Most of the time of a re-run would go into making what the last run has made already.  A piece
is kept under a key that stands for all that it shows; whoever keeps it (``pipeline.cache``) says
in the key with which program, rules and words it was made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

import msgspec

_SIZE = 16  # bytes of a mark


class Marks:
    """Short marks, each for all that one object holds.

    Rows and clauses are shown in several places; what they hold is gone through once.  A mark
    stands for an object as long as it lives, so the objects are held, too.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}
        self._encoder = msgspec.msgpack.Encoder()

    def of(self, items: Iterable[object]) -> bytes:
        """Return the marks of objects that nobody changes, one after another."""
        known, found = self._known, []
        for item in items:
            entry = known.get(id(item))
            if entry is None:
                entry = known[id(item)] = item, self.whole(item)
            found.append(entry[1])
        return b"".join(found)

    def whole(self, value: object) -> bytes:
        """Return the mark of a value, looked at anew."""
        try:
            body = self._encoder.encode(value)
        except UnicodeEncodeError:  # half of a pair of characters, which UTF-8 does not know
            body = repr(value).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(body, digest_size=_SIZE).digest()


class _Unmarked(Marks):
    """Marks for those who keep nothing."""

    def of(self, items: Iterable[object]) -> bytes:
        """Look at nothing."""
        return b""


class Kept(Protocol):
    """Keeps pieces from run to run; ``row_marks`` are those of the run."""

    @property
    def row_marks(self) -> Marks:
        """Return what knows the marks of this run's objects."""
        ...

    def get(self, kind: str, id_: str, key: str) -> bytes | None:
        """Return what is kept, None when it was made of anything else."""
        ...

    def put(self, kind: str, id_: str, key: str, body: bytes) -> None:
        """Keep a piece, in place of the one that was."""
        ...


class Nothing:
    """Keeps nothing: all is made anew."""

    row_marks: Marks = _Unmarked()

    def get(self, kind: str, id_: str, key: str) -> bytes | None:
        """Know nothing."""

    def put(self, kind: str, id_: str, key: str, body: bytes) -> None:
        """Keep nothing."""


NOTHING = Nothing()
_BORDER = "\x00"  # stands in no piece


def pieces(
    kept: Kept, kind: str, id_: str, shown: object, make: Callable[[], Sequence[str]]
) -> Sequence[str]:
    """Return what was made of the same ``shown``, else make it and keep it.  At least one piece.

    ``shown`` may hold marks in place of what they stand for.
    """
    if kept is NOTHING:
        return make()
    return one_piece(kept, kind, id_, shown, lambda: _BORDER.join(make()).encode()).decode().split(_BORDER)


def one_piece(kept: Kept, kind: str, id_: str, shown: object, make: Callable[[], bytes]) -> bytes:
    """Return what was made of the same ``shown``, else make it and keep it."""
    if kept is NOTHING:
        return make()
    key = kept.row_marks.whole(shown).hex()
    body = kept.get(kind, id_, key)
    if body is None:
        body = make()
        kept.put(kind, id_, key, body)
    return body
