"""What is known of one file, as it is kept: its facts, its clauses and what they demand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import msgspec

from domain.document import Facts, PageCoverage
from domain.matter import Figure
from domain.problem import Problem
from domain.referenced import Named
from domain.requirement import Requirement, Verdict
from domain.review import ClauseRow, TwinPair
from domain.text import fingerprint, fold
from pipeline.requirements import key_of


@dataclass(frozen=True, slots=True)
class Demand:
    """A requirement without its clause: ``clause`` is the place of that in the finding.

    ``figures`` are those that matters of several customers are compared by.
    """

    key: str
    clause: int
    start: int
    end: int
    verdict: Verdict
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """All that is known of a file.  Keys are made for the document id ``document``.

    ``opening`` are the first words, for a document that has neither number nor title;
    ``named`` the documents that it refers to, ``twins`` its texts in two languages.
    """

    document: str
    facts: Facts
    opening: str = ""
    format: str | None = None
    pages: int | None = None
    coverage: tuple[PageCoverage, ...] = ()
    problems: tuple[Problem, ...] = ()
    clauses: tuple[ClauseRow, ...] = ()
    demands: tuple[Demand, ...] = ()
    named: tuple[Named, ...] = ()
    twins: tuple[TwinPair, ...] = ()

    def requirements(self) -> tuple[Requirement, ...]:
        """Return the demands with their clauses."""
        return tuple(
            Requirement(one.key, self.clauses[one.clause].clause, one.start, one.end, one.verdict)
            for one in self.demands
        )

    def figures(self) -> Iterator[tuple[str, tuple[Verdict, tuple[Figure, ...]]]]:
        """Yield for each demand its key, and the figures that its verdict has."""
        for one in self.demands:
            yield one.key, (one.verdict, one.figures)


_DECODER: msgspec.json.Decoder[Finding] = msgspec.json.Decoder(Finding)


def encode(finding: Finding) -> bytes:
    """Return a finding as JSON."""
    return msgspec.json.encode(finding)


def decode(body: bytes) -> Finding:
    """Return the finding that was encoded.  Raises msgspec.MsgspecError."""
    return _DECODER.decode(body)


def rekeyed(finding: Finding, document: str) -> Finding:
    """Return the finding with the keys that it has as that document."""
    if finding.document == document:
        return finding
    seen: Counter[str] = Counter()
    rows = []
    for row in finding.clauses:
        folded = fold(row.clause.text)
        seen[folded] += 1
        key = fingerprint(document, row.clause.text, str(seen[folded]))
        rows.append(replace(row, clause=replace(row.clause, key=key, document=document)))
    seen.clear()
    demands = []
    for one in finding.demands:
        text = finding.clauses[one.clause].clause.text[one.start : one.end]
        demands.append(replace(one, key=key_of(document, text, seen)))
    return replace(finding, document=document, clauses=tuple(rows), demands=tuple(demands))
