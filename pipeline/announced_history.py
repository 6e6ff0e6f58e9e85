"""A document's own history of revisions, read from its clauses: tables, and lists of changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from domain.document import Facts
from domain.report import Announcement
from domain.requirement import Clause
from domain.text import fold, has_han
from pipeline.announced_knowledge import announced_knowledge
from pipeline.announced_places import normal, places_in
from pipeline.facts_dates import find_date
from pipeline.facts_knowledge import fact_words
from pipeline.facts_labels import label_of
from pipeline.likeness import skeleton

_ITEMS = re.compile(
    r"[;；。\n•●■▪◆·]+|(?<=[a-z\d)])\.\s+(?=[A-Z])|(?:^|(?<=[\s；;。，,:：]))(?:[(（]?\d{1,2}[)）、]|\d{1,2}\.(?=\s|[^\d\s])|[①-⑳])\s*"
)
_OPENS = re.compile(
    r"\s*(?:(?:rev(?:ision)?|version|ver|issue|edition|v)\s*\.?\s*[a-z]?[\d./]*[a-z]?(?![a-z])|版[本次]\s*[:：]?\s*[a-z]?[\d./]+|第.{1,4}版|[a-z]\s*/\s*\d{1,2}\s*版?(?=[\s:：(（]))",
    re.IGNORECASE,
)
_LONGEST_TITLE = 60
_LONGEST_ENTRY, _MOST_PIECES = 20_000, 500  # of one row; beyond is damage, or an attack
_TELLING = 4  # Chinese characters that tell a head also within a longer one


@dataclass(frozen=True, slots=True)
class Entry:
    """One row or paragraph of a history; ``places`` is the column that names them."""

    clause: Clause
    revision: str
    date: str
    text: str
    places: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """The entries, and the keys of all clauses that belong to the history or stand beside it."""

    entries: tuple[Entry, ...]
    keys: frozenset[str]


def history_of(clauses: Sequence[Clause]) -> History:
    """Return the history of revisions of a document, in its own order."""
    rows = tuple(_rows(clauses))
    entries = rows or tuple(_paragraphs(clauses))
    around = {entry.clause.headings for entry in entries if _is_title(entry.clause.headings[-1:])}
    keys = {entry.clause.key for entry in entries}
    keys |= {clause.key for clause in clauses if clause.headings in around}
    return History(entries, frozenset(keys))


def _rows(clauses: Sequence[Clause]) -> Iterator[Entry]:
    revision = ""
    head: tuple[str, ...] = ()
    for clause in clauses:
        if not clause.cells:
            head = ()
            continue
        if is_history_head(clause.header):
            head = clause.header
        elif is_history_head(clause.cells):
            head = clause.cells
        elif clause.header != head and clause.header:
            head = ()
        if not head or clause.cells == head:
            revision = revision if head else ""
            continue
        entry = _row(clause, head, revision)
        revision = entry.revision
        if entry.text.strip():
            yield entry


def _row(clause: Clause, head: tuple[str, ...], revision: str) -> Entry:
    cells = {"revision": "", "date": "", "places": "", "text": ""}
    for name, cell in zip(head, clause.cells, strict=False):
        column = _column(name)
        if column and not cells[column].strip():
            cells[column] = cell
    found = find_date(cells["date"])
    revised = cells["revision"].strip() or revision
    return Entry(clause, revised, found.iso if found else "", cells["text"], cells["places"])


def _column(head: str) -> str | None:
    label = label_of(head)
    if label == "revision":
        return "revision"
    if label is not None and label.startswith("date"):
        return "date"
    folded = fold(head)
    parts = (folded, *folded.split())
    if folded in announced_knowledge().history.places:
        return "places"
    words = fact_words().change
    longer = any(has_han(word) and len(word) >= _TELLING and word in folded for word in words)
    return "text" if longer or any(part in words for part in parts) else None


def is_history_head(cells: tuple[str, ...]) -> bool:
    """Tell whether these are the heads of a table of revisions."""
    columns = {_column(cell) for cell in cells}
    return "text" in columns and bool({"revision", "date"} & columns)


def _is_title(titles: Sequence[str]) -> bool:
    words = (*fact_words().history_titles, *announced_knowledge().history.titles)
    folded = [fold(one) for one in titles if len(one) <= _LONGEST_TITLE]
    return any(word in one for one in folded for word in words)


def _paragraphs(clauses: Sequence[Clause]) -> Iterator[Entry]:
    """Yield the changes that stand as text under a title, or complete a lead-in."""
    section: tuple[str, ...] = ()
    revision = date = ""
    for clause in clauses:
        titles = (*clause.headings[-1:], clause.lead_in)
        if clause.is_heading or clause.cells or not _is_title(titles):
            continue
        if clause.headings != section:
            section, revision, date = clause.headings, "", ""
        opened = _OPENS.match(clause.text)
        if opened:
            revision = opened[0].strip()
            found = find_date(clause.text)
            date = found.iso if found else ""
        text = clause.text[opened.end() :] if opened else clause.text
        yield Entry(clause, revision, date, text)


def newer_entries(old: History, new: History, old_facts: Facts, new_facts: Facts) -> tuple[Entry, ...]:
    """Return the entries of the new history that came after the old revision.

    All that the old history does not have, by words and by revision; where there is no old
    history, those behind the old revision's own on the side of the newest, or the newest
    revision's alone.
    """
    entries = list(new.entries)
    if old.entries:
        seen = {skeleton(one.clause.text) for one in old.entries}
        past = {one.revision for one in old.entries} | {old_facts.revision or ""}
        return tuple(
            one for one in entries if skeleton(one.clause.text) not in seen and not _is_any(one, past)
        )
    newest = _newest(entries, new_facts.revision)
    if newest is None:
        return ()
    base = _place(entries, old_facts.revision)
    if base is None:
        return tuple(one for one in entries if _same(one.revision, entries[newest].revision))
    side = entries[base + 1 :] if newest > base else entries[:base]
    return tuple(one for one in side if not _same(one.revision, entries[base].revision))


def _is_any(entry: Entry, revisions: set[str]) -> bool:
    return bool(entry.revision) and any(_same(entry.revision, one) for one in revisions if one)


def _place(entries: list[Entry], revision: str | None) -> int | None:
    """Return the place of a revision's first entry."""
    for at, entry in enumerate(entries):
        if revision and entry.revision and _same(entry.revision, revision):
            return at
    return None


def _newest(entries: list[Entry], revision: str | None) -> int | None:
    if not entries:
        return None
    place = _place(entries, revision)
    if place is not None:
        return place
    return max(range(len(entries)), key=lambda at: (entries[at].date, at))


_LABELS = re.compile(r"rev(?:ision)?|ver(?:sion)?|issue|edition|版[本次]?|第|[\s.:：/]|^v(?=\d)")


def _same(one: str, other: str) -> bool:
    left, right = (normal(_LABELS.sub("", fold(text))) for text in (one, other))
    return left == right or (left.isdecimal() and right.isdecimal() and int(left) == int(right))


def announcements(
    old: History, new: History, facts: tuple[Facts, Facts], known: frozenset[str]
) -> tuple[Announcement, ...]:
    """Return what the new revision's history says of changes since the old one, a piece each."""
    entries = newer_entries(old, new, *facts)
    return tuple(piece for entry in entries for piece in _pieces(entry, known))


def _pieces(entry: Entry, known: frozenset[str]) -> Iterator[Announcement]:
    column, _ = places_in(entry.places[:_LONGEST_ENTRY], known, is_column=True)
    words = announced_knowledge()
    pieces = _ITEMS.split(entry.text[:_LONGEST_ENTRY])
    texts = [text for text in pieces if any(char.isalnum() for char in text)][:_MOST_PIECES]
    for text in texts:
        bare = text.strip(" \t,，:：-–—()（）")
        places, rest = places_in(bare, known)
        general = words.general.search(rest) is not None and not (places or column)
        piece = Announcement(text.strip(), entry.revision, entry.date, places or column)
        yield replace(
            piece,
            is_editorial=words.editorial.search(rest) is not None,
            is_general=general,
            shares_places=bool(column) and not places and len(texts) > 1,
        )
