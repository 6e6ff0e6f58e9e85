"""What a company's own rules change is counted and shown with the rule that did it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

RULE = """
[[rule]]
id = "house.jigs"
says = "product"
weight = 3
why = "House rule: what concerns jigs is the drawing's business."
words.zh = ["吊具"]
words.en = ["hanger"]
yes = ["吊具应每年更换。", "Hangers shall be replaced."]
no = ["夹具应每年更换。", "Jigs shall be replaced."]
"""
TEXT = "供方应每月检查吊具并保存检查记录。\n供方应在24小时内提交8D报告。\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "inbox" / "某汽车").mkdir(parents=True)
    (tmp_path / "inbox" / "某汽车" / "质量协议.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "company.toml").write_text('[company]\nname = "甲"\n', encoding="utf-8")
    (tmp_path / "rules").mkdir()
    return tmp_path


def csr(place: Path, *arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "app", *arguments, "--lang", "en"]
    surroundings = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    done = subprocess.run(command, cwd=place, env=surroundings, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_before_the_first_run_it_says_what_to_do(workspace: Path) -> None:
    status, said = csr(workspace, "rules", "effect")

    assert status == 2
    assert "run csr run first" in said


def test_without_rules_of_ones_own_nothing_changes(workspace: Path) -> None:
    csr(workspace, "run")

    assert csr(workspace, "rules", "effect")[1].rstrip().endswith("change no row.")


def test_a_rule_shows_the_rows_it_moves(workspace: Path) -> None:
    csr(workspace, "run")
    (workspace / "rules" / "house.toml").write_text(RULE, encoding="utf-8")

    status, said = csr(workspace, "rules", "effect")

    assert status == 0
    assert "CSR → Product (house.jigs)" in said
    assert said.count("→") == 1


def test_a_rule_of_ones_own_that_says_nothing_takes_the_row_out(workspace: Path) -> None:
    csr(workspace, "run")
    quiet = RULE.replace('says = "product"', 'says = "nothing"')
    (workspace / "rules" / "house.toml").write_text(quiet, encoding="utf-8")

    _, said = csr(workspace, "rules", "effect")

    assert "CSR\t2\t1\t-1" in said
