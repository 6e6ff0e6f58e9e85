"""Files to documents: read under supervision, name, number, note what went wrong.

Files are read side by side and handed on in order of path, so that the next stage works
while later files are still being read.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import contextmanager
from dataclasses import dataclass, replace

from domain.document import Block, Document, DocumentStatus, Extract, Facts, SourceFile
from domain.problem import Problem, Severity
from domain.text import has_han
from extractors.base import ReadLimits
from pipeline.errors import MissingPartError
from pipeline.identify import DocumentIds, FoundFile
from pipeline.settings import Settings
from pipeline.workers import ReadOutcome, ReadRequest, read_supervised, supervision

FileMark = tuple[str, str]

_LOOK = 0.5  # seconds; waiting in pieces lets Ctrl-C through on Windows


@dataclass(frozen=True, slots=True)
class Reading:
    """A file and what reading it gave; ``same_as`` is the earlier file with the same bytes."""

    file: FoundFile
    outcome: ReadOutcome
    same_as: FoundFile | None = None


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
) -> Iterator[Reading]:
    """Read the files side by side; yield them in their order."""
    first: dict[FileMark, FoundFile] = {}
    waiting: list[tuple[FoundFile, Future[ReadOutcome] | None, FoundFile | None]] = []
    for file in files:
        if file.problem is not None:
            waiting.append((file, None, None))
            continue
        original = first.setdefault(file_mark(file.source, settings), file)
        if original is not file:
            waiting.append((file, None, original))
            continue
        waiting.append((file, pool.submit(read_supervised, _request(file, settings.limits, command)), None))
    for file, future, same_as in waiting:
        outcome = _result(future) if future else ReadOutcome(problem=file.problem)
        yield Reading(file, outcome, same_as)


def _request(file: FoundFile, limits: ReadLimits, command: tuple[str, ...]) -> ReadRequest:
    return ReadRequest(str(file.place), limits, command)


def _result(future: Future[ReadOutcome]) -> ReadOutcome:
    while True:
        try:
            return future.result(timeout=_LOOK)
        except NotYet:
            if future.done():
                raise


def file_mark(source: SourceFile, settings: Settings) -> FileMark:
    """Return what tells a file from others before it is read: customer's folder and bytes."""
    return settings.customer(source.customer_folder or ""), source.sha256


class Registrar:
    """Makes documents of readings, in order of path; knows the ids and the originals given out.

    ``remembered`` are the ids that files had in earlier runs.  A file with the same bytes
    keeps its id, and so its decisions, also when a later version of the program reads
    another number or title out of it.
    """

    def __init__(
        self,
        files: Sequence[FoundFile],
        settings: Settings,
        unassigned: str,
        remembered: Mapping[FileMark, str],
    ) -> None:
        self._settings = settings
        self._unassigned = unassigned
        marks = {file_mark(file.source, settings) for file in files}
        self._kept = {mark: id_ for mark, id_ in remembered.items() if mark in marks}
        self._ids = DocumentIds(self._kept.values())
        self._of_path: dict[str, Document] = {}

    def register(self, reading: Reading, facts: Facts) -> Document:
        """Return the document with its id, customer, status and problems."""
        source, extract = reading.file.source, reading.outcome.extract
        original = self._of_path.get(reading.same_as.source.path) if reading.same_as else None
        if original is not None:
            facts = original.facts
        named = source.customer_folder or facts.customer or ""
        customer = self._settings.customer(named) if named else ""
        blocks = extract.blocks if extract else ()
        document = Document(
            id=self._id(source, customer, facts, original.blocks if original else blocks),
            source=source,
            customer=customer or self._unassigned,
            facts=facts,
            blocks=blocks,
            status=DocumentStatus.OK,
            format=extract.format if extract else None,
            pages=extract.pages if extract else None,
            coverage=extract.coverage if extract else (),
        )
        document = with_problems(document, _problems(reading, original))
        self._of_path[source.path] = document
        return document

    def _id(self, source: SourceFile, customer: str, facts: Facts, blocks: Sequence[Block]) -> str:
        # the first of several files with the same bytes keeps the id
        kept = self._kept.pop(file_mark(source, self._settings), None)
        return kept or self._ids.give(customer, facts, blocks, source.path)


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


def _problems(reading: Reading, original: Document | None) -> list[Problem]:
    if original is not None:
        return [Problem("duplicate", Severity.NOTE, where=original.source.path)]
    outcome = reading.outcome
    if outcome.extract is None:
        return [outcome.problem or Problem("internal", detail="the reader gave nothing")]
    problems = list(outcome.extract.problems)
    if not problems and not _has_text(outcome.extract):
        problems.append(Problem("no-text", Severity.LOSS))
    return problems


def _has_text(extract: Extract) -> bool:
    return any(not char.isspace() for block in extract.blocks for char in block.text)


def language_of(document: Document) -> str:
    """Return the language to cut and classify in."""
    if document.facts.language:
        return document.facts.language
    return "zh" if any(has_han(block.text) for block in document.blocks) else "en"
