from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from made_documents import cell, make_docx, paragraph, table, zip_bytes

from domain.document import Block, BlockKind, Extract
from domain.problem import DocumentError
from extractors.base import ReadLimits
from extractors.formats import docx


def read(path: Path) -> Extract:
    return docx.read(path, ReadLimits())


def kinds(extract: Extract) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in extract.blocks]


def rows(extract: Extract) -> list[Block]:
    return [block for block in extract.blocks if block.kind is BlockKind.TABLE_ROW]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_tracked_changes_are_read_as_accepted_and_said(tmp_path: Path) -> None:
    runs = (
        run("within ")
        + '<w:del w:id="1"><w:r><w:delText>48</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2">{run("24")}</w:ins>'
        + run(" h")
    )
    extract = read(make_docx(tmp_path / "a.docx", paragraph(runs=runs)))

    assert kinds(extract) == [("paragraph", "within 24 h")]
    assert [(problem.code, problem.detail) for problem in extract.problems] == [("open-changes", "2")]


def test_paragraph_whose_mark_was_deleted_joins_the_next(tmp_path: Path) -> None:
    body = paragraph("The supplier ", "<w:rPr><w:del/></w:rPr>") + paragraph("shall report.")

    assert kinds(read(make_docx(tmp_path / "a.docx", body))) == [("paragraph", "The supplier shall report.")]


def test_hidden_text_is_furniture_and_said(tmp_path: Path) -> None:
    body = paragraph(runs=run("Seen. ") + run("Unseen.", "<w:vanish/>"))
    extract = read(make_docx(tmp_path / "a.docx", body))

    assert kinds(extract) == [("paragraph", "Seen."), ("furniture", "Unseen.")]
    assert [problem.code for problem in extract.problems] == ["hidden-text"]


def test_notes_and_heads_come_after_the_body(tmp_path: Path) -> None:
    body = paragraph(runs=run("Text") + '<w:r><w:footnoteReference w:id="7"/></w:r>')
    extract = read(
        make_docx(
            tmp_path / "a.docx",
            body,
            footnotes=f'<w:footnote w:id="7">{paragraph("Foot")}</w:footnote>',
            comments=f'<w:comment w:id="1">{paragraph("Remark")}</w:comment>',
            header1=paragraph("Head"),
        )
    )

    assert kinds(extract) == [
        ("paragraph", "Text"),
        ("note", "Foot"),
        ("note", "Remark"),
        ("furniture", "Head"),
    ]
    assert extract.blocks[1].number == "1"
    assert [(place.found, place.in_blocks, place.in_furniture, place.lost) for place in extract.coverage] == [
        (18, 14, 4, 0)
    ]


def test_text_box_in_alternate_content_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('Boxed')}</w:txbxContent>"
    runs = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
        f"{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )

    assert kinds(read(make_docx(tmp_path / "a.docx", paragraph(runs=runs)))) == [("note", "Boxed")]


def test_contents_field_is_furniture_and_an_open_one_hides_nothing(tmp_path: Path) -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    closed = (
        paragraph(runs=begin + run("1 Scope 3")) + paragraph(runs=run("2 Terms 4") + end) + paragraph("Text")
    )
    open_ = paragraph(runs=begin + run("1 Scope 3")) + paragraph("Text")

    assert [kind for kind, _ in kinds(read(make_docx(tmp_path / "a.docx", closed)))] == [
        "furniture",
        "furniture",
        "paragraph",
    ]
    assert [kind for kind, _ in kinds(read(make_docx(tmp_path / "b.docx", open_)))] == [
        "paragraph",
        "paragraph",
    ]


def test_statement_in_a_heading_style_stays_a_paragraph(tmp_path: Path) -> None:
    style = '<w:outlineLvl w:val="1"/>'
    body = paragraph("质量目标", style) + paragraph(
        "供方应在收到投诉后二十四小时内提交临时措施，并在五个工作日内提交完整的报告。", style
    )
    blocks = read(make_docx(tmp_path / "a.docx", body)).blocks

    assert [(block.kind.value, block.level) for block in blocks] == [("heading", 2), ("paragraph", 2)]


def test_merged_cells_repeat_downwards_and_count_once(tmp_path: Path) -> None:
    body = table(
        cell("Area") + cell("Requirement") + cell("Period"),
        cell("Claims", '<w:vMerge w:val="restart"/>')
        + cell("Containment in place and reported to us.")
        + cell("24 h"),
        cell("", "<w:vMerge/>") + cell("Complete report with verified measures.") + cell("15 days"),
    )
    extract = read(make_docx(tmp_path / "a.docx", body))

    assert [(row.cells, row.header) for row in rows(extract)] == [
        (("Area", "Requirement", "Period"), ()),
        (("Claims", "Containment in place and reported to us.", "24 h"), ("Area", "Requirement", "Period")),
        (("Claims", "Complete report with verified measures.", "15 days"), ("Area", "Requirement", "Period")),
    ]
    assert rows(extract)[2].text == "Claims | Complete report with verified measures. | 15 days"
    assert extract.coverage[0].found == sum(
        len(text.replace(" ", ""))
        for text in (
            *("Area", "Requirement", "Period", "Claims", "Containment in place and reported to us.", "24 h"),
            *("Complete report with verified measures.", "15 days"),
        )
    )


def test_heads_of_two_rows_are_joined(tmp_path: Path) -> None:
    bold = "<w:b/>"
    body = table(
        cell("", '<w:vMerge w:val="restart"/>', run("No.", bold))
        + cell("", '<w:gridSpan w:val="2"/>', run("Time", bold)),
        cell("", "<w:vMerge/>") + cell("", runs=run("First", bold)) + cell("", runs=run("Final", bold)),
        cell("1") + cell("24 h") + cell("15 days"),
    )

    assert rows(read(make_docx(tmp_path / "a.docx", body)))[2].header == (
        "No.",
        "Time / First",
        "Time / Final",
    )


def test_table_of_one_column_is_text(tmp_path: Path) -> None:
    body = table(cell("The supplier shall keep records."), cell("Records are kept for 15 years."))

    assert kinds(read(make_docx(tmp_path / "a.docx", body))) == [
        ("paragraph", "The supplier shall keep records."),
        ("paragraph", "Records are kept for 15 years."),
    ]


def test_table_inside_a_cell_follows_as_rows_of_its_own(tmp_path: Path) -> None:
    inner = table(cell("a") + cell("b"))
    body = table(f"<w:tc>{paragraph('Outer')}{inner}{paragraph()}</w:tc>" + cell("Right"))
    found = rows(read(make_docx(tmp_path / "a.docx", body)))

    assert [(row.text, row.table) for row in found] == [("Outer | Right", 1), ("a | b", 2)]


def test_line_breaks_part_items_and_join_wrapped_lines(tmp_path: Path) -> None:
    line = "<w:r><w:br/></w:r>"
    body = paragraph(runs=run("1) first") + line + run("goes on;") + line + run("2) second"))

    assert kinds(read(make_docx(tmp_path / "a.docx", body))) == [
        ("paragraph", "1) first goes on;"),
        ("paragraph", "2) second"),
    ]


def test_symbol_fonts_give_the_character_that_is_seen(tmp_path: Path) -> None:
    runs = run("Cpk ") + '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run(" 1.67")

    assert kinds(read(make_docx(tmp_path / "a.docx", paragraph(runs=runs)))) == [("paragraph", "Cpk ≥ 1.67")]


@pytest.mark.parametrize(("strict", "main"), [(True, "word/document.xml"), (False, "word/document2.xml")])
def test_strict_files_and_unusual_part_names_are_read(tmp_path: Path, strict: bool, main: str) -> None:
    made = make_docx(tmp_path / "a.docx", paragraph("Read"), strict=strict, main=main)

    assert kinds(read(made)) == [("paragraph", "Read")]


def test_entities_are_never_read_and_the_words_around_them_stay(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    made = make_docx(tmp_path / "a.docx", paragraph("before after"))
    with zipfile.ZipFile(made) as package:
        members = {name: package.read(name).decode() for name in package.namelist()}
    members["word/document.xml"] = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + members[
        "word/document.xml"
    ].replace("before after", "before &x; after")
    made.write_bytes(zip_bytes(members))

    assert kinds(read(made)) == [("paragraph", "before  after")]


def test_package_that_swells_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    made = tmp_path / "a.docx"
    made.write_bytes(zip_bytes({"word/document.xml": "A" * 100_000}))
    with pytest.raises(DocumentError) as caught:
        docx.read(made, ReadLimits(expanded_size=50_000))

    assert caught.value.code == "too-large"


def test_reading_stops_at_the_limit_and_counts_what_is_lost(tmp_path: Path) -> None:
    made = make_docx(tmp_path / "a.docx", paragraph("12345") + paragraph("67890"))
    extract = docx.read(made, ReadLimits(characters=6))

    assert kinds(extract) == [("paragraph", "12345")]
    assert (extract.coverage[0].found, extract.coverage[0].lost) == (10, 5)
    assert [problem.code for problem in extract.problems] == ["truncated-reading"]
