"""A change report out of the state: two revisions of a document as earlier runs have read them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from domain.document import Document, DocumentStatus, Facts, SourceFile
from domain.report import ChangeReport
from domain.text import fold
from pipeline import comparison, store
from pipeline.errors import UsageError
from pipeline.recall import state_file
from pipeline.report import ReportSide, make
from pipeline.store import Revision


def report_of_document(
    out: Path, name: str, from_: str | None, to: str | None, generated: str = ""
) -> ChangeReport:
    """Compare two revisions of a document: by default the last but one with the last.

    ``name`` is its id, number, title or path.  The decisions are those that stood before the
    newer revision came.  Raises UsageError, StoreError.
    """
    with store.opened(state_file(out)) as state:
        document = _named(list(state.revisions().values()), name)
        known = _once(state.revisions_of(document))
        new = _chosen(known, to, len(known) - 1, document)
        old = _chosen(known, from_, max(known.index(new) - 1, 0), document)
        if old is new:
            raise UsageError("one_revision", document=document, known=_listed(known))
        decisions = state.decisions(before=new.run)
    return make(_side(old), _side(new), decisions=decisions, generated=generated)


def _named(latest: Sequence[Revision], name: str) -> str:
    """Return the id of the one document that is meant.  Raises UsageError."""
    for one in latest:
        if one.document == name:
            return name
    wanted = fold(name.replace("\\", "/"))
    found = [one for one in latest if wanted in _names(one)]
    if len(found) != 1:
        key = "many_documents" if found else "no_such_document"
        raise UsageError(key, name=name, found=", ".join(one.document for one in found))
    return found[0].document


def _names(one: Revision) -> set[str]:
    facts, path = _facts(one), Path(one.path)
    return {fold(name) for name in (facts.number, facts.title, one.path, path.name, path.stem) if name}


def _facts(one: Revision) -> Facts:
    return msgspec.json.decode(one.facts, type=Facts)


def _once(every: Sequence[Revision]) -> list[Revision]:
    """Return each content once, as it was last read, in the order in which they came."""
    latest: dict[str, Revision] = {}
    first: dict[str, int] = {}
    for at, one in enumerate(every):
        latest[one.sha256] = one
        first.setdefault(one.sha256, at)
    return sorted(latest.values(), key=lambda one: first[one.sha256])


def _chosen(known: list[Revision], wanted: str | None, default: int, document: str) -> Revision:
    """Return the revision that a person names as the document does, by date, or by SHA-256."""
    if wanted is None:
        return known[default]
    folded = fold(wanted)
    found = [
        one
        for one in known
        for facts in (_facts(one),)
        if folded in {fold(facts.revision or ""), fold(facts.date or "")}
        or (len(wanted) >= 6 and one.sha256.startswith(wanted.lower()))
    ]
    if not found:
        raise UsageError("no_revision", revision=wanted, document=document, known=_listed(known))
    return found[-1]


def _listed(known: Sequence[Revision]) -> str:
    facts = [(_facts(one), one) for one in known]
    return ", ".join(said.revision or said.date or one.sha256[:12] for said, one in facts)


def _side(one: Revision) -> ReportSide:
    finding = comparison.unpacked(one)
    document = Document(
        id=one.document,
        source=SourceFile(one.path, one.sha256, 0),
        customer=one.customer,
        facts=_facts(one),
        blocks=(),
        status=DocumentStatus.OK,
        format=finding.format,
        pages=finding.pages,
        coverage=finding.coverage,
        problems=finding.problems,
    )
    return ReportSide(document, [row.clause for row in finding.clauses], finding.requirements())
