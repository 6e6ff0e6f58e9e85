"""A whole run over folders in which things go wrong: the rest is finished, decisions stay."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import openpyxl
import pytest

from domain.document import Document
from pipeline import publish, settings
from pipeline import run as running
from pipeline.locking import Locked, hold
from pipeline.run import Job, Outcome
from pipeline.workers import end_children

COMMAND = (sys.executable, str(Path(__file__).with_name("child_that_misbehaves.py")))
TEXT = "供方应在24小时内提交8D报告。\n供方应按PPAP等级3提交批准文件。\n"


@dataclass
class Watcher:
    """Somebody who looks on, and may break things off."""

    interrupt_at: str = ""
    stages: list[str] = field(default_factory=list)

    def found(self, files: object) -> None:
        """Look at the list."""

    def finished(self, document: Document) -> None:
        """Break off when told to."""
        if self.interrupt_at == "reading":
            raise KeyboardInterrupt

    def stage(self, name: str) -> None:
        """Note the stage; break off when told to."""
        self.stages.append(name)
        if name == "writing" and self.interrupt_at == "writing":
            raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def _no_child_left() -> Iterator[None]:
    yield
    end_children()


@pytest.fixture
def job(tmp_path: Path) -> Job:
    inbox = tmp_path / "收件 夹"
    put(inbox, "某汽车/手册.txt", TEXT)
    return Job(inbox, tmp_path / "输 出", settings.load(), "zh", command=COMMAND)


def put(inbox: Path, path: str, text: str) -> None:
    place = inbox / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")


def do(job: Job) -> Outcome:
    return running.run(job, Watcher())


def codes(outcome: Outcome) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in outcome.checklist.problems]


def enter(path: Path, heading: str, value: str) -> str:
    """Fill a review column of the list's first row, as a person does; return the row's id."""
    book = openpyxl.load_workbook(path)
    sheet = book["顾客特殊要求清单"]
    rows = list(sheet.iter_rows())
    head = next(row for row in rows if any(cell.value == "编号" for cell in row))
    columns = {cell.value: cell.column for cell in head}
    first = head[0].row + 1
    sheet.cell(first, columns[heading], value)
    book.save(path)
    return str(sheet.cell(first, columns["编号"]).value)


def decisions(outcome: Outcome) -> dict[str, str]:
    found = {}
    for row in outcome.checklist.rows:
        if row.decision:
            found[row.requirement.key] = row.decision.decision
    return found


def results(job: Job) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in job.out.iterdir() if path.is_file()}


def test_one_bad_file_costs_only_itself(job: Job) -> None:
    alone = do(job)
    put(job.inbox, "某汽车/坏.txt", "ABORT")
    put(job.inbox, "某汽车/坏2.txt", "FAULT")
    both = do(job)

    assert codes(both) == [("某汽车/坏.txt", "crashed"), ("某汽车/坏2.txt", "internal")]
    assert [document.status for document in both.checklist.documents] == ["failed", "failed", "ok"]
    assert [row.requirement for row in both.checklist.rows] == [
        row.requirement for row in alone.checklist.rows
    ]
    assert alone.checklist.rows


def test_every_file_has_a_row_in_the_data(job: Job) -> None:
    put(job.inbox, "某汽车/坏.txt", "DAMAGED")
    put(job.inbox, "某汽车/空.txt", "")
    do(job)

    data = json.loads((job.out / "checklist.json").read_text(encoding="utf-8"))
    rows = [(one["path"], one["status"]) for one in data["documents"]]
    assert rows == [("某汽车/坏.txt", "failed"), ("某汽车/手册.txt", "ok"), ("某汽车/空.txt", "partial")]


def test_a_stage_that_breaks_down_costs_one_file_and_leaves_its_trace(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline import clauses

    split = clauses.split

    def broken(document_id: str, blocks: tuple[object, ...], language: str) -> object:
        if "坏" in blocks[0].text:  # type: ignore[attr-defined]
            raise ZeroDivisionError("nobody foresaw this")
        return split(document_id, blocks, language)  # type: ignore[arg-type]

    monkeypatch.setattr(clauses, "split", broken)
    put(job.inbox, "某汽车/另一.txt", "坏 stage")
    outcome = do(job)

    assert codes(outcome) == [("某汽车/另一.txt", "internal")]
    assert "ZeroDivisionError: nobody foresaw this" in (job.out / ".csr/log.txt").read_text(encoding="utf-8")


def test_the_same_file_twice_is_listed_twice_and_read_once(job: Job) -> None:
    put(job.inbox, "某汽车/副本.txt", TEXT)
    outcome = do(job)

    first, second = outcome.checklist.documents
    problem = second.problems[0]
    assert (first.source.path, second.source.path) == ("某汽车/副本.txt", "某汽车/手册.txt")
    assert (problem.code, problem.severity, problem.where) == ("duplicate", "note", "某汽车/副本.txt")
    assert {row.requirement.clause.document for row in outcome.checklist.rows} == {first.id}


def test_a_copy_that_comes_later_does_not_take_the_place_of_the_first(job: Job) -> None:
    do(job)
    put(job.inbox, "某汽车/copy.txt", TEXT)
    outcome = do(job)
    (kept,) = {row.requirement.clause.document for row in outcome.checklist.rows}
    paths = {one.id: one.source.path for one in outcome.checklist.documents}

    assert paths[kept] == "某汽车/手册.txt"
    assert [(one.path, one.where, one.code) for one in outcome.checklist.problems] == [
        ("某汽车/copy.txt", "某汽车/手册.txt", "duplicate")
    ]


def test_the_same_file_from_two_customers_is_two_documents(job: Job) -> None:
    put(job.inbox, "别家/手册.txt", TEXT)
    outcome = do(job)

    assert codes(outcome) == []
    assert len({document.id for document in outcome.checklist.documents}) == 2


def test_a_second_run_changes_nothing(job: Job) -> None:
    first = do(job)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in job.out.rglob("*.[xj]*")}
    second = do(job)

    assert (first.is_unchanged, second.is_unchanged) == (False, True)
    assert second.checklist == first.checklist
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in job.out.rglob("*.[xj]*")} == before


def test_other_documents_make_the_rest_unchanged(job: Job) -> None:
    do(job)
    put(job.inbox, "别家/协议.txt", "供方应对图纸保密。\n")
    outcome = do(job)

    assert {(row.requirement.text, row.change) for row in outcome.checklist.rows} == {
        ("供方应在24小时内提交8D报告。", "unchanged"),
        ("供方应按PPAP等级3提交批准文件。", "unchanged"),
        ("供方应对图纸保密。", "new"),
    }


def test_an_unchanged_file_is_not_read_again(job: Job) -> None:
    do(job)
    put(job.inbox, "别家/协议.txt", "供方应对图纸保密。\n")
    job.inbox.joinpath("某汽车/手册.txt").touch()
    broken = replace(job, command=(sys.executable, "-c", "raise SystemExit(3)"))
    outcome = do(broken)

    assert codes(outcome) == [("别家/协议.txt", "crashed")]
    assert len(outcome.checklist.rows) == 2


@pytest.mark.parametrize("force", [None, frozenset({"某汽车/手册.txt"})])
def test_a_forced_file_is_read_again(job: Job, force: frozenset[str] | None) -> None:
    do(job)
    outcome = do(replace(job, command=(sys.executable, "-c", "raise SystemExit(3)"), force=force))

    assert codes(outcome) == [("某汽车/手册.txt", "crashed")]


def test_other_rules_judge_again_without_reading(job: Job, tmp_path: Path) -> None:
    do(job)
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "own.toml").write_text("# nothing yet\n", encoding="utf-8")
    own = replace(job.settings, rules=rules)
    outcome = do(replace(job, settings=own, command=(sys.executable, "-c", "raise SystemExit(3)")))

    assert codes(outcome) == []
    assert len(outcome.checklist.rows) == 2


def test_a_damaged_cache_costs_time_only(job: Job) -> None:
    first = do(job)
    (job.out / ".csr/cache.sqlite").write_bytes(b"no database at all" * 100)

    assert do(job).checklist == first.checklist


@pytest.mark.parametrize("body", [b"not packed", zlib.compress(b"no finding")])
def test_a_file_whose_kept_finding_is_damaged_is_judged_again(job: Job, body: bytes) -> None:
    put(job.inbox, "别家/协议.txt", "供方应对图纸保密。\n")
    first = do(job)
    with closing(sqlite3.connect(job.out / ".csr/cache.sqlite")) as cache, cache:
        damaged = cache.execute(
            "update item set body = ? where kind = 'finding' and id like '%手册.txt'", (body,)
        )
        assert damaged.rowcount == 1
    put(job.inbox, "别家/附件.txt", "供方应每年接受一次审核。\n")
    second = do(job)

    texts = {row.requirement.text for row in second.checklist.rows}
    assert texts == {row.requirement.text for row in first.checklist.rows} | {"供方应每年接受一次审核。"}
    assert codes(second) == []


REVISION_A = (
    "供应商质量手册\n版本：A\n供方应在24小时内提交8D报告。\n供方应按PPAP等级3提交批准文件。\n"
    "供方应每年接受一次顾客的过程审核。\n供方应对其分供方进行质量管理和定期评价。\n"
    "供方应保存质量记录不少于15年以备查阅。\n"
)
REVISION_B = (
    REVISION_A.replace("版本：A", "版本：B").replace("24小时", "48小时")
    + "供方应在变更实施前90天书面通知顾客。\n"
)


def changes(outcome: Outcome) -> dict[str, str]:
    return {row.requirement.text: row.change for row in outcome.checklist.rows if row.change != "unchanged"}


def test_a_new_revision_in_place_of_the_old_shows_what_changed(job: Job) -> None:
    put(job.inbox, "某汽车/手册.txt", REVISION_A)
    first = do(job)
    put(job.inbox, "某汽车/手册.txt", REVISION_B)
    second = do(job)

    assert changes(second) == {
        "供方应在48小时内提交8D报告。": "changed",
        "供方应在变更实施前90天书面通知顾客。": "new",
    }
    old = {row.requirement.key for row in first.checklist.rows}
    new = {row.requirement.key for row in second.checklist.rows}
    assert (len(old), old - new, len(new - old)) == (5, set(), 1)
    assert [d.id for d in first.checklist.documents] == [d.id for d in second.checklist.documents]


def test_a_decision_on_changed_substance_is_reopened_with_the_old_one_kept(job: Job) -> None:
    put(job.inbox, "某汽车/手册.txt", REVISION_A)
    key = enter(do(job).written.workbook, "评审判定", "产品要求")
    put(job.inbox, "某汽车/手册.txt", REVISION_B)
    outcome = do(job)
    again = do(job)

    (row,) = [row for row in outcome.checklist.rows if row.requirement.key == key]
    assert (row.change, row.standing, row.text_before) == (
        "changed",
        "reopen",
        "供方应在24小时内提交8D报告。",
    )
    assert (row.decision.decision, row.earlier.decision) == ("open", "product")  # type: ignore[union-attr]
    assert again.is_unchanged
    assert enter(outcome.written.workbook, "评审判定", "确认CSR") == key
    assert decisions(do(job)) == {key: "csr"}


def test_of_two_revisions_side_by_side_the_newer_counts(job: Job) -> None:
    put(job.inbox, "某汽车/手册.txt", REVISION_A)
    put(job.inbox, "某汽车/新手册.txt", REVISION_B)
    outcome = do(job)

    old, new = outcome.checklist.documents
    assert [(d.source.path, d.status) for d in (old, new)] == [
        ("某汽车/手册.txt", "superseded"),
        ("某汽车/新手册.txt", "ok"),
    ]
    assert outcome.checklist.supersedes == ((new.id, old.id),)
    assert {row.requirement.clause.document for row in outcome.checklist.rows} == {new.id}
    assert codes(outcome) == [("某汽车/手册.txt", "superseded")]


def test_a_removed_file_leaves_its_requirements_marked(job: Job) -> None:
    first = do(job)
    (job.inbox / "某汽车/手册.txt").unlink()
    outcome = do(job)

    assert {row.change for row in outcome.checklist.rows} == {"removed"}
    assert [row.requirement for row in outcome.checklist.rows] == [
        row.requirement for row in first.checklist.rows
    ]
    assert [(d.customer, d.source.path) for d in outcome.checklist.past] == [("某汽车", "某汽车/手册.txt")]


def test_an_emptied_row_takes_its_decision_back(job: Job) -> None:
    book = do(job).written.workbook
    key = enter(book, "评审判定", "产品要求")
    do(job)
    sheet_of = {"产品要求": "产品与商务要求"}
    loaded = openpyxl.load_workbook(book)
    sheet = loaded[sheet_of["产品要求"]]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "编号" for cell in row))
    columns = {cell.value: cell.column for cell in head}
    (line,) = [row[0].row for row in sheet.iter_rows() if row[columns["编号"] - 1].value == key]
    sheet.cell(line, columns["评审判定"]).value = None
    loaded.save(book)

    assert decisions(do(job)) == {key: ""}


def test_a_deleted_review_column_says_nothing(job: Job) -> None:
    book = do(job).written.workbook
    key = enter(book, "责任部门", "质量部")
    do(job)
    loaded = openpyxl.load_workbook(book)
    for sheet in loaded:
        for row in sheet.iter_rows(max_row=6):
            for cell in row:
                if cell.value == "责任部门":
                    cell.value = None
    loaded.save(book)
    outcome = do(job)

    (row,) = [row for row in outcome.checklist.rows if row.requirement.key == key]
    assert row.decision is not None
    assert row.decision.department == "质量部"


def test_a_decision_in_the_workbook_is_there_after_the_next_run(job: Job) -> None:
    outcome = do(job)
    key = enter(outcome.written.workbook, "评审判定", "产品要求")
    again = do(job)

    assert decisions(again) == {key: "product"}
    assert len(list((job.out / ".csr/old").iterdir())) == 1


def test_a_decision_survives_the_loss_of_the_state(job: Job) -> None:
    key = enter(do(job).written.workbook, "评审判定", "产品要求")
    do(job)
    (job.out / ".csr/state.sqlite").unlink()

    assert decisions(do(job)) == {key: "product"}


def test_a_decision_survives_the_loss_of_the_workbook(job: Job) -> None:
    outcome = do(job)
    key = enter(outcome.written.workbook, "评审判定", "产品要求")
    do(job)
    outcome.written.workbook.unlink()

    assert decisions(do(job)) == {key: "product"}


def test_a_decision_survives_renaming_the_file(job: Job) -> None:
    key = enter(do(job).written.workbook, "评审判定", "产品要求")
    (job.inbox / "某汽车/手册.txt").rename(job.inbox / "某汽车/改名 手册.txt")

    assert decisions(do(job)) == {key: "product"}


def test_a_decision_whose_requirement_is_gone_is_kept_and_comes_back_with_it(job: Job) -> None:
    key = enter(do(job).written.workbook, "评审判定", "产品要求")
    file = job.inbox / "某汽车/手册.txt"
    file.rename(job.out / "away.txt")
    gone = do(job)
    (job.out / "away.txt").rename(file)
    back = do(job)

    assert [orphan.requirement for orphan in gone.checklist.orphans] == [key]
    assert decisions(back) == {key: "product"}


def test_an_unreadable_workbook_is_moved_aside_and_said(job: Job) -> None:
    do(job)
    (job.out / "CSR-checklist.xlsx").write_bytes(b"no workbook")
    outcome = do(job)

    (problem,) = outcome.checklist.problems
    assert (problem.path, problem.code) == ("CSR-checklist.xlsx", "workbook-unreadable")
    assert (job.out / problem.where).read_bytes() == b"no workbook"
    assert openpyxl.load_workbook(job.out / "CSR-checklist.xlsx").sheetnames[0] == "识别清单"


def test_a_workbook_that_is_open_is_left_alone_and_both_are_read_back(job: Job) -> None:
    main = do(job).written.workbook
    lock = job.out / "~$CSR-checklist.xlsx"
    lock.touch()
    before = main.read_bytes()
    beside = do(job).written
    untouched = main.read_bytes() == before
    lock.unlink()
    key = enter(beside.workbook, "评审判定", "产品要求")
    after = do(job)

    assert [problem.code for problem in beside.problems] == ["workbook-open"]
    assert untouched
    assert decisions(after) == {key: "product"}
    assert [path.name for path in publish.workbooks(job.out)] == ["CSR-checklist.xlsx"]


def test_a_workbook_that_cannot_be_replaced_is_written_beside(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    do(job)
    put(job.inbox, "某汽车/更多.txt", "供方应每年接受审核。\n")
    move = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if Path(target).name == "CSR-checklist.xlsx":
            raise PermissionError(13, "in use", str(target))
        return move(self, target)

    monkeypatch.setattr(Path, "replace", refused)
    written = do(job).written

    assert [(problem.path, problem.code) for problem in written.problems] == [
        ("CSR-checklist.xlsx", "workbook-open")
    ]
    assert written.workbook.is_file()
    assert written.workbook.name != "CSR-checklist.xlsx"


@pytest.mark.parametrize("stage", ["reading", "writing"])
def test_an_interrupted_run_leaves_the_results_as_they_were(job: Job, stage: str) -> None:
    do(job)
    before = results(job)
    put(job.inbox, "某汽车/更多.txt", TEXT + "供方应每年接受审核。\n")

    with pytest.raises(KeyboardInterrupt):
        running.run(job, Watcher(interrupt_at=stage))

    assert results(job) == before
    assert not (job.out / ".csr/lock").exists()


def test_what_a_killed_run_left_half_written_is_cleared(job: Job) -> None:
    job.out.mkdir()
    (job.out / ".csr-new-CSR-checklist.xlsx").write_bytes(b"half")
    (job.out / ".csr-new-customers" / "某汽车").mkdir(parents=True)
    do(job)

    assert sorted(path.name for path in job.out.iterdir()) == [
        ".csr",
        "CSR-checklist.xlsx",
        "checklist.json",
        "customers",
    ]


def test_a_second_run_at_the_same_time_is_told_who_holds_the_folder(job: Job) -> None:
    with hold(job.out / ".csr/lock"), pytest.raises(Locked) as caught:
        do(job)

    assert caught.value.holder.pid == os.getpid()


@pytest.mark.parametrize(
    "content", ["", "{", '{"pid": 999999999, "host": "HOST", "since": "2026", "born": 1.0}']
)
def test_a_lock_that_nobody_holds_is_taken_over(job: Job, content: str) -> None:
    import socket

    lock = job.out / ".csr/lock"
    lock.parent.mkdir(parents=True)
    lock.write_text(content.replace("HOST", socket.gethostname()), encoding="utf-8")

    assert do(job).checklist.rows
    assert not lock.exists()


def test_an_empty_inbox_gives_an_empty_checklist(job: Job) -> None:
    (job.inbox / "某汽车/手册.txt").unlink()
    outcome = do(job)

    assert (outcome.checklist.documents, outcome.checklist.rows) == ((), ())
    assert outcome.written.workbook.is_file()
