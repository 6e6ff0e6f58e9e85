"""The company's own procedures beside the customers' documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline import run as running
from pipeline import settings
from pipeline.run import Job


class Nobody:
    """Looks at nothing."""

    def found(self, files: object) -> None:
        """Look away."""

    def finished(self, document: object) -> None:
        """Look away."""

    def stage(self, name: str) -> None:
        """Look away."""


@pytest.fixture
def job(tmp_path: Path) -> Job:
    (tmp_path / "inbox" / "某汽车").mkdir(parents=True)
    (tmp_path / "own").mkdir()
    demand = "供方应在8小时内向顾客提交临时围堵措施。\n质量记录应至少保存15年。\n"
    (tmp_path / "inbox" / "某汽车" / "质量协议.txt").write_text(demand, encoding="utf-8")
    return Job(tmp_path / "inbox", tmp_path / "out", settings.load(), "zh", own=tmp_path / "own")


def data(job: Job) -> Any:
    return json.loads((job.out / "checklist.json").read_text(encoding="utf-8"))


def own_of(job: Job) -> dict[str, Any]:
    return {one["text"]: one["own"] for one in data(job)["requirements"]}


def test_without_own_procedures_nothing_is_said(job: Job) -> None:
    running.run(job, Nobody())

    assert set(own_of(job).values()) == {None}


def test_each_csr_says_what_the_own_procedures_say(job: Job) -> None:
    own = "质量部应在24小时内向顾客提交临时围堵措施。\n质量记录保存3年。\n"
    (job.inbox.parent / "own" / "QP-08 纠正措施.txt").write_text(own, encoding="utf-8")

    running.run(job, Nobody())

    found = own_of(job)["供方应在8小时内向顾客提交临时围堵措施。"]
    assert (found["relation"], found["document"], found["compared"]) == (
        "stricter",
        "QP-08 纠正措施",
        ["在8小时内 ⇧ 在24小时内"],
    )
    assert [one["path"] for one in data(job)["documents"]] == ["某汽车/质量协议.txt"]


def test_a_changed_procedure_is_compared_anew(job: Job) -> None:
    place = job.inbox.parent / "own" / "QP-08.txt"
    place.write_text("质量部应在24小时内向顾客提交临时围堵措施。\n", encoding="utf-8")
    running.run(job, Nobody())
    assert running.run(job, Nobody()).is_unchanged
    place.write_text("质量部应在4小时内向顾客提交临时围堵措施。\n", encoding="utf-8")

    assert not running.run(job, Nobody()).is_unchanged
    assert own_of(job)["供方应在8小时内向顾客提交临时围堵措施。"]["relation"] == "same"


def test_an_own_file_that_cannot_be_read_is_a_problem(job: Job) -> None:
    (job.inbox.parent / "own" / "QP-01.txt").write_bytes(b"")

    running.run(job, Nobody())

    assert [(one["path"], one["code"]) for one in data(job)["problems"]] == [("own/QP-01.txt", "empty")]
