"""Short words stand on word borders; gaps stay within a sentence; decoys keep words silent."""

import pytest

from classifiers.classifier import load

CLASSIFIER = load(second_opinion=False)


def _speaks(rule: str, text: str) -> bool:
    return any(one.rule.id == rule for one in CLASSIFIER.speaking_on(text))


@pytest.mark.parametrize(
    "text", ["供应商名单", "需方代表", "主要设备", "相应的标准", "对应表", "供應商名單", "所需资料"]
)
def test_a_duty_word_inside_a_longer_word_is_silent(text: str) -> None:
    assert not _speaks("duty.must", text)


@pytest.mark.parametrize("text", ["供应商应保存", "乙方須提供", "需在三日内完成", "产品应有标识", "均应记录"])
def test_a_duty_word_on_its_own_speaks(text: str) -> None:
    assert _speaks("duty.must", text)


def test_a_gap_does_not_reach_over_the_end_of_a_sentence() -> None:
    assert _speaks("duty.before-approval", "经甲方质量部书面批准后实施。")
    assert not _speaks("duty.before-approval", "曾经使用。批准后存档。")


def test_english_endings_do_not_matter_but_commands_are_bare() -> None:
    assert _speaks("system.training", "Operators are trained")
    assert not _speaks("duty.imperative-en", "Submitted reports")


def test_a_word_with_a_sign_of_equality_is_found_in_its_own_writing_only() -> None:
    assert _speaks("flag.environmental", "Products comply with REACH.")
    assert not _speaks("flag.environmental", "Suppliers reach 85 % on time.")
