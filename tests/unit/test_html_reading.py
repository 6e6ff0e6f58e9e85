from __future__ import annotations

from pathlib import Path

import pytest

from domain.document import Extract
from extractors.base import ReadLimits
from extractors.formats import html


def read(tmp_path: Path, page: str | bytes) -> Extract:
    path = tmp_path / "a.html"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    return html.read(path, ReadLimits())


def told(extract: Extract) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in extract.blocks]


LONG = "The supplier shall report every deviation to the customer before shipment, and keep the records for fifteen years."


def test_site_chrome_is_furniture(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Rules</title><script>var x='shall';</script></head><body>"
        "<nav><a href='#'>Home</a></nav><div class='cookie-banner'>We use cookies</div>"
        f"<main><h1>Rules</h1><p>{LONG}</p><p>打印本页</p></main><footer>版权所有</footer></body></html>"
    )
    extract = read(tmp_path, page)

    assert told(extract) == [
        ("furniture", "Home"),
        ("furniture", "We use cookies"),
        ("heading", "Rules"),
        ("paragraph", LONG),
        ("furniture", "打印本页"),
        ("furniture", "版权所有"),
    ]
    assert extract.title == "Rules"


def test_class_that_sounds_like_chrome_does_not_swallow_the_page(tmp_path: Path) -> None:
    page = f"<html><body><div class='page-header sidebar'><p>{LONG}</p></div></body></html>"

    assert told(read(tmp_path, page)) == [("paragraph", LONG)]


def test_lists_are_numbered_as_a_browser_does(tmp_path: Path) -> None:
    page = (
        "<html><body><p>Supplier shall:</p><ol start='3'><li>one<ol type='a'><li>deep</li></ol></li>"
        "<li value='9'>two</li></ol><ul><li>three</li></ul></body></html>"
    )
    blocks = read(tmp_path, page).blocks[1:]

    assert [(block.number, block.level, block.text) for block in blocks] == [
        ("3.", 1, "one"),
        ("a.", 2, "deep"),
        ("9.", 1, "two"),
        ("•", 1, "three"),
    ]


def test_table_rows_know_their_head_and_spans(tmp_path: Path) -> None:
    page = (
        "<html><body><table><tr><th>Case</th><th>Step</th><th>Time</th></tr>"
        "<tr><td rowspan='2'>8D</td><td>D3</td><td>24 h</td></tr><tr><td>D8</td><td>15 days</td></tr></table></body></html>"
    )
    extract = read(tmp_path, page)

    assert [(block.cells, block.header) for block in extract.blocks] == [
        (("Case", "Step", "Time"), ()),
        (("8D", "D3", "24 h"), ("Case", "Step", "Time")),
        (("8D", "D8", "15 days"), ("Case", "Step", "Time")),
    ]
    assert extract.coverage[0].found == len("CaseStepTime8DD324hD815days")


def test_table_that_places_text_is_no_table(tmp_path: Path) -> None:
    page = f"<html><body><table><tr><td><h2>Scope</h2><p>{LONG}</p></td><td>aside</td></tr></table></body></html>"

    assert told(read(tmp_path, page)) == [("heading", "Scope"), ("paragraph", LONG), ("paragraph", "aside")]


@pytest.mark.parametrize(
    "hidden",
    ["<p hidden>draft</p>", "<p style='display: none'>draft</p>", "<p class='gone'>draft</p>"],
)
def test_hidden_parts_are_furniture_and_said(tmp_path: Path, hidden: str) -> None:
    page = f"<html><head><style>.gone{{display:none}}</style></head><body><p>{LONG}</p>{hidden}</body></html>"
    extract = read(tmp_path, page)

    assert told(extract) == [("paragraph", LONG), ("furniture", "draft")]
    assert [problem.code for problem in extract.problems] == ["hidden-text"]


def test_single_breaks_wrap_and_double_breaks_part(tmp_path: Path) -> None:
    page = "<html><body><div>first part<br>goes on<br><br>second part</div></body></html>"

    assert told(read(tmp_path, page)) == [("paragraph", "first part goes on"), ("paragraph", "second part")]


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8", "utf-16"])
def test_pages_are_read_in_the_encoding_they_state(tmp_path: Path, encoding: str) -> None:
    page = f"<html><head><meta charset='{encoding}'></head><body><p>品質記錄保存年限</p></body></html>"

    assert told(read(tmp_path, page.encode(encoding))) == [("paragraph", "品質記錄保存年限")]


def test_source_line_breaks_leave_no_blank_in_chinese(tmp_path: Path) -> None:
    assert told(read(tmp_path, "<html><body><p>供应商\n  应提交</p></body></html>")) == [
        ("paragraph", "供应商应提交")
    ]


def test_parts_of_a_page_beside_each_other_are_no_table(tmp_path: Path) -> None:
    page = f"<table><tr><td><a href=x>Home</a></td><td><p>1 Scope<p>{LONG}</td></tr></table>"

    assert told(read(tmp_path, page))[1:] == [("paragraph", "1 Scope"), ("paragraph", LONG)]


def test_rows_with_paragraphs_in_their_cells_are_a_table(tmp_path: Path) -> None:
    row = "<tr><td><p>Item<p>one</td><td>Action</td></tr>"

    assert {kind for kind, _ in told(read(tmp_path, f"<table>{row}{row}</table>"))} == {"table_row"}
