from __future__ import annotations

from pathlib import Path

import pytest
from made_documents import zip_bytes

from domain.document import BlockKind, Extract
from domain.problem import DocumentError, Severity
from extractors.base import ReadLimits
from extractors.reading import read

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
    )
)
HIDDEN = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    inside = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<table:table-row {attributes}>{inside}</table:table-row>"


def sheet(*rows: str, name: str = "List", style: str = "") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{"".join(rows)}</table:table>'


def read_sheets(tmp_path: Path, *sheets: str, limits: ReadLimits | None = None, **members: str) -> Extract:
    body = f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body>"
    content = f"<office:document-content {NAMES}><office:automatic-styles>{HIDDEN}</office:automatic-styles>{body}</office:document-content>"
    parts = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content, **members}
    path = tmp_path / "a.ods"
    path.write_bytes(zip_bytes(parts))
    return read(path, limits or ReadLimits())


def told(extract: Extract) -> list[tuple[str | None, str, str]]:
    return [(block.locator.cell, block.kind.value, block.text) for block in extract.blocks]


def blank(count: int) -> str:
    return f'<table:table-cell table:number-columns-repeated="{count}"/>'


def test_title_heads_and_rows_are_told_apart(tmp_path: Path) -> None:
    extract = read_sheets(
        tmp_path,
        sheet(
            row("供应商审核检查表"),
            row(blank(1024), attributes='table:number-rows-repeated="2"'),
            row("序号", "审核内容", "权重"),
            row("1", "是否建立了顾客特定要求清单，并每年评审一次？", "3"),
            row("2", "PPAP 资料是否保存 15 年？", "2.5"),
        ),
    )

    assert extract.format == "ods"
    assert told(extract) == [
        ("A1", "heading", "供应商审核检查表"),
        ("A4", "table_row", "序号 | 审核内容 | 权重"),
        ("A5", "table_row", "1 | 是否建立了顾客特定要求清单，并每年评审一次？ | 3"),
        ("A6", "table_row", "2 | PPAP 资料是否保存 15 年？ | 2.5"),
    ]
    assert [block.header for block in extract.blocks[1:]] == [(), *[("序号", "审核内容", "权重")] * 2]
    assert extract.problems == ()


def test_merged_heads_are_joined_and_merged_rows_repeat(tmp_path: Path) -> None:
    covered = "<table:covered-table-cell/>"
    extract = read_sheets(
        tmp_path,
        sheet(
            row(
                cell("过程", 'table:number-rows-spanned="2"'),
                cell("要求", 'table:number-columns-spanned="2"'),
                covered,
            ),
            row(covered, "内容", "期限"),
            row(cell("检验", 'table:number-rows-spanned="2"'), "首件检验记录应保存", "15 年"),
            row(covered, "每班应做一次末件检验", "每班"),
        ),
    )

    assert [block.cells for block in extract.blocks[2:]] == [
        ("检验", "首件检验记录应保存", "15 年"),
        ("检验", "每班应做一次末件检验", "每班"),
    ]
    assert extract.blocks[3].header == ("过程", "要求 / 内容", "要求 / 期限")


def test_cells_are_read_as_shown_dates_in_iso_and_errors_left_out(tmp_path: Path) -> None:
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    extract = read_sheets(
        tmp_path,
        sheet(
            row(
                cell("98%", 'office:value="0.98"'),
                cell("31.03.26", 'office:date-value="2026-03-31"'),
                cell("noon", 'office:date-value="2026-03-31T12:00:00"'),
                '<table:table-cell office:value="2.5"/>',
                '<table:table-cell office:boolean-value="true"/>',
                cell("#N/A", f'{calc} calcext:value-type="error"'),
                cell('a<text:s text:c="2"/>b<text:line-break/>c'),
            )
        ),
    )

    assert extract.blocks[0].cells == ("98%", "2026-03-31", "2026-03-31 12:00:00", "2.5", "TRUE", "a  b\nc")


def test_comments_and_text_boxes_are_notes_at_their_cell(tmp_path: Path) -> None:
    comment = (
        "<table:table-cell><office:annotation><text:p>why</text:p></office:annotation><text:p>ppm</text:p>"
        "<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame></table:table-cell>"
    )
    shapes = "<table:shapes><draw:custom-shape><text:p>loose</text:p></draw:custom-shape></table:shapes>"
    extract = read_sheets(tmp_path, sheet(shapes, row(blank(1), comment)))

    assert told(extract) == [
        ("B1", "paragraph", "ppm"),
        ("", "note", "loose"),
        ("B1", "note", "why"),
        ("B1", "note", "box"),
    ]


def test_hidden_sheets_and_groups_of_rows_are_read(tmp_path: Path) -> None:
    group = f"<table:table-row-group><table:table-header-rows>{row('Deep')}</table:table-header-rows></table:table-row-group>"
    extract = read_sheets(tmp_path, sheet(group), sheet(row("Secret"), name="Old", style="h"))

    assert [(block.locator.sheet, block.text) for block in extract.blocks] == [
        ("List", "Deep"),
        ("Old", "Secret"),
    ]
    assert [(problem.code, problem.where) for problem in extract.problems] == [("hidden-sheet", "Old")]


def test_a_billion_blank_cells_and_rows_cost_nothing(tmp_path: Path) -> None:
    many = 'table:number-rows-repeated="999999999"'
    extract = read_sheets(
        tmp_path,
        sheet(row("first", blank(999_999_999)), row(blank(9), attributes=many), name="A"),
        sheet(row("x")),
    )

    assert told(extract) == [("A1", "paragraph", "first"), ("A1", "paragraph", "x")]
    assert extract.problems == ()


def test_a_billion_filled_cells_are_cut_and_said(tmp_path: Path) -> None:
    many = 'table:number-columns-repeated="999999999"'
    rows = 'table:number-rows-repeated="999999999"'
    wide = read_sheets(tmp_path, sheet(row(cell("x", many))))
    tall = read_sheets(tmp_path, sheet(row("x", attributes=rows)))

    assert len(wide.blocks[0].cells) == len(tall.blocks) == 1_000
    for extract in (wide, tall):
        assert [(problem.code, problem.severity) for problem in extract.problems] == [
            ("truncated-reading", Severity.LOSS)
        ]


def test_a_sheet_beyond_the_limit_is_named_and_the_others_read(tmp_path: Path) -> None:
    limits = ReadLimits(cells=100)
    far = sheet(row("a"), row(blank(1), attributes='table:number-rows-repeated="9999"'), row("b"), name="Far")
    full = sheet(row(cell("x", 'table:number-columns-repeated="200"')), name="Full")
    extract = read_sheets(tmp_path, far, full, sheet(row("kept")), limits=limits)

    assert [block.text for block in extract.blocks] == ["kept"]
    assert [(problem.code, problem.where) for problem in extract.problems] == [
        ("too-large", "Far"),
        ("too-large", "Full"),
    ]


def test_merged_ranges_of_a_billion_rows_are_bounded(tmp_path: Path) -> None:
    spans = 'table:number-rows-spanned="999999999" table:number-columns-spanned="999999999"'
    extract = read_sheets(tmp_path, sheet(row(cell("all", spans), "beside"), row("x", "y")))

    assert [block.kind for block in extract.blocks].count(BlockKind.TABLE_ROW) == 2


def test_a_sheet_with_a_password_is_refused(tmp_path: Path) -> None:
    manifest = {"META-INF/manifest.xml": "<manifest:encryption-data/>"}

    with pytest.raises(DocumentError) as caught:
        read_sheets(tmp_path, **manifest)
    assert caught.value.code == "encrypted"


def test_characters_are_all_accounted_for(tmp_path: Path) -> None:
    extract = read_sheets(tmp_path, sheet(row("Item", "Need"), row("1", "PPAP")), sheet(row("two"), name="B"))

    assert [(place.place, place.found, place.lost) for place in extract.coverage] == [
        ("List", 13, 0),
        ("B", 3, 0),
    ]
