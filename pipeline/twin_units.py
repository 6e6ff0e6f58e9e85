"""A document's texts by language: what may have a twin, and by what the twin is known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from classifiers import targets, thesaurus
from classifiers.characters import simplify
from classifiers.lexemes import fold_word, tokens_of
from domain.document import BlockKind
from domain.requirement import Clause
from domain.text import count_characters, fold, has_han
from pipeline.changes_values import numbers_of
from pipeline.changes_wording import any_of
from pipeline.gaps import scales
from pipeline.matrix_knowledge import matrix_knowledge
from pipeline.numbering import parse
from pipeline.sentences import spans
from pipeline.twin_knowledge import twin_knowledge

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+")
_NAME = re.compile(r"[A-Z][A-Z0-9&]+(?:[-/.][A-Z0-9]+)*")
_MIXED = 0.12  # share of words (four letters a word) in Chinese text, of characters in English, that is still one language

Value = tuple[str, float]
Stretch = tuple[int, Clause, int, int, str]  # place, clause, start, end, language


@dataclass(frozen=True, slots=True)
class Unit:
    """A text of one language: ``clause.text[start:end]``; ``place`` is the clause's in its document.

    ``number`` and ``section`` are values of numbers, empty where there is none.  ``concepts``
    are of the thesaurus, with the sides; ``values`` in common measures.
    """

    place: int
    clause: Clause
    start: int
    end: int
    language: str
    number: tuple[int, ...]
    section: tuple[int, ...]
    concepts: frozenset[str]
    values: tuple[Value, ...]
    numbers: frozenset[str]
    names: frozenset[str]
    size: int

    @property
    def text(self) -> str:
        """The words, untouched."""
        return self.clause.text[self.start : self.end]


def language_of(text: str) -> str:
    """Return zh or en for a text long enough to be a sentence of one of them, else nothing."""
    shape = twin_knowledge().shape
    han, words = len(_HAN.findall(text)), len(_WORD.findall(text))
    if han >= shape.shortest_han and han > words:
        return "zh"
    if words >= shape.shortest_words and han <= _MIXED * words:
        return "en"
    return ""


def stretches_of(clauses: Sequence[Clause]) -> tuple[list[Stretch], list[Stretch]]:
    """Return where a document keeps to one language, and the cells of rows that hold both, in order.

    Headings are left out.
    """
    texts: list[Stretch] = []
    cells: list[Stretch] = []
    for place, clause in enumerate(clauses):
        if clause.is_heading:
            continue
        texts += [(place, clause, *one) for one in _stretches(clause)]
        if clause.block is BlockKind.TABLE_ROW:
            found = list(_cells(clause))
            cells += [(place, clause, *one) for one in found] if len({one[2] for one in found}) > 1 else []
    return texts, cells


def unit(place: int, clause: Clause, start: int, end: int, language: str) -> Unit:
    """Return a stretch of a clause with what it is known by."""
    text = clause.text[start:end]
    return Unit(
        place=place,
        clause=clause,
        start=start,
        end=end,
        language=language,
        number=_number(clause, start),
        section=_values(clause.section or ""),
        concepts=_concepts(text),
        values=values_of(text),
        numbers=frozenset(numbers_of(text)),
        names=frozenset(name for name in _NAME.findall(text) if len(name) > 1),
        size=count_characters(text),
    )


def _stretches(clause: Clause) -> Iterator[tuple[int, int, str]]:
    """Yield where a clause keeps to one language; a table's row is one or none."""
    if clause.block is BlockKind.TABLE_ROW:
        spoken = {language_of(cell) for cell in clause.cells} - {""}
        if len(spoken) == 1:
            yield 0, len(clause.text), spoken.pop()
        return
    if not has_han(clause.text) or not _WORD.search(clause.text):
        if language := language_of(clause.text):
            yield 0, len(clause.text), language
        return
    found: list[tuple[int, int, str]] = []
    for start, end in spans(clause.text):
        language = language_of(clause.text[start:end])
        if found and language in (found[-1][2], ""):
            found[-1] = (found[-1][0], end, found[-1][2])
        elif language:
            found.append((start if found else 0, end, language))
    yield from found


def _cells(clause: Clause) -> Iterator[tuple[int, int, str]]:
    """Yield where the cells of a row that are of one language stand in its text."""
    at = 0
    for cell in clause.cells:
        start = clause.text.find(cell, at) if cell.strip() else -1
        if start < 0:
            continue
        at = start + len(cell)
        if language := language_of(cell):
            yield start, at, language


def _number(clause: Clause, start: int) -> tuple[int, ...]:
    """Return the number that a stretch carries itself: in the words, or made by the format."""
    mark = parse(clause.text[start:])
    if mark is not None:
        return mark.values
    return _values(clause.number or "") if start == 0 else ()


def _values(written: str) -> tuple[int, ...]:
    mark = parse(f"{written.strip()} Text of it") if written.strip() else None
    return mark.values if mark is not None else ()


def values_of(text: str) -> tuple[Value, ...]:
    """Return the quantified demands of a text in common measures: two days and 48 h are one."""
    measured = (scales().measured(one.target) for one in targets.find(text))
    return tuple((kind, round(amount, 4)) for kind, amount in filter(None, measured))


@cache
def _sides() -> tuple[tuple[str, re.Pattern[str]], ...]:
    parties = matrix_knowledge().parties
    return (("side.supplier", any_of(parties.supplier)), ("side.customer", any_of(parties.customer)))


def _concepts(text: str) -> frozenset[str]:
    tokens = [fold_word(token) for token in tokens_of(text)]
    found = {concept for concepts in thesaurus.shipped().find(tokens) for concept in concepts}
    folded = fold(simplify(text))
    return frozenset(found | {name for name, words in _sides() if words.search(folded)})


def shared(one: Sequence[Value], other: Sequence[Value]) -> int:
    """Count the values that stand on both sides."""
    return (Counter(one) & Counter(other)).total()
