"""The quick ways through words and values find what the plain ways find."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import jieba
import pytest

from classifiers import segmentation, targets
from classifiers.characters import simplify
from classifiers.lexemes import cut, words_of
from classifiers.segmentation import segmenter
from pipeline.gold import read_gold

TEXTS = [clause.text for clause in read_gold()[::40]]


def test_the_quick_segmenter_cuts_as_jieba_does() -> None:
    quick = segmenter()
    plain = jieba.Tokenizer()
    plain.FREQ, plain.total, plain.initialized = quick.FREQ, quick.total, True

    for text in map(simplify, TEXTS):
        assert list(quick.cut(text, HMM=False)) == list(plain.cut(text, HMM=False))


def test_a_spoiled_dictionary_in_the_cache_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segmentation, "private_cache", lambda: tmp_path)
    made, total = segmentation._dictionary(jieba.Tokenizer)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])

    again = segmentation._dictionary(jieba.Tokenizer)

    assert again[1] == total
    assert again[0].get("供应商") == made.get("供应商") == segmenter().FREQ.get("供应商")
    assert file.read_bytes() == whole, "the next run would make the dictionary anew again"


def test_the_dictionary_holds_the_words_of_jieba_and_of_the_field() -> None:
    plain = jieba.Tokenizer()
    words, _ = plain.gen_pfdict(plain.get_dict_file())

    ours = segmenter().FREQ

    lost = [word for word in words if word not in ours]
    assert not lost
    assert all(segmentation.is_word(simplify(term)) for term in segmentation.lexicon_terms())


def test_words_are_the_same_when_only_their_stretch_is_cut() -> None:
    for text in TEXTS:
        lexemes = cut(text)
        whole = words_of(text, lexemes.starts)

        assert [lexemes.word_at(token) for token in range(len(lexemes.words))] == whole


@pytest.mark.parametrize(
    "text",
    [
        "不得超过 三十 天",
        "at least fifteen (15) years",
        "within two working days",
        "No later than 5 PM",
        "A3 不少于2次",
    ],
)
def test_looking_only_near_numbers_finds_every_amount(text: str) -> None:
    words = targets.vocabulary()
    everywhere = [match.span() for match in words.amount.finditer(text)]

    near = [match.span() for match in targets._near_numbers(text, words, targets._numbers(text))]

    assert near == everywhere


def test_looking_only_near_numbers_finds_every_amount_of_the_labelled_clauses() -> None:
    words = targets.vocabulary()
    for text in map(simplify, TEXTS):
        near = targets._near_numbers(text, words, targets._numbers(text))

        assert _with_units(near) == _with_units(words.amount.finditer(text))


def _with_units(matches: Iterable[re.Match[str]]) -> list[tuple[int, int]]:
    """Leave out bare numbers, which are no amounts (and TEN in TENDER)."""
    return [match.span() for match in matches if match["unit1"] or match["unit2"]]
