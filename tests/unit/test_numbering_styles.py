from pathlib import Path

import pytest

from domain.problem import ConfigurationError
from pipeline.numbering import parse, twin
from pipeline.numbering_styles import FILE, read

NUMBERS = [
    ("第三条 质量保证", "第三条", "article", (3,), "质量保证"),
    ("第三条本协议签订的前提", "第三条", "article", (3,), "本协议签订的前提"),
    ("第壹條 定義", "第壹條", "article", (1,), "定義"),
    ("第 三 章 总则", "第 三 章", "chapter", (3,), "总则"),
    ("第三條之一 保密", "第三條之一", "article", (3, 1), "保密"),
    ("3.2(4) 提交", "3.2(4)", "decimal_item", (3, 2, 4), "提交"),
    ("3.1乙方应在 24 小时内回复。", "3.1", "decimal", (3, 1), "乙方应在 24 小时内回复。"),
    ("１．１　供方职责", "１．１", "decimal", (1, 1), "供方职责"),
    ("5。2 供应商", "5。2", "decimal", (5, 2), "供应商"),
    ("8.3.4.12 控制计划", "8.3.4.12", "decimal", (8, 3, 4, 12), "控制计划"),
    ("1.0 FOREWORD", "1.0", "decimal", (1, 0), "FOREWORD"),
    ("5-1 工序能力", "5-1", "dash", (5, 1), "工序能力"),
    ("1.供方", "1", "arabic_dot", (1,), "供方"),
    ("1、目的", "1", "arabic_pause", (1,), "目的"),
    ("3 年度审核", "3", "arabic", (3,), "年度审核"),
    ("3术语", "3", "arabic", (3,), "术语"),
    ("4.4 A part that fails is scrapped.", "4.4", "decimal", (4, 4), "A part that fails is scrapped."),
    ("8.2 A Quality Alert is issued.", "8.2", "decimal", (8, 2), "A Quality Alert is issued."),
    ("5 Requirements", "5", "arabic", (5,), "Requirements"),
    ("十二、其他", "十二、", "han", (12,), "其他"),
    ("（一）范围", "（一）", "han_bracket", (1,), "范围"),
    ("（１）外观", "（１）", "bracket", (1,), "外观"),
    ("1) text", "1)", "close", (1,), "text"),
    ("①外观", "①", "circled", (1,), "外观"),
    ("⑵ 尺寸", "⑵", "circled", (2,), "尺寸"),
    ("a) text", "a)", "letter_close", (1,), "text"),
    ("(a) text", "(a)", "letter_bracket", (1,), "text"),
    ("(iv) text", "(iv)", "roman_bracket", (4,), "text"),
    ("IV. Title", "IV", "capital_roman_dot", (4,), "Title"),
    ("Ⅱ、范围", "Ⅱ", "capital_roman_dot", (2,), "范围"),
    ("A. Policy", "A", "capital_dot", (1,), "Policy"),
    ("A.1 General", "A.1", "letter_decimal", (1, 1), "General"),
    ("Article 4 Scope", "Article 4", "article_word", (4,), "Scope"),
    ("§ 7 Audit", "§ 7", "article_word", (7,), "Audit"),
    ("附录A 表格", "附录A", "annex", (1,), "表格"),
    ("附件1：清单", "附件1", "annex", (1,), "清单"),
    ("ANNEX B", "ANNEX B", "annex", (2,), ""),
    ("• item", "•", "bullet", (), "item"),
    ("——第一项；", "——", "bullet", (), "第一项；"),
    ("l 供应商应", "l", "bullet", (), "供应商应"),
    ("  3.2 indented", "3.2", "decimal", (3, 2), "indented"),
]

NO_NUMBERS = [
    "3 天内回复",
    "10 mm",
    "2024 年",
    "2024-05-01",
    "1.67 以上",
    "0.65 级",
    "100% 检验",
    "5 working days",
    "16949",
    "3-5 天",
    "1.5倍",
    "3.3kV",
    "12:00",
    "10,000 pcs",
    "3D 打印",
    "8D报告",
    "1 March 2024",
    "二〇二四年",
    "十天内",
    "一 种",
    "①②均适用",
    "第三条规定的期限",
    "8.5.1条的要求",
    "附件1中规定的",
    "Article 4 of this agreement",
    "Annex A describes the form",
    "5 requirements are met",
    "I agree",
    "-5 ℃",
    "",
    "   ",
]


@pytest.mark.parametrize(("text", "written", "style", "values", "body"), NUMBERS)
def test_number_at_the_start_is_read_as_written(
    text: str, written: str, style: str, values: tuple[int, ...], body: str
) -> None:
    mark = parse(text)

    assert mark is not None
    assert (mark.written, mark.style, mark.values, text[mark.end :]) == (written, style, values, body)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_amount_date_or_pointer_is_no_number(text: str) -> None:
    assert parse(text) is None


def test_roman_number_in_one_sign_has_no_second_reading_as_a_letter() -> None:
    mark = parse("Ⅱ. 每100条扎一把")

    assert mark is not None
    assert (mark.values, twin(mark)) == ((2,), None)


def test_single_roman_letters_have_a_second_reading() -> None:
    five, nine = parse("(v) text"), parse("(i) text")

    assert five is not None
    assert nine is not None
    assert [(mark.style, mark.values) for mark in (five, nine)] == [
        ("letter_bracket", (22,)),
        ("roman_bracket", (1,)),
    ]
    assert [(other.style, other.values) for mark in (five, nine) if (other := twin(mark))] == [
        ("roman_bracket", (5,)),
        ("letter_bracket", (9,)),
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('forms = ["第{count}章"]', 'forms = ["第{zahl}章"]', "{zahl} is no place for a number"),
        ('role = "part"', 'role = "haupt"', "role must be one of part, section, below, item"),
        ('after = ["any"]', 'after = ["whatever"]', "'whatever' cannot follow"),
        ("longest_words = 16", 'longest_words = "16"', "'longest_words' must be a whole number"),
    ],
)
def test_slip_in_the_styles_is_named_with_file_and_line(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    broken = tmp_path / "numbering.toml"
    text = FILE.read_text(encoding="utf-8").replace(old, new, 1)
    broken.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigurationError) as caught:
        read(broken)

    assert caught.value.file == str(broken)
    assert caught.value.line is not None
    assert message in caught.value.message
