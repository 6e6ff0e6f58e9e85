"""Text up and down the page: read apart from what stands beside it, and named."""

from __future__ import annotations

from pathlib import Path

from pdf_drawing import Sheet, draw, needs_chinese_font

from domain.document import BlockKind, Extract
from domain.problem import Problem, Severity
from extractors.base import ReadLimits
from extractors.formats.pdf import read

BODY = (
    "1 The supplier shall keep all records of inspection for fifteen years and shall",
    "show them to the customer at any time on request.",
)


def read_pdf(tmp_path: Path, *sheets: Sheet) -> Extract:
    path = tmp_path / "a.pdf"
    path.write_bytes(draw(*sheets))
    return read(path, ReadLimits())


def told(extract: Extract) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in extract.blocks]


@needs_chinese_font
def test_a_strip_of_chinese_down_the_side_is_no_heading_and_is_named(tmp_path: Path) -> None:
    extract = read_pdf(tmp_path, Sheet().paragraph(100, 100, *BODY).upright(40, 60, "未经许可不得外传", 14))

    assert told(extract) == [("paragraph", " ".join(BODY)), ("paragraph", "未经许可不得外传")]
    assert extract.blocks[1].size == 14
    assert extract.problems == (
        Problem("vertical-text", Severity.NOTE, where="p. 1", detail="1: 未经许可不得外传"),
    )


@needs_chinese_font
def test_single_characters_below_each_other_are_named_too(tmp_path: Path) -> None:
    sheet = Sheet().paragraph(100, 100, *BODY)
    for number, char in enumerate("受控文件"):
        sheet.text(40, 100 + 14 * number, char)
    extract = read_pdf(tmp_path, sheet)

    assert told(extract) == [("paragraph", " ".join(BODY)), ("paragraph", "受控文件")]
    assert [problem.code for problem in extract.problems] == ["vertical-text"]


def test_words_up_the_side_stay_out_of_the_clause_beside_them(tmp_path: Path) -> None:
    extract = read_pdf(
        tmp_path, Sheet().paragraph(100, 100, *BODY).upwards(570, 200, "Uncontrolled when printed")
    )

    assert told(extract) == [("paragraph", " ".join(BODY)), ("paragraph", "Uncontrolled when printed")]
    assert [(problem.code, problem.where) for problem in extract.problems] == [("vertical-text", "p. 1")]


def test_a_strip_on_every_page_is_furniture_and_no_problem(tmp_path: Path) -> None:
    sheets = [
        Sheet().paragraph(100, 100, f"{n} The supplier shall do {word}.").upwards(570, 400, "Company secret")
        for n, word in enumerate(("this", "that", "more"), 1)
    ]
    extract = read_pdf(tmp_path, *sheets)

    assert [block.text for block in extract.blocks if block.kind is BlockKind.FURNITURE] == [
        "Company secret"
    ] * 3
    assert extract.problems == ()


@needs_chinese_font
def test_a_page_written_from_top_to_bottom_is_read_in_columns_from_the_right(tmp_path: Path) -> None:
    sheet = (
        Sheet()
        .upright(500, 60, "第一条供应商应建立质量管理体系并通过认证，证书", 12)
        .upright(476, 60, "应当在有效期内。", 12)
        .upright(452, 60, "第二条供应商应保存检验记录十五年以上以备查阅。", 12)
    )
    extract = read_pdf(tmp_path, sheet)

    assert told(extract) == [
        ("paragraph", "第一条供应商应建立质量管理体系并通过认证，证书应当在有效期内。"),
        ("paragraph", "第二条供应商应保存检验记录十五年以上以备查阅。"),
    ]
    box = extract.blocks[1].locator.box
    assert box is not None
    assert 440 < box.x0 < box.x1 < 470
    assert box.bottom - box.top > 200
    assert [problem.code for problem in extract.problems] == ["vertical-text"]


def test_a_turned_table_or_level_text_is_not_named(tmp_path: Path) -> None:
    assert read_pdf(tmp_path, Sheet().paragraph(100, 100, *BODY)).problems == ()
    assert read_pdf(tmp_path, Sheet(rotate=90).paragraph(100, 100, *BODY)).problems == ()
