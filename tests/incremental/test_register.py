"""The register of customers' documents: dates, contract, the next check, what is overdue."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from workspace import Workspace

from app import registered
from app.console import Terminal
from domain.document import Block, BlockKind, Locator
from domain.knowledge import KNOWLEDGE
from domain.problem import ConfigurationError
from pipeline import facts_contract, store
from pipeline.recall import state_file

MANUAL = """供应商质量手册
文件编号：SQM-01
版本：3
发布日期：2026-03-01
生效日期：2026-04-01
本手册为《零部件采购框架合同》（合同号 KJ-2026-08）的组成部分。
供方应在24小时内提交8D报告。
"""


def today(days: int = 0) -> str:
    return f"{datetime.now().astimezone() + timedelta(days=days):%Y-%m-%d}"


@pytest.fixture
def registered_place(place: Workspace) -> Workspace:
    place.put("某汽车/手册.txt", MANUAL)
    place.run()
    return place


def test_the_register_says_what_a_document_says_of_itself(registered_place: Workspace) -> None:
    one = registered_place.data()["documents"][0]

    assert [one[key] for key in ("revision", "issued", "effective", "received", "next_check")] == [
        "3", "2026-03-01", "2026-04-01", today(), today(180),
    ]  # fmt: skip
    assert one["contract"] == "《零部件采购框架合同》（合同号 KJ-2026-08）"


def test_the_sheet_has_a_line_for_each_document(registered_place: Workspace) -> None:
    sheet = openpyxl.load_workbook(registered_place.workbook)["文件台账"]
    heads, line = list(sheet.iter_rows(values_only=True))
    row = dict(zip(heads, line, strict=True))

    assert (row["顾客"], row["版本"], row["收到日期"].strftime("%Y-%m-%d")) == ("某汽车", "3", today())
    assert row["下次核对"].strftime("%Y-%m-%d") == today(180)


def test_a_document_keeps_the_day_it_came_and_a_run_without_news_writes_nothing(
    registered_place: Workspace,
) -> None:
    assert registered_place.run().is_unchanged


def test_what_is_overdue_is_marked_until_somebody_asks(
    registered_place: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(registered, "is_overdue", lambda day, now: day < today(300))
    registered.show_register(registered_place.out, Terminal("en"))

    assert "overdue for a check: 1" in capsys.readouterr().out

    monkeypatch.undo()
    document = registered_place.data()["documents"][0]["id"]
    registered.note_check(registered_place.out, document, Terminal("en"))
    registered.show_register(registered_place.out, Terminal("en"))

    assert "overdue for a check: 0" in capsys.readouterr().out
    with store.opened(state_file(registered_place.out)) as state:
        assert state.checked()[document][:10] == today()
    registered_place.run()
    assert registered_place.data()["documents"][0]["checked"] == today()


@pytest.mark.parametrize(
    ("text", "contract"),
    [
        (
            "This manual forms part of the Master Supply Agreement No. MSA-2026-4.",
            "Master Supply Agreement No. MSA-2026-4",
        ),
        ("本规范作为采购合同编号 CG-18 的附件。", "合同编号 CG-18"),
        ("本手册适用于全部供应商。", None),
        ("The contract is signed by both sides.", None),
    ],
)
def test_the_contract_is_named_only_where_the_document_says_so(text: str, contract: str | None) -> None:
    assert facts_contract.find([Block(BlockKind.PARAGRAPH, text, Locator())]) == contract


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('han = ["合同"', 'hann = ["合同"', 14, "`hann`"),
        ("blocks = 80 ", 'blocks = "80" ', 5, "int"),
        ('words = ["组成部分",', 'words = ["",', 9, "[binds]"),
        ("longest = 120", "longest = = 120", 6, ""),
    ],
)
def test_a_slip_in_the_words_of_contracts_is_named_with_file_and_line(
    tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    text = (KNOWLEDGE / "contracts.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "contracts.toml").write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(ConfigurationError) as raised:
        facts_contract.contract_knowledge(tmp_path)

    assert (Path(raised.value.file).name, raised.value.line) == ("contracts.toml", line)
    assert said in raised.value.message
