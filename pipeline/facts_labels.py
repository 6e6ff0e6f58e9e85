"""Facts that stand behind a label: 文件编号：…, Rev. C, the cells of a cover table, a table of revisions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from domain.document import Block, BlockKind
from domain.text import fold
from pipeline.facts_dates import find_date
from pipeline.facts_knowledge import any_of, fact_words

_FIRST_BLOCKS = 70
_FIRST_PAGES = 3
_FURNITURE = 60
_LONGEST = 600
_LONGEST_VALUE = 80
_LONGEST_BARE = 160  # without a colon a label is only believed in a short line

_REVISION = re.compile(
    r"(?:第\s*[0-9A-Za-z一二三四五六七八九十]{1,3}\s*[版次](?:\s*第\s*[0-9一二三四五六七八九十]{1,3}\s*次修[订改訂])?"
    r"|[A-Za-z]\s?/\s?\d{1,2}|[Vv](?:er)?\.?\s?\d{1,3}(?:\.\d{1,3}){0,3}|[A-Z]{1,2}\.?\d{1,3}(?:\.\d{1,3}){0,2}"
    r"|\d{1,3}(?:[./]\d{1,3}){0,3}(?:版)?|[A-Z]{1,2}(?:版)?|初版|新版|试行版|試行版|草案)(?![0-9A-Za-z])"
)
_NUMBER = re.compile(
    r"[0-9A-Za-z\u3400-\u9fff〔〕\[\]()（）【】/._\-—–#&~]{2,40}(?:\s(?=[A-Z0-9\-])[A-Z0-9.\-/]{1,12}){0,2}"
)
_STATED = (
    re.compile(
        r"(?<![A-Za-z])(?:Rev(?:ision)?|Ver(?:sion)?|Issue|Edition)\b\.?\s*:?\s*([A-Z0-9](?:[A-Z0-9]|[./-](?=[A-Z0-9])){0,7})(?![A-Za-z])",
        re.IGNORECASE,
    ),
    re.compile(r"(第\s*[0-9A-Za-z一二三四五六七八九十]{1,3}\s*版)"),
    re.compile(r"(?<![A-Za-z0-9])([A-Z]/\d{1,2})\s*版?(?![A-Za-z0-9])"),
    re.compile(r"(?<![A-Za-z0-9])[Vv](\d{1,2}\.\d{1,3}(?:\.\d{1,3})?)(?![0-9])"),
    re.compile(
        r"((?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|\d{1,2}(?:st|nd|rd|th))\s+Edition)",
        re.IGNORECASE,
    ),
)


_ISSUED, _EFFECTIVE = "date1", "date2"  # by their place in data/knowledge/facts.toml


@dataclass(frozen=True, slots=True)
class Labelled:
    """The value of each fact found behind its label; empty where none was."""

    values: dict[str, str]

    def get(self, fact: str) -> str | None:
        """Return the value, or None."""
        return self.values.get(fact)

    def issued(self) -> str | None:
        """Return the day of issue."""
        return self.values.get(_ISSUED)

    def effective(self) -> str | None:
        """Return the day of entry into force."""
        return self.values.get(_EFFECTIVE)

    def date(self) -> str | None:
        """Return the best date that the labels give."""
        kinds = sorted(name for name in fact_words().labels if name.startswith("date"))
        return next((self.values[kind] for kind in kinds if kind in self.values), None)


@cache
def _label_pattern() -> re.Pattern[str]:
    # the longest label of all kinds must win: 修订日期 is no 修订
    longest = sorted(
        ((word, name) for name, words in fact_words().labels.items() for word in words),
        key=lambda pair: -len(pair[0]),
    )
    pieces = [f"(?P<{name}__{at}>{any_of((word,)).pattern})" for at, (word, name) in enumerate(longest)]
    return re.compile("|".join(pieces))


def _kind(found: re.Match[str]) -> str:
    return (found.lastgroup or "").split("__")[0]


def near(blocks: Sequence[Block]) -> list[Block]:
    """Return what a person looks at for facts: the first pages, and the running heads."""
    content: list[Block] = []
    furniture: dict[str, Block] = {}
    for block in blocks:
        if block.kind is BlockKind.FURNITURE:
            if len(furniture) < _FURNITURE:
                furniture.setdefault(block.text, block)
        elif len(content) < _FIRST_BLOCKS and (block.locator.page or 1) <= _FIRST_PAGES:
            content.append(block)
    return [*content, *furniture.values()]


def read_labels(blocks: Sequence[Block]) -> Labelled:
    """Collect what stands behind labels; the first place wins, a history of revisions fills gaps."""
    values: dict[str, str] = {}
    rows = near(blocks)
    for at, block in enumerate(rows):
        following = rows[at + 1] if at + 1 < len(rows) else None
        found = _from_cells(block, following) if block.cells else _from_text(block.text[:_LONGEST])
        for fact, value in found:
            values.setdefault(fact, value)
    for fact, value in _from_history(blocks):
        values.setdefault(fact, value)
    return Labelled(values)


def stated_revision(texts: Iterable[str]) -> str | None:
    """Return a revision written without a label's colon: Revision B, 第3版, Second Edition."""
    for text in texts:
        for pattern in _STATED:
            found = pattern.search(text)
            if found is not None and (found.lastindex or 0) and not re.fullmatch(r"[a-z]+", found.group(1)):
                return found.group(1).strip()
    return None


def _from_text(text: str) -> Iterable[tuple[str, str]]:
    plain = text if len(text.casefold()) != len(text) else text.casefold()
    plain = plain.translate({0xFF1A: ":", 0x3000: " "})
    labels = list(_label_pattern().finditer(plain))
    replaced = -1
    for at, label in enumerate(labels):
        if _kind(label) == "replaces":
            replaced = label.end()
        if (
            replaced >= 0
            and label.start() - replaced <= _LONGEST_VALUE
            and not re.search("[|。；;]", text[replaced : label.start()])
        ):
            continue  # the revision that this one replaces
        end = labels[at + 1].start() if at + 1 < len(labels) else len(text)
        rest = text[label.end() : min(end, label.end() + _LONGEST_VALUE)]
        colon = re.match(r"\s*(?:[.)）]|号|號|日期)?\s*[:：=]\s*", rest)
        opens = label.start() == 0 or not plain[label.start() - 1].isalnum()
        if colon is None and not (opens and len(text) <= _LONGEST_BARE and re.match(r"[\s.]", rest)):
            continue
        value = _value(_kind(label), rest[colon.end() :] if colon else rest.lstrip(" ."), bare=colon is None)
        if value is not None:
            yield _kind(label), value


def _value(fact: str, rest: str, *, bare: bool) -> str | None:
    """Cut the value out of what follows a label; ``bare`` when no colon stood between."""
    rest = re.split(r"\s{3,}|[|\t\n。；;]", rest.strip(), maxsplit=1)[0].strip(" _＿:：")
    if not rest:
        return None
    if fact.startswith("date"):
        found = find_date(rest)
        return found.iso if found is not None and found.start <= 3 else None
    if fact == "revision":
        return _revision(rest)
    if fact == "number":
        number = _NUMBER.match(rest)
        known = number is not None and any(char.isdigit() for char in number.group(0))
        return number.group(0).strip(" .-—") if number is not None and known else None
    return None if bare or fact in ("pages", "replaces") else rest


def _revision(rest: str) -> str | None:
    stated = re.match(r"(?:Rev(?:ision)?|Ver(?:sion)?)\b\.?\s*", rest, re.IGNORECASE)
    rest = rest[stated.end() :] if stated else rest
    found = _REVISION.match(rest)
    if found is None or find_date(rest[:12]) is not None:
        return None
    value = found.group(0)
    return re.sub(r"^[Vv](?:er)?\.?\s?(?=\d)", "", value)


def before_labels(text: str) -> str:
    """Return what stands before the first label of a line: 工艺规范 of 工艺规范 编号:RG-37."""
    plain = text if len(text.casefold()) != len(text) else text.casefold()
    for found in _label_pattern().finditer(plain):
        if found.start() > 0 and not plain[found.start() - 1].isalnum():
            return text[: found.start()]
    return text


def label_of(cell: str) -> str | None:
    """Return the fact that a cell names when it is nothing but labels ("版本 Rev.")."""
    text = fold(cell).strip(" :.")
    if not text or len(text) > 40:
        return None
    found = _label_pattern().match(text)
    if found is None:
        return None
    rest = text[found.end() :].strip(" :./()")
    return _kind(found) if not rest or label_of(rest) is not None else None


def _from_cells(block: Block, following: Block | None) -> Iterable[tuple[str, str]]:
    if _is_history_head(block.cells) or _is_history_head(block.header):
        return
    labels = [label_of(cell) for cell in block.cells]
    in_header = sum(label is not None for label in labels) > 1 and any(
        first is not None and second is not None for first, second in pairwise(labels)
    )
    for at, label in enumerate(labels):
        if label is None and "replaces" not in labels[:at]:
            yield from _from_text(block.cells[at])
        elif label is None:
            continue
        elif in_header:
            if following is not None and following.table == block.table and at < len(following.cells):
                yield from _cell_value(label, following.cells[at])
        else:
            behind = (cell for cell in block.cells[at + 1 :] if cell.strip() and cell != block.cells[at])
            yield from _cell_value(label, next(behind, ""))


def _cell_value(fact: str, cell: str) -> Iterable[tuple[str, str]]:
    value = _value(fact, cell, bare=False) if label_of(cell) is None else None
    if value is not None and not _is_history_fact(fact, cell):
        yield fact, value


def _is_history_fact(fact: str, cell: str) -> bool:
    return fact == "revision" and len(cell) > 30


def _from_history(blocks: Sequence[Block]) -> Iterable[tuple[str, str]]:
    """Take the latest row of a table of revisions: the latest date, else the last row."""
    best: tuple[str, int, str] | None = None
    for at, header, block in _history_rows(blocks):
        labels = [label_of(cell) for cell in header]
        pairs = list(zip(labels, block.cells, strict=False))
        revision = next((_revision(cell.strip()) for label, cell in pairs if label == "revision"), None)
        dates = (find_date(cell) for label, cell in pairs if label is not None and label.startswith("date"))
        iso = next((found.iso for found in dates if found is not None), "")
        if (revision or iso) and (best is None or (iso, at) >= best[:2]):
            best = (iso, at, revision or "")
    if best is not None:
        if best[2]:
            yield "revision", best[2]
        if best[0]:
            yield "date0", best[0]


def _history_rows(blocks: Sequence[Block]) -> Iterable[tuple[int, tuple[str, ...], Block]]:
    header: tuple[str, ...] = ()
    table: int | None = None
    for at, block in enumerate(blocks):
        if block.kind is not BlockKind.TABLE_ROW:
            continue
        if block.table != table:
            table, header = block.table, ()
        if _is_history_head(block.header):
            header = block.header
        elif _is_history_head(block.cells):
            header = block.cells
        if header and block.cells != header:
            yield at, header, block


@cache
def _is_history_head(cells: tuple[str, ...]) -> bool:
    labels = {label_of(cell) for cell in cells}
    dated = any(label is not None and label.startswith("date") for label in labels)
    change = set(fact_words().change)
    changes = any(any(part in change for part in (fold(cell), *fold(cell).split())) for cell in cells)
    return changes and (dated or "revision" in labels) and len(cells) > 1
