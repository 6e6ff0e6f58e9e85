"""One run at a time for one output folder.

The lock is a file that says who holds it; a lock whose process is dead is taken over.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psutil


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock; ``born`` is the process's start time in seconds, told apart from a re-used pid."""

    pid: int
    host: str
    since: str
    born: float


class Locked(Exception):  # a state, said to the person as such
    """Another run holds the folder."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(f"held by process {holder.pid} on {holder.host} since {holder.since}")
        self.holder = holder


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Hold the lock file while the block runs.  Raises Locked, OSError."""
    _take(path)
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()


def _take(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(3):
        try:
            # made whole under another name and linked: a lock is never seen half-written
            own = path.with_name(f"{path.name}.{os.getpid()}")
            own.write_text(json.dumps(_ourselves()), encoding="utf-8")
            try:
                _place(own, path)
            finally:
                own.unlink(missing_ok=True)
        except FileExistsError:
            _clear_if_dead(path)
        else:
            return
    holder = _read(path)
    if holder is not None:
        raise Locked(holder)
    raise OSError(f"{path}: the lock cannot be taken")


def _place(own: Path, path: Path) -> None:
    """Give the file its final name unless the name is taken.  Raises FileExistsError."""
    try:
        os.link(own, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links (FAT, some network drives)
        with path.open("x", encoding="utf-8") as stream:
            stream.write(own.read_text(encoding="utf-8"))


def _clear_if_dead(path: Path) -> None:
    holder = _read(path)
    if holder is not None and _lives(holder):
        raise Locked(holder)
    path.unlink(missing_ok=True)


def _ourselves() -> dict[str, object]:
    process = psutil.Process()
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    return {"pid": process.pid, "host": socket.gethostname(), "since": since, "born": process.create_time()}


def _read(path: Path) -> Holder | None:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Holder(int(data["pid"]), str(data["host"]), str(data["since"]), float(data["born"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _lives(holder: Holder) -> bool:
    if holder.host != socket.gethostname():
        return True  # on another machine: nobody can look from here
    try:
        born = psutil.Process(holder.pid).create_time()
    except psutil.NoSuchProcess:
        return False
    except psutil.Error:
        return True
    return abs(born - holder.born) < 2.0
