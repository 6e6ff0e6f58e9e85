"""What lies in the inbox against what lay there before: requirements, changes, what is gone."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from domain.document import Document, DocumentStatus, Facts, SourceFile
from domain.requirement import Requirement
from domain.review import ClauseRow
from pipeline import carry
from pipeline.finding import Finding, decode, encode, rekeyed
from pipeline.lineage import Placed
from pipeline.recall import Recollection
from pipeline.store import Alteration, Revision, Store

_STANDS = "stands"


@dataclass(frozen=True, slots=True)
class Compared:
    """The requirements under the keys that stay, what changed, and what the state has to learn.

    ``is_new_epoch`` says that the documents differ from those of the last run; ``changes``
    are then this run's, else those that are still shown.
    """

    clauses: tuple[ClauseRow, ...]
    requirements: tuple[Requirement, ...]
    gone: tuple[Requirement, ...]
    past: tuple[Document, ...]
    changes: Mapping[str, Alteration]
    pending: Mapping[str, Alteration]
    is_new_epoch: bool
    revisions: tuple[Revision, ...]
    adopted: Mapping[tuple[str, str, str], str]


@dataclass(slots=True)
class _Gathered:
    clauses: list[ClauseRow] = field(default_factory=list)
    requirements: list[Requirement] = field(default_factory=list)
    changes: dict[str, Alteration] = field(default_factory=dict)
    revisions: list[Revision] = field(default_factory=list)
    adopted: dict[tuple[str, str, str], str] = field(default_factory=dict)


def compare(placed: Sequence[Placed], known: Recollection, state: Store) -> Compared:
    """Compare the documents of this run with those of earlier ones."""
    return _Comparison(placed, known, state).made()


def unpacked(revision: Revision) -> Finding:
    """Return what a recorded revision held."""
    return decode(zlib.decompress(revision.finding))


class _Comparison:
    def __init__(self, placed: Sequence[Placed], known: Recollection, state: Store) -> None:
        self._placed, self._known, self._state = placed, known, state
        self._adopted = state.adopted()
        self._last_decision = state.last_decision()
        self._before: dict[str, set[str]] = defaultdict(set)
        for key, seen in known.seen.items():
            if seen.in_last_run:
                self._before[seen.document].add(key)
        self._older = {one.lineage: one for one in placed if one.document.status is DocumentStatus.SUPERSEDED}
        self._all = _Gathered()

    def made(self) -> Compared:
        """Return the whole comparison."""
        for one in self._placed:
            self._take(one)
        every = self._all
        present = {requirement.key for requirement in every.requirements}
        before = {key for keys in self._before.values() for key in keys}
        gone = self._removed(before - present)
        fresh = present != before or bool(every.changes)
        changes = every.changes if fresh else self._shown_still()
        removed = self._requirements([one for one in changes.values() if one.kind == "removed"])
        waiting = {key: one for key, one in every.changes.items() if one.standing != _STANDS}
        return Compared(
            tuple(every.clauses),
            tuple(every.requirements),
            tuple(removed.values()),
            self._past({one.clause.document for one in removed.values()}),
            changes,
            self._state.pending() | waiting,
            fresh and (bool(gone) or bool(changes)),
            tuple(every.revisions),
            every.adopted,
        )

    def _take(self, one: Placed) -> None:
        document = one.document
        own = rekeyed(one.found.finding, document.id)
        self._all.clauses.extend(own.clauses)
        if document.status is DocumentStatus.SUPERSEDED or one.found.same_as is not None:
            return
        sha256 = document.source.sha256
        keys = {
            side.key: self._adopted.get((document.id, sha256, side.key), side.key) for side in own.demands
        }
        finding = carry.under_keys(own, keys)
        before = self._before[document.id]
        mark = f"{sha256} {document.source.path}"
        if {side.key for side in finding.demands} != before:
            finding = self._carried(one, finding, keys)
        for side in finding.demands:
            if side.key not in before and side.key not in self._all.changes:
                self._all.changes[side.key] = Alteration(
                    side.key, document.id, "new", None, _STANDS, self._last_decision
                )
        if self._known.marks.get(document.id) != mark or any(
            change.document == document.id for change in self._all.changes.values()
        ):
            self._all.revisions.append(_revision(document, finding))
        self._all.requirements.extend(finding.requirements())

    def _carried(self, one: Placed, finding: Finding, keys: Mapping[str, str]) -> Finding:
        """Take over what an earlier revision of the document has, where there is one."""
        document = one.document
        old = self._old(one)
        if old is None:
            return finding
        sha256 = document.source.sha256
        carried = carry.carry(old, finding, sha256, self._last_decision)
        self._all.changes.update({change.requirement: change for change in carried.changes})
        for own, now in keys.items():
            taken = carried.adopted.get(now, now)
            if taken != own:
                self._all.adopted[document.id, sha256, own] = taken
        return carried.finding

    def _old(self, one: Placed) -> Finding | None:
        document = one.document
        if document.id in self._known.marks:
            return unpacked(self._state.revisions([document.id])[document.id])
        older = self._older.get(one.lineage)
        return rekeyed(older.found.finding, document.id) if older is not None else None

    def _removed(self, keys: set[str]) -> set[str]:
        for key in keys:
            document = self._known.seen[key].document
            if key not in self._all.changes:
                self._all.changes[key] = Alteration(
                    key, document, "removed", None, _STANDS, self._last_decision
                )
        return keys

    def _shown_still(self) -> dict[str, Alteration]:
        """Return the changes that the last run showed which found other documents."""
        if self._known.last is None:
            return {}
        return {one.requirement: one for one in self._state.changes(self._known.last.epoch)}

    def _requirements(self, removed: Sequence[Alteration]) -> dict[str, Requirement]:
        wanted: dict[str, set[str]] = defaultdict(set)
        for one in removed:
            wanted[one.document].add(one.requirement)
        found: dict[str, Requirement] = {}
        for document, keys in wanted.items():
            for revision in reversed(self._state.revisions_of(document)):
                if not keys - found.keys():
                    break
                for requirement in unpacked(revision).requirements():
                    if requirement.key in keys:
                        found.setdefault(requirement.key, requirement)
        return found

    def _past(self, documents: set[str]) -> tuple[Document, ...]:
        present = {one.document.id for one in self._placed}
        past = self._state.revisions(documents - present).values() if documents - present else ()
        return tuple(
            Document(
                id=one.document,
                source=SourceFile(one.path, one.sha256, 0),
                customer=one.customer,
                facts=msgspec.json.decode(one.facts, type=Facts),
                blocks=(),
                status=DocumentStatus.OK,
            )
            for one in past
        )


def _revision(document: Document, finding: Finding) -> Revision:
    return Revision(
        run=0,
        document=document.id,
        sha256=document.source.sha256,
        customer=document.customer,
        path=document.source.path,
        facts=msgspec.json.encode(document.facts).decode(),
        finding=zlib.compress(encode(finding), 6),
    )
