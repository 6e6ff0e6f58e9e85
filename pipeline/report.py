"""The change report: two revisions of a document with everything a person has to know of the change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from domain.document import Document
from domain.knowledge import KNOWLEDGE, read_table
from domain.report import (
    SUBSTANCE,
    AnnouncedComparison,
    AnnouncedEntry,
    ChangeReport,
    EntryGroup,
    EntrySide,
    Notice,
    ReportEntry,
    RevisionFacts,
)
from domain.requirement import Clause, Kind, Label, Requirement, Verdict
from domain.review import Decision
from domain.revision import Change, ChangeKind, ClauseFacts, Relation, Segment, facts_of
from pipeline.alignment import align, counts
from pipeline.announced import Revision, compare_announced
from workbook.differences import differences

_STRONGEST = (Label.CSR, Label.PRODUCT, Label.COMMERCIAL, Label.NONE)
_GROUPS = tuple(EntryGroup)


@dataclass(frozen=True, slots=True)
class ReportSide:
    """One revision: the document, its clauses, and what was found to be demanded in them."""

    document: Document
    clauses: Sequence[Clause]
    requirements: Sequence[Requirement] = ()


@dataclass(frozen=True, slots=True)
class _Sides:
    """Both revisions by the keys of their clauses; ``verdicts`` hold the strongest of each clause."""

    old: Mapping[str, Clause]
    new: Mapping[str, Clause]
    verdicts: tuple[Mapping[str, Verdict], Mapping[str, Verdict]]
    judged: bool
    decisions: Mapping[str, str] = field(default_factory=dict)


def make(
    old: ReportSide,
    new: ReportSide,
    *,
    decisions: Mapping[str, Decision] | None = None,
    changes: Sequence[Change] | None = None,
    generated: str = "",
) -> ChangeReport:
    """Return the report of what the new revision changed.

    Without requirements nothing is known of topics and departments, and every text counts as a
    demand.  ``decisions`` are by the key of the old requirement; ``changes`` spares aligning the
    clauses once more, their keys must be those of the clauses.
    """
    verdicts = (_strongest(old.requirements), _strongest(new.requirements))
    sides = _Sides(
        {clause.key: clause for clause in old.clauses},
        {clause.key: clause for clause in new.clauses},
        verdicts,
        bool(old.requirements or new.requirements),
        _decided(old.requirements, decisions or {}),
    )
    if changes is None:
        changes = align(_facts(old, verdicts[0], sides), _facts(new, verdicts[1], sides))
    compared = compare_announced(
        Revision(old.document.facts, old.clauses), Revision(new.document.facts, new.clauses), changes
    )
    return _report((old.document, new.document), changes, compared, sides, generated)


def _report(
    documents: tuple[Document, Document],
    changes: Sequence[Change],
    compared: AnnouncedComparison,
    sides: _Sides,
    generated: str,
) -> ChangeReport:
    notices = _notices(compared)
    marks = {id(change) for change in compared.own_marks}
    real = [change for change in changes if change.kind is not ChangeKind.UNCHANGED]
    made = [
        (change, _entry(change, sides, notices.get(id(change), Notice.UNKNOWN), is_mark=id(change) in marks))
        for change in real
    ]
    made.sort(key=lambda one: _GROUPS.index(one[1].group))
    at = {id(change): place for place, (change, _) in enumerate(made)}
    return ChangeReport(
        customer=documents[1].customer,
        old=_revision_facts(documents[0]),
        new=_revision_facts(documents[1]),
        counts=tuple(counts(changes).items()),
        entries=tuple(entry for _, entry in made),
        announced=tuple(
            AnnouncedEntry(
                one.announcement, one.outcome, tuple(at[id(change)] for change in one.changes), one.untouched
            )
            for one in compared.announced
        ),
        unannounced=tuple(at[id(change)] for change in compared.unannounced),
        has_history=compared.has_history,
        generated=generated,
    )


def _notices(compared: AnnouncedComparison) -> dict[int, Notice]:
    """Tell of each change whether it was announced; a history that says nothing new announces nothing."""
    if not compared.has_history:
        return {}
    notices = {id(change): Notice.ANNOUNCED for one in compared.announced for change in one.changes}
    return notices | {id(change): Notice.UNANNOUNCED for change in compared.unannounced}


def _strongest(requirements: Sequence[Requirement]) -> dict[str, Verdict]:
    """Return the verdict that matters most of each clause: CSR first, then the surest."""
    best: dict[str, Verdict] = {}
    for requirement in requirements:
        held = best.get(requirement.clause.key)
        if held is None or _weight(requirement.verdict) < _weight(held):
            best[requirement.clause.key] = requirement.verdict
    return best


def _weight(verdict: Verdict) -> tuple[int, float]:
    return _STRONGEST.index(verdict.label), -verdict.confidence


def _facts(side: ReportSide, verdicts: Mapping[str, Verdict], sides: _Sides) -> tuple[ClauseFacts, ...]:
    nothing = Verdict(Kind.INFORMATIVE, Label.NONE) if sides.judged else None
    return tuple(
        facts_of(clause, order, verdicts.get(clause.key, nothing))
        for order, clause in enumerate(side.clauses)
    )


def _decided(requirements: Sequence[Requirement], decisions: Mapping[str, Decision]) -> dict[str, str]:
    """Return by clause what was decided on its requirements, parted by a blank where they differ."""
    found: dict[str, dict[str, None]] = {}
    for requirement in requirements:
        decision = decisions.get(requirement.key)
        if decision is not None and decision.decision not in ("", "open"):
            found.setdefault(requirement.clause.key, {})[decision.decision] = None
    return {key: " ".join(codes) for key, codes in found.items()}


def _entry(change: Change, sides: _Sides, notice: Notice, *, is_mark: bool) -> ReportEntry:
    verdict = _verdict(change, sides)
    group = EntryGroup.OWN_MARK if is_mark else _group(change, verdict, sides)
    acts = verdict is not None and verdict.label is not Label.NONE and group is not EntryGroup.OWN_MARK
    return ReportEntry(
        kind=change.kind,
        group=group,
        direction=change.direction,
        relation=change.relation,
        old=_side(change.old, sides.old),
        new=_side(change.new, sides.new),
        segments=_segments(change),
        values=change.values,
        label=verdict.label if verdict and group is not EntryGroup.OWN_MARK else None,
        topic=verdict.topic if verdict and acts else "",
        department=_department(verdict) if verdict and acts else "",
        standing=change.standing,
        decision=sides.decisions.get(change.old.key, "") if change.old else "",
        notice=notice,
    )


def _segments(change: Change) -> tuple[Segment, ...]:
    """Return the marked difference, also of what only moved; none between the parts of a split or merge."""
    if change.differences or change.old is None or change.new is None or change.relation is not Relation.ONE:
        return change.differences
    return differences(change.old.text, change.new.text)


def _verdict(change: Change, sides: _Sides) -> Verdict | None:
    """Return the verdict of the new words, of the old ones where those demanded and are gone or weaker."""
    old = sides.verdicts[0].get(change.old.key) if change.old else None
    new = sides.verdicts[1].get(change.new.key) if change.new else None
    if old is not None and (new is None or _weight(old)[0] < _weight(new)[0]):
        return old
    return new


def _group(change: Change, verdict: Verdict | None, sides: _Sides) -> EntryGroup:
    if change.kind not in SUBSTANCE:
        return EntryGroup.SETTING
    demands = verdict is not None and verdict.label is not Label.NONE
    return EntryGroup.SUBSTANCE if demands or not sides.judged else EntryGroup.OTHER_TEXT


def _side(facts: ClauseFacts | None, clauses: Mapping[str, Clause]) -> EntrySide | None:
    if facts is None:
        return None
    clause = clauses.get(facts.key)
    section = (clause.section or "") if clause else ""
    heading = facts.headings[-1] if facts.headings else ""
    words = heading if not section or section in heading else f"{section} {_title(heading)}".strip()
    return EntrySide(facts.key, facts.text, " ".join(words.split()), _page(clause))


def _title(heading: str) -> str:
    """Return a heading without its own number, which the section's number says in full."""
    first, _, rest = heading.partition(" ")
    return rest if rest and any(char.isdigit() for char in first) else heading


def _page(clause: Clause | None) -> str:
    """Return page or slide, or sheet and cell, as one word."""
    if clause is None:
        return ""
    place = clause.locator
    if place.sheet is not None:
        return f"{place.sheet}!{place.cell}" if place.cell else place.sheet
    number = place.page if place.page is not None else place.slide
    return "" if number is None else str(number)


def _department(verdict: Verdict) -> str:
    if verdict.department:
        return verdict.department
    records = read_table(KNOWLEDGE / "topics.tsv", ("id", "department"))
    return next((one["department"] for one in records if one["id"] == verdict.topic), "")


def _revision_facts(document: Document) -> RevisionFacts:
    facts = document.facts
    return RevisionFacts(
        file=PurePosixPath(document.source.path).name,
        title=facts.title or "",
        number=facts.number or "",
        revision=facts.revision or "",
        date=facts.date or "",
        pages=document.pages,
        problems=tuple(dict.fromkeys(problem.code for problem in document.problems)),
    )
