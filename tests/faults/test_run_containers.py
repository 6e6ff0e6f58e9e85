"""Archives and mails in the inbox: their members are documents, also at the second run."""

from __future__ import annotations

import io
import json
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from test_run_folder import Watcher

from pipeline import run as running
from pipeline import settings
from pipeline.run import Job

TEXT = "供方应在24小时内提交8D报告。\n"


@pytest.fixture
def job(tmp_path: Path) -> Job:
    (tmp_path / "inbox" / "某汽车").mkdir(parents=True)
    return Job(tmp_path / "inbox", tmp_path / "out", settings.load(), "zh")


def data(job: Job) -> Any:
    return json.loads((job.out / "checklist.json").read_text(encoding="utf-8"))


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, body in members.items():
            archive.writestr(name.replace("_", "."), body)
    return buffer.getvalue()


def test_every_member_has_a_row_and_its_requirements(job: Job) -> None:
    message = EmailMessage()
    message["From"], message["Subject"], message["MIME-Version"] = "a@a.example", "变更", "1.0"
    message.set_content("请于3月31日前提交变更计划。")
    message.add_attachment(
        zipped(a_txt=TEXT.encode()), maintype="application", subtype="zip", filename="p.zip"
    )
    (job.inbox / "某汽车" / "通知.eml").write_bytes(bytes(message))

    running.run(job, Watcher())

    paths = {one["path"]: one["status"] for one in data(job)["documents"]}
    assert paths == {
        "某汽车/通知.eml": "ok",
        "某汽车/通知.eml!/p.zip": "ok",
        "某汽车/通知.eml!/p.zip!/a.txt": "ok",
    }
    documents = {one["id"]: one["path"] for one in data(job)["documents"]}
    found = {documents[one["document"]] for one in data(job)["requirements"]}
    assert found == {"某汽车/通知.eml", "某汽车/通知.eml!/p.zip!/a.txt"}
    assert {one["customer"] for one in data(job)["documents"]} == {"某汽车"}


def test_an_unchanged_archive_is_not_opened_again(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline import unpacking

    (job.inbox / "某汽车" / "a.zip").write_bytes(zipped(a_txt=TEXT.encode()))
    running.run(job, Watcher())
    monkeypatch.setattr(unpacking, "_ask", lambda *_: pytest.fail("opened again"))

    assert running.run(job, Watcher()).is_unchanged


def test_a_member_that_went_is_marked_removed(job: Job) -> None:
    place = job.inbox / "某汽车" / "a.zip"
    place.write_bytes(zipped(a_txt=TEXT.encode(), b_txt="供方应保存记录15年。\n".encode()))
    running.run(job, Watcher())
    place.write_bytes(zipped(a_txt=TEXT.encode()))
    running.run(job, Watcher())

    changes = {one["text"]: one["change"] for one in data(job)["requirements"]}
    assert changes["供方应保存记录15年。"] == "removed"


def test_bombs_and_archives_without_end_cost_only_themselves(job: Job) -> None:
    nest = zipped(a_txt=TEXT.encode())
    for _ in range(7):
        nest = zipped(n_zip=nest)
    (job.inbox / "某汽车" / "nest.zip").write_bytes(nest)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", bytes(700_000_000))
        archive.writestr("good.txt", "供方应保存记录15年。\n")
    (job.inbox / "某汽车" / "bomb.zip").write_bytes(buffer.getvalue())

    running.run(job, Watcher())

    codes = {one["path"]: one["code"] for one in data(job)["problems"]}
    assert codes == {
        "某汽车/bomb.zip!/bomb.txt": "too-large",
        "某汽车/nest.zip!/n.zip!/n.zip!/n.zip!/n.zip": "too-deep",
    }
    assert "供方应保存记录15年。" in {one["text"] for one in data(job)["requirements"]}
