"""What people decide, and the checklist that holds their decisions beside the verdicts."""

from __future__ import annotations

from dataclasses import dataclass

from domain.document import Document
from domain.own import OwnMatch
from domain.problem import Problem
from domain.requirement import Clause, Requirement


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person entered in the review columns of one row; empty where left blank.

    ``decision`` is a language-free code: csr, product, commercial, none, open, or "" when
    nothing was chosen.  ``status`` etc. are the person's own words.  ``text_then`` is the
    original text the person saw when deciding.  ``importance`` is high, normal, low or "";
    ``own_document``, ``evidence``, ``conformity`` and ``approved`` are the columns an
    auditor asks for, in the person's own words.
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


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement of the checklist with what people said of it.

    ``change`` is new, changed, moved, unchanged or removed, as against the documents of the
    last run that found other documents.  ``standing`` is empty, ``confirm`` (the words were
    touched, the decision stays and wants a look) or ``reopen`` (the substance changed: what
    was decided is ``earlier``, and ``decision`` is open).  ``own`` is what the company's own
    procedures say, None where there are none to compare with.
    """

    requirement: Requirement
    change: str = "new"
    decision: Decision | None = None
    text_before: str | None = None
    standing: str = ""
    earlier: Decision | None = None
    own: OwnMatch | None = None


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
    documents of removed rows that are no longer in the inbox.
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
