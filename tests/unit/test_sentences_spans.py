import pytest

from pipeline.sentences import spans

TABLE = [
    (
        "供方应在24小时内回复。未回复的，按第3.2条处理；情节严重的（如停线。）取消资格。",
        ["供方应在24小时内回复。", "未回复的，按第3.2条处理；", "情节严重的（如停线。）取消资格。"],
    ),
    (
        "The supplier shall submit PPAP, e.g. level 3, per Sec. 4.2 and Fig. 3. See No. 5 for details!",
        ["The supplier shall submit PPAP, e.g. level 3, per Sec. 4.2 and Fig. 3.", "See No. 5 for details!"],
    ),
    ("他说：“应回复。”乙方应执行。", ["他说：“应回复。”", "乙方应执行。"]),
    ("Use D.O.T. approved parts. J. Smith signs.", ["Use D.O.T. approved parts.", "J. Smith signs."]),
    ("Parts of Acme Inc. are marked. Fine", ["Parts of Acme Inc. are marked.", "Fine"]),
    ("1. 供方应回复. 乙方执行.", ["1. 供方应回复.", "乙方执行."]),
    ("Submit within 24 h.供应商应确认", ["Submit within 24 h.", "供应商应确认"]),
    ("提交报告;保存记录", ["提交报告;", "保存记录"]),
    ("a) keep records; b) train", ["a) keep records; b) train"]),
    ("Cpk ≥ 1.67. PPM 50.", ["Cpk ≥ 1.67.", "PPM 50."]),
    ("Send 1. a plan 2. Records 3. Samples", ["Send 1. a plan 2. Records 3. Samples"]),
    ("記錄保存15年\n① 提交\n② 保存", ["記錄保存15年", "① 提交", "② 保存"]),
    ("  blank  ", ["blank"]),
    ("", []),
    (" \n ", []),
    ("(开着的括号。后面的句子。", ["(开着的括号。", "后面的句子。"]),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_sentences_end_where_a_reader_sees_it(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text)] == expected


def test_long_text_of_brackets_and_dots_is_read_in_one_pass() -> None:
    text = "(" * 20_000 + "]" * 20_000 + "a. " * 20_000

    found = spans(text)

    assert "".join(text[start:end] for start, end in found).replace(" ", "") == text.replace(" ", "")
