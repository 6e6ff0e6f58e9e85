"""The change report as data: two revisions, what changed, what was announced, who must act."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.requirement import Label
from domain.revision import Change, ChangeKind, Direction, Relation, Segment, Standing, ValueChange

SUBSTANCE = frozenset(
    {
        ChangeKind.VALUE_CHANGED,
        ChangeKind.STRENGTHENED,
        ChangeKind.WEAKENED,
        ChangeKind.NEW,
        ChangeKind.REMOVED,
    }
)


class Outcome(StrEnum):
    """What became of an announced change when it was looked for.

    OTHERWISE: something changed there, but not what was announced (another value, or substance
    where only wording was announced).  UNCHECKED: it names nothing that could be looked up.
    """

    FOUND = "found"
    OTHERWISE = "otherwise"
    ABSENT = "absent"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class SectionPlace:
    """A place that a revision history names.

    ``kind`` is section, annex, table or figure; ``number`` is normal (``8.4.2``, ``B``, ``2.1``);
    ``row`` is the item of a table or annex, empty for the whole.
    """

    kind: str
    number: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Announcement:
    """One thing that the customer says to have changed; ``text`` is the customer's own words.

    ``shares_places`` says that the places stand for several announcements together.
    """

    text: str
    revision: str = ""
    date: str = ""
    places: tuple[SectionPlace, ...] = ()
    is_editorial: bool = False
    is_general: bool = False
    shares_places: bool = False


@dataclass(frozen=True, slots=True)
class Announced:
    """An announcement and the changes that are meant by it; ``untouched`` are places where nothing changed."""

    announcement: Announcement
    outcome: Outcome
    changes: tuple[Change, ...] = ()
    untouched: tuple[SectionPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnouncedComparison:
    """What the customer announced against what really changed.

    ``unannounced`` has the changes of substance first.  ``own_marks`` are changes that every
    revision has: its number and dates, its history, its approval box.  ``has_history`` is False
    where the new revision has no history at all.
    """

    announced: tuple[Announced, ...] = ()
    unannounced: tuple[Change, ...] = ()
    own_marks: tuple[Change, ...] = ()
    has_history: bool = False


@dataclass(frozen=True, slots=True)
class RevisionFacts:
    """What the report says of one revision; empty where the document does not say.

    ``file`` is the name without its folder.  ``problems`` are codes of what went wrong in reading.
    """

    file: str
    title: str = ""
    number: str = ""
    revision: str = ""
    date: str = ""
    pages: int | None = None
    problems: tuple[str, ...] = ()


class EntryGroup(StrEnum):
    """Where an entry stands in the report."""

    SUBSTANCE = "substance"
    SETTING = "setting"
    OTHER_TEXT = "other_text"
    OWN_MARK = "own_mark"


class Notice(StrEnum):
    """Whether a change was announced by the customer."""

    ANNOUNCED = "announced"
    UNANNOUNCED = "unannounced"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class EntrySide:
    """A clause as one revision has it; ``page`` from 1, or the name of a sheet, empty if unknown."""

    key: str
    text: str
    section: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One change as a person reads it.

    ``segments`` is the marked difference, empty where one side is absent.  ``department`` is
    the id of who must act, ``decision`` the code of what was decided on the old words.
    """

    kind: ChangeKind
    group: EntryGroup
    direction: Direction = Direction.UNKNOWN
    relation: Relation = Relation.ONE
    old: EntrySide | None = None
    new: EntrySide | None = None
    segments: tuple[Segment, ...] = ()
    values: tuple[ValueChange, ...] = ()
    label: Label | None = None
    topic: str = ""
    department: str = ""
    standing: Standing = Standing.REOPEN
    decision: str = ""
    notice: Notice = Notice.UNKNOWN


@dataclass(frozen=True, slots=True)
class AnnouncedEntry:
    """An announcement with the places (in ``ChangeReport.entries``, from 0) of its changes."""

    announcement: Announcement
    outcome: Outcome
    entries: tuple[int, ...] = ()
    untouched: tuple[SectionPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """The whole.  ``entries`` are by group, then in reading order; ``unchanged`` clauses are counted only.

    ``unannounced`` are places in ``entries``; ``has_history`` as in ``AnnouncedComparison``.
    ``generated`` is ISO 8601, empty where the report does not say when it was made.
    """

    customer: str
    old: RevisionFacts
    new: RevisionFacts
    counts: tuple[tuple[ChangeKind, int], ...]
    entries: tuple[ReportEntry, ...]
    announced: tuple[AnnouncedEntry, ...] = ()
    unannounced: tuple[int, ...] = ()
    has_history: bool = False
    generated: str = ""
