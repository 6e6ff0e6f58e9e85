"""PDFs are read with place and account of every character."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pdf_drawing import Sheet, draw

from domain.document import BlockKind, Box, Extract
from domain.problem import DocumentError, Problem, Severity
from extractors.base import ReadLimits
from extractors.formats.pdf import claims, read

LIMITS = ReadLimits()


def extract(tmp_path: Path, *sheets: Sheet, limits: ReadLimits = LIMITS) -> Extract:
    path = tmp_path / "manual.pdf"
    path.write_bytes(draw(*sheets))
    return read(path, limits)


def ruled(sheet: Sheet, rows: list[tuple[str, str, str]], *, top: float = 160) -> Sheet:
    sheet.grid([72, 120, 300, 400], [top + 20 * n for n in range(len(rows) + 1)])
    for number, row in enumerate(rows):
        for x, words in zip((76, 124, 304), row, strict=True):
            if words:
                sheet.text(x, top + 14 + 20 * number, words)
    return sheet


def test_chinese_page_is_read_in_paragraphs(tmp_path: Path) -> None:
    sheet = Sheet().text(72, 80, "第一章 总则", 16)
    sheet.text(93, 110, "供应商应当建立并保持符合标准要求的质量管理体系，").text(
        72, 124, "并每年提交审核报告。"
    )
    sheet.text(93, 138, "供应商应指定质量代表。")

    result = extract(tmp_path, sheet)

    assert [(block.kind, block.text) for block in result.blocks] == [
        (BlockKind.HEADING, "第一章 总则"),
        (BlockKind.PARAGRAPH, "供应商应当建立并保持符合标准要求的质量管理体系，并每年提交审核报告。"),
        (BlockKind.PARAGRAPH, "供应商应指定质量代表。"),
    ]
    assert (result.pages, result.problems, result.coverage[0].lost) == (1, (), 0)


def test_rows_of_a_table_carry_their_head(tmp_path: Path) -> None:
    result = extract(tmp_path, ruled(Sheet(), [("序号", "要求", "期限"), ("1", "提交8D报告", "24 h")]))

    head, row = result.blocks
    assert (head.kind, head.cells, head.header) == (BlockKind.TABLE_ROW, ("序号", "要求", "期限"), head.cells)
    assert (row.text, row.header, row.table) == ("1 | 提交8D报告 | 24 h", head.cells, 1)
    assert row.locator.box == Box(72, 180, 400, 200)


def test_table_goes_on_over_the_page_and_loses_its_repeated_head(tmp_path: Path) -> None:
    head = ("序号", "要求", "期限")
    first = ruled(Sheet(), [head, ("1", "提交报告。", "24 h")], top=700)
    second = ruled(Sheet(), [head, ("2", "提交样件。", "48 h")], top=60)

    result = extract(tmp_path, first, second)

    assert [(block.kind, block.text, block.table) for block in result.blocks] == [
        (BlockKind.TABLE_ROW, "序号 | 要求 | 期限", 1),
        (BlockKind.TABLE_ROW, "1 | 提交报告。 | 24 h", 1),
        (BlockKind.FURNITURE, "序号 | 要求 | 期限", 1),
        (BlockKind.TABLE_ROW, "2 | 提交样件。 | 48 h", 1),
    ]
    assert all(page.found == page.in_blocks + page.in_furniture for page in result.coverage)


def test_end_of_a_row_alone_on_the_next_page_goes_on_with_its_row(tmp_path: Path) -> None:
    head = ("No.", "Requirement", "Period")
    first = ruled(Sheet(), [head, ("1", "Reports are", "24 h")], top=700)
    second = ruled(Sheet(), [("", "sent by mail.", "")], top=60).text(72, 200, "End of the text.")

    result = extract(tmp_path, first, second)

    assert [block.text for block in result.blocks] == [
        "No. | Requirement | Period",
        "1 | Reports are sent by mail. | 24 h",
        "End of the text.",
    ]
    assert all(page.found == page.in_blocks for page in result.coverage)


def test_one_filled_cell_without_a_table_before_it_is_text(tmp_path: Path) -> None:
    sheet = ruled(Sheet(), [("", "Approved by the board.", "")], top=60)

    result = extract(tmp_path, sheet.text(72, 200, "End of the text."))

    assert [block.text for block in result.blocks] == ["Approved by the board.", "End of the text."]


def test_cell_over_two_rows_is_told_in_both_and_counted_once(tmp_path: Path) -> None:
    sheet = ruled(Sheet(), [("序号", "要求", "期限"), ("1", "遏制措施。", "24 h"), ("", "纠正措施。", "5 d")])
    sheet.drawn = [drawn for drawn in sheet.drawn if drawn != f"72 {842 - 200} m 400 {842 - 200} l S"]
    sheet.drawn.append(f"120 {842 - 200} m 400 {842 - 200} l S")

    result = extract(tmp_path, sheet)

    assert result.blocks[2].cells == ("1", "纠正措施。", "5 d")
    assert result.coverage[0].found == len("序号要求期限1遏制措施。24h纠正措施。5d")


def test_heads_in_two_rows_name_each_column(tmp_path: Path) -> None:
    sheet = Sheet().grid([72, 120, 220, 320], [100, 120, 140, 160])
    sheet.drawn = [
        drawn for drawn in sheet.drawn if drawn not in ("72 722 m 320 722 l S", "220 742 m 220 682 l S")
    ]
    sheet.drawn += ["120 722 m 320 722 l S", "220 722 m 220 682 l S"]
    for x, y, words in (
        (76, 114, "序号"), (124, 114, "响应时间"), (124, 134, "临时措施"), (224, 134, "永久措施"),
        (76, 154, "1"), (124, 154, "24 h"), (224, 154, "5 d"),
    ):  # fmt: skip
        sheet.text(x, y, words)

    result = extract(tmp_path, sheet)

    assert result.blocks[2].cells == ("1", "24 h", "5 d")
    assert result.blocks[2].header == ("序号", "响应时间 临时措施", "响应时间 永久措施")


def test_table_with_level_rules_only_is_read_in_rows(tmp_path: Path) -> None:
    sheet = Sheet().text(72, 80, "表1 响应时限")
    sheet.drawn += [f"72 {842 - y} m 500 {842 - y} l S" for y in (100, 120, 190)]
    for x, y, words in (
        (76, 114, "项目"), (150, 114, "要求"), (420, 114, "期限"),
        (76, 134, "投诉"), (150, 134, "提交遏制措施并附上"), (420, 134, "24 h"), (150, 148, "在途数量的清单"),
        (76, 168, "8D"), (150, 168, "提交完整报告"), (420, 168, "5 d"),
    ):  # fmt: skip
        sheet.text(x, y, words)

    rows = [block.cells for block in extract(tmp_path, sheet).blocks if block.kind is BlockKind.TABLE_ROW]

    assert rows == [
        ("项目", "要求", "期限"),
        ("投诉", "提交遏制措施并附上在途数量的清单", "24 h"),
        ("8D", "提交完整报告", "5 d"),
    ]


def test_frame_around_text_is_no_table(tmp_path: Path) -> None:
    sheet = Sheet().grid([60, 400], [60, 200]).text(72, 100, "The supplier shall stop the line.")

    assert [(b.kind, b.text) for b in extract(tmp_path, sheet).blocks] == [
        (BlockKind.PARAGRAPH, "The supplier shall stop the line.")
    ]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_box_is_that_of_the_page_as_seen(tmp_path: Path, rotate: int) -> None:
    found = extract(tmp_path, Sheet(rotate=rotate).text(72, 100, "Supplier shall act.")).blocks[0].locator.box

    assert found is not None
    width, height = (595, 842) if rotate in (0, 180) else (842, 595)
    assert 0 <= found.x0 < found.x1 <= width
    assert 0 <= found.top < found.bottom <= height
    corners = {0: found.x0, 90: found.top, 180: width - found.x1, 270: height - found.bottom}
    assert corners[rotate] == pytest.approx(72, abs=2)


def test_page_that_is_a_picture_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.ocr.find_engine", lambda: None)
    text = Sheet().text(72, 100, "Supplier shall act.")

    result = extract(tmp_path, text, Sheet().picture(), Sheet().picture())

    assert result.problems == (Problem("scanned-page", Severity.LOSS, where="p. 2-3"),)


def test_document_of_pictures_is_a_scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.ocr.find_engine", lambda: None)
    result = extract(tmp_path, Sheet().picture())

    assert (result.blocks, result.problems) == ((), (Problem("scanned", Severity.FATAL, where="p. 1"),))


def test_pages_beyond_the_limit_are_named(tmp_path: Path) -> None:
    sheets = [Sheet().text(72, 100, f"Supplier shall act {n}.") for n in range(4)]

    result = extract(tmp_path, *sheets, limits=replace(LIMITS, pages=2))

    assert result.problems == (Problem("truncated-reading", Severity.LOSS, where="p. 3-4"),)
    assert [block.locator.page for block in result.blocks] == [1, 2]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\nnothing of use", "damaged"),
        (
            draw(Sheet().text(72, 100, "Secret")).replace(
                b"/Root 1 0 R",
                b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
                + b"00" * 32
                + b"> /U <"
                + b"00" * 32
                + b"> >>",
            ),
            "encrypted",
        ),
    ],
)
def test_unreadable_file_says_why(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(content)

    with pytest.raises(DocumentError) as caught:
        read(path, LIMITS)

    assert caught.value.code == code


def test_file_is_known_by_its_mark(tmp_path: Path) -> None:
    assert [
        claims(head, tmp_path) for head in (b"%PDF-1.4", b"\n\n%PDF-1.7", b"PK\x03\x04 %PDF-", b"text")
    ] == [
        True,
        True,
        False,
        False,
    ]


def spread(sheet: Sheet, x: float, y: float, *signs: tuple[str, float]) -> Sheet:
    """Draw signs of one font in one go, each with the distance in em to the next; then the rest comes."""
    parts = " ".join(f"<{sign.encode('utf-16-be').hex()}> {-1000 * gap}" for sign, gap in signs)
    sheet.drawn.append(f"BT /C 10 Tf 1 0 0 1 {x} {842 - y} Tm [{parts}] TJ ET")
    return sheet


def test_quotation_marks_drawn_before_the_rest_stand_where_they_are_seen(tmp_path: Path) -> None:
    sheet = Sheet().text(72, 80, "供方在外箱注明")
    spread(sheet, 142, 80, ("“", 4.0), ("”", 0.0)).text(152, 80, "易碎易燃").text(202, 80, "字样并报备")

    assert extract(tmp_path, sheet).blocks[0].text == "供方在外箱注明“易碎易燃”字样并报备"


def test_sign_of_another_font_stands_where_it_is_seen(tmp_path: Path) -> None:
    sheet = spread(Sheet(), 72, 80, ("焦距偏差", 1.0), ("标称值的±3%", 0.0)).text(112, 80, "≤")

    assert extract(tmp_path, sheet).blocks[0].text == "焦距偏差≤标称值的±3%"


def test_sign_between_figures_stands_where_it_is_seen(tmp_path: Path) -> None:
    sheet = Sheet().text(72, 80, "批退率")
    sheet.drawn.append(f"BT /H 10 Tf 1 0 0 1 104 {842 - 80} Tm [(LRR ) -1000 (0.8%)] TJ ET")
    sheet.text(127, 80, "≦")

    assert extract(tmp_path, sheet).blocks[0].text.replace(" ", "") == "批退率LRR≦0.8%"


def test_letters_set_upon_each_other_keep_the_order_in_which_they_are_drawn(tmp_path: Path) -> None:
    sheet = Sheet().text(72, 80, "机构件≦").text(81, 80, "600 DPPM")

    assert extract(tmp_path, sheet).blocks[0].text.replace(" ", "") == "机构件≦600DPPM"
