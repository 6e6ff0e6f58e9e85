"""Random histories over a small reader: files come, change and go, people decide; nothing is lost."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

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


@dataclass
class Person:
    """Stands for the workbook: what it shows, and what was typed into it since."""

    entries: dict[str, Decision]
    made: str = ""

    def write(self, checklist: Checklist, path: Path, language: str, kept: object) -> None:
        """Take the place of the workbook's writer."""
        self.entries = {row.requirement.key: row.decision or Decision(row.requirement.key)
                        for row in checklist.rows if row.change != "removed"}  # fmt: skip
        self.made = checklist.generated[:19]
        path.write_bytes(checklist.generated.encode())

    def read(self, path: Path) -> Returned:
        """Take the place of the workbook's reader."""
        filled = tuple(one for one in self.entries.values() if one.comment)
        blank = tuple(one for one in self.entries.values() if not one.comment)
        return Returned(filled, (), blank, {}, self.made)

    def enter(self, place: int, comment: str, out: Path) -> str | None:
        """Type a comment into a row and save."""
        keys = sorted(self.entries)
        if not keys:
            return None
        key = keys[place % len(keys)]
        self.entries[key] = Decision(key, comment=comment)
        (out / "CSR-checklist.xlsx").write_bytes(comment.encode())
        return key


def read_here(request: ReadRequest) -> ReadOutcome:
    lines = Path(request.path).read_text(encoding="utf-8").splitlines()
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, line, Locator(paragraph=at)) for at, line in enumerate(lines, 1)
    )
    return ReadOutcome(Extract("text", blocks))


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    someone = Person({})
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
steps = st.one_of(
    st.tuples(st.just("put"), st.sampled_from(NAMES), texts),
    st.tuples(st.just("remove"), st.sampled_from(NAMES), st.just([])),
    st.tuples(st.just("decide"), st.integers(0, 20), st.text("甲乙丙", min_size=1, max_size=3)),
)
relaxed = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@relaxed
@given(st.lists(steps, min_size=2, max_size=7))
def test_no_history_loses_a_decision(person: Person, history: list[tuple[str, object, object]]) -> None:
    def live(place: Place) -> None:
        person.entries, person.made = {}, ""
        said: set[tuple[str, str]] = set()
        place.put(NAMES[0], SENTENCES[:3])
        place.run()
        for number, (what, where, content) in enumerate(history):
            if what == "put":
                place.put(str(where), content)  # type: ignore[arg-type]
            elif what == "remove":
                (place.inbox / str(where)).unlink(missing_ok=True)
            else:
                comment = f"{content}{number}"
                key = person.enter(int(str(where)), comment, place.out)
                said |= {(key, comment)} if key else set()
            outcome = place.run()
            with store.opened(state_file(place.out)) as state:
                kept = {(key, one.comment) for key, _ in said for one in state.history(key)}
                latest = state.decisions()

            assert said <= kept
            present = {row.requirement.key: row.decision for row in outcome.checklist.rows}
            orphans = {one.requirement for one in outcome.checklist.orphans}
            for key, one in latest.items():
                assert key in orphans or (present[key] or SimpleNamespace(comment="")).comment == one.comment

            assert place.run().is_unchanged

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
