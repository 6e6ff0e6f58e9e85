"""Files to documents: read under supervision, name, number, note what went wrong.

Files are read side by side and handed on in order of path, so that the next stage works
while later files are still being read.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeVar

from domain.document import Document, DocumentStatus, Extract, SourceFile
from domain.problem import Problem, Severity
from extractors.base import ReadLimits
from pipeline.errors import MissingPartError
from pipeline.identify import FoundFile
from pipeline.settings import Settings
from pipeline.workers import ReadOutcome, ReadRequest, read_supervised, supervision

FileMark = tuple[str, str]
Result = TypeVar("Result")

_LOOK = 0.5  # seconds; waiting in pieces lets Ctrl-C through on Windows

_HOLLOW = frozenset({"archive", "mail"})  # a mail may say nothing itself and bring its attachment


@dataclass(frozen=True, slots=True)
class Reading:
    """A file and what reading it gave; ``known`` says that it did not have to be read."""

    file: FoundFile
    outcome: ReadOutcome
    known: bool = False


def check_scheduler(scheduler: str | None) -> None:
    """Raise MissingPartError when a Dask scheduler is asked for and Dask is not installed."""
    if scheduler is not None and importlib.util.find_spec("distributed") is None:
        raise MissingPartError("dask")


@contextmanager
def executor(jobs: int, scheduler: str | None) -> Iterator[Executor]:
    """Make the pool that reads: threads with a child each, or the workers of a Dask scheduler.

    Nothing it started outlives the block.  Raises OSError when the scheduler does not
    answer.
    """
    if scheduler is not None:
        with _dask(scheduler) as pool:
            yield pool
        return
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="reader")
    try:
        with supervision():
            yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _dask(scheduler: str) -> Iterator[Executor]:
    from distributed import Client

    try:
        client = Client(scheduler, timeout=10)
    except (OSError, TimeoutError, ValueError) as error:
        raise OSError(f"{scheduler}: no Dask scheduler answers there") from error
    with client:
        pool: Executor = client.get_executor()
        try:
            yield pool
        finally:
            pool.shutdown(wait=False)


def read_all(
    files: Sequence[FoundFile],
    settings: Settings,
    pool: Executor,
    command: tuple[str, ...] = (),
    known: Callable[[FoundFile], Extract | None] = lambda file: None,
) -> Iterator[Reading]:
    """Begin to read the files side by side; return what yields them in their order.

    ``known`` gives the extract of a file that an earlier run has read.  Files with the same
    bytes are read once.
    """
    asked: dict[str, Future[ReadOutcome]] = {}
    kept: set[str] = set()
    for file in files:
        sha256 = file.source.sha256
        if file.problem is not None or sha256 in asked or sha256 in kept:
            continue
        if known(file) is not None:
            kept.add(sha256)
        else:
            asked[sha256] = pool.submit(read_supervised, _request(file, settings.limits, command))
    return _in_order(files, asked, known)


def _in_order(
    files: Sequence[FoundFile],
    asked: Mapping[str, Future[ReadOutcome]],
    known: Callable[[FoundFile], Extract | None],
) -> Iterator[Reading]:
    for file in files:
        if file.problem is not None:
            yield Reading(file, ReadOutcome(problem=file.problem))
        elif file.source.sha256 in asked:
            yield Reading(file, result(asked[file.source.sha256]))
        else:
            yield Reading(file, ReadOutcome(extract=known(file)), known=True)


def _request(file: FoundFile, limits: ReadLimits, command: tuple[str, ...]) -> ReadRequest:
    return ReadRequest(str(file.place), limits, command)


def result(future: Future[Result]) -> Result:
    """Wait for what somebody works at, so that Ctrl-C comes through; raises what that raised."""
    while True:
        try:
            return future.result(timeout=_LOOK)
        except NotYet:
            if future.done():
                raise


def file_mark(source: SourceFile, settings: Settings) -> FileMark:
    """Return what tells a file from others before it is read: customer's folder and bytes."""
    return settings.customer(source.customer_folder or ""), source.sha256


def with_problems(document: Document, problems: Sequence[Problem]) -> Document:
    """Return the document with more problems and the status that follows from all of them."""
    path = document.source.path
    everything = (*document.problems, *(replace(problem, path=path) for problem in problems))
    severities = {problem.severity for problem in everything}
    status = DocumentStatus.OK
    if Severity.FATAL in severities:
        status = DocumentStatus.FAILED
    elif Severity.LOSS in severities:
        status = DocumentStatus.PARTIAL
    return replace(document, problems=everything, status=status)


def problems_of(extract: Extract) -> tuple[Problem, ...]:
    """Return what went wrong while a file was read, also that it holds no text at all."""
    if not extract.problems and extract.format not in _HOLLOW and not _has_text(extract):
        return (Problem("no-text", Severity.LOSS),)
    return extract.problems


def _has_text(extract: Extract) -> bool:
    return any(not char.isspace() for block in extract.blocks for char in block.text)
