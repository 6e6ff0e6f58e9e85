"""``csr watch`` as a person starts and stops it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from test_cli_commands import csr, environment

TEXT = "供方应在24小时内提交8D报告。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "我的 公司"
    csr("init", place)
    put(place, "手册", TEXT)
    return place


def put(folder: Path, name: str, text: str) -> None:
    place = folder / f"inbox/某汽车/{name}.txt"
    place.parent.mkdir(exist_ok=True)
    place.write_text(text, encoding="utf-8")


@pytest.fixture
def watcher(folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "pipeline", "watch", "--lang", "en", "--every", "0.2", "--settle", "0.5"]
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment(),
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        yield process
        if process.poll() is None:
            process.kill()


def within(seconds: float, fact: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if fact():
            return True
        time.sleep(0.1)
    return False


def listed(folder: Path) -> int:
    try:
        data = json.loads((folder / "outputs/checklist.json").read_text(encoding="utf-8"))
    except OSError:
        return 0
    return len(data["documents"])


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to one process there")
def test_watch_runs_whenever_a_file_lands_and_ends_in_order(
    folder: Path, watcher: subprocess.Popen[str]
) -> None:
    assert within(60, lambda: listed(folder) == 1)

    for number in range(3):
        put(folder, f"补充{number}", f"供方应每{number + 2}个月报告一次。\n")

    assert within(60, lambda: listed(folder) == 4)
    second = csr("watch", "--lang", "en", cwd=folder)

    assert second.returncode == 2
    assert f"process {watcher.pid} on" in second.stderr

    watcher.send_signal(signal.SIGINT)
    watcher.communicate(timeout=30)

    assert watcher.returncode == 130
    assert not list((folder / "outputs/.csr").glob("*lock*"))
