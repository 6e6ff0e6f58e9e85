"""Jieba with the field's lexicon as its user dictionary, its half a million words read only where they are needed.

Jieba loads its whole dictionary before the first word; most runs read one new document of a few
hundred different characters.  The dictionary is therefore kept by first character, and the words
of a character are loaded when the character is met first.
"""

from __future__ import annotations

import hashlib
import logging
import math
import os
import re
import tempfile
from contextlib import suppress
from functools import cache, lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

import msgspec

from classifiers.characters import simplify
from classifiers.private_folder import private_cache
from domain.knowledge import KNOWLEDGE, read_table, read_toml

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+")
_logarithm = lru_cache(maxsize=20_000)(math.log)
_WORDS = msgspec.msgpack.Decoder(dict[str, int])
_KEPT = msgspec.msgpack.Decoder(tuple[dict[str, bytes], int])


class Frequencies:
    """How often each word occurs, 0 for what only begins one; asked for like a dictionary.

    ``packed`` are the words of each first character as MessagePack.
    """

    def __init__(self, packed: dict[str, bytes]) -> None:
        self._packed = packed
        self._loaded: dict[str, dict[str, int]] = {}

    def beginning_with(self, character: str) -> dict[str, int]:
        """Return all words that begin with a character."""
        words = self._loaded.get(character)
        if words is None:
            body = self._packed.get(character)
            words = self._loaded[character] = _WORDS.decode(body) if body else {}
        return words

    def get(self, word: str, otherwise: int | None = None) -> int | None:
        """Return how often a word occurs."""
        return self.beginning_with(word[:1]).get(word, otherwise)

    def __contains__(self, word: str) -> bool:
        return word in self.beginning_with(word[:1])

    def __getitem__(self, word: str) -> int:
        return self.beginning_with(word[:1])[word]


@cache
def segmenter() -> Any:
    """Return jieba's tokenizer with the field's words, ready to cut (``cut(text, HMM=False)``)."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = _quick(jieba.Tokenizer)()
    tokenizer.FREQ, tokenizer.total = _dictionary(jieba.Tokenizer)
    tokenizer.initialized = True
    return tokenizer


def is_word(name: str) -> bool:
    """Tell whether the dictionary holds a word."""
    return bool(segmenter().FREQ.get(name))


def _quick(tokenizer: Any) -> Any:
    """Return jieba's class with its own search for the likeliest path, each logarithm taken once."""

    class Quick(tokenizer):  # type: ignore[misc]  # jieba has no types
        def get_DAG(self, sentence: str) -> dict[int, list[tuple[int, float]]]:
            """Return for each character the ends of words from there, with how often each occurs."""
            size = len(sentence)
            words: dict[int, list[tuple[int, float]]] = {}
            for start in range(size):
                frequency = self.FREQ.beginning_with(sentence[start]).get
                ends = []
                for end in range(start + 1, size + 1):
                    count = frequency(sentence[start:end])
                    if count is None:
                        break
                    if count:
                        ends.append((end, count))
                words[start] = ends or [(start + 1, 1)]
            return words

        def calc(self, sentence: str, DAG: dict[int, list[tuple[int, float]]], route: dict[int, Any]) -> None:
            """Find from the end the likeliest way to go on from each character."""
            total = math.log(self.total)
            route[len(sentence)] = (0.0, 0)
            for start in range(len(sentence) - 1, -1, -1):
                best, last = -math.inf, start
                for end, count in DAG[start]:
                    score = _logarithm(count) - total + route[end][0]
                    if score >= best:
                        best, last = score, end - 1
                route[start] = (best, last)

    return Quick


def _dictionary(plain: Any) -> tuple[Frequencies, int]:
    """Return jieba's dictionary with the field's words, from the user's cache or made anew."""
    added, removed = _field_words()
    told = "\n".join((metadata.version("jieba"), *added, "", *removed))
    file = private_cache() / f"words-{hashlib.sha256(told.encode()).hexdigest()[:16]}.msgpack"
    with suppress(OSError, msgspec.MsgspecError):
        packed, total = _KEPT.decode(file.read_bytes())
        return Frequencies(packed), total
    packed, total = _packed(plain, added, removed)
    _keep(file, msgspec.msgpack.encode((packed, total)))
    return Frequencies(packed), total


def _packed(plain: Any, added: list[str], removed: list[str]) -> tuple[dict[str, bytes], int]:
    tokenizer = plain()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in added:
        tokenizer.add_word(word)
    for word in removed:
        tokenizer.del_word(word)
    by_first: dict[str, dict[str, int]] = {}
    for word, count in tokenizer.FREQ.items():
        by_first.setdefault(word[:1], {})[word] = count
    return {first: msgspec.msgpack.encode(words) for first, words in by_first.items()}, tokenizer.total


def _keep(file: Path, body: bytes) -> None:
    """Write a cache whole or not at all, in place of those of other dictionaries."""
    with suppress(OSError):
        handle, name = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(body)
        Path(name).replace(file)
        for old in (*file.parent.glob("words-*.msgpack"), file.parent / "jieba.cache"):
            if old != file:
                old.unlink(missing_ok=True)


def _field_words() -> tuple[list[str], list[str]]:
    """Return the words that jieba has to know besides its own, and those it has to forget, in order."""
    rules = read_toml(KNOWLEDGE / "segmentation.toml")
    added = {simplify(word) for word in lexicon_terms() | set(rules["decoys"]) | set(rules["add"])}
    return sorted(added), list(rules["remove"])


@cache
def lexicon_terms(path: Path = KNOWLEDGE / "lexicon.tsv") -> frozenset[str]:
    """Return the Chinese terms of the field's lexicon, two characters or longer."""
    terms: set[str] = set()
    for record in read_table(path, ("term_zh",)):
        for term in re.split(r"[；;，,/（(）)]", record["term_zh"]):
            solid = term.strip()
            if len(solid) > 1 and _HAN.fullmatch(solid):
                terms.add(solid)
    return frozenset(terms)
