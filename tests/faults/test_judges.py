"""Several processes judge side by side: the list is the same, and one that dies costs nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from domain.document import Document
from pipeline import findings, judges, settings
from pipeline import run as running
from pipeline.run import Job, Outcome

COUNT = 8


class Watcher:
    """Somebody who looks on and may break things off at a document."""

    def __init__(self, interrupt_at: int = 0) -> None:
        self.interrupt_at = interrupt_at
        self.seen = 0

    def found(self, files: object) -> None:
        """Look at the list."""

    def finished(self, document: Document) -> None:
        """Count; break off when told to."""
        self.seen += 1
        if self.seen == self.interrupt_at:
            raise KeyboardInterrupt

    def stage(self, name: str) -> None:
        """Look on."""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "收件 夹" / "某汽车"
    folder.mkdir(parents=True)
    for number in range(COUNT):
        text = (
            f"{number}号要求\n供方应在{number + 2}小时内提交8D报告。\n若质保期限内出现缺陷，乙方负责更换。\n"
        )
        (folder / f"手册{number}.txt").write_text(text, encoding="utf-8")
    return folder.parent


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Call for helpers at once; note what they are asked to judge."""
    every: list[str] = []
    ask = judges.Judges.ask

    def noted(self: judges.Judges, case: judges.Case) -> object:
        every.append(case.path)
        return ask(self, case)

    monkeypatch.setattr(findings, "PATIENCE", 0.0)
    monkeypatch.setattr(judges.Judges, "ask", noted)
    return every


@pytest.fixture
def judged_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note what the run judges itself."""
    every: list[str] = []
    judge = findings.judge

    def noted(case: judges.Case, *others: object) -> object:
        every.append(case.path)
        return judge(case, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(findings, "judge", noted)
    return every


@pytest.fixture(autouse=True)
def _no_helper_left() -> Iterator[None]:
    yield
    left = [one.cmdline() for one in psutil.Process().children(recursive=True)]
    assert [line for line in left if "pipeline.judge_child" in line] == []


def do(inbox: Path, out: Path, watcher: Watcher | None = None) -> Outcome:
    return running.run(Job(inbox, out, settings.load(), "zh"), watcher or Watcher())


def rows(out: Path) -> object:
    found = json.loads((out / "checklist.json").read_text(encoding="utf-8"))
    return {**found, "generated": ""}


def test_the_list_is_the_one_that_a_single_process_makes(
    inbox: Path,
    tmp_path: Path,
    asked: list[str],
    judged_here: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    do(inbox, tmp_path / "helped")
    assert (len(asked), judged_here) == (COUNT, [])
    monkeypatch.setattr(findings, "PATIENCE", 1e9)
    do(inbox, tmp_path / "alone")

    assert (len(asked), len(judged_here)) == (COUNT, COUNT)
    assert rows(tmp_path / "helped") == rows(tmp_path / "alone")
    assert len(rows(tmp_path / "alone")["requirements"]) >= COUNT  # type: ignore[index]


@pytest.mark.parametrize(
    "helper",
    [
        "raise SystemExit(3)",  # dies at its start
        "import sys; sys.stdin.buffer.read(5)",  # dies with the first case in hand
        "import sys; from extractors import wire; wire.send(sys.stdout.buffer, b'{}'); input()",
        "import sys; sys.stdout.buffer.write(b'no frame at all'); sys.stdout.flush(); input()",
    ],
)
def test_what_a_helper_does_not_manage_is_judged_all_the_same(
    inbox: Path, tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch, helper: str
) -> None:
    first = judges.Judges.__init__

    def spoiled(self: judges.Judges, count: int, rules: Path | None) -> None:
        first(self, count, rules, (sys.executable, "-c", helper))

    monkeypatch.setattr(judges.Judges, "__init__", spoiled)
    outcome = do(inbox, tmp_path / "helped")

    assert (len(asked), outcome.checklist.problems) == (COUNT, ())
    assert len(outcome.checklist.rows) >= COUNT


def test_where_every_helper_dies_no_more_are_begun_after_a_few(
    inbox: Path, tmp_path: Path, asked: list[str], judged_here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[object] = []

    class Dying(judges.Child):
        def __init__(self, command: tuple[str, ...]) -> None:
            begun.append(command)
            super().__init__((sys.executable, "-c", "raise SystemExit(3)"))

    monkeypatch.setattr(judges, "Child", Dying)
    monkeypatch.setattr(judges, "_MOST_LOSSES", 2)
    do(inbox, tmp_path / "helped")

    assert (len(asked), len(judged_here)) == (COUNT, COUNT)
    assert 2 <= len(begun) < COUNT


def test_what_is_too_long_for_a_helper_is_judged_all_the_same(
    inbox: Path, tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Short:
        FRAME_LIMIT = 10

    monkeypatch.setattr(judges, "wire", Short)
    outcome = do(inbox, tmp_path / "helped")

    assert (len(asked), outcome.checklist.problems) == (COUNT, ())
    assert len(outcome.checklist.rows) >= COUNT


def test_a_companys_rules_are_the_helpers_rules_too(
    inbox: Path, tmp_path: Path, asked: list[str], judged_here: list[str]
) -> None:
    company = tmp_path / "company.toml"
    company.write_text('[company]\nname = "本公司"\n', encoding="utf-8")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "house.toml").write_text(
        '[[rule]]\nid = "house.line"\nsays = "csr"\ntopic = "packaging"\nwhy = "House rule for numbered lines."\n'
        'words.zh = ["号要求"]\nwords.en = ["no such words"]\nyes = ["3号要求", "no such words"]\nno = ["要求"]\n',
        encoding="utf-8",
    )
    job = Job(inbox, tmp_path / "out", settings.load(company), "zh")

    outcome = running.run(job, Watcher())

    spoken = {reason.rule for row in outcome.checklist.rows for reason in row.requirement.verdict.reasons}
    assert (len(asked), judged_here) == (COUNT, [])
    assert "house.line" in spoken


def test_an_interrupt_ends_the_helpers(inbox: Path, tmp_path: Path, asked: list[str]) -> None:
    with pytest.raises(KeyboardInterrupt):
        do(inbox, tmp_path / "out", Watcher(interrupt_at=2))

    assert asked
