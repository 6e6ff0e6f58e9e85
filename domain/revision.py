"""What one revision of a document changed in the next, clause by clause."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.requirement import Clause, Label, Modality, Party, Target, Verdict


class ChangeKind(StrEnum):
    """The class of a pair of clauses, or of a clause without a partner."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    REWORDED = "reworded"
    VALUE_CHANGED = "value_changed"
    STRENGTHENED = "strengthened"
    WEAKENED = "weakened"
    NEW = "new"
    REMOVED = "removed"


class Direction(StrEnum):
    """Whether a change of substance asks more of the supplier, or less."""

    STRICTER = "stricter"
    LOOSER = "looser"
    UNKNOWN = "unknown"


class Relation(StrEnum):
    """How many clauses stand on either side of a change."""

    ONE = "one"
    SPLIT = "split"
    MERGE = "merge"


class Standing(StrEnum):
    """What becomes of a decision that was taken on the old words."""

    STANDS = "stands"
    CONFIRM = "confirm"
    REOPEN = "reopen"


class SegmentKind(StrEnum):
    """What a piece of a marked difference is."""

    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class ClauseFacts:
    """What the comparison of revisions knows of a clause, or of a requirement in it.

    ``order`` is the place in reading order.  ``headings`` is the path from the outermost, numbers
    included.  What the verdict adds may be absent: a comparison without it is complete, only
    the direction of some changes stays unknown.
    """

    key: str
    text: str
    order: int
    number: str | None = None
    headings: tuple[str, ...] = ()
    lead_in: str = ""
    header: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    is_heading: bool = False
    label: Label | None = None
    modality: Modality | None = None
    obligated: Party | None = None
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a marked difference.

    The pieces of kind equal and delete, joined, are the old text; equal and insert the new one.
    Where an equal piece differs in blanks or width only, ``old`` and ``new`` keep the words of
    both.  Offsets count characters in the two texts; they are empty ranges where the piece is
    absent from that side.
    """

    kind: SegmentKind
    old: str
    new: str
    old_start: int
    new_start: int


@dataclass(frozen=True, slots=True)
class ValueChange:
    """An old value and what took its place; an empty text where one was added or dropped."""

    old: str
    new: str
    direction: Direction = Direction.UNKNOWN


@dataclass(frozen=True, slots=True)
class Change:
    """An old clause, its new one, and what happened between them.

    ``old`` is absent for what is new, ``new`` for what is removed, except in a split or a merge:
    there each further part keeps the clause it comes from (or went into) and ``group``, the
    key of the one clause, links the parts.  ``reasons`` are the codes of what was seen:
    ``modality``, ``party``, ``value``, ``words``, ``added``, ``dropped``, ``exception``,
    ``lead_in``, ``header``, ``heading``, ``order``, ``number``.
    """

    kind: ChangeKind
    old: ClauseFacts | None = None
    new: ClauseFacts | None = None
    differences: tuple[Segment, ...] = ()
    values: tuple[ValueChange, ...] = ()
    direction: Direction = Direction.UNKNOWN
    relation: Relation = Relation.ONE
    group: str | None = None
    reasons: tuple[str, ...] = ()

    @property
    def standing(self) -> Standing:
        """What becomes of the old decision: the parts of a merge are always decided again."""
        return Standing.REOPEN if self.relation is Relation.MERGE else stands(self.kind)


_STANDING = {
    ChangeKind.UNCHANGED: Standing.STANDS,
    ChangeKind.MOVED: Standing.STANDS,
    ChangeKind.RENUMBERED: Standing.STANDS,
    ChangeKind.REWORDED: Standing.CONFIRM,
}


def stands(kind: ChangeKind) -> Standing:
    """Tell what a class of change means for the decision: doubt reopens it."""
    return _STANDING.get(kind, Standing.REOPEN)


def facts_of(
    clause: Clause, order: int, verdict: Verdict | None = None, *, key: str = "", text: str = ""
) -> ClauseFacts:
    """Return what the comparison needs of a clause; ``key`` and ``text`` where a requirement is meant."""
    return ClauseFacts(
        key=key or clause.key,
        text=text or clause.text,
        order=order,
        number=clause.number,
        headings=clause.headings,
        lead_in=clause.lead_in,
        header=clause.header,
        cells=clause.cells,
        is_heading=clause.is_heading,
        label=verdict.label if verdict else None,
        modality=verdict.modality if verdict else None,
        obligated=verdict.obligated if verdict else None,
        targets=verdict.targets if verdict else (),
    )
