"""What was made for a document and may be written again as it was: its rows, its lines of data.

Most of the time of a re-run would go into making what the last run has made already.  A piece
is kept under a key that stands for all that it shows; whoever keeps it (``pipeline.cache``) says
in the key with which program, rules and words it was made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec


class Kept(Protocol):
    """Keeps pieces from run to run."""

    def get(self, kind: str, id_: str, key: str) -> bytes | None:
        """Return what is kept, None when it was made of anything else."""
        ...

    def put(self, kind: str, id_: str, key: str, body: bytes) -> None:
        """Keep a piece, in place of the one that was."""
        ...


class Nothing:
    """Keeps nothing: all is made anew."""

    def get(self, kind: str, id_: str, key: str) -> bytes | None:
        """Know nothing."""

    def put(self, kind: str, id_: str, key: str, body: bytes) -> None:
        """Keep nothing."""


NOTHING = Nothing()
_BORDER = "\x00"  # stands in no piece


def pieces(
    kept: Kept, kind: str, id_: str, shown: object, make: Callable[[], Sequence[str]]
) -> Sequence[str]:
    """Return what was made of the same ``shown``, else make it and keep it.  At least one piece."""
    if kept is NOTHING:
        return make()
    key = hashlib.blake2b(msgspec.msgpack.encode(shown), digest_size=16).hexdigest()
    body = kept.get(kind, id_, key)
    if body is not None:
        return body.decode().split(_BORDER)
    made = make()
    kept.put(kind, id_, key, _BORDER.join(made).encode())
    return made
