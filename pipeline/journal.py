"""The log of a run, for whoever mends the program: traces and details, in the output folder only."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from domain.problem import Problem

Result = TypeVar("Result")

_LARGEST = 2_000_000  # bytes; beyond it the log begins anew and the last one is kept beside it


class Trap(Protocol):
    """Does a piece of work; what nobody foresaw goes to the log and comes back as a problem."""

    def __call__(self, path: str, work: Callable[[], Result], /) -> Result | Problem:
        """Return what the work gives, or the problem ``internal``."""
        ...


class Journal:
    """Appends to the log; makes the file with the first line."""

    def __init__(self, path: Path, now: datetime) -> None:
        self._path = path
        self._stamp = now.isoformat(timespec="seconds")
        if path.exists() and path.stat().st_size > _LARGEST:
            path.replace(path.with_suffix(".old.txt"))

    def trace(self, path: str, error: BaseException) -> None:
        """Note an error that nobody foresaw, with its trace."""
        self._write(f"{path}\n{''.join(traceback.format_exception(error))}")

    def note_all(self, problems: Iterable[Problem]) -> None:
        """Note the details of problems."""
        for problem in problems:
            self._write(f"{problem.path}: {problem.code} {problem.where} {problem.detail}".rstrip())

    def _write(self, text: str) -> None:
        with self._path.open("a", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(f"{self._stamp} {text}\n")
