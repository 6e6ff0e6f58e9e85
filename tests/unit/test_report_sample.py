"""The sample manual's revision: what its own revision table announces, and what it keeps to itself."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from domain.document import Document, DocumentStatus, SourceFile
from domain.report import ChangeReport, EntryGroup, Outcome
from domain.revision import ChangeKind, Standing
from extractors.base import ReadLimits
from extractors.reading import read
from pipeline import clauses, facts
from pipeline.report import ReportSide, make

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
CUSTOMER = "岚骞汽车"
TRUTH = tomllib.loads((SAMPLES / "sources" / "a" / "revision-changes.toml").read_text(encoding="utf-8"))

# Where each true change of substance stands in the report: the number of its clause or its first words.
WHERE = {
    "revision-row": "修订记录",
    "preface-receipt": "本手册应由供应商",
    "platform-check": "本手册的最新版本",
    "containment-notice": "8.4.2",
    "d3-on-site": "9.2.2",
    "safety-notice-reworded": "1.5.5",
    "iso14001-must": "2.1.4",
    "carbon-must": "12.1.6",
    "lessons-may": "2.7.3",
    "self-audit-gap": "3.4.1",
    "reinforce-stop": "8.10.3",
    "battery-storage": "10.8",
    "night-shift-audit": "2.6.4",
    "tooling-renumbered": "8.8.1 岚骞拥有的设备",
    "record-8d": "7 | 8D 报告",
    "d4-level-2": "D4 | 根本原因",
    "sub-supplier-row": "10 | 提交分供方地图",
    "salt-spray": "7.2.4",
    "supplier-exit": "3.6.2",
    "target-ppm": "1 | 零公里不良率",
}


def side(folder: str) -> ReportSide:
    (path,) = (SAMPLES / folder / CUSTOMER).glob("*.pdf")
    extract = read(path, ReadLimits())
    known = facts.find(extract.blocks, extract.title, path.name, CUSTOMER)
    source = SourceFile(path.name, "", 0)
    document = Document("m", source, CUSTOMER, known, (), DocumentStatus.OK, pages=extract.pages)
    return ReportSide(document, clauses.split("m", extract.blocks, known.language or "zh"))


@cache
def report() -> ChangeReport:
    return make(side("inbox"), side("revisions"))


def texts(places: tuple[int, ...]) -> list[str]:
    found = [report().entries[at] for at in places]
    return [one.text for entry in found if (one := entry.new or entry.old)]


def test_all_that_the_revision_table_names_is_found() -> None:
    told = [(one.announcement.text, one.outcome, len(one.entries)) for one in report().announced]

    assert told == [
        ("可疑产品的通知时限改为 8 小时（8.4.2）", Outcome.FOUND, 1),
        ("增加电池件的储运要求（10.8）", Outcome.FOUND, 4),
        ("取消年度自评与复评差异的规定（3.4.1）", Outcome.FOUND, 1),
        ("附录 B 第 7 项保存期限调整", Outcome.FOUND, 1),
        ("其他文字修订", Outcome.UNCHECKED, 0),
    ]


@pytest.mark.parametrize(
    "change", [one for one in TRUTH["change"] if one["id"] in WHERE], ids=lambda one: one["id"]
)
def test_each_true_change_is_announced_or_not_as_the_truth_says(change: dict[str, object]) -> None:
    unannounced = texts(report().unannounced)
    named = [text for one in report().announced for text in texts(one.entries)]
    own = texts(tuple(at for at, one in enumerate(report().entries) if one.group is EntryGroup.OWN_MARK))
    start = WHERE[str(change["id"])]

    if change["id"] == "revision-row":
        assert [text[:3] for text in own if "10.8" in text] == ["B/0"]
    elif change["announced"]:
        assert [text for text in unannounced if text.startswith(start)] == []
        assert any(text.startswith(start) for text in named)
    else:
        assert len([text for text in unannounced if text.startswith(start)]) == 1


def test_the_unannounced_changes_of_substance_are_sixteen_and_nothing_else() -> None:
    """Fourteen demands, the free rewording of 1.5.5 taken for one, and the new heading of the moved 8.14."""
    entries = [report().entries[at] for at in report().unannounced]
    substance = [one for one in entries if one.group is EntryGroup.SUBSTANCE]
    setting = [one.kind for one in entries if one.group is EntryGroup.SETTING]

    assert len(substance) == 16
    assert sorted(setting) == [ChangeKind.MOVED] * 2 + [ChangeKind.RENUMBERED] * 4


def test_the_report_has_both_documents_and_both_pages() -> None:
    made = report()
    (notice,) = (one for one in made.entries if one.new and one.new.text.startswith("8.4.2"))

    assert (made.old.revision, made.new.revision) == ("A/3", "B/0")
    assert (made.old.number, made.old.pages, made.new.pages) == ("LQ/G 3001", 52, 52)
    assert dict(made.counts)[ChangeKind.VALUE_CHANGED] == 17
    assert notice.old is not None
    assert notice.new is not None
    assert (notice.old.section, notice.old.page) == ("8.4.2 不合格的可疑产品", "30")
    assert [(value.old, value.new) for value in notice.values] == [("在 48 小时内", "在 8 小时内")]
    assert notice.standing is Standing.REOPEN
