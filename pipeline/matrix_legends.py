"""Legends: what a text or a table's row says that marks mean ("●=必须提交", "R 负责 S 支持").

A legend is told by its form: marks, each with a sign of equality (or only a blank, or in brackets
behind its meaning) and words.  Meanings are kept as written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from classifiers.characters import simplify
from domain.text import fold, has_han
from pipeline.matrix_knowledge import MatrixKnowledge, matrix_knowledge
from pipeline.titles import has_duty

BLANK = ""  # the key of the empty cell, where a legend names it
_SENTENCE_END = re.compile(r"[。；;\n|]|\.(?=\s|$)")
_TRIM = " \t\u3000,，;；、.。:：\"'“”‘’「」()（）"
_OPEN, _CLOSE = r"[\"'“‘「『\[【]?", r"[\"'”’」』\]】]?"
_DASH = re.compile(r"[-–—]+")  # parts a mark from its meaning where it does so more than once
_LETTERS = re.compile(r"\w")
_LEFT_OVER = 0.25  # share of letters outside marks and meanings that a pure legend may have


@dataclass(frozen=True, slots=True)
class Entry:
    """A mark with its meaning as written, and where both stand in the text.

    ``is_lone`` marks a line that may as well be an item of a list ("S: submit").
    """

    mark: str
    meaning: str
    start: int
    end: int
    is_lone: bool = False


@dataclass(frozen=True, slots=True)
class _Forms:
    """``fixed`` finds a mark with its sign, ``loose`` a mark alone, ``behind`` one in brackets."""

    opening: re.Pattern[str]
    fixed: re.Pattern[str]
    loose: re.Pattern[str]
    behind: re.Pattern[str]


def entries(text: str) -> tuple[Entry, ...]:
    """Return what a text says of marks, in order; nothing where it is no legend."""
    forms = _forms()
    found = _fixed(text, forms)
    if found:
        return found
    return _loose(text, forms) or _behind(text, forms)


def lone_entry(text: str) -> tuple[Entry, ...]:
    """Return what a line says of the one mark that it begins with ("S: submit"), which a list may do too."""
    forms = _forms()
    opened = forms.opening.match(text)
    match = forms.fixed.match(text.lstrip() if opened is None else text[opened.end() :].lstrip())
    if match is None or (match["mark"] or "").strip("()（）").isdigit():
        return ()
    found = _entry(match, match.string, len(match.string.rstrip()))
    return (replace(found, is_lone=True),) if found is not None else ()


def is_lone(found: Sequence[Entry]) -> bool:
    """Tell whether entries may as well be an item of a list."""
    return len(found) == 1 and found[0].is_lone


def of_cells(cells: Sequence[str], header: Sequence[str] = ()) -> tuple[Entry, ...]:
    """Return what a row of a legend table says: a mark beside its meaning, or a legend in a cell.

    A number is a mark where the ``header`` says so.
    """
    found = [one for cell in dict.fromkeys(cells) for one in entries(cell)]
    if found:
        return tuple(found)
    knowledge = matrix_knowledge()
    filled = [cell for cell in cells if cell.strip()]
    named = any(fold(simplify(head)) in knowledge.legend.heads for head in header)
    pairs = []
    for first, second in zip(filled[::2], filled[1::2], strict=False):
        mark = knowledge.normal(first)
        if (
            not knowledge.is_mark_or_empty(first)
            or (mark.strip("()").isdigit() and not named)
            or not _is_meaning(second, knowledge)
        ):
            return ()
        pairs.append(Entry(mark, second.strip(), 0, 0))
    return tuple(pairs) if pairs and len(filled) % 2 == 0 else ()


def is_legend(text: str, cells: Sequence[str] = ()) -> bool:
    """Tell whether a text, or a table's row, says what marks mean and hardly anything else."""
    if not cells and lone_entry(text):
        return True
    found = entries(text)
    if not found and cells:
        filled = [cell for cell in cells if cell.strip()]
        return len(filled) == 2 and not has_duty(text) and matrix_knowledge().is_mark_or_empty(filled[0])
    rest, at = "", 0
    for one in found:
        rest, at = rest + text[at : one.start], one.end
    rest += text[at:]
    rest = _forms().opening.sub("", rest, count=1)
    if has_duty(rest):
        return False
    return bool(found) and len(_LETTERS.findall(rest)) <= _LEFT_OVER * len(_LETTERS.findall(text))


def _is_meaning(text: str, knowledge: MatrixKnowledge) -> bool:
    return len(text.strip()) > 1 and not knowledge.is_mark(knowledge.normal(text))


def _fixed(text: str, forms: _Forms) -> tuple[Entry, ...]:
    found = []
    matches = list(forms.fixed.finditer(text))
    for at, match in enumerate(matches):
        end = matches[at + 1].start() if at + 1 < len(matches) else len(text)
        stop = _SENTENCE_END.search(text, match.end(), end)
        entry = _entry(match, text, stop.start() if stop else end)
        if entry is not None:
            found.append(entry)
    return () if _is_list(matches) else tuple(found)


def _is_list(matches: Sequence[re.Match[str]]) -> bool:
    """Tell a list's item ("1: Scope", "A - 3 pieces") from a legend: one sign that may be something else."""
    if len(matches) != 1:
        return False
    match = matches[0]
    mark = matrix_knowledge().normal(match["mark"] or "")
    return bool(_DASH.fullmatch(match["sign"])) or (match["sign"] in ":：" and mark.strip("()").isalnum())


def _entry(match: re.Match[str], text: str, end: int) -> Entry | None:
    meaning = text[match.end() : end]
    lead = len(meaning) - len(meaning.lstrip(_TRIM))
    words = meaning.strip(_TRIM)
    mark = BLANK if match.groupdict().get("blank") else matrix_knowledge().normal(match["mark"])
    if not _LETTERS.search(words):
        return None
    start = match.end() + lead
    return Entry(mark, words, match.start(), start + len(words))


def _loose(text: str, forms: _Forms) -> tuple[Entry, ...]:
    """Read marks and words in turn: nothing before the first mark but what opens a legend."""
    opened = forms.opening.match(text)
    at = opened.end() if opened else 0
    matches = list(forms.loose.finditer(text, at))
    if len(matches) < 2 or text[at : matches[0].start()].strip(_TRIM):
        return ()
    longest, found = matrix_knowledge().legend.longest, []
    for place, match in enumerate(matches):
        end = matches[place + 1].start() if place + 1 < len(matches) else len(text)
        entry = _entry(match, text, end)
        if entry is None or len(entry.meaning) > longest or entry.mark.strip("()").isdigit():
            return ()
        if entry.mark.isalpha() and not opened and not has_han(entry.meaning):
            return ()  # "A pump B motor" is no legend
        found.append(entry)
    return tuple(found)


def _behind(text: str, forms: _Forms) -> tuple[Entry, ...]:
    knowledge, found = matrix_knowledge(), []
    for match in forms.behind.finditer(text):
        words = match["meaning"].strip(_TRIM)
        if _LETTERS.search(words) and len(words) <= knowledge.legend.longest:
            found.append(Entry(knowledge.normal(match["mark"]), words, match.start("meaning"), match.end()))
    return tuple(found) if len(found) > 1 else ()


@cache
def _forms() -> _Forms:
    knowledge = matrix_knowledge()
    drawings = [other for others in knowledge.marks.same.values() for other in others]
    signs = [*knowledge.marks.symbols, *drawings, *"＊"]
    letters = sorted(knowledge.marks.letters, key=len, reverse=True)
    digit = r"(?<![\w.])[(（]?[1-9１-９][)）]?(?![\w.])"
    letter = rf"(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, letters))})(?![A-Za-z0-9'’])"
    symbol = "|".join(map(re.escape, sorted(signs, key=len, reverse=True)))
    empty = r"(?<![\w)）\-—–/])(?:——|--|—|–|-|/|N/A)(?![A-Za-z0-9\-—–/])"
    blank = _any(knowledge.legend.blank)
    equals = _any(knowledge.legend.equals, wide=True)
    opens = _any(knowledge.legend.opens)
    mark = rf"(?P<mark>{symbol}|{letter}|{digit}|{empty})"
    return _Forms(
        opening=re.compile(rf"\s*[(（]?(?:{opens})\s*\d{{0,2}}\s*[:：]?\s*", re.IGNORECASE),
        fixed=re.compile(rf"(?:{_OPEN}{mark}{_CLOSE}|(?i:(?P<blank>{blank})))\s*(?P<sign>{equals})(?!\d)\s*"),
        loose=re.compile(rf"(?P<mark>{symbol}|{letter})\s*(?=\w)"),
        behind=re.compile(
            rf"(?P<meaning>[^,，;；、。:：()（）|\n]{{2,60}})\s*[(（]\s*(?P<mark>{symbol}|{letter})\s*[)）]"
        ),
    )


def _any(words: Sequence[str], wide: bool = False) -> str:
    ordered = sorted(words, key=len, reverse=True)
    found = [rf"\b{re.escape(w)}\b" if w.isascii() and w.isalpha() else re.escape(w) for w in ordered]
    return "|".join([*found, "＝", "：", "－＞", "[-–—]+"] if wide else found)
