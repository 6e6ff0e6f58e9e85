"""Waits until what lands in the inbox is complete: looks again and again, and waits for quiet.

It looks by itself, because nobody reports what happens on a network drive.  A file is
complete when size and time have stayed for a while and it can be opened.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.identify import is_leftover

Seen = Mapping[str, tuple[int, int]]
_MOST_WAIT_FOR_LOCK = 60.0  # seconds: then the run says that the file cannot be opened


class State(StrEnum):
    """How the inbox is at a look."""

    QUIET = "quiet"  # as it was at the last run
    SETTLING = "settling"  # something changed and may go on changing
    LOCKED = "locked"  # complete, but somebody holds a file
    READY = "ready"  # complete, and other than at the last run
    EMPTY = "empty"  # all files have gone, as when a drive is not connected
    AWAY = "away"  # the folder itself is not there


@dataclass(frozen=True, slots=True)
class Look:
    """What a look found; ``path`` is a file that is waited for."""

    state: State
    path: str = ""


class Inbox:
    """An inbox over time; ``settle`` is how long a file must stay as it is, in seconds."""

    def __init__(self, folder: Path, out: Path, settle: float) -> None:
        self._folder, self._out, self._settle = folder, out, settle
        self._last: Seen = {}
        self._since: dict[str, float] = {}
        self._done: Seen | None = None
        self._locked_since: float | None = None

    def look(self, now: float) -> Look:
        """Look once; ``now`` is any clock that only goes forward."""
        seen = listing(self._folder, self._out)
        if seen is None:
            return Look(State.AWAY)
        for path, mark in seen.items():
            if self._last.get(path) != mark:
                self._since[path] = now
        gone = self._last.keys() - seen.keys()
        for path in gone:
            self._since.pop(path, None)
        if gone:
            self._since[""] = now  # a file that is moved goes before it comes
        self._last = seen
        if seen == self._done:
            return Look(State.QUIET)
        if not seen and self._done:
            return Look(State.EMPTY)
        fresh = [path for path in self._since if now - self._since[path] < self._settle]
        if fresh and self._done is None:
            fresh = self._young(fresh, seen)
        if fresh:
            return Look(State.SETTLING, max(fresh, key=lambda path: self._since[path]))
        return self._opened(seen, now)

    def done(self) -> None:
        """Take note that a run has begun with what the last look saw."""
        self._done = dict(self._last)
        self._locked_since = None

    def _young(self, fresh: list[str], seen: Seen) -> list[str]:
        """At the first look only what was written a moment ago may still be growing."""
        import time

        limit = time.time_ns() - int(self._settle * 1e9)
        return [path for path in fresh if path and seen[path][1] > limit]

    def _opened(self, seen: Seen, now: float) -> Look:
        changed = [path for path in seen if (self._done or {}).get(path) != seen[path]]
        locked = next((path for path in changed if not can_open(self._folder / path)), None)
        if locked is None:
            return Look(State.READY)
        if self._locked_since is None:
            self._locked_since = now
        waited = now - self._locked_since
        return Look(State.READY) if waited >= _MOST_WAIT_FOR_LOCK else Look(State.LOCKED, locked)


def listing(folder: Path, out: Path) -> Seen | None:
    """Return size and time of every file that a run would look at; None when the folder is away."""
    if not folder.is_dir():
        return None
    found: dict[str, tuple[int, int]] = {}
    for place, folders, files in os.walk(folder):
        here = Path(place)
        inside = "" if here == folder else f"{here.relative_to(folder).as_posix()}/"
        folders[:] = [name for name in folders if here / name != out and not is_leftover(f"{inside}{name}/x")]
        for name in files:
            if is_leftover(f"{inside}{name}"):
                continue
            try:
                status = (here / name).stat()
            except OSError:  # gone between two steps, or a broken link
                continue
            found[f"{inside}{name}"] = (status.st_size, status.st_mtime_ns)
    return found


def can_open(path: Path) -> bool:
    """Tell whether a file can be opened for reading; one that is gone is nobody's to wait for."""
    try:
        with path.open("rb"):
            return True
    except FileNotFoundError:
        return True
    except OSError:
        return False
