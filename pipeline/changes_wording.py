"""Are two texts the same in other words?  Only by what the knowledge file names; doubt says no."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import Indel

from classifiers import numbers
from classifiers.characters import simplify
from domain.text import fold
from pipeline.changes_knowledge import change_knowledge
from pipeline.likeness import spelled

_HAN_NUMBER = re.compile(r"[零〇一二两三四五六七八九十百千]+")
_NUMBER_TWICE = re.compile(r"(?<!\d)(\d+)\s*[(（]\1[)）]")  # "two (2)", once its word is a digit
_ENGLISH_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "twenty-four": 24, "thirty": 30, "forty-eight": 48,
}  # fmt: skip
_ENGLISH_NUMBER = re.compile(rf"\b(?:{'|'.join(sorted(_ENGLISH_NUMBERS, key=len, reverse=True))})\b")
_TOKEN = re.compile(r"\d+(?:[.,:^]\d+)*|[a-z]+(?:-[a-z]+)*|[^\s]")
_SETTING = frozenset("。:!·…•●■□◆\"'“”‘’「」『』《》〈〉()[]{}【】〔〕_.")
_LINE_END = re.compile(r"(?<=[a-z])-\s+(?=[a-z])")
_PARTS = frozenset(",;、")
_BLANKS = re.compile(r"[\s-]+")
_UNIT = r"(?:个)?(?:小时|工作日|天|周|月|年|季度|分钟)|(?:working )?(?:hours|days|weeks|months|years|minutes)"
_TIME = re.compile(rf"(?:在|within |for |by )?\d+\s?(?:{_UNIT})\s?(?:内|前|后)?")


@dataclass(frozen=True, slots=True)
class _Substitutes:
    pattern: re.Pattern[str]
    stands_for: dict[str, str]


def bounded(word: str) -> str:
    """Return the pattern of a word: Latin ones are whole words with any blanks between."""
    escaped = r"[\s-]+".join(re.escape(part) for part in word.split())
    left = r"(?<![a-z])" if word[0].isascii() and word[0].isalpha() else ""
    right = r"(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else ""
    return f"{left}{escaped}{right}"


@cache
def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Compile a pattern for any of the words, the longest first; nothing matches no words."""
    ordered = sorted(set(words), key=len, reverse=True)
    return re.compile("|".join(bounded(word) for word in ordered) or r"(?!)")


@cache
def _substitutes() -> _Substitutes:
    wording = change_knowledge().wording
    stands_for = {word: group[0] for group in wording.same for word in group}
    stands_for |= dict.fromkeys(wording.drop, " ")
    return _Substitutes(any_of(tuple(stands_for)), stands_for)


def plain(text: str) -> str:
    """Fold a text for comparing words: simplified characters, numbers in digits."""
    folded = _LINE_END.sub("", fold(simplify(spelled(text))))
    folded = _HAN_NUMBER.sub(_digits, folded)
    folded = _ENGLISH_NUMBER.sub(lambda match: str(_ENGLISH_NUMBERS[match[0]]), folded)
    return _NUMBER_TWICE.sub(r"\1", folded)


def _digits(match: re.Match[str]) -> str:
    value = numbers.value_of(match[0])
    return match[0] if value is None else f"{value:g}"


def canonical(text: str) -> tuple[str, ...]:
    """Return the words of a text, each replaced by the one that stands for its equals."""
    substitutes = _substitutes()

    def replacement(match: re.Match[str]) -> str:
        return f" {substitutes.stands_for[_BLANKS.sub(' ', match[0])]} "

    replaced = substitutes.pattern.sub(replacement, plain(text))
    found = _TOKEN.findall(replaced)
    return tuple(token for token in found if token not in _SETTING)


def words(text: str) -> tuple[str, ...]:
    """Return the canonical words without the signs that part sentences."""
    return tuple(token for token in canonical(text) if token not in _PARTS)


def is_reworded(old: str, new: str) -> bool:
    """Tell whether the texts say the same in other words or another order."""
    before, after = canonical(old), canonical(new)
    plain_before, plain_after = _unparted(before), _unparted(after)
    if plain_before == plain_after:
        return True
    if Counter(plain_before) != Counter(plain_after):
        return False
    return _same_parts(before, after) or _adverb_moved(plain_before, before, plain_after)


def _unparted(tokens: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(token for token in tokens if token not in _PARTS)


def _same_parts(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Tell whether only whole parts between commas changed places, none of them short."""
    parts, others = _parts(before), _parts(after)
    shortest = change_knowledge().wording.shortest_part
    long_enough = all(len(part) >= shortest for part in parts)
    return len(parts) > 1 and long_enough and Counter(parts) == Counter(others)


def _parts(tokens: tuple[str, ...]) -> list[tuple[str, ...]]:
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token in _PARTS:
            parts.append([])
        else:
            parts[-1].append(token)
    return [tuple(part) for part in parts if part]


def _adverb_moved(before: tuple[str, ...], parted: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Tell whether one adverb, or one time, moved within its sentence and over no joint."""
    changed = [one for one in Indel.opcodes(before, after) if one.tag != "equal"]
    if len(changed) != 2 or {one.tag for one in changed} != {"insert", "delete"}:
        return False
    gone = next(one for one in changed if one.tag == "delete")
    come = next(one for one in changed if one.tag == "insert")
    piece = before[gone.src_start : gone.src_end]
    if piece != after[come.dest_start : come.dest_end]:
        return False
    low, high = sorted((gone.src_start, come.src_start))
    crossed = before[low:high] if come.src_start < gone.src_start else before[gone.src_end : high]
    return _is_adverb(piece) and not _has_joint(crossed) and _commas(parted, low, high) == 0


def _is_adverb(piece: tuple[str, ...]) -> bool:
    text = ""
    for token in piece:
        latin = token[0].isascii() and text[-1:].isascii() and text != ""
        text += f" {token}" if latin else token
    adverbs = change_knowledge().wording.adverbs
    return _TIME.fullmatch(text) is not None or any_of(adverbs).fullmatch(text) is not None


def _has_joint(crossed: tuple[str, ...]) -> bool:
    joints = set(change_knowledge().wording.joints)
    stands_for = _substitutes().stands_for
    joints |= {stands_for[word].strip() for word in joints if word in stands_for}
    return any(token in joints or token[0].isdigit() for token in crossed)


def _commas(parted: tuple[str, ...], low: int, high: int) -> int:
    """Count the commas that stand between two places of the text without commas."""
    seen = commas = 0
    for token in parted:
        if token in _PARTS:
            commas += low < seen < high
        else:
            seen += 1
    return commas
