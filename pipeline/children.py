"""One child process: started, given orders, listened to, measured, killed.

Knows nothing of what is read; ``pipeline.workers`` decides when a child has to go.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import psutil

from extractors import wire

_ROOT = Path(__file__).resolve().parent.parent
_TAIL = 4_000  # bytes of a dead child's standard error that are kept for the log
_FAMILY_EVERY = 20  # looks at the memory; finding what a child started means a walk over all processes
_PYTHON_ERROR = 1  # exit status of an interpreter that ended with a traceback


class ChildDied(Exception):
    """The child is gone: the problem code, and what is known for the log."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class Child:
    """A process that reads files.  ``orders`` counts what it was given, ``peak`` is in bytes."""

    def __init__(self, command: tuple[str, ...] = ()) -> None:
        self.command = command
        self.orders = 0
        self.peak = 0
        # Its standard error goes to a nameless file: nothing of a document lies about.
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  # closed in kill()
        self._process = subprocess.Popen(
            command or (sys.executable, "-X", "utf8", "-m", "extractors.child"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=environment(),
            **_apart(),
        )
        self._answers: queue.Queue[bytes | None] = queue.Queue()
        self._watch = psutil.Process(self._process.pid)
        self._looks = 0
        self._started: list[psutil.Process] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None  # it was asked for as a pipe
        try:
            while (data := wire.receive(_binary(stream))) is not None:
                self._answers.put(data)
        except (wire.WireError, OSError, ValueError):
            self._process.kill()
        stream.close()
        self._answers.put(None)

    def order(self, data: bytes) -> None:
        """Send an order.  Raises ChildDied."""
        self.orders += 1
        self.peak = 0
        stream = self._process.stdin
        try:
            if stream is not None:
                wire.send(_binary(stream), data)
        except OSError as error:
            raise self._death() from error

    def answer(self, seconds: float) -> bytes | None:
        """Wait so long for an answer; None when there is none yet.  Raises ChildDied."""
        try:
            data = self._answers.get(timeout=seconds)
        except queue.Empty:
            return None
        if data is None:
            raise self._death()
        return data

    def memory(self) -> int:
        """Return the bytes in use by the child and by what it started."""
        try:
            if self._looks % _FAMILY_EVERY == 0:
                self._started = self._watch.children(recursive=True)
            self._looks += 1
            used = int(self._watch.memory_info().rss) + sum(_resident(one) for one in self._started)
        except psutil.Error:
            return 0  # it ended this moment; its answer or its death tells more
        self.peak = max(self.peak, used)
        return used

    def alive(self) -> bool:
        """Tell whether the process runs."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End the process and what it started, at once; again does nothing."""
        for process in _family(self._watch):
            try:
                process.kill()
            except psutil.Error:
                continue
        self._process.wait()
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()
        self._errors.close()

    def _death(self) -> ChildDied:
        status = self._process.wait()
        tail = self._error_tail()
        if "MemoryError" in tail or "std::bad_alloc" in tail:
            return ChildDied("out-of-memory", tail)
        code = "internal" if status == _PYTHON_ERROR else "crashed"
        return ChildDied(code, f"exit status {status}\n{tail}".strip())

    def _error_tail(self) -> str:
        try:
            end = self._errors.seek(0, os.SEEK_END)
            self._errors.seek(max(0, end - _TAIL))
            return self._errors.read().decode("utf-8", "replace")
        except ValueError:
            return ""  # closed: the child was killed on purpose


def environment() -> dict[str, str]:
    """Return the environment of a reading process: our packages, one thread, its parent's number."""
    environment = dict(os.environ)
    inherited = environment.get("PYTHONPATH")
    environment["PYTHONPATH"] = os.pathsep.join([str(_ROOT), inherited] if inherited else [str(_ROOT)])
    # one file is one core's work: the pool of children shares the machine
    environment.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", OMP_THREAD_LIMIT="1")
    environment["CSR_PARENT"] = str(os.getpid())
    return environment


def _apart() -> dict[str, Any]:
    """Options that keep the terminal's Ctrl-C from the child: its parent ends it in order."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}


def _family(process: psutil.Process) -> list[psutil.Process]:
    try:
        return [*process.children(recursive=True), process]
    except psutil.Error:
        return [process]


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def _binary(stream: IO[bytes]) -> BinaryIO:
    return cast(BinaryIO, stream)  # Popen's pipes are binary here; its type leaves it open
