"""What people decide, and the checklist that holds their decisions beside the verdicts."""

from __future__ import annotations

from dataclasses import dataclass

from domain.document import Document
from domain.matter import Matter
from domain.own import OwnMatch
from domain.problem import Problem
from domain.referenced import ReferencedDocument
from domain.register import RegisterLine
from domain.requirement import Clause, Requirement

ADDED = "added-"  # begins the key of a row that a person added


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person entered in the review columns of one row; empty where left blank.

    ``decision`` is a language-free code: csr, product, commercial, none, open, or "" when
    nothing was chosen.  ``status`` etc. are the person's own words.  ``text_then`` is the
    original text the person saw when deciding.  ``importance`` is high, normal, low or "";
    ``own_document``, ``evidence``, ``conformity`` and ``approved`` are the columns an
    auditor asks for, in the person's own words.

    The fields ``added_…`` are those of a row that the person added, whose requirement begins
    with ``added-``: its words, and where it belongs as far as was said.  Aspect and verdict
    are codes, ``added_process`` is an id where it is known, clauses are parted by newlines.
    """

    requirement: str
    decision: str = ""
    department: str = ""
    measure: str = ""
    owner: str = ""
    due: str = ""
    status: str = ""
    comment: str = ""
    by: str = ""
    at: str = ""
    text_then: str = ""
    importance: str = ""
    own_document: str = ""
    evidence: str = ""
    conformity: str = ""
    approved: str = ""
    added_text: str = ""
    added_customer: str = ""
    added_document: str = ""
    added_section: str = ""
    added_page: str = ""
    added_aspect: str = ""
    added_verdict: str = ""
    added_clause: str = ""
    added_process: str = ""

    @property
    def is_added(self) -> bool:
        """Tell whether it is about a row that a person added."""
        return self.requirement.startswith(ADDED)


@dataclass(frozen=True, slots=True)
class OwnCell:
    """What a person wrote beside the program's columns.

    ``column`` is a column's key, or the heading of a column of the person's own; ``value``
    is empty where only a ``comment`` hangs on the cell.  ``formula`` is what a person typed in
    a column of their own, with columns by name (``workbook.own_cells``); ``value`` is then
    what it gave last.
    """

    requirement: str
    column: str
    value: str | int | float = ""
    comment: str = ""
    formula: str = ""


@dataclass(frozen=True, slots=True)
class OwnNotes:
    """Columns that people added to the workbook, in order, and the cells and comments in it.

    ``hidden`` are the columns of the list, by key or heading, that people left hidden; None
    where that is what the program does by itself.
    """

    columns: tuple[str, ...] = ()
    cells: tuple[OwnCell, ...] = ()
    hidden: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class TwinDifference:
    """What a text and its translation say differently: ``kind`` is value or modality.

    ``text`` is the row's words, ``twin_text`` the twin's; one is empty where it says nothing of it.
    """

    kind: str
    text: str
    twin_text: str


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A stretch of a clause; ``clause`` is the clause's place in its document, from 0."""

    clause: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TwinPair:
    """Two stretches of a document that are each other's translation, and what they say differently."""

    one: TextSpan
    other: TextSpan
    differences: tuple[TwinDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class Twin:
    """The same in the document's other language: ``clause.text[start:end]``.

    ``requirements`` are those that the row stands for besides its own; none where the twin
    demands nothing by itself or lies in the row's own words.
    """

    clause: Clause
    start: int
    end: int
    requirements: tuple[Requirement, ...] = ()
    differences: tuple[TwinDifference, ...] = ()

    @property
    def text(self) -> str:
        """The original words, untouched."""
        return self.clause.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement of the checklist with what people said of it.

    ``change`` is new, changed, moved, unchanged or removed, as against the documents of the
    last run that found other documents.  ``standing`` is empty, ``confirm`` (the words were
    touched, the decision stays and wants a look) or ``reopen`` (the substance changed: what
    was decided is ``earlier``, and ``decision`` is open).  ``own`` is what the company's own
    procedures say, None where there are none to compare with.  ``twins`` are the same in the
    other language of the document.
    """

    requirement: Requirement
    change: str = "new"
    decision: Decision | None = None
    text_before: str | None = None
    standing: str = ""
    earlier: Decision | None = None
    own: OwnMatch | None = None
    twins: tuple[Twin, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause with the kind it was given."""

    clause: Clause
    kind: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """The whole result of a run: everything that the workbook and checklist.json show.

    ``generated`` is ISO 8601 with zone; ``rules`` counts rules in force; ``profile`` names
    the reading in force; ``orphans`` are decisions whose requirement is no longer found.
    ``supersedes`` pairs ids of a document and of the older one beside it; ``past`` are the
    documents of removed rows that are no longer in the inbox, and stand for those that a
    person named on an added row and that are not there.  ``notes`` are columns and comments
    of people's own, ``register`` a line for each document, ``matters`` the figures of all
    customers side by side, ``referenced`` what their documents refer to.
    """

    generated: str
    version: str
    documents: tuple[Document, ...]
    clauses: tuple[ClauseRow, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    rules: int = 0
    ruleset: str = ""
    profile: str = "standard"
    company: str = ""
    orphans: tuple[Decision, ...] = ()
    supersedes: tuple[tuple[str, str], ...] = ()
    past: tuple[Document, ...] = ()
    notes: OwnNotes = OwnNotes()
    register: tuple[RegisterLine, ...] = ()
    matters: tuple[Matter, ...] = ()
    referenced: tuple[ReferencedDocument, ...] = ()
