from __future__ import annotations

from pathlib import Path

import pytest
from made_documents import zip_bytes

from domain.document import Block, BlockKind, Box, Locator
from domain.problem import Problem, Severity
from extractors.base import ReadLimits
from extractors.reading import read

NAMES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(**targets: str) -> str:
    inside = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for key, (kind, target) in ((key, value.split("=")) for key, value in targets.items())
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'


def shape(text: str, x: int, y: int, kind: str = "", properties: str = "", hidden: str = "") -> str:
    mark = f'<p:ph type="{kind}"/>' if kind else ""
    paragraphs = "".join(f"<a:p>{properties}<a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("|"))
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="x"{hidden}/><p:cNvSpPr/><p:nvPr>{mark}</p:nvPr></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{x * 12700}" y="{y * 12700}"/><a:ext cx="{100 * 12700}" cy="{20 * 12700}"/></a:xfrm></p:spPr>'
        f"<p:txBody>{paragraphs}</p:txBody></p:sp>"
    )


def slide(*shapes: str, attributes: str = "") -> str:
    return f"<p:sld {NAMES} {attributes}><p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld></p:sld>"


def make(path: Path, *slides: str, **more: str) -> Path:
    listed = "".join(f'<p:sldId id="{256 + n}" r:id="r{n}"/>' for n in range(len(slides)))
    parts = {
        "[Content_Types].xml": "",
        "ppt/presentation.xml": f"<p:presentation {NAMES}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(
            **{f"r{n}": f"slide=slides/s{len(slides) - n}.xml" for n in range(len(slides))}
        ),
    }
    for number, text in enumerate(slides):
        parts[f"ppt/slides/s{len(slides) - number}.xml"] = text
    path.write_bytes(zip_bytes({**parts, **more}))
    return path


def box(x: int, y: int) -> Box:
    return Box(float(x), float(y), float(x + 100), float(y + 20))


def test_shapes_come_title_first_then_by_rows_and_columns(tmp_path: Path) -> None:
    made = slide(
        shape("right", 300, 100),
        shape("left", 50, 102),
        shape("below", 50, 200),
        shape("Title", 50, 300, "title"),
        shape("3", 50, 500, "sldNum"),
    )
    extract = read(make(tmp_path / "a.pptx", made), ReadLimits())

    assert extract.blocks == (
        Block(BlockKind.HEADING, "Title", Locator(slide=1, box=box(50, 300)), level=1),
        Block(BlockKind.PARAGRAPH, "left", Locator(slide=1, box=box(50, 102))),
        Block(BlockKind.PARAGRAPH, "right", Locator(slide=1, box=box(300, 100))),
        Block(BlockKind.PARAGRAPH, "below", Locator(slide=1, box=box(50, 200))),
        Block(BlockKind.FURNITURE, "3", Locator(slide=1, box=box(50, 500))),
    )
    assert (extract.title, extract.pages) == ("Title", 1)


def test_slides_come_in_the_order_of_the_show_and_hidden_ones_are_read(tmp_path: Path) -> None:
    first, second = slide(shape("one", 0, 0)), slide(shape("two", 0, 0), attributes='show="0"')
    extract = read(make(tmp_path / "a.pptx", first, second), ReadLimits())

    assert [(block.text, block.locator.slide) for block in extract.blocks] == [("one", 1), ("two", 2)]
    assert extract.problems == (Problem("hidden-slide", Severity.NOTE, where="2"),)


def test_automatic_numbers_are_counted_and_stand_beside_the_text(tmp_path: Path) -> None:
    numbered = '<a:pPr><a:buAutoNum type="alphaLcParenR" startAt="3"/></a:pPr>'
    extract = read(make(tmp_path / "a.pptx", slide(shape("x|y", 0, 0, properties=numbered))), ReadLimits())

    assert [(block.number, block.text, block.level) for block in extract.blocks] == [
        ("c)", "x", 1),
        ("d)", "y", 1),
    ]


def test_table_rows_carry_their_headings(tmp_path: Path) -> None:
    rows = [("Item", "Requirement"), ("1", "PPAP level 3")]
    cells = "".join(
        "<a:tr>"
        + "".join(
            f"<a:tc><a:txBody><a:p><a:r><a:t>{cell}</a:t></a:r></a:p></a:txBody></a:tc>" for cell in row
        )
        + "</a:tr>"
        for row in rows
    )
    frame = f'<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr firstRow="1"/>{cells}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>'
    extract = read(make(tmp_path / "a.pptx", slide(frame)), ReadLimits())

    assert [(block.cells, block.header) for block in extract.blocks] == [(rows[0], ()), (rows[1], rows[0])]


def test_hidden_shapes_are_furniture_and_said(tmp_path: Path) -> None:
    made = slide(shape("seen", 0, 0), shape("unseen", 0, 50, hidden=' hidden="1"'))
    extract = read(make(tmp_path / "a.pptx", made), ReadLimits())

    assert [(block.kind, block.text) for block in extract.blocks] == [
        (BlockKind.PARAGRAPH, "seen"),
        (BlockKind.FURNITURE, "unseen"),
    ]
    assert [problem.code for problem in extract.problems] == ["hidden-text"]


def test_notes_are_notes_of_their_slide(tmp_path: Path) -> None:
    more = {
        "ppt/slides/_rels/s1.xml.rels": relations(n="notesSlide=../notesSlides/n.xml"),
        "ppt/notesSlides/n.xml": slide(shape("speaker", 0, 0, "body")).replace("p:sld", "p:notes"),
    }
    extract = read(make(tmp_path / "a.pptx", slide(shape("shown", 0, 0)), **more), ReadLimits())

    assert [(block.kind, block.text) for block in extract.blocks] == [
        (BlockKind.PARAGRAPH, "shown"),
        (BlockKind.NOTE, "speaker"),
    ]


@pytest.mark.parametrize("charset", ["gbk", "utf-8"])
def test_saved_page_archive_is_read_as_its_page(tmp_path: Path, charset: str) -> None:
    head = b'From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n'
    part = f"--B\r\nContent-Type: text/html; charset={charset}\r\n\r\n".encode()
    path = tmp_path / "a.mht"
    path.write_bytes(
        head + part + "<html><body><p>供应商应提交报告。</p></body></html>".encode(charset) + b"\r\n--B--\r\n"
    )
    extract = read(path, ReadLimits())

    assert (extract.format, [block.text for block in extract.blocks]) == ("mhtml", ["供应商应提交报告。"])


def test_columns_with_headings_are_read_one_after_another(tmp_path: Path) -> None:
    def tall(text: str, x: int) -> str:
        return shape(text, x, 60).replace(f'cy="{20 * 12700}"', f'cy="{100 * 12700}"')

    path = make(
        tmp_path / "a.pptx",
        slide(tall("B text", 300), shape("A", 0, 0), shape("B", 300, 0), tall("A text", 0)),
    )

    assert [block.text for block in read(path, ReadLimits()).blocks] == ["A", "A text", "B", "B text"]


def test_columns_with_headings_may_stand_over_a_strip(tmp_path: Path) -> None:
    def tall(text: str, x: int) -> str:
        return shape(text, x, 60).replace(f'cy="{20 * 12700}"', f'cy="{100 * 12700}"')

    strip = shape("end", 0, 200).replace(f'cx="{100 * 12700}"', f'cx="{400 * 12700}"')
    path = make(
        tmp_path / "a.pptx",
        slide(strip, shape("B", 300, 0), tall("B text", 300), shape("A", 0, 0), tall("A text", 0)),
    )

    assert [block.text for block in read(path, ReadLimits()).blocks] == ["A", "A text", "B", "B text", "end"]
