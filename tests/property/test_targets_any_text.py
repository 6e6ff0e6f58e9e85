"""Whatever the text, targets are quotes of it, in order, without overlaps."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from classifiers import numbers, targets
from classifiers.lexemes import cut

_PIECES = [
    "24",
    "小时",
    "内",
    "不低于",
    "≥",
    "Cpk",
    " ",
    "年",
    "within",
    "thirty (30)",
    "days",
    "1.67",
    "±",
    "％",
    "第",
    "每月",
    "㎜",
    "十五",
    "-",
    "~",
    "。",
]
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join) | st.text(max_size=80)


@given(_TEXTS)
def test_targets_are_quotes_in_order_without_overlaps(text: str) -> None:
    found = targets.find(text)

    assert all(text[one.start : one.end].strip() == one.target.text for one in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@given(st.integers(min_value=0, max_value=99_999))
def test_a_chinese_numeral_reads_back(number: int) -> None:
    written = _in_chinese(number)

    assert numbers.value_of(written) == number


@given(st.text(max_size=120))
def test_tokens_stand_where_they_say(text: str) -> None:
    lexemes = cut(text)

    assert [text[s:e] for s, e in zip(lexemes.starts, lexemes.ends, strict=True)] == [
        t.text for t in lexemes.doc
    ]


def _in_chinese(number: int) -> str:
    if number == 0:
        return "零"
    digits = "零一二三四五六七八九"
    found = ""
    for unit, name in ((10_000, "万"), (1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        count, number = divmod(number, unit)
        found += (
            digits[count] + name if count else ("零" if found and number and not found.endswith("零") else "")
        )
    return found
