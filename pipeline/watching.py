"""When a watched folder calls for another run: something changed, and has come to rest since.

Plain looking at sizes and times, again and again: it works on network drives and below sync
tools, where messages of the system do not come.  A file that is still being copied keeps
changing, so nothing is read before all of it is there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.identify import is_leftover

Snapshot = dict[str, tuple[int, int]]


@dataclass(slots=True)
class Rest:
    """Tells from one look after another when a run is due.

    ``settle`` are the seconds that nothing must have changed before a run; ``done`` is what
    the last run found, None before the first.
    """

    settle: float
    done: Snapshot | None = None
    _seen: Snapshot = field(default_factory=dict)
    _since: float = 0.0

    def is_due(self, now: Snapshot, time: float) -> bool:
        """Take a look; return whether a run is due.  ``time`` in seconds of any steady clock."""
        if now != self._seen:
            self._seen, self._since = now, time
        return now != self.done and time - self._since >= self.settle

    def ran(self, before: Snapshot) -> None:
        """Note that a run has taken in what ``before`` shows; what came later calls for another."""
        self.done = before


def look(places: Sequence[Path]) -> Snapshot:
    """Return size and time of every file at some files and folders; leftovers are passed over.

    A file that another program holds so that it cannot be read (Windows) looks like one that
    keeps changing: its size is told as -1 and its time as the moment of the look.
    """
    found: Snapshot = {}
    for place in places:
        for file in _files(place):
            try:
                status = file.stat()
            except OSError:
                continue  # gone since it was listed
            found[str(file)] = (status.st_size, status.st_mtime_ns) if _opens(file) else _held()
    return found


def has_gone(before: Snapshot | None, now: Snapshot, folder: Path) -> bool:
    """Tell whether a folder that held files is away or empty, as when a drive is not connected."""
    start = f"{folder}{os.sep}"
    return any(name.startswith(start) for name in before or ()) and not any(
        name.startswith(start) for name in now
    )


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    for folder, names, files in os.walk(place):
        names[:] = sorted(name for name in names if not is_leftover(f"{name}/x"))
        for name in files:
            if not is_leftover(name):
                yield Path(folder) / name


def _opens(file: Path) -> bool:
    if os.name != "nt":
        return True  # elsewhere a file being written opens all the same; its size tells
    try:
        with file.open("rb"):
            return True
    except PermissionError:
        return False
    except OSError:
        return True


def _held() -> tuple[int, int]:
    import time

    return -1, time.monotonic_ns()
