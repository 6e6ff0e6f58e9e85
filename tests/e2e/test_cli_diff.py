"""``csr diff`` as a person types it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OLD = """Supplier Quality Manual
Document No: ZQ-17
Revision: 1

1 Complaints
1.1 The supplier shall reply to a complaint within 48 hours.
1.2 Records of complaints shall be kept for 10 years.
2 Audits
2.1 The supplier shall allow audits by the customer at any time.
"""
NEW = (
    OLD.replace("Revision: 1", "Revision: 2")
    .replace("48 hours", "24 hours")
    .replace("2 Audits\n", "2 Audits\n2.0 An audit plan shall be sent every year.\n")
)


def diff(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", "--lang", "en", "diff", *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    (tmp_path / "old.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.txt").write_text(NEW, encoding="utf-8")
    return tmp_path


def test_the_changes_are_shown_and_the_report_is_written(pair: Path) -> None:
    done = diff(pair, "old.txt", "new.txt", "--out", "report.html")
    lines = done.stdout.splitlines()

    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0] == "Supplier Quality Manual: 1 → 2"
    assert [line.split("\t")[1:3] for line in lines if "\t" in line][1:3] == [
        ["content changed", "1.1 Complaints"],
        ["new", "2.0 Audits"],
    ]
    assert sorted(path.name for path in pair.iterdir()) == ["new.txt", "old.txt", "report.html"]


def test_the_same_file_twice_has_no_changes(pair: Path) -> None:
    done = diff(pair, "old.txt", "old.txt")

    assert (done.returncode, done.stdout.splitlines()[1:]) == (
        0,
        ["The two revisions do not differ (words compared, not setting)."],
    )


def test_files_the_wrong_way_round_and_files_of_two_documents_are_said(pair: Path) -> None:
    (pair / "old.txt").write_text(OLD.replace("Revision: 1", "Date: 2025-05-06"), encoding="utf-8")
    (pair / "new.txt").write_text(NEW.replace("Revision: 2", "Date: 2024-05-06"), encoding="utf-8")
    (pair / "other.txt").write_text("1 Freight\n1.1 Pallets are returned empty.\n", encoding="utf-8")

    assert diff(pair, "old.txt", "new.txt").stderr.splitlines() == [
        "Note: by its date the old file 2025-05-06 is newer than the new one 2024-05-06. Are they the wrong way round?"
    ]
    assert diff(pair, "old.txt", "other.txt").stderr.splitlines() == [
        "Note: the two files have few clauses in common; they may not be revisions of one document."
    ]


WRONG = [
    (["old.txt", "gone.txt"], 2),
    (["old.txt", "new.txt", "--out", "report.pdf"], 2),
    (["old.txt", "new.txt", "--out", "nowhere/report.docx"], 2),
    (["old.txt", "new.html", "--out", "new.html"], 2),
    (["old.txt", "empty.pdf"], 1),
]


@pytest.mark.parametrize(
    ("arguments", "status"), WRONG, ids=lambda one: " ".join(one) if isinstance(one, list) else ""
)
def test_what_cannot_be_done_is_said_in_one_line(pair: Path, arguments: list[str], status: int) -> None:
    (pair / "empty.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (pair / "new.html").write_text("<p>1 Audits</p>", encoding="utf-8")
    done = diff(pair, *arguments)

    assert (done.returncode, len(done.stderr.splitlines()), done.stdout) == (status, 1, "")
    assert (pair / "new.html").read_text(encoding="utf-8") == "<p>1 Audits</p>"
