"""Which document is this?  Files to documents over the years: new names, revisions, duplicates.

A file is a document known from before when a person says so, when its bytes are, or when
customer and language are the same and number, title, path and words speak for it.  Doubt
makes a document of its own: a requirement listed twice costs less than one that is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.document import Document, DocumentStatus, Facts
from domain.problem import Problem, Severity
from domain.text import fold
from pipeline.documents import FileMark, file_mark, with_problems
from pipeline.finding import Finding
from pipeline.findings import Found
from pipeline.identify import DocumentIds
from pipeline.settings import Settings

_WORDS = 12  # characters: shorter clauses stand in any document
_LEAST_SHARED = 3  # clauses
_SAME_NUMBER, _SAME_TITLE, _SAME_WORDS = 0.15, 0.4, 0.6  # shares of clauses that must be equal
_PIECES = re.compile(r"\d+|[a-z]+|[一二三四五六七八九十]+")
_LABELS = re.compile(r"rev(?:ision)?|ver(?:sion)?|版本?|第|issue|\bv(?=\s*\d)")
_HAN = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Known:
    """A document as earlier runs know it; ``finding`` gives its last finding, unpacked when asked for."""

    id: str
    customer: str
    path: str
    finding: Callable[[], Finding]


@dataclass(frozen=True, slots=True)
class Placed:
    """A file with the document it is; ``lineage`` is shared by the revisions of one document."""

    found: Found
    document: Document
    lineage: str


@dataclass(frozen=True, slots=True)
class Memory:
    """What speaks for a file: ids by bytes, documents by id, and what people said by path."""

    ids: Mapping[FileMark, str]
    taken: frozenset[str]
    known: Callable[[], Sequence[Known]]
    links: Mapping[str, str]


def words_of(finding: Finding) -> frozenset[str]:
    """Return the folded clauses that are long enough to tell documents apart."""
    folded = (fold(row.clause.text) for row in finding.clauses)
    return frozenset(text for text in folded if len(text) >= _WORDS)


def place(
    every: Sequence[Found], settings: Settings, unassigned: str, memory: Memory
) -> tuple[tuple[Placed, ...], dict[str, str]]:
    """Return each file as a document, in order, and which document supersedes which (old by new)."""
    return _Placing(every, settings, unassigned, memory).placed()


class _Placing:
    def __init__(self, every: Sequence[Found], settings: Settings, unassigned: str, memory: Memory) -> None:
        self._every = [one for one in every if one.same_as is None]
        self._same = {one.file.source.path: one for one in every if one.same_as is not None}
        self._order = [one.file.source.path for one in every]
        self._settings, self._unassigned, self._memory = settings, unassigned, memory
        self._ids = DocumentIds({*memory.taken, *memory.links.values()})
        self._words: dict[str, frozenset[str]] = {}

    def placed(self) -> tuple[tuple[Placed, ...], dict[str, str]]:
        groups: dict[str, list[Found]] = {}
        strangers: list[Found] = []
        for one in self._every:  # what is known by its bytes first: nobody else may take its place
            lineage = self._remembered(one, groups)
            if lineage is None:
                strangers.append(one)
            else:
                groups.setdefault(lineage, []).append(one)
        for one in strangers:
            groups.setdefault(self._likely(one, groups), []).append(one)
        documents: dict[str, Placed] = {}
        superseded: dict[str, str] = {}
        for lineage, files in groups.items():
            current = _newest([one.finding.facts for one in files])
            for at, one in enumerate(files):
                id_ = lineage
                if at != current:
                    id_ = self._ids.free(f"{lineage}.{one.file.source.sha256[:6]}")
                    superseded[id_] = lineage
                documents[one.file.source.path] = Placed(one, self._document(one, id_), lineage)
            newer = files[current].file.source.path
            for one in files:
                old = documents[one.file.source.path]
                if old.document.id != lineage:
                    note = Problem("superseded", Severity.NOTE, where=newer)
                    document = with_problems(old.document, (note,))
                    documents[one.file.source.path] = replace(
                        old, document=replace(document, status=DocumentStatus.SUPERSEDED)
                    )
        for path, one in self._same.items():
            documents[path] = self._duplicate(one, documents[one.same_as or ""])
        return tuple(documents[path] for path in self._order), superseded

    def _customer(self, one: Found) -> str:
        named = one.file.source.customer_folder or one.finding.facts.customer or ""
        return self._settings.customer(named) if named else ""

    def _document(self, one: Found, id_: str) -> Document:
        finding = one.finding
        document = Document(
            id=id_,
            source=one.file.source,
            customer=self._customer(one) or self._unassigned,
            facts=finding.facts,
            blocks=(),
            status=DocumentStatus.OK,
            format=finding.format,
            pages=finding.pages,
            coverage=finding.coverage,
        )
        return with_problems(document, finding.problems)

    def _duplicate(self, one: Found, original: Placed) -> Placed:
        finding = replace(one.finding, facts=original.document.facts)
        note = Problem("duplicate", Severity.NOTE, where=original.document.source.path)
        document = self._document(replace(one, finding=finding), self._ids.free(original.document.id))
        return Placed(one, with_problems(document, (note,)), original.lineage)

    def _remembered(self, one: Found, groups: Mapping[str, list[Found]]) -> str | None:
        linked = self._memory.links.get(one.file.source.path)
        if linked is not None:
            return linked
        remembered = self._memory.ids.get(file_mark(one.file.source, self._settings))
        if remembered is not None and self._may_join(one, groups.get(remembered, ())):
            return remembered
        return None

    def _likely(self, one: Found, groups: Mapping[str, list[Found]]) -> str:
        source, customer = one.file.source, self._customer(one)
        if one.finding.clauses:
            for lineage, files in groups.items():
                if self._may_join(one, files) and any(self._is_other_revision(one, o) for o in files):
                    return lineage
            for known in self._memory.known():
                if known.id not in groups and known.customer == customer and self._is_known(one, known):
                    return known.id
        facts = one.finding.facts
        return self._ids.give(customer, facts, one.finding.opening, source.path)

    def _may_join(self, one: Found, files: Sequence[Found]) -> bool:
        """Tell whether it is plain which of the files is newer."""
        return all(_order(one.finding.facts, other.finding.facts) != 0 for other in files)

    def _is_other_revision(self, one: Found, other: Found) -> bool:
        if self._customer(one) != self._customer(other):
            return False
        mine, its = one.finding.facts, other.finding.facts
        return _alike(mine, its, _share(self._words_of(one), self._words_of(other)), same_path=False)

    def _is_known(self, one: Found, known: Known) -> bool:
        earlier = known.finding()
        share = _share(self._words_of(one), words_of(earlier))
        same_path = one.file.source.path == known.path
        if _alike(one.finding.facts, earlier.facts, share, same_path=same_path):
            return True
        apart = _differ(one.finding.facts.number, earlier.facts.number)
        return share >= _SAME_WORDS and not apart

    def _words_of(self, one: Found) -> frozenset[str]:
        path = one.file.source.path
        if path not in self._words:
            self._words[path] = words_of(one.finding)
        return self._words[path]


def _alike(mine: Facts, its: Facts, share: float, *, same_path: bool) -> bool:
    if mine.language != its.language or _differ(mine.number, its.number):
        return False
    same_title = mine.title is not None and its.title is not None and fold(mine.title) == fold(its.title)
    if mine.number is not None and its.number is not None:
        return share >= _SAME_NUMBER or same_title  # short ones share few clauses
    if same_path:
        return share >= _SAME_NUMBER or same_title
    return same_title and share >= _SAME_TITLE


def _differ(mine: str | None, its: str | None) -> bool:
    return mine is not None and its is not None and fold(mine) != fold(its)


def _share(mine: frozenset[str], its: frozenset[str]) -> float:
    """Return the share of clauses that two documents have in common, of the smaller one."""
    common = len(mine & its)
    return common / min(len(mine), len(its)) if common >= _LEAST_SHARED else 0.0


def _newest(every: Sequence[Facts]) -> int:
    newest = 0
    for at in range(1, len(every)):
        if _order(every[at], every[newest]) > 0:
            newest = at
    return newest


def _order(mine: Facts, its: Facts) -> int:
    """Return 1 when mine is newer by revision, else by date, -1 when older, 0 when none can say."""
    if mine.revision and its.revision:
        one, other = _pieces(mine.revision), _pieces(its.revision)
        comparable = all(type(a) is type(b) for a, b in zip(one, other, strict=False))
        if one and other and comparable and one != other:
            return 1 if one > other else -1
    if mine.date and its.date and mine.date != its.date:
        return 1 if mine.date > its.date else -1
    return 0


def _pieces(revision: str) -> list[int | str]:
    """Return what can be compared of a revision: ``B/0``, ``Rev. 3.1``, ``第三版``."""
    bare = _LABELS.sub(" ", fold(revision))
    return [_piece(text) for text in _PIECES.findall(bare)]


def _piece(text: str) -> int | str:
    if text.isdecimal():
        return int(text)
    return _HAN.index(text) + 1 if text in _HAN else text
