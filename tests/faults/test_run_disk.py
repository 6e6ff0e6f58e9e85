"""The disk is full or rights are lost in the middle of a run: the old results stay whole, decisions too."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from test_run_killed import ROOT, RUN, SENTENCE, decide, in_data, in_state, to_the_end

LIMITS = (1_000, 8_000, 20_000, 60_000)  # bytes that one file may grow to
_LIMITED = """
import resource, runpy, sys
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
sys.argv = sys.argv[2:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    inbox, out = tmp_path / "收件", tmp_path / "输出"
    (inbox / "某汽车").mkdir(parents=True)
    text = "".join(SENTENCE.format(n=number) for number in range(10, 40))
    (inbox / "某汽车/手册.txt").write_text(text, encoding="utf-8")
    to_the_end(inbox, out)
    return inbox, out


def whole(out: Path) -> None:
    openpyxl.load_workbook(out / "CSR-checklist.xlsx").close()
    json.loads((out / "checklist.json").read_text(encoding="utf-8"))


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
def test_a_full_disk_leaves_the_old_results_and_every_decision(places: tuple[Path, Path]) -> None:
    inbox, out = places
    said: dict[str, str] = {}
    failed = 0
    for number, limit in enumerate(LIMITS):
        key, comment = decide(out, number)
        said[key] = comment
        (inbox / f"某汽车/补充{number}.txt").write_text(SENTENCE.format(n=500 + number), encoding="utf-8")
        command = [sys.executable, "-c", _LIMITED, str(limit), str(RUN), str(inbox), str(out)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        done = subprocess.run(command, env=environment, stderr=subprocess.DEVNULL, check=False, timeout=120)
        failed += done.returncode != 0

        whole(out)

    to_the_end(inbox, out)

    assert failed >= 3
    assert in_data(out) == said
    assert set(said.items()) <= in_state(out)
    assert not list(out.glob(".csr-new-*"))


@pytest.mark.parametrize("name", ["CSR-checklist.xlsx", "checklist.json", "CSR-list.xlsx"])
def test_lost_rights_to_a_result_cost_nothing_but_that_run(
    places: tuple[Path, Path], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from test_run_folder import COMMAND, do

    from pipeline import settings
    from pipeline.run import Job
    from pipeline.workers import end_children

    inbox, out = places
    key, comment = decide(out, 1)
    replace = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if Path(target).name == name:
            raise PermissionError(errno.EACCES, "rights are lost", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refused)
    job = Job(inbox, out, settings.load(), "zh", command=COMMAND)
    try:
        if name == "checklist.json":
            with pytest.raises(PermissionError):
                do(job)
        else:
            assert [one.code for one in do(job).written.problems] == ["workbook-open"]
    finally:
        end_children()
    monkeypatch.undo()

    whole(out)
    to_the_end(inbox, out)
    assert in_data(out) == {key: comment}
    assert (key, comment) in in_state(out)
