"""Twin texts become one row that keeps both; what they say differently is reported with both places.

Nothing is dropped: a requirement gives up its row only to its own translation, and not when
somebody decided on it, wrote beside it, or has to look at what became of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from domain.document import Document, DocumentStatus, Locator
from domain.problem import Problem, Severity
from domain.requirement import Clause, Label, Reason
from domain.review import ClauseRow, Decision, OwnNotes, Row, Twin, TwinDifference, TwinPair
from pipeline.reconcile import REMOVED, is_blank

if TYPE_CHECKING:
    from pipeline.lineage import Placed

_CONTRADICTION, _DIFFERS = "contradiction", "twin.differs"
_CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Joined:
    """The rows of a run with twins joined, and what the twins say differently."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def of(rows: Sequence[Row], placed: Sequence[Placed], notes: OwnNotes) -> Joined:
    """Join the rows of a run whose texts are translations of each other."""
    current = [one for one in placed if one.document.status is not DocumentStatus.SUPERSEDED]
    return joined(
        rows, [(one.document, one.found.finding.clauses, one.found.finding.twins) for one in current], notes
    )


def joined(
    rows: Sequence[Row],
    documents: Iterable[tuple[Document, Sequence[ClauseRow], Sequence[TwinPair]]],
    notes: OwnNotes,
) -> Joined:
    """Join rows, document by document, each with its clauses and its twins."""
    joining = _Joining(rows, frozenset(cell.requirement for cell in notes.cells))
    for document, clauses, pairs in documents:
        for pair in pairs:
            one, other = (
                _Text(clauses[side.clause].clause, side.start, side.end) for side in (pair.one, pair.other)
            )
            joining.join(document, one, other, pair.differences)
    return joining.made()


@dataclass(frozen=True, slots=True)
class _Text:
    clause: Clause
    start: int
    end: int


class _Joining:
    def __init__(self, rows: Sequence[Row], noted: frozenset[str]) -> None:
        self._rows = {row.requirement.key: row for row in rows}
        self._order = [row.requirement.key for row in rows]
        self._noted = noted
        self._gone: set[str] = set()
        self._problems: list[Problem] = []
        self._of_clause: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            if row.change != REMOVED:
                self._of_clause[row.requirement.clause.key].append(row.requirement.key)

    def made(self) -> Joined:
        kept = tuple(self._rows[key] for key in self._order if key not in self._gone)
        return Joined(kept, tuple(self._problems))

    def join(
        self, document: Document, one: _Text, other: _Text, differing: tuple[TwinDifference, ...]
    ) -> None:
        """Join the rows of two texts that are translations of each other."""
        first, second = self._within(one), self._within(other)
        if not first and not second:
            return
        if differing:
            where = "; ".join(_where(one, other, difference) for difference in differing)
            self._problems.append(Problem("twin-differs", Severity.NOTE, document.source.path, where))
        if not first or not second:
            text, back = (other, differing) if first else (one, _turned(differing))
            self._add_all(first or second, Twin(text.clause, text.start, text.end, (), back))
        elif both := [key for key in first if key in second]:  # one row holds both already
            self._add_all(both, Twin(other.clause, other.start, other.end, (), differing))
        elif len(first) == len(second):
            for key, twin in zip(first, second, strict=True):
                self._absorb(key, twin, differing)
        elif self._labels(first) == self._labels(second) and self._may_go(second, first[0]):
            requirements = tuple(self._rows[key].requirement for key in second)
            whole = Twin(other.clause, other.start, other.end, (), differing)
            self._add_all(first[:1], replace(whole, requirements=requirements))
            self._add_all(first[1:], whole)
            self._gone |= set(second)

    def _add_all(self, keys: Sequence[str], twin: Twin) -> None:
        for key in keys:
            self._add(key, twin)

    def _within(self, unit: _Text) -> list[str]:
        """Return the rows that lie in a text, wholly or in part."""
        places = ((key, self._rows[key].requirement) for key in self._of_clause[unit.clause.key])
        return [
            key
            for key, one in places
            if key not in self._gone and one.start < unit.end and unit.start < one.end
        ]

    def _labels(self, keys: Iterable[str]) -> set[Label]:
        return {self._rows[key].requirement.verdict.label for key in keys}

    def _absorb(self, key: str, twin: str, differing: tuple[TwinDifference, ...]) -> None:
        """Make one row of two; the first stays unless only the second is a CSR."""
        one, other = self._rows[key].requirement, self._rows[twin].requirement
        is_other_label = one.verdict.label is not other.verdict.label
        if is_other_label and other.verdict.label is Label.CSR:
            one, other, differing = other, one, _turned(differing)
        if self._may_go([other.key], one.key):
            self._gone.add(other.key)
            self._add(
                one.key, Twin(other.clause, other.start, other.end, (other,), differing), is_other_label
            )

    def _may_go(self, keys: Sequence[str], to: str) -> bool:
        """Tell whether rows may give way to another: nobody has said or must see anything there."""
        main = self._rows[to]
        for row in (self._rows[key] for key in keys):
            said = row.decision
            if said is not None and not is_blank(said) and not _agree(main.decision, said):
                return False
            if row.standing or row.twins or row.requirement.key in self._noted:
                return False
            if row.change == _CHANGED != main.change:
                return False
        return True

    def _add(self, key: str, twin: Twin, in_doubt: bool = False) -> None:
        row = self._rows[key]
        verdict = row.requirement.verdict
        flags = dict.fromkeys(verdict.flags)
        for one in twin.requirements:
            flags |= dict.fromkeys(one.verdict.flags)
        reasons = verdict.reasons
        if twin.differences:
            flags[_CONTRADICTION] = None
            words = "; ".join(f"{one.text or '–'} ≠ {one.twin_text or '–'}" for one in twin.differences)
            reasons = (*reasons, Reason(_DIFFERS, words, 0.0))
        review = verdict.review_needed or in_doubt or bool(twin.differences)
        verdict = replace(verdict, flags=tuple(flags), reasons=reasons, review_needed=review)
        requirement = replace(row.requirement, verdict=verdict)
        self._rows[key] = replace(row, requirement=requirement, twins=(*row.twins, twin))


def _agree(one: Decision | None, other: Decision) -> bool:
    return one is not None and one.decision == other.decision


def _turned(differing: Sequence[TwinDifference]) -> tuple[TwinDifference, ...]:
    return tuple(TwinDifference(one.kind, one.twin_text, one.text) for one in differing)


def _where(one: _Text, other: _Text, difference: TwinDifference) -> str:
    places = [_place(unit, words) for unit, words in ((one, difference.text), (other, difference.twin_text))]
    return " ≠ ".join(places)


def _place(unit: _Text, words: str) -> str:
    """Return section, page and words of one side."""
    section = unit.clause.section or ""
    parts = [part for part in (section, _page(unit.clause.locator)) if part]
    return f"{' '.join(parts)} “{words or '–'}”".strip()


def _page(locator: Locator) -> str:
    if locator.page is not None:
        return f"p.{locator.page}"
    if locator.sheet is not None:
        return f"{locator.sheet}!{locator.cell or ''}"
    return f"¶{locator.paragraph}" if locator.paragraph is not None else ""
