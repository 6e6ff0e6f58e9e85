"""Every rule speaks on its ``yes`` sentences and is silent on its ``no`` sentences."""

from pathlib import Path

import pytest

from classifiers import checking, ruleset
from classifiers.classifier import load
from domain.problem import ConfigurationError
from domain.requirement import Passage
from pipeline.gold import passages, read_gold, some

GOOD = """
[[rule]]
id = "house.colour"
says = "csr"
topic = "packaging"
why = "House rule: yellow boxes."
words.zh = ["黄色周转箱"]
words.en = ["yellow box"]
yes = ["使用黄色周转箱", "Use the yellow box."]
no = ["使用纸箱"]
"""


def test_no_shipped_rule_fails_its_examples() -> None:
    errors = [f"{one.rule}: {one.message}" for one in checking.check() if one.severity == "error"]

    assert errors == []


def test_ids_are_used_once_and_say_why() -> None:
    rules = ruleset.load().rules

    assert len({rule.id for rule in rules}) == len(rules)
    assert [rule.id for rule in rules if len(rule.why) < 10] == []


def test_a_company_rule_is_added_and_speaks(tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text(GOOD, encoding="utf-8")

    spoken = [one.rule.id for one in load(tmp_path).speaking_on("零件使用黄色周转箱发运")]

    assert "house.colour" in spoken


def test_a_company_rule_overrides_by_id_and_switches_off(tmp_path: Path) -> None:
    changed = GOOD.replace("house.colour", "system.packaging")
    (tmp_path / "house.toml").write_text('off = ["system.label"]\n' + changed, encoding="utf-8")

    rules = {rule.id: rule for rule in ruleset.load(tmp_path).rules}

    assert rules["system.packaging"].words == ("黄色周转箱", "yellow box")
    assert "system.label" not in rules


@pytest.mark.parametrize(
    ("broken", "line", "words"),
    [
        (GOOD.replace('says = "csr"', 'says = "maybe"'), 2, "says is 'maybe'"),
        (GOOD.replace('"packaging"', '"boxes"'), 2, "there is no topic 'boxes'"),
        (GOOD.replace('["yellow box"]', '["@no-such-list"]'), 2, "there is no word list '@no-such-list'"),
        (GOOD.replace("words.en", "word.en"), 2, "word"),
        (GOOD.replace('["黄色周转箱"]', '["黄色周转箱"，"箱"]'), 7, "full-width ，"),
        (GOOD + GOOD, 12, "used twice"),
        (GOOD.replace("House rule: yellow boxes.", " "), 2, "why is empty"),
        (GOOD.replace('"使用纸箱"', "使用纸箱"), 10, ""),
    ],
)
def test_a_slip_in_a_rule_file_is_named_with_file_and_line(
    tmp_path: Path, broken: str, line: int, words: str
) -> None:
    file = tmp_path / "house.toml"
    file.write_text(broken, encoding="utf-8")

    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path)

    assert (caught.value.file, caught.value.line) == (str(file), line)
    assert words in caught.value.message


def test_check_names_a_rule_that_fails_its_example(tmp_path: Path) -> None:
    file = tmp_path / "house.toml"
    file.write_text(GOOD.replace('no = ["使用纸箱"]', 'no = ["用黄色周转箱装"]'), encoding="utf-8")

    found = [one for one in checking.check(tmp_path) if one.rule == "house.colour"]

    assert [(one.severity, one.file, one.line) for one in found] == [("error", str(file), 2)]


def test_check_names_a_rule_without_words_in_a_language(tmp_path: Path) -> None:
    one_sided = GOOD.replace('words.en = ["yellow box"]', "words.en = []").replace(
        ', "Use the yellow box."', ""
    )
    (tmp_path / "house.toml").write_text(one_sided, encoding="utf-8")

    found = [one.message for one in checking.check(tmp_path) if one.rule == "house.colour"]

    assert found == ["has no words in en"]


def test_check_names_a_shipped_rule_that_speaks_nowhere_but_no_rule_of_the_company(tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text(GOOD, encoding="utf-8")

    found = checking.check(tmp_path, [Passage("供方应提交PPAP。")])

    silent = {one.rule for one in found if one.message == "speaks on none of 1 labelled clauses"}
    assert "duty.prohibit" in silent
    assert not silent & {"duty.must", "house.colour"}


def test_check_names_a_rule_beside_which_another_always_says_the_same(tmp_path: Path) -> None:
    wider = GOOD.replace("house.colour", "house.boxes").replace("黄色周转箱", "使用黄色周转箱")
    wider = wider.replace("yellow box", "the yellow box")
    (tmp_path / "house.toml").write_text(GOOD + wider, encoding="utf-8")
    corpus = [Passage("使用黄色周转箱。")] * 3

    found = [one for one in checking.check(tmp_path, corpus) if one.rule.startswith("house.")]

    message = "wherever it speaks (3 times) house.boxes says the same"
    assert [(one.severity, one.rule, one.message) for one in found] == [("warning", "house.colour", message)]


@pytest.mark.no_cover  # counting the lines that ran would double its time
def test_every_shipped_rule_speaks_somewhere_and_says_something_of_its_own() -> None:
    found = checking.check(corpus=passages(some(read_gold())))

    assert [f"{one.rule}: {one.message}" for one in found] == []
