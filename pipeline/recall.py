"""What is known before a run begins: the state, and what people entered in the workbooks since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from domain.problem import DocumentError, Problem, Severity
from domain.review import Decision, OwnNotes
from pipeline import publish, reconcile, store
from pipeline.journal import Trap
from pipeline.register import Arrivals


@dataclass(frozen=True, slots=True)
class Recollection:
    """What the state holds, and what the workbooks in the output folder said."""

    seen: Mapping[str, store.Seen]
    ids: Mapping[tuple[str, str], str]
    links: Mapping[str, str]
    decisions: Mapping[str, Decision]
    entered: tuple[Decision, ...]
    last: store.Publication | None
    marks: Mapping[str, str]
    read_back: tuple[Path, ...]
    blocked: bool
    problems: tuple[Problem, ...]
    notes: OwnNotes
    arrivals: Arrivals
    read_stamps: Mapping[str, str]


def state_file(out: Path) -> Path:
    """Return where the state of an output folder lies."""
    return out / publish.STATE / "state.sqlite"


def recall(out: Path, now: datetime, version: str, trap: Trap) -> Recollection:
    """Read the state, then the workbooks; record what people entered before anything else is done."""
    with store.opened(state_file(out)) as state:
        seen, ids, latest = state.seen(), state.document_ids(), state.decisions()
        last, marks, links = state.last_publication(), state.revision_marks(), state.links()
        known, arrivals = state.notes(), Arrivals(state.received(), state.checked())
        back = _Reading(out, now, trap, state, last)
        for path in publish.workbooks(out):
            back.read(path, latest, seen)
        publish.keep_old(out, back.held, now)
        entered = tuple(back.recorded)
        if entered:
            stamp = now.isoformat(timespec="seconds")
            run = state.add_run(store.Run(stamp, version, "", 0, 0), whole=False)
            state.add_decisions(run, stamp, entered)
        for made, said in back.said.items():
            if said is not None:
                state.add_said(now.isoformat(timespec="seconds"), made, said)
        notes = back.notes or known
        if notes != known:
            state.add_notes(now.isoformat(timespec="seconds"), notes)
    decisions = latest | back.entered
    read_back, problems = tuple(back.read_back), tuple(back.problems)
    return Recollection(
        seen,
        ids,
        links,
        decisions,
        entered,
        last,
        marks,
        read_back,
        back.blocked,
        problems,
        notes,
        arrivals,
        back.stamps,
    )


class _Reading:
    """The workbooks as they are read back, one after another."""

    def __init__(
        self, out: Path, now: datetime, trap: Trap, state: store.Store, last: store.Publication | None
    ) -> None:
        self._now, self._trap, self._state = now, trap, state
        self.stamps: dict[str, str] = {}
        self._known_stamps = publish.stamps_of(last)
        self._out = out
        self.entered: dict[str, Decision] = {}
        self.recorded: list[Decision] = []
        self.said: dict[str, tuple[Decision, ...] | None] = {}
        self.read_back: list[Path] = []
        self.held: list[Path] = []
        self.problems: list[Problem] = []
        self.blocked = False
        self.notes: OwnNotes | None = None
        self._known = state.notes()
        self._pending = state.pending()

    def read(self, path: Path, latest: Mapping[str, Decision], seen: Mapping[str, store.Seen]) -> None:
        """Take what one workbook says; one that cannot be read is kept aside and said."""
        from workbook import returned

        is_main = path.name == publish.WORKBOOK
        if is_main and publish.is_open(path):
            self.blocked = True
        self.stamps[path.name] = publish.stamp(path)
        if publish.is_read(path, self._known_stamps):
            self.read_back.append(path)  # nobody has touched it since
            self.notes = _joined(self._known, self.notes)
            return
        try:
            said = self._trap(path.name, lambda: returned.read(path))
        except DocumentError as error:
            said = Problem(error.code, detail=error.detail)
        except PermissionError:
            self.blocked = self.blocked or is_main
            return
        if isinstance(said, Problem):
            aside = publish.set_aside(path, self._now)
            problem = Problem("workbook-unreadable", Severity.LOSS, path=path.name, where=aside.name)
            self.problems.append(problem)
            return
        self.read_back.append(path)
        self.problems.extend(said.problems)
        self.held.append(path)
        shown = self._state.shown(said.made) if said.made else None
        # of two copies of one workbook nobody can say which is the one that is read again
        self.said[said.made] = None if said.made in self.said else said.decisions
        read = {one.requirement for one in (*said.decisions, *said.blanks)}
        beside = OwnNotes((), tuple(one for one in self._known.cells if one.requirement not in read))
        self.notes = _joined(_joined(said.notes, beside), self.notes)
        known = {**latest, **self.entered}
        for key, other, mine in reconcile.clashes(said, shown, known):
            where = f"{key}: {other or '–'} → {mine or '–'}"
            self.problems.append(Problem("decided-twice", Severity.NOTE, path=path.name, where=where))
        for decision in reconcile.to_record(said, shown, known, seen, self._pending):
            self.entered[decision.requirement] = decision
            self.recorded.append(decision)


def _joined(first: OwnNotes, other: OwnNotes | None) -> OwnNotes:
    """Join what two workbooks say; the first is the one saved later."""
    if other is None:
        return first
    cells = {(one.requirement, one.column): one for one in (*other.cells, *first.cells)}
    columns = tuple(dict.fromkeys((*first.columns, *other.columns)))
    return OwnNotes(columns, tuple(cells.values()), other.hidden if first.hidden is None else first.hidden)
