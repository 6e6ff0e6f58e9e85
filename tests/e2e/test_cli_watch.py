"""``csr watch`` as a user sees it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")

_PATIENCE = 60.0


def started(inbox: Path, out: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "pipeline", "watch", str(inbox), "--out", str(out)]
    return subprocess.Popen(
        [*command, "--every", "0.3", "--settle", "0.6", "--lang", "en"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not true():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.1)


def texts(out: Path) -> set[str]:
    try:
        data = json.loads((out / "checklist.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    return {one["text"] for one in data["requirements"]}


def test_a_file_that_lands_is_taken_in_and_a_second_watcher_is_told(tmp_path: Path) -> None:
    inbox, out = tmp_path / "inbox", tmp_path / "out"
    (inbox / "Customer").mkdir(parents=True)
    (inbox / "Customer" / "a.txt").write_text("Supplier shall reply within 24 hours.\n", encoding="utf-8")
    watcher = started(inbox, out)
    try:
        until(lambda: len(texts(out)) == 1)
        second = started(inbox, out)
        said, _ = second.communicate(timeout=_PATIENCE)
        assert (second.returncode, f"process {watcher.pid}" in said) == (2, True)
        (inbox / "Customer" / "b.txt").write_text("Supplier shall keep records 15 years.\n", encoding="utf-8")
        until(lambda: len(texts(out)) == 2)
    finally:
        watcher.send_signal(signal.SIGINT)
        watcher.communicate(timeout=_PATIENCE)

    assert watcher.returncode == 130
    assert not (out / ".csr" / "watch.lock").exists()
