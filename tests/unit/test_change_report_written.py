"""The change report on paper and as a page: what stands in it, and that strangers' text stays text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from domain.report import (
    AnnouncedEntry,
    Announcement,
    ChangeReport,
    EntryGroup,
    EntrySide,
    Notice,
    Outcome,
    ReportEntry,
    RevisionFacts,
)
from domain.requirement import Label
from domain.revision import ChangeKind, Direction, Standing
from workbook import change_page, change_report
from workbook.differences import differences

OLD = "供方应在 5 天内答复。"
NEW = "供方应在 2 天内书面答复。"


def report(old: str = OLD, new: str = NEW) -> ChangeReport:
    changed = ReportEntry(
        ChangeKind.VALUE_CHANGED,
        EntryGroup.SUBSTANCE,
        Direction.STRICTER,
        old=EntrySide("a", old, "4.2 投诉", "7"),
        new=EntrySide("b", new, "4.2 投诉", "8"),
        segments=differences(old, new),
        label=Label.CSR,
        topic="corrective_action_8d",
        department="quality",
        decision="csr",
        notice=Notice.UNANNOUNCED,
    )
    come = ReportEntry(
        ChangeKind.NEW,
        EntryGroup.OTHER_TEXT,
        new=EntrySide("c", "附录 D", "附录 D", ""),
        standing=Standing.REOPEN,
        notice=Notice.ANNOUNCED,
    )
    return ChangeReport(
        customer="虚构汽车 <script>alert(1)</script>",
        old=RevisionFacts("手册 A.pdf", "质量手册", "Q-1", "A", "2024-01-02", 10),
        new=RevisionFacts("手册 B.pdf", "质量手册", "Q-1", "B", "2025-01-02", 11, ("no-text",)),
        counts=tuple((kind, 1 if kind in (changed.kind, come.kind) else 0) for kind in ChangeKind),
        entries=(changed, come),
        announced=(
            AnnouncedEntry(Announcement("增加附录 D", "B"), Outcome.FOUND, (1,)),
            AnnouncedEntry(Announcement("取消 9.1", "B"), Outcome.ABSENT),
        ),
        unannounced=(0,),
        has_history=True,
        generated="2026-01-02T03:04:05+00:00",
    )


def paper(folder: Path, language: str, made: ChangeReport) -> object:
    change_report.write(made, folder / "report.docx", language)
    return docx.Document(str(folder / "report.docx"))


def runs_with(document: object, tag: str) -> list[str]:
    body = document.element.body  # type: ignore[attr-defined]
    found = [run for run in body.iter(qn("w:r")) if run.find(f"{qn('w:rPr')}/{qn(tag)}") is not None]
    return ["".join(text.text or "" for text in run.iter(qn("w:t"))) for run in found]


def test_what_went_is_struck_out_and_what_came_underlined_on_paper(tmp_path: Path) -> None:
    document = paper(tmp_path, "zh", report())

    assert runs_with(document, "w:strike") == ["5"]
    assert runs_with(document, "w:u") == ["2", "书面", "附录 D"]


@pytest.mark.parametrize(
    ("language", "header", "department"),
    [
        ("zh", "质量手册　Q-1　A → B", "质量部"),
        ("en", "质量手册   Q-1   A → B", "Quality"),
    ],
)
def test_the_form_names_document_and_revisions_and_who_must_sign(
    tmp_path: Path, language: str, header: str, department: str
) -> None:
    document = paper(tmp_path, language, report())
    section = document.sections[0]  # type: ignore[attr-defined]
    signing = [row.cells[0].text for row in document.tables[-1].rows]  # type: ignore[attr-defined]

    assert section.header.paragraphs[0].text == header
    assert "PAGE" in section.footer._element.xml
    assert signing[2:-1] == [department]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_has_no_script_and_nothing_from_elsewhere(language: str) -> None:
    hostile = '<img src=x onerror="alert(1)"> </td> & \x00\x1b[31m \ud800'
    page = change_page.page(report(hostile, NEW), language)
    page.encode("utf-8")
    seen = _Tags()
    seen.feed(page)

    assert seen.tags & {"script", "img", "iframe", "link", "object", "form"} == set()
    assert not {name for name in seen.attributes if name.startswith("on") or name in ("src", "href")}
    assert re.search(r"url\(|@import|https?:", page) is None
    assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;" in re.sub(r"</?del>", "", page)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_the_page_marks_the_difference_and_says_what_was_not_announced() -> None:
    page = change_page.page(report(), "zh")

    assert "供方应在 <del>5</del> 天内答复。" in page
    assert "供方应在 <ins>2</ins> 天内<ins>书面</ins>答复。" in page
    assert "未公告的实质变更 1 处：1 (4.2)" in page
    assert "<strong>未找到</strong>" in page
    assert "原判定：顾客特殊要求" in page


def test_a_report_on_paper_holds_what_xml_cannot(tmp_path: Path) -> None:
    document = paper(tmp_path, "en", report("a\x00b\ud800 5 days", "a\x00b 2 days"))

    assert any("a␀b\ufffd" in text for text in [cell.text for cell in document.tables[4].rows[1].cells])  # type: ignore[attr-defined]
