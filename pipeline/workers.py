"""Supervised reading: every file is read by a child process that may die without harm.

``read_supervised`` is a plain function from a request to an outcome, so that any
``concurrent.futures.Executor`` can run it: each thread that calls it owns one child,
which reads files one after another and is killed and replaced when it is late (code
``timeout``), too large (``out-of-memory``) or dead (``crashed``, ``internal``).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from domain.document import Extract
from domain.problem import Problem
from extractors import more_time, wire
from extractors.base import ReadLimits
from pipeline.children import Child, ChildDied

_POLL = 0.03  # seconds between looks at a child's memory

# These are so at the first look and at any later one; everything else is tried once more in
# a fresh child, for PDFium keeps the last file's error and a used child's memory is not the
# file's.  A time-out is believed: trying again costs as much again.
_FINAL = frozenset({"timeout", "unsupported", "empty", "too-large", "vanished", "unreadable", "interrupted"})


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """A file to read; ``path`` is absolute, ``command`` starts another child (tests)."""

    path: str
    limits: ReadLimits
    command: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """What came of it: an extract or a problem.  ``seconds`` of the clock, ``memory`` in bytes."""

    extract: Extract | None = None
    problem: Problem | None = None
    seconds: float = 0.0
    memory: int = 0


class _Owned(threading.local):
    child: Child | None = None


_owned = _Owned()
_living: set[Child] = set()
_living_lock = threading.Lock()
_stopping = threading.Event()


def read_supervised(request: ReadRequest) -> ReadOutcome:
    """Read one file in this thread's child.  Never raises for what a file or child does."""
    started = time.monotonic()
    size = _size(request.path)
    if size is not None and size > request.limits.file_size:
        return ReadOutcome(problem=Problem("too-large", detail=f"{size} bytes"))
    outcome, was_fresh = _read_once(request)
    if outcome.problem and outcome.problem.code not in _FINAL and not was_fresh:
        _replace_child()
        outcome, _ = _read_once(request)
    return ReadOutcome(outcome.extract, outcome.problem, time.monotonic() - started, outcome.memory)


def _size(path: str) -> int | None:
    try:
        return Path(path).stat().st_size
    except OSError:
        return None  # the child says why


def _read_once(request: ReadRequest) -> tuple[ReadOutcome, bool]:
    """Return the outcome, and whether the child had read nothing before."""
    if _stopping.is_set():
        return _failed("interrupted", ""), True
    child = _own_child(request.command)
    fresh = child.orders == 0
    try:
        answer = _wait(child, request)
    except ChildDied as death:
        _replace_child()
        code = "interrupted" if _stopping.is_set() else death.code
        return _failed(code, death.detail, child.peak), fresh
    except wire.WireError as error:
        _replace_child()
        return _failed("internal", f"the reader's answer: {error}", child.peak), fresh
    peak = child.peak
    if child.memory() > request.limits.memory // 2:
        _replace_child()  # libraries do not give everything back; the next file gets its own room
    if isinstance(answer, wire.Refused):
        problem = Problem(answer.code, where=answer.where, detail=answer.detail)
        return ReadOutcome(problem=problem, memory=peak), fresh
    return ReadOutcome(extract=answer.extract, memory=peak), fresh


def _failed(code: str, detail: str, memory: int = 0) -> ReadOutcome:
    return ReadOutcome(problem=Problem(code, detail=detail), memory=memory)


def _wait(child: Child, request: ReadRequest) -> wire.Read | wire.Refused:
    """Return the answer to the request.

    Raises ChildDied, also after killing the child, and WireError.
    """
    limits = request.limits
    child.order(wire.encode(wire.Order(request.path, limits)))
    started = time.monotonic()
    allowed = limits.seconds
    while True:
        data = child.answer(_POLL)
        if data is not None:
            answer = wire.decode_answer(data)
            if not isinstance(answer, wire.MoreTime):
                return answer
            # Never more than all pages of one file may take, however often it is asked.
            most = min(limits.pages * limits.ocr_page_seconds, more_time.MOST)
            allowed = limits.seconds + max(0.0, min(answer.seconds, most))
        memory = child.memory()
        if memory > limits.memory:
            child.kill()
            raise ChildDied("out-of-memory", f"{memory} bytes in use, {limits.memory} allowed")
        if time.monotonic() - started > allowed:
            child.kill()
            raise ChildDied("timeout", f"not done after {allowed:g} s")


def _own_child(command: tuple[str, ...]) -> Child:
    child = _owned.child
    if child is None or not child.alive() or (command and child.command != command):
        _replace_child()
        child = Child(command)
        _owned.child = child
        with _living_lock:
            _living.add(child)
    return child


def _replace_child() -> None:
    """End this thread's child; the next request starts another."""
    child, _owned.child = _owned.child, None
    if child is not None:
        child.kill()
        with _living_lock:
            _living.discard(child)


def end_children() -> None:
    """Kill every child of this process, whichever thread owns it."""
    with _living_lock:
        children = list(_living)
        _living.clear()
    for child in children:
        child.kill()


@contextmanager
def supervision() -> Iterator[None]:
    """Promise that no child outlives the block, also when it is left by an interrupt."""
    _stopping.clear()
    try:
        yield
    except BaseException:
        _stopping.set()
        raise
    finally:
        end_children()
