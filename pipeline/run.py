"""The run: folder in, checklist out.  Reads as a table of contents; the stages are elsewhere.

The only place with a broad ``except``: what no stage foresaw costs one file, is called
``internal`` and leaves its trace in ``OUT/.csr/log.txt``.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from domain.document import Document, Facts
from domain.problem import DocumentError, Problem, Severity
from domain.requirement import Requirement
from domain.review import Checklist, ClauseRow, Decision
from domain.wording import say
from pipeline import documents, publish, reconcile, requirements, store
from pipeline.identify import FoundFile, find_files
from pipeline.journal import Journal
from pipeline.locking import hold
from pipeline.settings import Settings
from pipeline.version import version

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Job:
    """What to do; ``command`` starts another reading process than ours (tests)."""

    inbox: Path
    out: Path
    settings: Settings
    language: str = "zh"
    scheduler: str | None = None
    command: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it; ``memory`` is the most that one reading process used, in bytes."""

    checklist: Checklist
    written: publish.Written
    removed: int
    seconds: float
    memory: int


class Watcher(Protocol):
    """Somebody who looks on: the terminal's progress bar, a test."""

    def found(self, files: Sequence[FoundFile]) -> None:
        """Take note that the inbox is listed."""

    def finished(self, document: Document) -> None:
        """Take note of a document that is read and classified."""

    def stage(self, name: str) -> None:
        """Take note that the next part of the work begins: listing, reading, writing."""


@dataclass(frozen=True, slots=True)
class _Memory:
    """What is known from before, and what the workbooks in the output folder said."""

    seen: dict[str, store.Seen]
    ids: dict[tuple[str, str], str]
    latest: dict[str, Decision]
    entered: tuple[Decision, ...]
    read_back: list[Path]
    held_decisions: list[Path]
    blocked: bool
    problems: tuple[Problem, ...]

    def decisions(self) -> dict[str, Decision]:
        return self.latest | {decision.requirement: decision for decision in self.entered}


@dataclass(frozen=True, slots=True)
class _Findings:
    documents: tuple[Document, ...]
    clauses: tuple[ClauseRow, ...]
    requirements: tuple[Requirement, ...]
    memory: int


_NOTHING: tuple[tuple[ClauseRow, ...], tuple[Requirement, ...]] = ((), ())


def run(job: Job, watcher: Watcher) -> Outcome:
    """Do the whole job.

    Raises ConfigurationError before anything is written, Locked when another run holds the
    output folder, StoreError, MissingPartError and OSError when the folder or the scheduler
    cannot be used.
    """
    import classifiers

    started, now = time.monotonic(), datetime.now().astimezone()
    documents.check_scheduler(job.scheduler)
    classifier = classifiers.load(job.settings.rules)
    with hold(job.out / publish.STATE / "lock"):
        journal = Journal(job.out / publish.STATE / "log.txt", now)
        memory = _remember(job, now, journal)
        watcher.stage("listing")
        files = find_files(job.inbox, leave_out=job.out)
        watcher.found(files)
        watcher.stage("reading")
        unassigned = say("cli.unassigned", job.language)
        registrar = documents.Registrar(files, job.settings, unassigned, memory.ids)
        findings = _find(job, files, registrar, classifier, watcher, journal)
        known = reconcile.reconcile(findings.requirements, memory.seen, memory.decisions())
        checklist = Checklist(
            generated=now.isoformat(timespec="seconds"),
            version=version(),
            documents=findings.documents,
            clauses=findings.clauses,
            rows=known.rows,
            problems=_all_problems(findings.documents, memory.problems),
            rules=classifier.rule_count,
            ruleset=classifier.fingerprint,
            profile=job.settings.profile,
            company=job.settings.company,
            orphans=known.orphans,
        )
        watcher.stage("writing")
        written = publish.publish(job.out, checklist, job.language, now, memory.blocked)
        _record(job, checklist, memory)
        publish.keep_old(job.out, [], now)
        publish.clear_dated(memory.read_back)
        journal.note_all((*checklist.problems, *written.problems))
    return Outcome(checklist, written, known.removed, time.monotonic() - started, findings.memory)


def _remember(job: Job, now: datetime, journal: Journal) -> _Memory:
    """Read the state, then the workbooks; copy those that hold decisions before anything is replaced."""
    with store.opened(_state_file(job)) as state:
        seen, ids, latest = state.seen(), state.document_ids(), state.decisions()
    entered: dict[str, Decision] = {}
    read_back: list[Path] = []
    held: list[Path] = []
    problems: list[Problem] = []
    blocked = False
    for path in publish.workbooks(job.out):
        if path.name == publish.WORKBOOK and publish.is_open(path):
            blocked = True
        try:
            decisions, doubts = _read_back(path)
        except PermissionError:
            blocked = blocked or path.name == publish.WORKBOOK
            continue
        except Exception as error:  # noqa: BLE001  # whatever is wrong with it, it is kept and said
            journal.trace(path.name, error)
            aside = publish.set_aside(path, now)
            problems.append(Problem("workbook-unreadable", Severity.LOSS, path=path.name, where=aside.name))
            continue
        read_back.append(path)
        problems.extend(doubts)
        if not all(reconcile.is_blank(decision) for decision in decisions):
            held.append(path)
        for decision in reconcile.to_record(decisions, latest, seen):
            entered[decision.requirement] = decision
    publish.keep_old(job.out, held, now)
    return _Memory(seen, ids, latest, tuple(entered.values()), read_back, held, blocked, tuple(problems))


def _read_back(path: Path) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    from workbook import returned

    read = returned.read(path)
    return read.decisions, read.problems


def _find(
    job: Job,
    files: Sequence[FoundFile],
    registrar: documents.Registrar,
    classifier: requirements.Classifier,
    watcher: Watcher,
    journal: Journal,
) -> _Findings:
    """Read, split and classify file by file, in order of path."""
    every_document: list[Document] = []
    every_clause: list[ClauseRow] = []
    every_requirement: list[Requirement] = []
    memory = 0
    with documents.executor(job.settings.jobs, job.scheduler) as pool:
        for reading in documents.read_all(files, job.settings, pool, job.command):
            memory = max(memory, reading.outcome.memory)
            facts, trouble = _guarded(partial(_facts, reading), Facts(), reading, journal)
            document = documents.with_problems(registrar.register(reading, facts), trouble)
            demands = partial(_requirements, document, classifier)
            (clauses, found), trouble = _guarded(demands, _NOTHING, reading, journal)
            document = documents.with_problems(document, (*trouble, *_left_out(document, clauses)))
            every_document.append(document)
            every_clause.extend(clauses)
            every_requirement.extend(found)
            watcher.finished(document)
    return _Findings(tuple(every_document), tuple(every_clause), tuple(every_requirement), memory)


def _guarded(
    work: Callable[[], Result], otherwise: Result, reading: documents.Reading, journal: Journal
) -> tuple[Result, tuple[Problem, ...]]:
    """Do one file's work; what goes wrong is that file's problem and nobody else's."""
    path = reading.file.source.path
    try:
        return work(), ()
    except DocumentError as error:
        return otherwise, (Problem(error.code, where=error.where, detail=error.detail),)
    except Exception as error:  # noqa: BLE001  # the one broad net: one bad file costs only itself
        journal.trace(path, error)
        return otherwise, (Problem("internal", detail=_last_line(error)),)


def _last_line(error: Exception) -> str:
    return traceback.format_exception_only(error)[-1].strip()


def _facts(reading: documents.Reading) -> Facts:
    from pipeline import facts

    extract, source = reading.outcome.extract, reading.file.source
    if extract is None:
        return Facts()
    name = source.path.rsplit("/", 1)[-1]
    return facts.find(extract.blocks, extract.title, name, source.customer_folder)


def _requirements(
    document: Document, classifier: requirements.Classifier
) -> tuple[tuple[ClauseRow, ...], tuple[Requirement, ...]]:
    from pipeline import clauses

    if not document.blocks:
        return (), ()
    pieces = clauses.split(document.id, document.blocks, documents.language_of(document))
    return requirements.find(pieces, document.facts, classifier)


def _left_out(document: Document, clauses: Sequence[ClauseRow]) -> tuple[Problem, ...]:
    """Say that a document taken for irrelevant holds words of duty all the same."""
    from pipeline.titles import has_duty

    if document.facts.type != "irrelevant" or not any(has_duty(row.clause.text) for row in clauses):
        return ()
    return (Problem("irrelevant-document", Severity.NOTE),)


def _all_problems(every: Sequence[Document], others: Sequence[Problem]) -> tuple[Problem, ...]:
    return (*(problem for document in every for problem in document.problems), *others)


def _record(job: Job, checklist: Checklist, memory: _Memory) -> None:
    """Write the run into the state, in one transaction, after the workbook is in place."""
    run_line = store.Run(
        checklist.generated,
        checklist.version,
        checklist.ruleset,
        len(checklist.documents),
        len(checklist.problems),
    )
    places = {document.id: (document.customer, document.source.path) for document in checklist.documents}
    with store.opened(_state_file(job)) as state:
        number = state.add_run(run_line)
        # last first: of several files with the same bytes the first has the id
        state.add_documents(
            number,
            {
                documents.file_mark(document.source, job.settings): document.id
                for document in reversed(checklist.documents)
                if document.source.sha256
            },
        )
        state.add_decisions(number, checklist.generated, memory.entered)
        state.add_requirements(number, checklist.rows, places)


def _state_file(job: Job) -> Path:
    return job.out / publish.STATE / "state.sqlite"
