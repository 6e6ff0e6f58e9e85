from __future__ import annotations

from pathlib import Path

import pytest

from domain.document import BlockKind, Extract
from domain.problem import DocumentError
from extractors.base import ReadLimits
from extractors.encodings import decode
from extractors.formats import text

CHINESE = "供应商应在收到投诉后二十四小时内提交临时措施，并在五个工作日内提交完整的八D报告。\n第二条 质量记录至少保存十五年。\n"
TRADITIONAL = (
    "供應商應於收到客訴後二十四小時內提出暫時對策，並於五個工作天內提交完整報告。品質記錄至少保存十五年。\n"
)
JAPANESE = "仕入先は不具合の連絡を受けてから二十四時間以内に暫定対策を提出しなければならない。\n"
FRENCH = "Le fournisseur doit conserver les enregistrements qualité pendant quinze années après la dernière livraison.\n"


def read(tmp_path: Path, words: str | bytes, name: str = "a.txt") -> Extract:
    path = tmp_path / name
    path.write_bytes(words if isinstance(words, bytes) else words.encode())
    return text.read(path, ReadLimits())


def told(extract: Extract) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in extract.blocks]


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        *[
            (CHINESE, name)
            for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk")
        ],
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "utf-16-le"),
        (JAPANESE, "shift_jis"),
        (FRENCH, "cp1252"),
    ],
)
def test_usual_encodings_are_told_without_help(words: str, encoding: str) -> None:
    assert decode(words.encode(encoding))[0] == words


def test_text_with_a_few_broken_bytes_is_read_and_said(tmp_path: Path) -> None:
    extract = read(tmp_path, (CHINESE * 20).encode() + b"\xff\n")

    assert [(problem.code, problem.detail) for problem in extract.problems] == [
        ("damaged", "1 characters cannot be decoded")
    ]


def test_binary_data_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        decode(bytes(range(256)) * 20)

    assert caught.value.code == "unsupported"


def test_wrapped_lines_are_joined_and_items_part(tmp_path: Path) -> None:
    words = (
        "3.1 The supplier shall keep all records of production parts\n"
        "    for at least fifteen years after the last delivery, and\n"
        "    shall hand copies to the customer within two days of the\n"
        "    request.\n"
        "3.2 The supplier shall inform the customer of every change of\n"
        "    process, site or source before it takes place, in writing\n"
        "    and early enough for a decision.\n"
        "\n"
        "Closing words.\n"
    )

    assert told(read(tmp_path, words)) == [
        (
            "paragraph",
            "3.1 The supplier shall keep all records of production parts for at least fifteen years after the last "
            "delivery, and shall hand copies to the customer within two days of the request.",
        ),
        (
            "paragraph",
            "3.2 The supplier shall inform the customer of every change of process, site or source before it takes "
            "place, in writing and early enough for a decision.",
        ),
        ("paragraph", "Closing words."),
    ]


def test_chinese_lines_of_a_fixed_width_are_joined_without_blanks(tmp_path: Path) -> None:
    sentence = "供应商应当建立并保持形成文件的程序以规定对顾客特定要求的识别评审和更新" * 4
    lines = [sentence[at : at + 30] for at in range(0, len(sentence), 30)]

    assert told(read(tmp_path, "\n".join(lines))) == [("paragraph", sentence)]


def test_chinese_lines_without_wrapping_are_paragraphs_of_their_own(tmp_path: Path) -> None:
    words = "第一条 总则\n本协议适用于全部产品\n（一）供方应建立追溯体系\n① 批次标识\n"

    assert [line for _, line in told(read(tmp_path, words))] == words.split("\n")[:-1]


def test_markdown_gives_levels_lists_and_tables(tmp_path: Path) -> None:
    words = (
        "# Manual\n\nIntro **bold** words.\n\n## Claims\n\n- first\n  - deep\n\n"
        "| Step | Time |\n| --- | --- |\n| D3 | 24 h |\n"
    )
    blocks = read(tmp_path, words, "a.md").blocks

    assert [(block.kind.value, block.level, block.number, block.text, block.header) for block in blocks] == [
        ("heading", 1, None, "Manual", ()),
        ("paragraph", None, None, "Intro **bold** words.", ()),
        ("heading", 2, None, "Claims", ()),
        ("list_item", 1, "•", "first", ()),
        ("list_item", 2, "•", "deep", ()),
        ("table_row", None, None, "Step | Time", ()),
        ("table_row", None, None, "D3 | 24 h", ("Step", "Time")),
    ]


def test_csv_gives_rows_with_heads(tmp_path: Path) -> None:
    words = (
        'No.;Requirement;Period\n1;"Records; all of them, are kept.";15 years\n2;Reports are sent.;monthly\n'
    )
    blocks = read(tmp_path, words, "a.csv").blocks

    assert [(block.cells, block.header, block.locator.paragraph) for block in blocks] == [
        (("No.", "Requirement", "Period"), (), 1),
        (("1", "Records; all of them, are kept.", "15 years"), ("No.", "Requirement", "Period"), 2),
        (("2", "Reports are sent.", "monthly"), ("No.", "Requirement", "Period"), 3),
    ]


def test_prose_with_commas_is_no_table(tmp_path: Path) -> None:
    words = "First, second, third.\nOne, two, three, four.\nA, b, c.\nWords.\n"

    assert [kind for kind, _ in told(read(tmp_path, words))] == ["paragraph"] * 4


def test_sentences_of_like_length_are_not_taken_for_wrapped_lines(tmp_path: Path) -> None:
    lines = [f"供应商应在收到第{count}类投诉后二十四小时内提交临时措施。" for count in range(10, 30)]

    assert [line for _, line in told(read(tmp_path, "\n".join(lines)))] == lines


def test_heads_and_feet_of_printed_pages_are_furniture(tmp_path: Path) -> None:
    pages = "\f".join(f"RULES\n\n{n}.1 Weigh it.\n\n{n}.2 Keep it.\n\nPage {n} of 2\n" for n in (1, 2))
    blocks = read(tmp_path, pages).blocks

    assert [block.text for block in blocks if block.kind is not BlockKind.FURNITURE] == [
        "1.1 Weigh it.",
        "1.2 Keep it.",
        "2.1 Weigh it.",
        "2.2 Keep it.",
    ]
    assert [block.text for block in blocks[4:]] == ["RULES", "Page 1 of 2", "RULES", "Page 2 of 2"]


def test_lines_of_a_single_page_stay(tmp_path: Path) -> None:
    blocks = read(tmp_path, "RULES\n\n1 Weigh it.\n\n2 Keep it.\n\nPage 1\n\f").blocks

    assert {block.kind for block in blocks} == {BlockKind.PARAGRAPH}
