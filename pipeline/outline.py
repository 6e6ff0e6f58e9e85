"""The stack of open sections while a document is walked through.

Levels that the format states win, then 3.2.1 under 3.2, then what the styles say of
themselves (chapter over article), then the order in which styles opened below each other
in this very document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from domain.document import BlockKind
from pipeline.marks import OTHER, Marked, can_hold, follows, key_of, row_number
from pipeline.numbering import BULLET, NumberMark
from pipeline.titles import is_caption

_DEEPEST = 12  # levels and open parts; more is no writing
_PLAIN = ("plain", 0)


@dataclass(frozen=True, slots=True)
class _Entry:
    """An open section or list item; ``section`` is None where its number finds no place."""

    mark: NumberMark | None
    key: tuple[str, int]
    role: str
    title: str | None
    section: str | None
    level: int | None
    size: float
    leads: bool


class Outline:
    """The sections open at the block that was opened last."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._parents: dict[tuple[str, int], tuple[str, int] | None] = {}
        self._row_title: tuple[int | None, str] | None = None
        self._latest: dict[tuple[str, int], tuple[_Entry, ...]] = {}
        self._table: int | None = None
        self._caption: str | None = None
        self._pushed = False
        self._bare: str | None = None
        self._carried: str | None = None

    @property
    def depth(self) -> int:
        """How many sections and list items are open."""
        return len(self._entries)

    @property
    def section(self) -> str | None:
        """The nearest section number, or the nearest title where no section has a number."""
        for entry in reversed(self._entries):
            if entry.section is not None:
                return entry.section
        return next((entry.title for entry in reversed(self._entries) if entry.title), None)

    def headings(self, *, of_heading: bool) -> tuple[str, ...]:
        """Return the open titles from the outermost; a heading is not below itself."""
        entries = self._entries[:-1] if of_heading and self._pushed else self._entries
        titles = [entry.title for entry in entries if entry.title]
        if self._table is not None:
            titles += [self._caption] if self._caption else []
            titles += [self._row_title[1]] if self._row_title is not None and not of_heading else []
        return tuple(titles)

    def number_of(self, item: Marked) -> str | None:
        """Return the block's number as written: its own, its first cell's, or one left alone before it."""
        if item.mark is not None:
            return item.mark.written
        if item.block.kind is BlockKind.TABLE_ROW:
            return row_number(item)
        return self._carried

    def open(self, item: Marked, title: str | None, size: float) -> None:
        """Take the next block in: close what it ends, open what it begins."""
        if item.block.kind is BlockKind.NOTE:
            self._carried = None
            return
        self._carried, self._bare = self._bare, None
        self._pushed = False
        if item.block.kind is BlockKind.TABLE_ROW:
            self._open_row(item, title)
            return
        self._row_title = self._table = self._caption = None
        if item.mark is None and is_caption(item.block.text):
            self._caption = item.block.text.strip()
            return
        if self._carried is not None and item.mark is None:
            self._complete_bare(title)
            return
        if item.mark is None and title is None and item.block.kind is not BlockKind.LIST_ITEM:
            self._close_items()
            return
        self._push(self._entry(item, title, size))
        if item.mark is not None and not item.automatic and title is not None and not item.body.strip():
            self._bare = item.mark.written

    def _open_row(self, item: Marked, title: str | None) -> None:
        table = item.block.table or 0
        if self._table not in (None, table):
            self._row_title = self._caption = None
        self._table = table
        repeats_header = bool(item.block.header) and item.block.cells == item.block.header
        if title is not None and not repeats_header:
            cell = next((cell.strip() for cell in item.block.cells if cell.strip()), title)
            self._row_title = (item.block.table, cell)

    def _complete_bare(self, title: str | None) -> None:
        """Give a number that stood alone the words that follow it, as title or as text."""
        last = self._entries[-1]
        whole = f"{last.title} {title}" if title is not None else None
        self._entries[-1] = replace(last, title=whole)
        self._pushed = title is not None

    def _close_items(self) -> None:
        while self._entries and self._entries[-1].role == "item":
            self._entries.pop()

    def _entry(self, item: Marked, title: str | None, size: float) -> _Entry:
        leads = item.block.text.rstrip().endswith((":", "："))
        heading = item.block.kind is BlockKind.HEADING
        stated = heading or item.block.kind is BlockKind.LIST_ITEM
        level = min(item.block.level, _DEEPEST) if stated and item.block.level is not None else None
        if item.mark is None and title is not None:
            return _Entry(None, _PLAIN, "plain", title, None, level if heading else None, size, leads)
        mark = item.mark or NumberMark("", BULLET, (), 0)
        role = item.role or "item"
        if title is not None and mark.style == OTHER:
            role = "section"
        key = key_of(mark)
        if role == "item" and level is not None:
            key = (key[0], level)
        return _Entry(mark, key, role, title, None, level, size, leads)

    def _push(self, entry: _Entry) -> None:
        self._return_to_sequence(entry)
        del self._entries[min(self._keep(entry), 3 * _DEEPEST) :]
        parent = self._entries[-1] if self._entries else None
        self._parents.setdefault(entry.key, parent.key if parent is not None else None)
        self._entries.append(replace(entry, section=self._section_of(entry)))
        self._pushed = True
        if entry.title is not None and entry.mark is not None and entry.role != "item":
            self._latest[entry.key] = tuple(self._entries)

    def _return_to_sequence(self, new: _Entry) -> None:
        """Take up 5 after 4 again where a title without number (a figure's label) had closed 4."""
        before = self._latest.get(new.key)
        if before is None or new.title is None or not _succeeds(before[-1], new):
            return
        interrupted = any(
            entry.role == "plain" and (entry.level is None or new.level is None or entry.level >= new.level)
            for entry in self._entries
        )
        if interrupted and not any(entry.key == new.key for entry in self._entries):
            self._entries = list(before)

    def _keep(self, new: _Entry) -> int:
        prefix = self._below_prefix(new)
        if prefix is not None:
            return prefix
        if new.title is not None and new.level is not None:
            by_level = self._by_level(new.level)
            if by_level is not None:
                return by_level
        if new.role == "plain":
            return self._below_larger(new)
        sibling = self._sibling(new)
        if sibling is not None:
            return sibling
        if new.mark is not None and new.mark.level_hint is not None:
            return self._by_rank(new, new.mark.level_hint)
        return self._below_known_parent(new)

    def _below_prefix(self, new: _Entry) -> int | None:
        """3.2.1 lies below 3.2, else below 3; 3.2(4) below 3.2; A.1 below Annex A."""
        if new.mark is None or new.role != "section" or new.mark.style.startswith("article"):
            return None
        values = new.mark.values
        for at in range(len(self._entries) - 1, -1, -1):
            mark = self._entries[at].mark
            if mark is None or not can_hold(mark, new.mark):
                continue
            base = mark.values[:1] if key_of(mark) == ("decimal", 1) else mark.values
            if len(base) < len(values) and values[: len(base)] == base and key_of(mark) != new.key:
                return at + 1
        return None

    def _by_level(self, level: int) -> int | None:
        levelled = [at for at, entry in enumerate(self._entries) if entry.title and entry.level is not None]
        if not levelled:
            return None
        at_least = [at for at in levelled if (self._entries[at].level or 0) >= level]
        return at_least[0] if at_least else levelled[-1] + 1

    def _below_larger(self, new: _Entry) -> int:
        """Put a title without number below larger ones and below numbered ones."""
        for at, entry in enumerate(self._entries):
            if entry.title is None or (entry.key == _PLAIN and entry.size <= new.size):
                return at
            if 0 < entry.size <= new.size:
                return at
        return len(self._entries)

    def _sibling(self, new: _Entry) -> int | None:
        same = [at for at in range(len(self._entries) - 1, -1, -1) if self._entries[at].key == new.key]
        if not same or new.mark is None:
            return None
        next_ones = [at for at in same if _succeeds(self._entries[at], new)]
        alike = [at for at in next_ones if (self._entries[at].title is None) == (new.title is None)]
        if alike or next_ones:
            return (alike or next_ones)[0]
        inner = self._entries[same[0]]
        restarts = bool(new.mark.values) and new.mark.values[-1] <= 1
        nested = inner.leads if new.role == "item" else inner.title is not None and new.title is None
        if restarts and nested and new.role in ("item", "below"):
            return len(self._entries) if new.role == "item" else self._without_items()
        return same[0]

    def _without_items(self) -> int:
        keep = len(self._entries)
        while keep and self._entries[keep - 1].role == "item":
            keep -= 1
        return keep

    def _by_rank(self, new: _Entry, rank: int) -> int:
        keep = 0
        for at, entry in enumerate(self._entries):
            hint = entry.mark.level_hint if entry.mark is not None else None
            if hint is not None and hint >= rank:
                return at
            outer = hint is not None or (
                entry.title is not None and (new.role != "part" or entry.size > new.size)
            )
            if not outer:
                return at
            keep = at + 1
        return keep

    def _below_known_parent(self, new: _Entry) -> int:
        """Put a style seen before where it lay then, another below; lists hold no sections."""
        if new.role == "item":
            return self._item_place(new)
        keep = self._without_items()
        while new.role == "section" and keep and self._entries[keep - 1].title is None:
            keep -= 1
        if new.key not in self._parents or (new.role == "below" and new.title is None):
            return keep
        parent = self._parents[new.key]
        found = [at for at in range(keep) if self._entries[at].key == parent]
        if found:
            return found[-1] + 1
        return keep if parent is not None else self._outermost(new, keep)

    def _item_place(self, new: _Entry) -> int:
        if new.level is not None:
            for at, entry in enumerate(self._entries):
                if entry.role == "item" and entry.level is not None and entry.level >= new.level:
                    return at
        found = [at for at, entry in enumerate(self._entries) if entry.key == self._parents.get(new.key)]
        if found and all(entry.role == "item" for entry in self._entries[found[-1] + 1 :]):
            return found[-1] + 1
        return len(self._entries)

    def _outermost(self, new: _Entry, keep: int) -> int:
        """Return a style that once opened at the top there, or into the annex or chapter that is open."""
        return next(
            (at + 1 for at in range(keep - 1, -1, -1) if self._entries[at].role in ("part", "plain")),
            0 if new.title is not None else keep,
        )

    def _section_of(self, entry: _Entry) -> str | None:
        if entry.mark is None or entry.role == "item":
            return None
        written = entry.mark.written
        parent = next((open_ for open_ in reversed(self._entries) if open_.section is not None), None)
        if parent is None or entry.role == "part":
            return written
        if entry.role == "section":
            annex = next((e for e in self._entries if e.mark is not None and e.mark.style == "annex"), None)
            inside = annex is not None and entry.mark.style != "letter_decimal"
            return _joined(annex.section or "", written) if annex is not None and inside else written
        alone = parent.role == "section" or (parent.mark is not None and parent.mark.style == "annex")
        if alone and entry.title is None:
            return None
        return _joined(parent.section or "", written)


def _succeeds(entry: _Entry, new: _Entry) -> bool:
    return entry.mark is not None and new.mark is not None and follows(entry.mark, new.mark)


def _joined(outer: str, inner: str) -> str:
    return outer + inner if re.search(r"[、)），]\Z", outer) else f"{outer} {inner}"
