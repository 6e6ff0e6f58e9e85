"""What the customer's own revision history announces against what really changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from domain.document import Facts
from domain.report import SUBSTANCE, Announced, AnnouncedComparison, Announcement, Outcome, SectionPlace
from domain.requirement import Clause, Label
from domain.revision import Change, ChangeKind, ClauseFacts, SegmentKind
from domain.text import fold
from pipeline.announced_history import History, announcements, history_of
from pipeline.announced_knowledge import announced_knowledge
from pipeline.announced_places import keys_of, places_in, stands_in
from pipeline.changes_values import numbers_of
from pipeline.facts_dates import find_date
from pipeline.likeness import skeleton

_ENOUGH = 0.5  # of the words of an announcement that must stand in a change to be meant by it
_NEAR = 0.15  # below the best, and still meant
_FEWEST = 2  # words: a single one is met by chance
_RUN = re.compile(r"[a-z][a-z'-]+|[\u3400-\u9fff]+")
_REVISION_WORDS = r"revision|rev|version|ver|issue|edition|版次|版本|版本号|版次号"
_ORDER = (
    ChangeKind.VALUE_CHANGED,
    ChangeKind.STRENGTHENED,
    ChangeKind.NEW,
    ChangeKind.WEAKENED,
    ChangeKind.REMOVED,
    ChangeKind.REWORDED,
    ChangeKind.MOVED,
    ChangeKind.RENUMBERED,
)


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision as this comparison sees it: what it says of itself, and its clauses."""

    facts: Facts
    clauses: Sequence[Clause]


def compare_announced(old: Revision, new: Revision, changes: Sequence[Change]) -> AnnouncedComparison:
    """Hold the history of the new revision against the changes since the old one.

    ``changes`` are those of ``align``, unchanged ones included or not.
    """
    histories = (history_of(old.clauses), history_of(new.clauses))
    real = [change for change in changes if change.kind is not ChangeKind.UNCHANGED]
    own = _OwnMarks((old, new), histories)
    marks = [change for change in real if own.is_one(change)]
    taken = {id(change) for change in marks}
    real = [change for change in real if id(change) not in taken]
    known = frozenset(number for change in changes for side in _sides(change) for _, number in keys_of(side))
    said = announcements(*histories, (old.facts, new.facts), known)
    found = tuple(_look_for(one, real, known) for one in said)
    named = {id(change) for one in found for change in one.changes if _covers(one, change)}
    unannounced = sorted((one for one in real if id(one) not in named), key=_rank)
    return AnnouncedComparison(found, tuple(unannounced), tuple(marks), bool(histories[1].entries))


def _sides(change: Change) -> Iterable[ClauseFacts]:
    return (side for side in (change.old, change.new) if side is not None)


def _covers(found: Announced, change: Change) -> bool:
    """Tell whether an announcement takes a change out of the unannounced: not substance as wording."""
    return not (found.announcement.is_editorial and change.kind in SUBSTANCE)


def _rank(change: Change) -> tuple[bool, int]:
    """Put demands before other text, and substance before setting."""
    labels = [side.label for side in _sides(change)]
    demands = any(label is not Label.NONE for label in labels)
    return change.kind not in SUBSTANCE or not demands, _ORDER.index(change.kind)


def _look_for(said: Announcement, changes: Sequence[Change], known: frozenset[str]) -> Announced:
    _, rest = places_in(said.text, known)
    meant = [change for change in changes if any(_is_at(change, place) for place in said.places)]
    untouched = tuple(one for one in said.places if not any(_is_at(change, one) for change in meant))
    if said.shares_places:
        words = _content(announced_knowledge().idle.sub(" ", rest))
        own = [change for change in meant if words & _words_of(change)]
        if not own and meant and not untouched:
            return Announced(said, Outcome.UNCHECKED, tuple(meant))
        meant, untouched = own, () if own else untouched
    if not meant and not said.is_general and not said.is_editorial:
        meant = _by_words(rest, changes)
    if not meant:
        vague = said.is_general or (said.is_editorial and not said.places)
        outcome = Outcome.UNCHECKED if vague else Outcome.ABSENT
        return Announced(said, outcome, untouched=untouched)
    otherwise = _says_another_value(rest, meant) or (
        said.is_editorial and any(change.kind in SUBSTANCE for change in meant)
    )
    return Announced(said, Outcome.OTHERWISE if otherwise else Outcome.FOUND, tuple(meant), untouched)


def _is_at(change: Change, place: SectionPlace) -> bool:
    return any(stands_in(side, place) for side in _sides(change))


def _says_another_value(rest: str, meant: Sequence[Change]) -> bool:
    """Tell whether an announcement has numbers of which none stands where something changed."""
    numbers = set(numbers_of(rest))
    texts = [(change.new or change.old, change.kind) for change in meant]
    there = {number for side, _ in texts if side for number in numbers_of(side.text)}
    return bool(numbers) and not numbers & there


def _by_words(rest: str, changes: Sequence[Change]) -> list[Change]:
    words = _content(announced_knowledge().idle.sub(" ", rest))
    if len(words) < _FEWEST:
        return []
    shares = [(len(words & _words_of(change)) / len(words), change) for change in changes]
    best = max((share for share, _ in shares), default=0.0)
    if best < _ENOUGH:
        return []
    return [change for share, change in shares if share >= max(_ENOUGH, best - _NEAR)]


@lru_cache(maxsize=10_000)
def _words_of(change: Change) -> frozenset[str]:
    """Return the words of a change's headings and texts, for a title says what a clause is about."""
    return frozenset(
        word
        for side in _sides(change)
        for text in (*side.headings[-1:], side.text, *side.header)
        for word in _content(fold(text))
    )


def _content(folded: str) -> frozenset[str]:
    """Return English words and pairs of Chinese characters."""
    words: set[str] = set()
    for run in _RUN.findall(folded):
        if run[0].isascii():
            words.add(run.rstrip("s") if len(run) > 3 else run)
        else:
            words |= {run[at : at + 2] for at in range(max(1, len(run) - 1))}
    return frozenset(words)


class _OwnMarks:
    """Tells changes that every revision has: its own number and dates, its history, its approval box."""

    def __init__(self, sides: tuple[Revision, Revision], histories: tuple[History, History]) -> None:
        self._keys = histories[0].keys | histories[1].keys
        self._marks = tuple(_marks(side, one) for side, one in zip(sides, histories, strict=True))

    def is_one(self, change: Change) -> bool:
        if any(side.key in self._keys for side in _sides(change)):
            return True
        if change.old is None or change.new is None:
            return False
        if not any(one.kind is not SegmentKind.EQUAL for one in change.differences):
            return False
        return self._bare(change.old.text, 0) == self._bare(change.new.text, 1)

    def _bare(self, text: str, at: int) -> str:
        dates, revision = self._marks[at]
        plain = text
        found = find_date(plain)
        if found is not None and found.iso in dates:
            plain = f"{plain[: found.start]} \x00 {plain[found.end :]}"
        if revision:
            plain = _revision_pattern(revision).sub("\x00", fold(plain))
        return skeleton(plain)


@cache
def _revision_pattern(revision: str) -> re.Pattern[str]:
    """Return what finds a revision's mark; a bare 3 or B only behind a word for revisions."""
    mark = fold(revision)
    label = "" if re.fullmatch(r"[a-z]{1,2}/\d{1,2}", mark) else rf"(?:{_REVISION_WORDS})[\s|:.]*"
    return re.compile(rf"{label}(?<![a-z\d/.]){re.escape(mark)}(?![a-z\d/]|\.\d)")


def _marks(side: Revision, history: History) -> tuple[frozenset[str], str]:
    """Return the dates and the revision that a document gives itself."""
    dates = {side.facts.date or ""} | {entry.date for entry in history.entries}
    return frozenset(dates - {""}), side.facts.revision or ""
