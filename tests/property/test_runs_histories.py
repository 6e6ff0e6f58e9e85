"""Random histories over a small reader: files come, change and go, people decide; nothing is lost."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import workbook
from domain.document import Block, BlockKind, Document, Extract, Locator
from domain.requirement import Aspect, Kind, Label, Passage, Verdict
from domain.review import Checklist, Decision
from pipeline import documents, rules_in_force, store
from pipeline import settings as company
from pipeline.recall import state_file
from pipeline.run import Job, Outcome, run
from pipeline.workers import ReadOutcome, ReadRequest
from workbook import customers, returned
from workbook.returned import Returned

SENTENCES = tuple(f"供方应在{number}小时内提交第{number}号报告。" for number in range(1, 9))
NAMES = ("某汽车/甲.txt", "某汽车/乙.txt", "别家/丙.txt")


class Judge:
    """Takes every sentence with 应 for a requirement."""

    rule_count, fingerprint = 1, "judge"

    def classify_many(self, passages: Sequence[Passage]) -> list[Verdict]:
        """Judge as in order."""
        return self.classify_in_order(passages)

    def classify_in_order(self, passages: Sequence[Passage]) -> list[Verdict]:
        """Judge by one character, each sentence a subject of its own."""
        return [
            Verdict(Kind.REQUIREMENT, Label.CSR, Aspect.SYSTEM, topic=passage.text)
            if "应" in passage.text
            else Verdict(Kind.INFORMATIVE, Label.NONE)
            for passage in passages
        ]


class Nobody:
    """Looks at nothing."""

    def found(self, files: object) -> None:
        """Take no note."""

    def finished(self, document: Document) -> None:
        """Take no note."""

    def stage(self, name: str) -> None:
        """Take no note."""


Said = dict[tuple[str, str], list[str]]


@dataclass(frozen=True)
class Book:
    """A workbook: when it was made and what stands in its rows."""

    made: str
    entries: dict[str, Decision]


@dataclass
class Person:
    """Stands for the workbooks: what they show, and what was typed into them since."""

    books: dict[str, Book] = field(default_factory=dict, repr=False)
    typed: dict[Path, dict[tuple[str, str], str]] = field(default_factory=dict, repr=False)

    def write(self, checklist: Checklist, path: Path, language: str, kept: object) -> None:
        """Take the place of the workbook's writer."""
        entries = {row.requirement.key: row.decision or Decision(row.requirement.key)
                   for row in checklist.rows if row.change != "removed"}  # fmt: skip
        self._save(path, Book(checklist.generated[:19], entries))

    def read(self, path: Path) -> Returned:
        """Take the place of the workbook's reader."""
        book = self.books[path.read_text(encoding="utf-8")]
        filled = tuple(one for one in book.entries.values() if one.comment or one.owner)
        blank = tuple(one for one in book.entries.values() if not (one.comment or one.owner))
        return Returned(filled, (), blank, {}, book.made)

    def enter(self, place: int, name: str, value: str, path: Path) -> None:
        """Type a value into a row and save."""
        book = self.books[path.read_text(encoding="utf-8")]
        keys = sorted(book.entries)
        if not keys:
            return
        key = keys[place % len(keys)]
        changed: dict[str, Any] = {name: value}
        self._save(path, Book(book.made, {**book.entries, key: replace(book.entries[key], **changed)}))
        self.typed.setdefault(path, {})[key, name] = value

    def read_by_the_next_run(self, said: Said) -> None:
        """Note what was typed since the last run, the workbook saved last at the end."""
        for path in sorted(self.typed, key=lambda path: path.stat().st_mtime):
            for place, value in self.typed[path].items():
                said.setdefault(place, []).append(value)
        self.typed.clear()

    def _save(self, path: Path, book: Book) -> None:
        token = f"{len(self.books):06}"
        self.books[token] = book
        path.write_text(token, encoding="utf-8")
        # later than all others, whatever the clock of the disk can tell
        later = 1_700_000_000 + len(self.books)
        os.utime(path, (later, later))


def read_here(request: ReadRequest) -> ReadOutcome:
    lines = Path(request.path).read_text(encoding="utf-8").splitlines()
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, line, Locator(paragraph=at)) for at, line in enumerate(lines, 1)
    )
    return ReadOutcome(Extract("text", blocks))


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    someone = Person()
    rules = rules_in_force.Rules(Judge, "1", 1, "judge")  # type: ignore[arg-type]
    monkeypatch.setattr(rules_in_force, "look", lambda own, known: rules)
    monkeypatch.setattr(documents, "read_supervised", read_here)
    monkeypatch.setattr(workbook, "write", someone.write)
    monkeypatch.setattr(returned, "read", someone.read)
    monkeypatch.setattr(customers, "parts", lambda checklist: {})
    return someone


@dataclass(frozen=True)
class Place:
    inbox: Path
    out: Path

    def run(self) -> Outcome:
        return run(Job(self.inbox, self.out, company.load()), Nobody())

    def put(self, name: str, sentences: Sequence[str]) -> None:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(sentences), encoding="utf-8")


def in_a_folder(work: Callable[[Place], None]) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        (folder / "inbox").mkdir()
        work(Place(folder / "inbox", folder / "out"))
    finally:
        shutil.rmtree(folder)


texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6, unique=True)
entering = st.tuples(
    st.booleans(), st.sampled_from(("comment", "owner")), st.text("甲乙丙", min_size=1, max_size=3)
)
steps = st.one_of(
    st.tuples(st.just("put"), st.sampled_from(NAMES), texts),
    st.tuples(st.just("remove"), st.sampled_from(NAMES), st.just([])),
    st.tuples(st.just("decide"), st.integers(0, 20), entering),
    st.tuples(st.just("open"), st.booleans(), st.just([])),
    st.tuples(st.just("run"), st.none(), st.just([])),
)
relaxed = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def do(person: Person, place: Place, step: tuple[str, object, object], number: int) -> None:
    """Let one thing happen: a file comes or goes, somebody types, the workbook is opened or closed."""
    what, where, content = step
    lock = place.out / ".~lock.CSR-checklist.xlsx#"
    if what == "put":
        place.put(str(where), content)  # type: ignore[arg-type]
    elif what == "remove":
        (place.inbox / str(where)).unlink(missing_ok=True)
    elif what == "open":
        lock.unlink(missing_ok=True)
        if where:
            lock.write_text("somebody", encoding="utf-8")
    elif what == "decide":
        beside, name, words = content  # type: ignore[misc]
        books = sorted(place.out.glob("CSR-checklist*.xlsx"))
        path = books[0] if beside else place.out / "CSR-checklist.xlsx"  # dated ones come first
        person.enter(int(str(where)), name, f"{words}{number}", path)


def check(place: Place, outcome: Outcome, said: Said) -> None:
    """What was ever said is in the state; what was said last is in force and shown."""
    with store.opened(state_file(place.out)) as state:
        latest = state.decisions()
        for (key, name), values in said.items():
            assert set(values) <= {getattr(one, name) for one in state.history(key)}
            assert getattr(latest[key], name) == values[-1]
    present = {row.requirement.key: row for row in outcome.checklist.rows}
    orphans = {one.requirement for one in outcome.checklist.orphans}
    for key, one in latest.items():
        shown = present[key].decision if key in present else None
        assert key in orphans or shown is not None
        if shown is not None:
            assert (shown.comment, shown.owner) == (one.comment, one.owner)


@relaxed
@given(st.lists(steps, min_size=2, max_size=10))
def test_no_history_loses_a_decision(person: Person, history: list[tuple[str, object, object]]) -> None:
    def live(place: Place) -> None:
        said: Said = {}
        person.typed.clear()
        place.put(NAMES[0], SENTENCES[:3])
        place.run()
        for number, step in enumerate(history):
            do(person, place, step, number)
            if step[0] in ("put", "remove", "run"):
                person.read_by_the_next_run(said)
                check(place, place.run(), said)
        (place.out / ".~lock.CSR-checklist.xlsx#").unlink(missing_ok=True)
        person.read_by_the_next_run(said)
        check(place, place.run(), said)
        place.run()

        assert place.run().is_unchanged

    in_a_folder(live)


def contents(outcome: Outcome) -> list[object]:
    """Return all that a list shows, the time left out."""
    checklist = outcome.checklist
    return [
        [replace(one, source=replace(one.source, size=0)) for one in checklist.documents],
        checklist.rows,
        checklist.clauses,
        checklist.orphans,
    ]


@relaxed
@given(st.lists(steps, min_size=2, max_size=6))
def test_run_twice_is_run_once_also_when_all_is_read_anew(
    person: Person, history: list[tuple[str, object, object]]
) -> None:
    def live(place: Place) -> None:
        place.put(NAMES[0], SENTENCES[:3])
        place.run()
        for number, step in enumerate(history):
            do(person, place, step, number)
        once = contents(place.run())

        assert contents(place.run()) == once
        assert contents(run(Job(place.inbox, place.out, company.load(), force=None), Nobody())) == once
        (place.out / ".csr/cache.sqlite").unlink()
        assert contents(place.run()) == once

    in_a_folder(live)


@relaxed
@given(st.permutations(list(enumerate(NAMES))))
def test_the_order_in_which_files_come_does_not_matter(person: Person, order: list[tuple[int, str]]) -> None:
    def once(names: list[tuple[int, str]], found: list[set[tuple[str, str]]]) -> Callable[[Place], None]:
        def work(place: Place) -> None:
            for number, name in names:
                place.put(name, SENTENCES[number : number + 4])
                place.run()
            rows = place.run().checklist.rows
            found.append({(row.requirement.key, row.requirement.text) for row in rows})

        return work

    found: list[set[tuple[str, str]]] = []
    in_a_folder(once(order, found))
    in_a_folder(once(list(enumerate(NAMES)), found))

    assert found[0] == found[1]
