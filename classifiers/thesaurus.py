"""Concepts: words that mean nearly the same, in both languages, told by the longest word at a place.

The second opinion learns from a few thousand clauses; a stranger writes "furnish" where they
said "submit".  A concept (``act.submit``) stands for both and for 报送, so that what was
learned of one word, or in one language, holds for the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from classifiers.lexemes import fold_word, tokens_of
from domain.knowledge import KNOWLEDGE, read_table

FILE = KNOWLEDGE / "thesaurus.tsv"
_COLUMNS = ("concept", "zh", "en")
_END = ""  # no token is empty, so this key marks the end of a word


class Thesaurus:
    """The words of all concepts as a tree of tokens."""

    def __init__(self, words: dict[tuple[str, ...], tuple[str, ...]]) -> None:
        self._tree: dict[str, Any] = {}
        self.words = len(words)
        for tokens, concepts in words.items():
            branch = self._tree
            for token in tokens:
                branch = branch.setdefault(token, {})
            branch[_END] = concepts

    def find(self, norms: Sequence[str]) -> list[tuple[str, ...]]:
        """Return the concepts of a text's folded tokens in order, the longest word at each place."""
        found: list[tuple[str, ...]] = []
        place, last = 0, len(norms)
        tree = self._tree
        while place < last:
            branch = tree.get(norms[place])
            place += 1
            if branch is None:
                continue
            best: tuple[str, ...] | None = branch.get(_END)
            ahead = end = place
            while ahead < last:
                branch = branch.get(norms[ahead])
                if branch is None:
                    break
                ahead += 1
                if _END in branch:
                    best, end = branch[_END], ahead
            if best is not None:
                found.append(best)
                place = end
        return found


def read(path: Path = FILE) -> Thesaurus:
    """Read a table of concepts.

    Raises ConfigurationError naming file and line for an empty or doubled concept, or a word
    given twice under one concept.
    """
    words: dict[tuple[str, ...], tuple[str, ...]] = {}
    seen: set[str] = set()
    for record in read_table(path, _COLUMNS):
        concept = record["concept"]
        if not concept or concept in seen:
            raise record.wrong(f"concept {concept!r} is empty or stands twice")
        seen.add(concept)
        spelled = set()
        for word in f"{record['zh']};{record['en']}".split(";"):
            tokens = tuple(fold_word(token) for token in tokens_of(word))
            if not tokens:
                raise record.wrong(f"concept {concept!r} has an empty word between two semicolons")
            if word in spelled:
                raise record.wrong(f"{word!r} stands twice under {concept!r}")
            spelled.add(word)
            if concept not in words.get(tokens, ()):
                words[tokens] = (*words.get(tokens, ()), concept)
    return Thesaurus(words)


@cache
def shipped() -> Thesaurus:
    """Return the shipped concepts."""
    return read()
