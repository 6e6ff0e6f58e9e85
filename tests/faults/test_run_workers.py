"""Readers that abort, hang, swell and lie cost one file, and no process stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from domain.document import Block, BlockKind, Extract, Locator, PageCoverage
from domain.problem import Problem
from extractors.base import ReadLimits
from pipeline.workers import ReadOutcome, ReadRequest, end_children, read_supervised, supervision

COMMAND = (sys.executable, str(Path(__file__).with_name("child_that_misbehaves.py")))
ROOT = Path(__file__).resolve().parents[2]
LIMITS = ReadLimits(seconds=20, memory=400_000_000)


@pytest.fixture(autouse=True)
def _no_child_left() -> Iterator[None]:
    yield
    end_children()


def ask(path: Path, limits: ReadLimits = LIMITS) -> ReadOutcome:
    return read_supervised(ReadRequest(str(path), limits, COMMAND))


def written(folder: Path, text: str, name: str = "供应商 手册.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def problem_of(outcome: ReadOutcome) -> str:
    assert outcome.problem is not None
    return outcome.problem.code


def test_a_slow_file_that_asks_gets_its_time(tmp_path: Path) -> None:
    outcome = ask(written(tmp_path, "SLOW page\n"), ReadLimits(seconds=1, ocr_page_seconds=5))

    assert outcome.problem is None
    assert outcome.extract is not None


def test_a_file_that_asks_for_ever_is_bounded(tmp_path: Path) -> None:
    limits = ReadLimits(seconds=1, pages=2, ocr_page_seconds=0.5)
    outcome = ask(written(tmp_path, "GREEDY page\n"), limits)

    assert outcome.problem == Problem("timeout", detail="not done after 2 s")


def test_a_sound_file_is_read_with_its_places(tmp_path: Path) -> None:
    outcome = ask(written(tmp_path, "供方应提交PPAP。\n"))

    assert outcome.extract == Extract(
        "text",
        (Block(BlockKind.PARAGRAPH, "供方应提交PPAP。", Locator(paragraph=1)),),
        coverage=(PageCoverage("1", 10, 10, 0),),
    )
    assert outcome.problem is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("ABORT", "crashed"), ("NOISE", "crashed"), ("FAULT", "internal"), ("DAMAGED", "damaged")],
)
def test_a_bad_file_has_its_code_and_the_next_file_is_read(tmp_path: Path, text: str, code: str) -> None:
    bad = ask(written(tmp_path, text, "bad.txt"))
    good = ask(written(tmp_path, "good", "good.txt"))

    assert problem_of(bad) == code
    assert good.problem is None


def test_the_detail_of_an_error_nobody_foresaw_holds_its_trace(tmp_path: Path) -> None:
    outcome = ask(written(tmp_path, "FAULT"))

    assert outcome.problem is not None
    assert outcome.problem.detail.endswith("ValueError: nobody foresaw this")


def test_a_refusal_keeps_detail_and_place(tmp_path: Path) -> None:
    outcome = ask(written(tmp_path, "DAMAGED"))

    assert outcome.problem == Problem("damaged", where="page 2", detail="no head")


def test_a_file_that_hangs_is_given_up_in_time(tmp_path: Path) -> None:
    started = time.monotonic()
    outcome = ask(written(tmp_path, "HANG"), ReadLimits(seconds=1.0))

    assert problem_of(outcome) == "timeout"
    assert time.monotonic() - started < 6


def test_a_file_that_swells_is_stopped_near_the_limit(tmp_path: Path) -> None:
    outcome = ask(written(tmp_path, "SWELL"), ReadLimits(seconds=60, memory=200_000_000))

    assert problem_of(outcome) == "out-of-memory"
    assert outcome.memory < 1_200_000_000


def test_a_file_that_fails_in_a_used_child_is_tried_in_a_fresh_one(tmp_path: Path) -> None:
    first = ask(written(tmp_path, "good", "first.txt"))
    second = ask(written(tmp_path, "STALE error of the one before", "second.txt"))

    assert first.problem is None
    assert second.problem is None


def test_what_a_library_prints_does_not_disturb_the_answers(tmp_path: Path) -> None:
    outcome = ask(written(tmp_path, "CHATTER and more"))

    assert outcome.extract is not None
    assert outcome.extract.blocks[0].text == "CHATTER and more"


def test_half_a_surrogate_pair_becomes_a_replacement_character(tmp_path: Path) -> None:
    outcome = ask(written(tmp_path, "HALF"))

    assert outcome.extract is not None
    assert outcome.extract.blocks[0].text == "a lone \ufffd half"


def test_a_file_that_is_gone_has_vanished(tmp_path: Path) -> None:
    assert problem_of(ask(tmp_path / "gone.txt")) == "vanished"


def test_a_file_over_the_limit_is_not_opened(tmp_path: Path) -> None:
    outcome = ask(written(tmp_path, "ABORT if read"), ReadLimits(file_size=5))

    assert outcome.problem == Problem("too-large", detail="13 bytes")


def test_any_executor_runs_it_and_each_thread_keeps_one_child(tmp_path: Path) -> None:
    paths = [written(tmp_path, f"file {number}", f"{number}.txt") for number in range(6)]

    with supervision(), ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(ask, paths))
        children = len(psutil.Process().children())

    texts = [outcome.extract.blocks[0].text for outcome in outcomes if outcome.extract]
    assert texts == [f"file {number}" for number in range(6)]
    assert children <= 2


def test_no_child_outlives_the_supervision(tmp_path: Path) -> None:
    with supervision(), ThreadPoolExecutor(1) as pool:
        pool.submit(ask, written(tmp_path, "good")).result()

    assert psutil.Process().children() == []


PARENT = """
import sys
from extractors.base import ReadLimits
from pipeline.workers import ReadRequest, read_supervised
read_supervised(ReadRequest(sys.argv[1], ReadLimits(seconds=600), (sys.executable, sys.argv[2])))
"""


@pytest.mark.skipif(os.name != "posix", reason="kills with a POSIX signal")
def test_a_child_dies_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    hanging = written(tmp_path, "HANG")
    command = [sys.executable, "-c", PARENT, str(hanging), COMMAND[1]]
    parent = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)})
    child = _first_child(parent.pid)

    parent.send_signal(signal.SIGKILL)
    parent.wait()

    _, alive = psutil.wait_procs([child], timeout=10)
    assert alive == []


def _first_child(pid: int) -> psutil.Process:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        children = psutil.Process(pid).children()
        if children:
            return children[0]
        time.sleep(0.05)
    raise AssertionError("no child was started")
