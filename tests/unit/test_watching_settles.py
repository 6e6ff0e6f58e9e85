"""When an inbox is complete: sizes and times stay, nothing is locked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline import watching
from pipeline.watching import Inbox, Look, State

SETTLE = 5.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "收件 夹"
    (place / "某汽车").mkdir(parents=True)
    put(place, "某汽车/手册.pdf", "whole")
    return place


def put(folder: Path, path: str, text: str, age: float = 3600) -> Path:
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    moment = place.stat().st_mtime - age
    os.utime(place, (moment, moment))
    return place


@pytest.fixture
def inbox(folder: Path) -> Inbox:
    """An inbox after its first run."""
    one = Inbox(folder, folder / "outputs", SETTLE)
    assert one.look(0.0) == Look(State.READY)
    one.done()
    return one


def test_nothing_new_is_quiet(inbox: Inbox) -> None:
    assert inbox.look(100.0) == Look(State.QUIET)


def test_at_the_start_a_file_written_a_moment_ago_is_waited_for(folder: Path) -> None:
    put(folder, "某汽车/新.pdf", "half", age=0)

    assert Inbox(folder, folder / "outputs", 3600).look(0.0) == Look(State.SETTLING, "某汽车/新.pdf")


def test_a_growing_file_is_waited_for_until_it_stays(folder: Path, inbox: Inbox) -> None:
    states = []
    for second in range(12):
        if second in (0, 2, 4):
            put(folder, "某汽车/新.pdf", "x" * (second + 1))
        states.append(inbox.look(float(second)).state)

    assert states == [State.SETTLING] * 9 + [State.READY] * 3


def test_many_files_are_one_run(folder: Path, inbox: Inbox) -> None:
    states = []
    for second in range(30):
        if second < 20:
            put(folder, f"某汽车/{second}.pdf", "x")
        states.append(inbox.look(float(second)).state)

    assert states.index(State.READY) == 24


def test_a_moved_or_renamed_file_is_waited_for_too(folder: Path, inbox: Inbox) -> None:
    (folder / "某汽车/手册.pdf").rename(folder / "手册.pdf")

    assert inbox.look(1.0).state is State.SETTLING
    assert inbox.look(7.0) == Look(State.READY)


def test_what_sync_tools_and_editors_leave_is_not_looked_at(folder: Path, inbox: Inbox) -> None:
    for name in ("~$手册.docx", "手册.pdf.crdownload", "x.part", ".DS_Store"):
        put(folder, f"某汽车/{name}", "x")
    put(folder, "outputs/CSR-checklist.xlsx", "x")

    assert inbox.look(100.0) == Look(State.QUIET)


def test_a_locked_file_is_waited_for_but_not_for_ever(
    folder: Path, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "某汽车/新.pdf", "x")
    monkeypatch.setattr(watching, "can_open", lambda path: path.name != "新.pdf")
    inbox.look(0.0)

    assert inbox.look(10.0) == Look(State.LOCKED, "某汽车/新.pdf")
    assert inbox.look(80.0) == Look(State.READY)


def test_a_drive_that_is_away_or_empty_is_no_reason_to_run(folder: Path, inbox: Inbox) -> None:
    (folder / "某汽车/手册.pdf").unlink()

    assert inbox.look(100.0) == Look(State.EMPTY)

    (folder / "某汽车").rmdir()
    folder.rmdir()

    assert inbox.look(200.0) == Look(State.AWAY)
