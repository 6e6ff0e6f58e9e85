"""Processes that judge side by side, each with rules of its own; for work that takes long.

Loading the rules costs each of them a second or two and some 300 MB, so they are only
begun when one process has judged for a while and files are left (``pipeline.findings``).
"""

from __future__ import annotations

import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
import psutil

from extractors import wire
from pipeline.children import Child, ChildDied
from pipeline.finding import Finding, decode
from pipeline.judging import Case

_POLL = 0.1  # seconds between looks whether all is to end
_MOST_LOSSES = 5  # processes lost one after another: there is no help to be had here
_ROOM = 600_000_000  # bytes of free memory for each: twice what one takes


def how_many(jobs: int, left: int) -> int:
    """Return how many processes may judge ``left`` files, where ``jobs`` are read at once.

    One more than read, for the process that judged until then rests; fewer where memory is short.
    """
    return min(left, jobs + 1, int(psutil.virtual_memory().available) // _ROOM)


class Judges:
    """So many processes; none outlives the block.  ``rules`` is the company's rules folder."""

    def __init__(self, count: int, rules: Path | None, command: tuple[str, ...] = ()) -> None:
        own = (sys.executable, "-X", "utf8", "-m", "pipeline.judge_child", *([str(rules)] if rules else []))
        self._command = command or own
        self._pool = ThreadPoolExecutor(count, thread_name_prefix="judge")
        self._mine = threading.local()
        self._living: set[Child] = set()
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._losses = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        with self._lock:
            for child in self._living:
                child.kill()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def ask(self, case: Case) -> Future[Finding | None]:
        """Have a case judged; None when that process did not manage it."""
        return self._pool.submit(self._judged, case)

    def _judged(self, case: Case) -> Finding | None:
        try:
            order = msgspec.json.encode(case)
            child = self._child() if len(order) <= wire.FRAME_LIMIT else None
            if child is None:
                return None
            child.order(order)
            while (data := child.answer(_POLL)) is None:
                if self._stopping.is_set():
                    return None
            finding = decode(data)
        except (ChildDied, OSError, ValueError, msgspec.MsgspecError):
            self._forget()
            self._losses += 1
            return None
        self._losses = 0
        return finding

    def _child(self) -> Child | None:
        """Return this thread's process, None when there are to be no more.  Raises OSError."""
        child: Child | None = getattr(self._mine, "child", None)
        if child is None or not child.alive():
            self._forget()
            with self._lock:
                if self._stopping.is_set() or self._losses >= _MOST_LOSSES:
                    return None
                child = Child(self._command)
                self._living.add(child)
            self._mine.child = child
        return child

    def _forget(self) -> None:
        child: Child | None = getattr(self._mine, "child", None)
        self._mine.child = None
        if child is not None:
            child.kill()
            with self._lock:
                self._living.discard(child)
