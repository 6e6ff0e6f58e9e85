from __future__ import annotations

from pathlib import Path

import pytest
from made_documents import listed, make_docx, numbering, paragraph

from extractors.base import ReadLimits
from extractors.formats import docx
from extractors.numerals import chinese, write_number


def numbers(path: Path) -> list[tuple[str | None, str]]:
    return [(block.number, block.text) for block in docx.read(path, ReadLimits()).blocks]


def test_levels_count_on_and_restart_under_their_parent(tmp_path: Path) -> None:
    lists = numbering(("decimal", "%1"), ("decimal", "%1.%2"), ("lowerLetter", "%3)"))
    body = "".join(
        listed(text, 1, level) for text, level in zip("ABCDEFG", (0, 1, 1, 2, 0, 1, 2), strict=True)
    )

    assert numbers(make_docx(tmp_path / "a.docx", body, numbering=lists)) == [
        ("1", "A"),
        ("1.1", "B"),
        ("1.2", "C"),
        ("a)", "D"),
        ("2", "E"),
        ("2.1", "F"),
        ("a)", "G"),
    ]


def test_chinese_articles_are_numbered_beyond_ten(tmp_path: Path) -> None:
    body = "".join(listed(str(count), 1) for count in range(1, 13))
    made = make_docx(tmp_path / "a.docx", body, numbering=numbering(("chineseCounting", "第%1条")))

    assert [number for number, _ in numbers(made)][8:] == ["第九条", "第十条", "第十一条", "第十二条"]


def test_second_instance_goes_on_unless_it_starts_over(tmp_path: Path) -> None:
    body = listed("A", 1) + listed("B", 1) + listed("C", 2)
    on = make_docx(tmp_path / "on.docx", body, numbering=numbering(("decimal", "%1.")))
    over = make_docx(tmp_path / "over.docx", body, numbering=numbering(("decimal", "%1."), start_over=1))

    assert [number for number, _ in numbers(on)] == ["1.", "2.", "3."]
    assert [number for number, _ in numbers(over)] == ["1.", "2.", "1."]


def test_legal_level_shows_digits_of_chinese_parents(tmp_path: Path) -> None:
    lists = (
        '<w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1章"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    made = make_docx(tmp_path / "a.docx", listed("A", 1) + listed("B", 1, 1), numbering=lists)

    assert numbers(made) == [("第一章", "A"), ("1.1", "B")]


def test_style_takes_number_and_level_from_the_style_it_is_based_on(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="heading 2"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="Base"/></w:style>'
    )
    lists = (
        '<w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Base"/><w:lvlText w:val="%1.%2"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = listed("A", 1) + paragraph("B", '<w:pStyle w:val="Own"/>')
    made = make_docx(tmp_path / "a.docx", body, numbering=lists, styles=styles)
    second = docx.read(made, ReadLimits()).blocks[1]

    assert (second.number, second.level, second.kind.value) == ("1.1", 2, "heading")


def test_bullet_of_any_glyph_is_a_bullet_and_zero_is_no_list(tmp_path: Path) -> None:
    body = listed("A", 1) + listed("B", 0)
    made = make_docx(tmp_path / "a.docx", body, numbering=numbering(("bullet", "&#xF0B7;")))

    assert numbers(made) == [("•", "A"), (None, "B")]


@pytest.mark.parametrize(
    ("count", "style", "written"),
    [
        (4, "upperRoman", "IV"),
        (28, "lowerLetter", "bb"),
        (3, "decimalEnclosedCircle", "③"),
        (7, "decimalZero", "07"),
        (10, "ideographDigital", "一〇"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "ideographTraditional", "丙"),
        (2, "unheardOf", "2"),
        (22, "ordinal", "22nd"),
    ],
)
def test_numbers_are_written_in_the_style_of_the_list(count: int, style: str, written: str) -> None:
    assert write_number(count, style) == written


@pytest.mark.parametrize(
    ("count", "written"), [(10, "十"), (20, "二十"), (105, "一百零五"), (1010, "一千零一十")]
)
def test_chinese_numbers_keep_their_zeros(count: int, written: str) -> None:
    assert chinese(count) == written
