"""The type and the language of a document, told from its words; evidence only, never a reason to drop."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.document import Block, BlockKind
from domain.text import fold
from pipeline.facts_knowledge import TypeWords, fact_words, type_words

_OPENING_CHARACTERS = 6_000
_SAMPLE_CHARACTERS = 60_000
_TITLE, _FILE, _OPENING, _HEADING = 6.0, 3.0, 0.7, 0.5
_ENOUGH = 2.0
_FOREIGN_LENGTH = 400  # characters; a shorter text may lack our words by chance
_ENOUGH_FOREIGN = 2.0
_ENOUGH_IRRELEVANT = 8.0  # a wrong "irrelevant" would cost trust, so it takes title and text
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_OTHER_LETTERS = re.compile(r"[\u0370-\u1fff\u3040-\u30ff\uac00-\ud7af]")


def type_of(title: str | None, file_name: str, blocks: Sequence[Block]) -> str:
    """Return the id of the document's type; "other" where the evidence is thin."""
    heading_text = " | ".join(fold(b.text) for b in blocks if b.kind is BlockKind.HEADING)[
        :_OPENING_CHARACTERS
    ]
    opening = _folded(blocks, _OPENING_CHARACTERS)
    stem = fold(re.sub(r"[_\-.]+", " ", re.sub(r"\.[A-Za-z0-9]{1,5}\Z", "", file_name)))
    scores = {
        words.id: _score(words, fold(title or ""), stem, opening, heading_text or opening)
        for words in type_words()
    }
    best = max(scores, key=lambda name: scores[name])
    if best == "irrelevant":
        return best if scores[best] >= _needed_for_irrelevant(blocks) else "other"
    if scores[best] >= _ENOUGH:
        return best
    return "irrelevant" if _is_foreign(blocks) else "other"


def _is_foreign(blocks: Sequence[Block]) -> bool:
    """Tell whether a text of some length holds not one word of our trade, in a language we read."""
    text = _sample(blocks)
    if len(text) < _FOREIGN_LENGTH or language_of(blocks) not in ("zh", "zh-Hant", "en", "mixed"):
        return False
    words = next(words for words in type_words() if words.id == "irrelevant")
    folded = fold(text)
    return words.absent.search(folded) is None and words.absent_too.search(folded) is None


def _needed_for_irrelevant(blocks: Sequence[Block]) -> float:
    """Return how much evidence it takes: less where no word of our trade stands anywhere."""
    words = next(words for words in type_words() if words.id == "irrelevant")
    of_our_trade = words.absent.search(fold(_sample(blocks)))
    return _ENOUGH_IRRELEVANT if of_our_trade else _ENOUGH_FOREIGN


def _folded(blocks: Sequence[Block], limit: int) -> str:
    pieces: list[str] = []
    length = 0
    for block in blocks:
        if length > limit:
            break
        pieces.append(fold(block.text[:limit]))
        length += len(pieces[-1])
    return " | ".join(pieces)[: limit * 2]


def _score(words: TypeWords, title: str, stem: str, opening: str, headings: str) -> float:
    score = 0.0
    if not words.unless.search(f"{title} {stem}"):
        score += _longest(words.title, title, _TITLE) + _longest(words.title, stem, _FILE)
    elif words.id == "irrelevant":
        return 0.0
    score += _OPENING * min(len(set(words.opening.findall(opening))), 4)
    return score + _HEADING * min(len(set(words.headings.findall(headings))), 4)


def _longest(pattern: re.Pattern[str], text: str, weight: float) -> float:
    """Weigh the longest cue: "质量保证协议" tells more than "协议"."""
    found = [match.group(0) for match in pattern.finditer(text)]
    if not found:
        return 0.0
    longest = max(found, key=len)
    return weight + min(len(longest.encode()), 40) / 20


def language_of(blocks: Sequence[Block]) -> str | None:
    """Return zh, zh-Hant, en, mixed or other; None where there are no letters."""
    text = _sample(blocks)
    han, words = _HAN.findall(text), [word.casefold() for word in _WORD.findall(text)]
    strange = len(_OTHER_LETTERS.findall(text))
    if not han and not words and not strange:
        return None
    if strange > 0.15 * (len(han) + sum(map(len, words)) + strange):
        return "other"
    share = len(han) / (len(han) + len(words)) if han or words else 0.0
    grammar = sum(word in fact_words().english for word in words) / len(words) if words else 0.0
    if share >= 0.75 or (share >= 0.35 and grammar < 0.12):
        return _writing(han)
    if share > 0.12:
        return "mixed"
    return "en" if grammar >= 0.12 or (len(words) < 40 and not strange and text.isascii()) else "other"


def _sample(blocks: Sequence[Block]) -> str:
    pieces: list[str] = []
    length = 0
    for block in blocks:
        if block.kind is not BlockKind.FURNITURE and length < _SAMPLE_CHARACTERS:
            pieces.append(block.text[:_SAMPLE_CHARACTERS])
            length += len(pieces[-1])
    return "\n".join(pieces)


def _writing(han: Sequence[str]) -> str:
    words = fact_words()
    traditional = sum(char in words.traditional for char in han)
    simplified = sum(char in words.simplified for char in han)
    return "zh-Hant" if traditional > 2 * simplified else "zh"
