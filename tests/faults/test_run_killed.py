"""kill -9 at random moments of a run: after the next run all is whole and every decision there.

``CSR_KILLS`` sets how many runs are killed (12 unless told, 200 for the record); ``-s`` shows the counts.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

RUN = Path(__file__).with_name("run_to_be_killed.py")
ROOT = RUN.parents[2]
KILLS = int(os.environ.get("CSR_KILLS", "12"))
SENTENCE = "供方应在{n}小时内提交第{n}号8D报告。\n"


def start(inbox: Path, out: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, str(RUN), str(inbox), str(out)]
    return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)


def to_the_end(inbox: Path, out: Path) -> float:
    began = time.monotonic()
    assert start(inbox, out).wait(timeout=120) == 0
    return time.monotonic() - began


def decide(out: Path, number: int) -> tuple[str, str]:
    """Enter a comment of its own on a row of the list; return the row's id and the comment."""
    book = openpyxl.load_workbook(out / "CSR-checklist.xlsx")
    sheet = book["顾客特殊要求清单"]
    rows = [row for row in sheet.iter_rows() if any(cell.value for cell in row)]
    at = next(at for at, row in enumerate(rows) if any(cell.value == "编号" for cell in row))
    columns = {cell.value: cell.column for cell in rows[at]}
    lines = [row[0].row for row in rows[at + 1 :] if str(row[columns["编号"] - 1].value).startswith("R-")]
    line = lines[number % len(lines)]
    comment = f"意见 {number}"
    sheet.cell(line, columns["评审意见"]).value = comment
    book.save(out / "CSR-checklist.xlsx")
    return str(sheet.cell(line, columns["编号"]).value), comment


def in_data(out: Path) -> dict[str, str]:
    data = json.loads((out / "checklist.json").read_text(encoding="utf-8"))
    return {one["id"]: one["review"]["comment"] for one in data["requirements"] if one["review"]}


def in_state(out: Path) -> set[tuple[str, str]]:
    with sqlite3.connect(out / ".csr/state.sqlite") as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        rows = connection.execute("select requirement, entered from decision").fetchall()
    connection.close()
    return {(key, json.loads(entered).get("comment", "")) for key, entered in rows}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_after_a_kill_at_any_moment_the_next_run_has_every_decision(tmp_path: Path) -> None:
    inbox, out = tmp_path / "收件", tmp_path / "输出"
    chance = random.Random(7)
    (inbox / "某汽车").mkdir(parents=True)
    for number in range(4):
        text = "".join(SENTENCE.format(n=number * 10 + at) for at in range(5))
        (inbox / f"某汽车/手册{number}.txt").write_text(text, encoding="utf-8")
    seconds = to_the_end(inbox, out)
    expected: dict[str, str] = {}
    everything: set[tuple[str, str]] = set()
    ended: Counter[str] = Counter()
    for kill in range(KILLS):
        key, comment = decide(out, kill)
        expected[key] = comment
        everything.add((key, comment))
        (inbox / f"某汽车/补充{kill}.txt").write_text(SENTENCE.format(n=500 + kill), encoding="utf-8")
        process = start(inbox, out)
        try:
            process.wait(timeout=chance.uniform(0.05, seconds))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        ended["killed" if process.returncode else "finished before"] += 1
        if chance.random() < 0.5:
            to_the_end(inbox, out)
            ended["checked"] += 1

            assert in_data(out) == expected
            assert everything <= in_state(out)
    to_the_end(inbox, out)
    sys.stdout.write(f"\n{KILLS} runs: {dict(ended)}; {len(everything)} decisions, all there\n")

    assert in_data(out) == expected
    assert everything <= in_state(out)
    assert not list(out.glob(".csr-new-*"))
    openpyxl.load_workbook(out / "CSR-checklist.xlsx").close()
