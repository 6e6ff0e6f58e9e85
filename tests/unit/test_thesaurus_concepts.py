"""Concepts: words that mean nearly the same."""

from pathlib import Path

import pytest

from classifiers.lexemes import fold_word, tokens_of
from classifiers.thesaurus import read, shipped
from domain.problem import ConfigurationError


def concepts(text: str) -> list[tuple[str, ...]]:
    return shipped().find([fold_word(token) for token in tokens_of(text)])


@pytest.mark.parametrize(
    "text",
    ["furnish the report", "submits the report", "报送报告", "報送報告"],
    ids=["en", "en2", "zh", "Hant"],
)
def test_words_of_both_languages_and_scripts_are_one_concept(text: str) -> None:
    assert concepts(text)[0] == ("act.submit",)


def test_the_longest_word_at_a_place_wins() -> None:
    assert concepts("control plan") == [("doc.plan",)]
    assert ("doc.plan",) not in concepts("the plant")


def test_a_word_of_two_meanings_stands_for_both() -> None:
    assert concepts("Report") == [("act.notify", "doc.report")]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("a\t甲\tone\na\t乙\ttwo\n", "concept 'a' is empty or stands twice"),
        ("a\t甲;;乙\tone\n", "concept 'a' has an empty word between two semicolons"),
        ("a\t甲\tone;one\n", "'one' stands twice under 'a'"),
    ],
)
def test_a_slip_in_the_table_is_named_with_its_line(tmp_path: Path, rows: str, message: str) -> None:
    file = tmp_path / "thesaurus.tsv"
    file.write_text(f"concept\tzh\ten\n{rows}", encoding="utf-8")

    with pytest.raises(ConfigurationError, match=message) as caught:
        read(file)

    assert caught.value.line == rows.count("\n") + 1
