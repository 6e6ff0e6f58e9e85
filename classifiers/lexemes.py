"""Text as spaCy tokens on which rule words are matched, in both languages at once.

A Han character is a token of its own and a Latin word is one; each token's NORM is folded
(width, case, traditional to simplified, English endings), so that one ``PhraseMatcher``
finds ``供方应提交 PPAP`` and ``供方應提交 ppap`` alike.  Jieba, with the field's lexicon as its
user dictionary, says where Chinese words begin and end: short words must stand on these
borders, so 应 does not fire in 供应商 nor 需 in 需方.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from classifiers.characters import simplify
from classifiers.segmentation import segmenter

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_TOKEN = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]|[^\W\d_\u3400-\u9fff\uf900-\ufaff]+|\d+(?:[.,]\d+)*|[^\s\w]|_"
)
_HAN_TOKEN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_STRETCH = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%-]+|[^\u4e00-\u9fd5a-zA-Z0-9+#&._%-]+")  # as jieba cuts
_SHORT_STEM = 3


def tokens_of(text: str) -> list[str]:
    """Return the tokens of a text as written."""
    return _TOKEN.findall(text)


@lru_cache(maxsize=50_000)  # a document's words recur
def fold_word(word: str) -> str:
    """Fold one token: width, case, simplified characters, the endings of English words."""
    folded = simplify(unicodedata.normalize("NFKC", word)).casefold()
    return stem(folded) if folded.isascii() and folded.isalpha() else folded


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Cut the usual English endings, alike for rule words and texts; not a linguist's stem."""
    if len(word) <= _SHORT_STEM:
        return word
    if word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= _SHORT_STEM and re.search(r"[aeiouy]", root):
            word = root
            break
    if len(word) > _SHORT_STEM and word[-1] == word[-2]:
        word = word[:-1]
    return word.removesuffix("e") if len(word) > _SHORT_STEM else word


@dataclass(frozen=True)
class Lexemes:
    """A text cut into tokens; ``starts`` and ``ends`` are character offsets per token.

    ``words`` are the tokens as written, ``norms`` the same folded.
    """

    text: str
    words: list[str]
    norms: list[str]
    starts: list[int]
    ends: list[int]

    @cached_property
    def doc(self) -> Doc:
        """The tokens for spaCy."""
        from spacy.tokens import Doc

        return Doc(vocab(), words=self.words)

    @cached_property
    def first(self) -> int:
        """The first token behind a clause number or bullet, and an article."""
        count = 0
        for token in self.doc[:8]:
            if not (token.is_punct or token.like_num or (len(token.text) == 1 and token.text.isascii())):
                break
            count += 1
        return count + 1 if self.norms[count : count + 1] == ["the"] else count

    @cached_property
    def _known_words(self) -> dict[int, tuple[int, int]]:
        return {}

    def word_at(self, token: int) -> tuple[int, int]:
        """Return the word (first and last token, exclusive) that jieba sees at a token.

        Only the stretch between two signs in which the token stands is given to jieba.
        """
        known = self._known_words
        if token not in known:
            begin, end = self._stretch(self.starts[token])
            first, last = bisect_left(self.starts, begin), bisect_left(self.starts, end)
            spans = words_of(self.text[begin:end], [start - begin for start in self.starts[first:last]])
            known.update((first + at, (first + s, first + e)) for at, (s, e) in enumerate(spans))
        return known[token]

    def _stretch(self, place: int) -> tuple[int, int]:
        return next(m.span() for m in _STRETCH.finditer(self.text) if m.end() > place)

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """Return the tokens (first, last exclusive) that the characters start to end touch."""
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end)
        return (first, last) if first < last else (0, 0)

    def quote(self, start: int, end: int) -> str:
        """Return the original words of the tokens start to end (exclusive)."""
        return self.text[self.starts[start] : self.ends[end - 1]]


def words_of(text: str, starts: Sequence[int]) -> list[tuple[int, int]]:
    """Return for each token the range of tokens that jieba takes for one word."""
    index = {offset: number for number, offset in enumerate(starts)}
    spans: list[tuple[int, int]] = [(number, number + 1) for number in range(len(starts))]
    offset = 0
    for word in _cut_words(text):
        first, offset = index.get(offset), offset + len(word)
        if first is None or len(word) == 1 or not _HAN_TOKEN.match(word):
            continue
        last = first
        while last < len(starts) and starts[last] < offset:
            last += 1
        spans[first:last] = [(first, last)] * (last - first)
    return spans


@lru_cache(maxsize=10_000)  # 供方应, 不得, table cells recur
def _cut_words(text: str) -> tuple[str, ...]:
    return tuple(segmenter().cut(simplify(text), HMM=False))


@cache
def vocab() -> Vocab:
    """Return the spaCy vocabulary whose NORM folds words as rules want them."""
    import spacy
    from spacy.attrs import IS_PUNCT, LIKE_NUM, NORM

    vocabulary = spacy.blank("xx").vocab
    # spaCy asks all of these for each new word; the twenty others (like_url, shape …) nobody reads
    getters = {name: vocabulary.lex_attr_getters[name] for name in (IS_PUNCT, LIKE_NUM)}  # type: ignore[attr-defined]  # spaCy's stub lacks it
    vocabulary.lex_attr_getters = {NORM: fold_word, **getters}  # type: ignore[attr-defined]
    return vocabulary


def cut(text: str) -> Lexemes:
    """Cut a text into tokens."""
    starts, ends, words = [], [], []
    for match in _TOKEN.finditer(text):
        starts.append(match.start())
        ends.append(match.end())
        words.append(match[0])
    return Lexemes(text, words, [fold_word(word) for word in words], starts, ends)
