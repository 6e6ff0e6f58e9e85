"""Documents that customers' documents name: which of them are in the inbox, which have to be asked for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from classifiers.characters import simplify
from classifiers.named_documents import document_words, family, find
from classifiers.references import OWN_NUMBER
from domain.document import Document, DocumentStatus, Facts
from domain.referenced import Named, ReferencedDocument, ReferenceKind, ReferencePlace
from domain.requirement import Clause
from domain.review import ClauseRow
from domain.text import fold

if TYPE_CHECKING:
    from pipeline.lineage import Placed

_YEAR = re.compile(r"[:：\-—]\s?(?:19|20)\d\d$")
_NOT_WORD = re.compile(r"[\W_]+")
_TOKEN = re.compile(r"[a-z]+|\d+")
_LONGEST_REVISION = 3  # characters behind a number that are only its revision
_SHORTEST_NUMBER = 5
_SHORTEST_TITLE = 4
_SAME_TITLE = 88.0  # likeness in percent from which two titles are one
_SHEET_HEAD = re.compile(r"[A-Z]+[1-3]")
_OPENING = 6  # clauses of a document in which its own number stands
_LONGEST_MARK = 120
_SHOWN = 400  # places that are kept of one document


def named(clauses: Sequence[ClauseRow], facts: Facts) -> tuple[Named, ...]:
    """Return what the clauses of a document name, its own number and title left out."""
    families = frozenset({family(facts.number or "")} - {""})
    own = {_key(one) for one in (facts.number, facts.title) if one}
    found = []
    for place, row in enumerate(clauses):
        text = row.clause.text
        for one in dict.fromkeys((one.name, one.kind) for one in find(text, families)):
            name, kind = one
            if kind is ReferenceKind.CUSTOMER and (_key(name) in own or _holds(row.clause)):
                continue
            if not facts.number and place < _OPENING and _is_own_mark(row.clause):
                continue
            found.append(Named(name, kind, place))
    return tuple(found)


def _is_own_mark(clause: Clause) -> bool:
    """Tell whether a line of a document's opening gives the document's own number."""
    folded = fold(simplify(clause.text))
    marked = clause.is_heading or any(word in folded for word in document_words().own_marks)
    return marked and len(clause.text) <= _LONGEST_MARK


def _holds(clause: Clause) -> bool:
    """Tell whether a heading opens what it names: an annex with a form, a sheet of a workbook."""
    if clause.locator.sheet and _SHEET_HEAD.fullmatch(clause.locator.cell or ""):
        return True
    return clause.is_heading and fold(clause.text).startswith(document_words().annexes)


def of(placed: Sequence[Placed]) -> tuple[ReferencedDocument, ...]:
    """Return every document that those of a run name."""
    findings = {one.document.id: one.found.finding for one in placed}
    return collect(
        [one.document for one in placed],
        {id_: one.clauses for id_, one in findings.items()},
        {id_: one.named for id_, one in findings.items()},
    )


@dataclass(slots=True)
class _Entry:
    names: list[str] = field(default_factory=list)
    places: list[ReferencePlace] = field(default_factory=list)
    kind: ReferenceKind = ReferenceKind.CUSTOMER


def collect(
    documents: Sequence[Document],
    clauses: Mapping[str, Sequence[ClauseRow]],
    names: Mapping[str, Sequence[Named]],
) -> tuple[ReferencedDocument, ...]:
    """Return every document that is named, by customer: the missing ones first, standards last.

    ``clauses`` and ``names`` are by id of a document.
    """
    entries: dict[tuple[str, str], _Entry] = defaultdict(_Entry)
    for document in documents:
        if document.status is DocumentStatus.SUPERSEDED:
            continue
        rows = clauses.get(document.id, ())
        for one in names.get(document.id, ()):
            entry = entries[document.customer, _key(one.name)]
            entry.kind = one.kind
            entry.names.append(one.name)
            entry.places.append(_place(document, rows[one.clause].clause))
    held = _Held(documents)
    found = [_made(customer, entry, held) for (customer, _), entry in entries.items()]
    order = {one.customer: at for at, one in reversed(list(enumerate(documents)))}
    kinds = list(ReferenceKind)
    found = [one for one in found if not _is_own(one)]
    return tuple(
        sorted(found, key=lambda one: (order[one.customer], kinds.index(one.kind), bool(one.held), one.name))
    )


def _is_own(one: ReferencedDocument) -> bool:
    """Tell whether a document is named by itself only."""
    return bool(one.held) and all(place.document == one.held for place in one.places)


def _made(customer: str, entry: _Entry, held: _Held) -> ReferencedDocument:
    name = max(entry.names, key=len)
    found = held.find(customer, name) if entry.kind is ReferenceKind.CUSTOMER else ""
    places = tuple(dict.fromkeys(entry.places))[:_SHOWN]
    return ReferencedDocument(customer, name, entry.kind, found, places)


def _place(document: Document, clause: Clause) -> ReferencePlace:
    section = clause.section or (clause.headings[-1] if clause.headings else "")
    return ReferencePlace(document.id, clause.key, section, clause.locator)


def _plain(text: str) -> str:
    return _NOT_WORD.sub("", fold(simplify(text)))


def _key(name: str) -> str:
    """Return by what names of one document are told to be one: its number, else its title."""
    number = OWN_NUMBER.search(name) if name.startswith("《") else None
    return _plain(number[0] if number else _YEAR.sub("", name.strip()))


class _Held:
    """The documents in the inbox by customer, by everything that they may be named by."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._of: dict[str, list[Document]] = defaultdict(list)
        for document in documents:
            if document.status is not DocumentStatus.SUPERSEDED:
                self._of[document.customer].append(document)

    def find(self, customer: str, name: str) -> str:
        """Return the id of the document that a name means, empty where it is not there."""
        number = OWN_NUMBER.search(name)
        title = _plain(OWN_NUMBER.sub("", name.split("》")[0]))
        for document in self._of[customer]:
            stem, facts = PurePosixPath(document.source.path).stem, document.facts
            if facts.number and _is_number(number[0] if number else name, facts.number):
                return document.id
            if number and _stands_in(number[0], stem):
                return document.id
            if not number and any(_is_title(title, _plain(one)) for one in (facts.title, stem) if one):
                return document.id
        return ""


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(fold(simplify(text)))


def _is_number(one: str, other: str) -> bool:
    """Tell whether two numbers are one, a revision behind either left out."""
    if _plain(one) == _plain(other):
        return True
    longer, shorter = sorted((_tokens(one), _tokens(other)), key=len, reverse=True)
    if len("".join(shorter)) < _SHORTEST_NUMBER or longer[: len(shorter)] != shorter:
        return False
    return len("".join(longer[len(shorter) :])) <= _LONGEST_REVISION


def _stands_in(number: str, stem: str) -> bool:
    """Tell whether the name of a file holds a number, whole."""
    tokens, parts = _tokens(number), _tokens(stem)
    width = len(tokens)
    return any(parts[at : at + width] == tokens for at in range(len(parts) - width + 1))


def _is_title(title: str, other: str) -> bool:
    if min(len(title), len(other)) < _SHORTEST_TITLE:
        return title == other
    return title in other or fuzz.ratio(title, other) >= _SAME_TITLE
