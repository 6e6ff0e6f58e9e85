"""Running heads, page numbers and contents pages go; headings that recur stay."""

from __future__ import annotations

from layout_drawing import line, page

from domain.document import BlockKind
from extractors.layout import PageText
from extractors.layout_blocks import assemble


def furniture(*pages: PageText) -> list[str]:
    return [block.text for block in assemble(pages).blocks if block.kind is BlockKind.FURNITURE]


def sheet(
    number: int,
    *,
    head: str = "供应商质量手册",
    foot: str = "第 {} 页 共 9 页",
    body: str = "第{}页的要求应当执行。",
) -> PageText:
    return page(
        line(head, 72, 30, page=number),
        line("Requirements", 72, 130, page=number, size=14),
        line(body.format(number), 72, 300, page=number),
        line(foot.format(number), 260, 800, page=number),
        number=number,
    )


def test_running_head_and_page_number_are_furniture() -> None:
    expected = [text for n in (1, 2, 3) for text in ("供应商质量手册", f"第 {n} 页 共 9 页")]

    assert furniture(*(sheet(n) for n in (1, 2, 3))) == expected


def test_counting_number_alone_is_furniture() -> None:
    assert furniture(*(sheet(n, head="H", foot="{}") for n in (4, 5, 6))) == ["H", "4", "H", "5", "H", "6"]


def test_heading_that_recurs_in_the_text_stays() -> None:
    blocks = assemble([sheet(n) for n in (1, 2, 3)]).blocks

    assert sum(block.text == "Requirements" and block.kind is BlockKind.HEADING for block in blocks) == 3


def test_two_pages_lose_what_recurs_in_their_margins() -> None:
    assert furniture(sheet(1), sheet(2)) == [
        "供应商质量手册",
        "第 1 页 共 9 页",
        "供应商质量手册",
        "第 2 页 共 9 页",
    ]


def test_contents_page_is_furniture_with_its_heading() -> None:
    entries = [line(f"{n}.1 要求{'.' * 40}{n}", 72, 160 + 16 * n, source=n) for n in range(1, 6)]
    contents = page(line("目 录", 280, 100, size=16), *entries)

    assert furniture(contents, sheet(2)) == ["目 录", *(entry.text for entry in entries), "第 2 页 共 9 页"]


def test_text_aslant_is_a_watermark() -> None:
    from dataclasses import replace

    stamp = replace(line("受控文件", 200, 400, size=40), angle=45.0)

    assert furniture(page(stamp, line("供应商应当执行。", 72, 100))) == ["受控文件"]


def test_heads_of_left_and_right_pages_may_differ() -> None:
    pages = [sheet(n, head="左页" if n % 2 == 0 else "右页", foot="·") for n in (1, 2, 3, 4)]

    assert [text for text in furniture(*pages) if text != "·"] == ["右页", "左页", "右页", "左页"]


def test_small_type_in_the_margin_of_a_single_page_is_furniture() -> None:
    body = [line(f"{n}. 供应商应当执行本页的要求。", 72, 100 + 20 * n, source=n) for n in range(1, 6)]
    head = [line("文件编号 QP-07", 72, 30, size=8), line("表内备注", 72, 230, size=8)]
    title = line("Rules", 72, 50, size=12)

    assert furniture(page(*head, title, *body)) == ["文件编号 QP-07"]
