"""What is remembered between runs, and that no decision is lost."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from domain.document import Locator
from domain.requirement import Clause, Kind, Label, Requirement, Verdict
from domain.review import Decision, Row
from pipeline import store
from pipeline.reconcile import reconcile, to_record
from workbook.returned import Returned

RUN = store.Run("2026-03-02T08:30:00+08:00", "0.1.0", "rules-1", 3, 1)
DECISION = Decision("R-1", decision="csr", department="质量部", by="王工", at="2026-03-03", evidence="QP-07")


def requirement(key: str, text: str = "供方应提交PPAP。") -> Requirement:
    clause = Clause(f"C-{key}", "D-1", text, Locator())
    return Requirement(key, clause, 0, len(text), Verdict(Kind.REQUIREMENT, Label.CSR))


def record(path: Path, *keys: str, decisions: tuple[Decision, ...] = ()) -> None:
    with store.opened(path) as state:
        run = state.add_run(RUN)
        state.add_decisions(run, RUN.started, decisions)
        rows = [Row(requirement(key)) for key in keys]
        state.add_requirements(run, rows, {"D-1": ("某汽车", "某汽车/手册.pdf")})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "状态 文件" / "state.sqlite"


def test_a_new_state_knows_nothing(path: Path) -> None:
    with store.opened(path) as state:
        assert (state.last_run(), state.seen(), state.decisions()) == (None, {}, {})


def test_what_was_recorded_is_known_again(path: Path) -> None:
    record(path, "R-1", decisions=(DECISION,))

    with store.opened(path) as state:
        assert state.last_run() == RUN
        assert state.seen() == {"R-1": store.Seen("R-1", "D-1", "供方应提交PPAP。", True)}
        assert state.decisions() == {"R-1": DECISION}


def test_a_later_decision_is_in_force_and_the_earlier_is_history(path: Path) -> None:
    later = replace(DECISION, decision="product", by="李工")
    record(path, "R-1", decisions=(DECISION,))
    record(path, "R-1", decisions=(later,))

    with store.opened(path) as state:
        assert state.decisions() == {"R-1": later}
        assert state.history("R-1") == (DECISION, later)


def test_a_requirement_not_seen_in_the_last_run_is_still_known(path: Path) -> None:
    record(path, "R-1", "R-2")
    record(path, "R-2")

    with store.opened(path) as state:
        assert {key: one.in_last_run for key, one in state.seen().items()} == {"R-1": False, "R-2": True}


def test_a_run_that_fails_leaves_nothing(path: Path) -> None:
    record(path, "R-1")

    def interrupted() -> None:
        with store.opened(path) as state:
            state.add_decisions(state.add_run(RUN), RUN.started, [DECISION])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    with store.opened(path) as state:
        assert state.decisions() == {}


@pytest.mark.parametrize("statement", ["delete from decision", "update decision set entered = '{}'"])
def test_decisions_are_only_ever_added(path: Path, statement: str) -> None:
    record(path, "R-1", decisions=(DECISION,))
    connection = sqlite3.connect(path)

    with pytest.raises(sqlite3.IntegrityError, match="decisions are never"):
        connection.execute(statement)
    connection.close()


def test_a_file_that_is_no_state_is_said(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database, not at all, by no means" * 40)

    with pytest.raises(store.StoreError, match="file is not a database"), store.opened(path):
        pass


def test_a_state_of_a_later_version_is_left_alone(path: Path) -> None:
    record(path, "R-1")
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("insert into migration values ('999-of-the-future')")
    connection.close()

    with pytest.raises(store.StoreError, match="later version"), store.opened(path):
        pass


def seen(*keys: str, now: bool = True) -> dict[str, store.Seen]:
    return {key: store.Seen(key, "D-1", f"words of {key}", now) for key in keys}


def altered(key: str, kind: str, standing: str = "stands", before: str | None = None) -> store.Alteration:
    return store.Alteration(key, "D-1", kind, before, standing, 0)


def test_rows_show_what_changed() -> None:
    changes = {"R-2": altered("R-2", "new"), "R-gone": altered("R-gone", "removed")}
    result = reconcile([requirement("R-1"), requirement("R-2")], [requirement("R-gone")], changes, {}, {})

    assert [row.change for row in result.rows] == ["unchanged", "new", "removed"]
    assert result.removed == 1


def test_a_decision_follows_its_requirement_and_stays_when_that_is_gone() -> None:
    gone = replace(DECISION, requirement="R-gone")
    result = reconcile([requirement("R-1")], [], {}, {}, {"R-1": DECISION, "R-gone": gone})

    assert [row.decision for row in result.rows] == [DECISION]
    assert result.orphans == (gone,)


def test_a_decision_on_changed_substance_is_open_again_and_the_old_one_shown() -> None:
    waiting = {"R-1": altered("R-1", "changed", "reopen", "before")}
    (row,) = reconcile([requirement("R-1")], [], {}, waiting, {"R-1": DECISION}).rows

    assert row.decision == replace(DECISION, decision="open", by="", at="")
    assert (row.standing, row.earlier, row.text_before) == ("reopen", DECISION, "before")


def test_a_decision_on_touched_words_stays_and_wants_a_look() -> None:
    waiting = {"R-1": altered("R-1", "changed", "confirm", "before")}
    (row,) = reconcile([requirement("R-1")], [], {}, waiting, {"R-1": DECISION}).rows

    assert (row.standing, row.decision, row.earlier) == ("confirm", DECISION, None)


def said(*decisions: Decision, blanks: tuple[Decision, ...] = ()) -> Returned:
    return Returned(decisions, (), blanks)


def test_only_what_differs_is_recorded_with_the_words_seen_then() -> None:
    back = said(DECISION, Decision("R-2", decision="open"), blanks=(Decision("R-3"),))
    recorded = to_record(back, None, {"R-1": DECISION}, seen("R-1", "R-2"))

    assert recorded == (Decision("R-2", decision="open", text_then="words of R-2"),)


def test_an_emptied_row_is_a_decision_too() -> None:
    recorded = to_record(said(blanks=(Decision("R-1"),)), {"R-1": DECISION}, {"R-1": DECISION}, seen("R-1"))

    assert recorded == (Decision("R-1", text_then="words of R-1"),)


@pytest.mark.parametrize("shown", [None, {}])
def test_a_row_that_was_blank_when_the_workbook_was_written_says_nothing(
    shown: dict[str, Decision] | None,
) -> None:
    assert to_record(said(blanks=(Decision("R-1"),)), shown, {"R-1": DECISION}, seen("R-1")) == ()


def test_an_old_workbook_put_back_untouched_takes_nothing_back() -> None:
    earlier, later = DECISION, replace(DECISION, decision="product")

    assert to_record(said(earlier), {"R-1": earlier}, {"R-1": later}, seen("R-1")) == ()


def test_of_a_column_that_is_gone_the_workbook_says_nothing() -> None:
    edited = replace(DECISION, department="", comment="see QP-07")
    back = Returned((edited,), (), absent={"R-1": frozenset({"department"})})
    recorded = to_record(back, {"R-1": DECISION}, {"R-1": DECISION}, seen("R-1"))

    assert recorded == (replace(DECISION, comment="see QP-07", text_then="words of R-1"),)
