"""A sentence with several verdicts gives several parts; others stay whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import classifiers
from domain.requirement import Label, Passage
from pipeline.splitting import split

CLASSIFIER = classifiers.load()


def _parts(text: str) -> list[tuple[str, Label]]:
    passage = Passage(text)
    parts = split(passage, CLASSIFIER.classify(passage), CLASSIFIER.classify_many)
    return [(text[part.start : part.end], part.verdict.label) for part in parts]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("乙方应在24小时内提交8D报告，由此造成的停线损失由乙方赔偿。", [Label.CSR, Label.COMMERCIAL]),
        ("镀锌层厚度应不小于12μm，每批应随货提供检验报告。", [Label.PRODUCT, Label.CSR]),
        ("The coating thickness shall be at least 12 µm, and the supplier shall submit a test report with each delivery.", [Label.PRODUCT, Label.CSR]),
    ],
)  # fmt: skip
def test_a_sentence_of_several_verdicts_is_cut(text: str, labels: list[Label]) -> None:
    parts = _parts(text)

    assert [label for _, label in parts] == labels
    assert "".join(piece for piece, _ in parts) == text


@pytest.mark.parametrize(
    "text",
    [
        "供方应建立文件控制程序，保存记录，并每年评审一次。",
        "The supplier shall keep records, review them yearly, and submit them on request.",
        "供方应保存记录。",
    ],
)
def test_a_sentence_of_one_verdict_stays_whole(text: str) -> None:
    assert [piece for piece, _ in _parts(text)] == [text]


@given(
    st.lists(
        st.sampled_from(
            [
                "乙方应赔偿损失",
                "，",
                "厚度12μm",
                "提交8D报告",
                "（",
                "）",
                ", ",
                "and the supplier shall ",
                "。",
            ]
        ),
        max_size=9,
    ).map("".join)
)
def test_parts_cover_the_sentence(text: str) -> None:
    assert "".join(piece for piece, _ in _parts(text)) == text
