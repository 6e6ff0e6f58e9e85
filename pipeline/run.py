"""The run: folder in, checklist out.  Reads as a table of contents; the stages are elsewhere.

What no stage foresaw costs one file, is called ``internal`` and leaves its trace in
``OUT/.csr/log.txt`` (``pipeline.findings``).  People's decisions are recorded before
anything else is done; results are written before the state says so.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache as once
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from domain.document import Document, DocumentStatus
from domain.problem import DocumentError, Problem
from domain.review import Checklist
from domain.wording import say
from pipeline import (
    added,
    cache,
    collecting,
    comparison,
    documents,
    findings,
    lineage,
    listing,
    matters,
    own_system,
    publish,
    recall,
    reconcile,
    recording,
    referenced,
    register,
    rules_in_force,
    store,
    twin_rows,
    unpacking,
)
from pipeline.comparison import Compared
from pipeline.finding import rekeyed
from pipeline.findings import Found, Search
from pipeline.identify import FoundFile
from pipeline.journal import Journal
from pipeline.locking import hold
from pipeline.own_system import OwnSystem
from pipeline.recall import Recollection, state_file
from pipeline.rules_in_force import Rules
from pipeline.settings import Settings
from pipeline.version import version
from pipeline.versions import writing_version
from workbook.kept import Marks

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Job:
    """What to do; ``command`` starts another reading process than ours (tests).

    ``force`` are paths of the inbox to read again, None for all of them.  ``own`` is the
    folder of the company's own procedures.
    """

    inbox: Path
    out: Path
    settings: Settings
    language: str = "zh"
    scheduler: str | None = None
    command: tuple[str, ...] = ()
    force: frozenset[str] | None = frozenset()
    own: Path | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it; ``memory`` is the most that one reading process used, in bytes.

    ``is_unchanged`` says that all lay there already and nothing was written.
    """

    checklist: Checklist
    written: publish.Written
    removed: int
    seconds: float
    memory: int
    is_unchanged: bool = False


class Watcher(Protocol):
    """Somebody who looks on: the terminal's progress bar, a test."""

    def found(self, files: Sequence[FoundFile]) -> None:
        """Take note that the inbox is listed."""

    def finished(self, document: Document) -> None:
        """Take note of a document that is read and classified."""

    def stage(self, name: str) -> None:
        """Take note that the next part of the work begins: listing, reading, writing."""


@collecting.seldom()
def run(job: Job, watcher: Watcher) -> Outcome:
    """Do the whole job.

    Raises ConfigurationError before anything is written, Locked when another run holds the
    output folder, StoreError, MissingPartError and OSError when the folder or the scheduler
    cannot be used.
    """
    started, now = time.monotonic(), datetime.now().astimezone()
    documents.check_scheduler(job.scheduler)
    rules = rules_in_force.look(job.settings.rules, _cache_file(job))
    with hold(job.out / publish.STATE / "lock"):
        journal = Journal(job.out / publish.STATE / "log.txt", now)
        known = recall.recall(job.out, now, version(), partial(_trapped, journal))
        with cache.opened(_cache_file(job)) as kept:
            rules_in_force.keep(kept, rules)
            watcher.stage("listing")
            lying = listing.listed(job.inbox, job.out, job.force, kept)
            files = unpacking.opened(lying, unpacking.of(job.out, kept, job.settings))
            watcher.found(files)
            watcher.stage("reading")
            search = Search(
                job.settings,
                kept,
                rules.version,
                rules.load,
                partial(_trapped, journal),
                _forced(job, files),
                job.command,
                dict(known.ids),
                frozenset(mark.partition(" ")[2] for mark in known.marks.values()),
            )
            found, own = _find(job, files, search, watcher)
            placed, supersedes = _placed(job, found, known, kept)
        with store.opened(state_file(job.out)) as state:
            compared = comparison.compare(placed, known, state)
        checklist = _checklist(job, placed, supersedes, compared, known, rules, now, own)
        marks = Marks()
        digest = publish.digest(checklist, job.language, marks)
        memory = max((one.memory for one in found), default=0)
        if known.last is not None and _lies_there(job, known, digest):
            with store.opened(state_file(job.out)) as state:
                state.add_visit(checklist.generated, version())
            written = publish.Written(job.out / publish.WORKBOOK, job.out / publish.DATA)
            standing = replace(checklist, generated=known.last.made)
            seconds = time.monotonic() - started
            return Outcome(standing, written, len(compared.gone), seconds, memory, is_unchanged=True)
        watcher.stage("writing")
        collecting.let_stand()
        with cache.opened(_cache_file(job)) as kept:
            pieces = kept.made_with(f"{rules.version} {writing_version()}", marks)
            written = publish.publish(
                job.out, checklist, job.language, now, blocked=known.blocked, last=known.last, kept=pieces
            )
        recording.record(
            job.out, job.settings, recording.Done(checklist, placed, compared, known, digest, written)
        )
        publish.keep_old(job.out, [], now)
        publish.clear_dated(list(known.read_back))
        journal.note_all((*checklist.problems, *written.problems))
    return Outcome(checklist, written, len(compared.gone), time.monotonic() - started, memory)


def _trapped(journal: Journal, path: str, work: Callable[[], Result], /) -> Result | Problem:
    """Do a piece of work; the one broad net: what nobody foresaw costs that piece only."""
    try:
        return work()
    except (DocumentError, PermissionError):
        raise  # foreseen, and somebody's to handle
    except Exception as error:  # noqa: BLE001  # see above
        journal.trace(path, error)
        return Problem("internal", detail=traceback.format_exception_only(error)[-1].strip())


def _forced(job: Job, files: Sequence[FoundFile]) -> frozenset[str]:
    return job.force if job.force is not None else frozenset(file.source.path for file in files)


def _find(
    job: Job, files: Sequence[FoundFile], search: Search, watcher: Watcher
) -> tuple[list[Found], OwnSystem]:
    """Read and judge what is not known, in order of path; then the own procedures."""
    every: list[Found] = []
    with documents.executor(job.settings.jobs, job.scheduler) as pool:
        with closing(findings.find_all(files, search, pool)) as finding:
            for found in finding:
                every.append(found)
                one, source = found.finding, found.file.source
                by = source.customer_folder or ""
                watcher.finished(Document("", source, by, one.facts, (), DocumentStatus.OK, pages=one.pages))
        return every, own_system.read(job.own, search, pool)


def _placed(
    job: Job, found: Sequence[Found], known: Recollection, kept: cache.Cache
) -> tuple[tuple[lineage.Placed, ...], dict[str, str]]:
    """Tell which document each file is; keep the findings under the ids they have now."""

    @once
    def earlier() -> tuple[lineage.Known, ...]:
        with store.opened(state_file(job.out)) as state:
            return tuple(
                lineage.Known(one.document, one.customer, one.path, once(partial(comparison.unpacked, one)))
                for one in state.revisions().values()
            )

    links = {**known.links, **job.settings.links}
    taken = frozenset({*known.ids.values(), *known.marks})
    memory = lineage.Memory(known.ids, taken, earlier, links)
    unassigned = say("cli.unassigned", job.language)
    placed, supersedes = lineage.place(found, job.settings, unassigned, memory)
    ready: list[lineage.Placed] = []
    for one in placed:
        finding = rekeyed(one.found.finding, one.document.id)
        if finding is not one.found.finding and one.found.key and not findings.is_passing(finding):
            findings.keep(kept, one.found.file, one.found.key, finding)
        ready.append(replace(one, found=replace(one.found, finding=finding)))
    return tuple(ready), supersedes


def _checklist(
    job: Job,
    placed: Sequence[lineage.Placed],
    supersedes: dict[str, str],
    compared: Compared,
    known: Recollection,
    rules: Rules,
    now: datetime,
    own: OwnSystem,
) -> Checklist:
    every = tuple(one.document for one in placed)
    by_hand = added.rows_of(known.decisions.values(), every, say("cli.unassigned", job.language))
    decisions = added.without(known.decisions)
    result = reconcile.reconcile(
        compared.requirements, compared.gone, compared.changes, compared.pending, decisions
    )
    twinned = twin_rows.of(result.rows, placed, known.notes)
    beside = added.among(own_system.beside(twinned.rows, own), by_hand, every)
    looked = dict(pair for one in placed for pair in one.found.finding.figures())
    rows, compared_figures = matters.compare(beside, every, looked)
    return Checklist(
        generated=now.isoformat(timespec="seconds"),
        version=version(),
        documents=every,
        clauses=compared.clauses,
        rows=rows,
        matters=compared_figures,
        problems=_problems(every, (*twinned.problems, *own.problems, *known.problems)),
        rules=rules.count,
        ruleset=rules.fingerprint,
        profile=job.settings.profile,
        company=job.settings.company,
        orphans=result.orphans,
        supersedes=tuple((new, old) for old, new in supersedes.items()),
        past=(*compared.past, *by_hand.documents),
        notes=known.notes,
        register=register.lines(every, _arrivals(known, compared, now), job.settings.check_days),
        referenced=referenced.of(placed),
    )


def _problems(every: Sequence[Document], others: Sequence[Problem]) -> tuple[Problem, ...]:
    return (*(problem for document in every for problem in document.problems), *others)


def _arrivals(known: Recollection, compared: Compared, now: datetime) -> register.Arrivals:
    came = {(one.document, one.sha256): now.isoformat(timespec="seconds") for one in compared.revisions}
    return register.Arrivals(came | dict(known.arrivals.received), known.arrivals.checked)


def _lies_there(job: Job, known: Recollection, digest: str) -> bool:
    """Tell whether the results in the output folder are those that this run would write."""
    if known.last is None or known.last.digest != digest or known.blocked or known.problems:
        return False
    return publish.stands_whole(job.out, known.last)


def _cache_file(job: Job) -> Path:
    return job.out / publish.STATE / "cache.sqlite"
