"""Understands what people type: headings, decisions and dates, in either language.

The words stand in ``data/knowledge/columns.toml`` and ``domain/wording``.  Whole entries
are matched, never parts: a wrong guess is worse than a question.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import cache

from domain.knowledge import KNOWLEDGE, read_toml
from domain.text import fold
from domain.wording import LANGUAGES, wording
from workbook.cells import plain_text
from workbook.columns import COLUMNS
from workbook.names import names

_NOISE = re.compile(r"[\W_]+")
_WRITTEN_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_DAY_ZERO = datetime(1899, 12, 30)  # as Excel counts days
_LIKELY_DAYS = range(20_000, 80_000)  # 1954 to 2119: other numbers in a date column are no dates


@cache
def headings() -> dict[str, str]:
    """Return the column key of every heading that is understood, folded."""
    known = read_toml(KNOWLEDGE / "columns.toml")["headings"]
    found = {_bare(word): key for key, words in known.items() for word in words}
    for language in LANGUAGES:
        sentences = wording(language)
        found |= {_bare(sentences[f"workbook.columns.{column.key}"]): column.key for column in COLUMNS}
    return found


@cache
def _codes(field: str, table: str) -> dict[str, str]:
    """Return the code of every word for a decision or an importance, folded."""
    known = read_toml(KNOWLEDGE / "columns.toml")[field]
    found = {_bare(word): code for code, words in known.items() for word in (*words, code)}
    for language in LANGUAGES:
        sentences = wording(language)
        found |= {_bare(sentences[f"workbook.{table}.{code}"]): code for code in known}
    return found


def heading(value: object) -> str | None:
    """Return the key of the column that a heading names, None for a heading of one's own."""
    return headings().get(_bare(value)) if isinstance(value, str) else None


def decision(text: str) -> str | None:
    """Return csr, product, commercial, none or open; None for what cannot be understood."""
    return _codes("decision", "decisions").get(_bare(text))


def agrees(text: str) -> bool:
    """Tell whether a person agreed with the verdict instead of naming one (``确认``, ``ok``)."""
    return bool(text) and _bare(text) in _agreement()


@cache
def _agreement() -> frozenset[str]:
    return frozenset(map(_bare, read_toml(KNOWLEDGE / "columns.toml")["agreement"]["words"]))


def term(table: str, text: str) -> str:
    """Return the code of a word of ``domain/wording`` (``workbook.<table>``); empty where none is meant."""
    wanted = _bare(text)
    start = f"workbook.{table}."
    for language in LANGUAGES:
        for key, word in wording(language).items():
            if key.startswith(start) and wanted in (_bare(word), key.removeprefix(start)):
                return key.removeprefix(start)
    return ""


def process(text: str) -> str:
    """Return the id of a process (``C8 …``) where it is known, else what was written."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    return first if first in names(LANGUAGES[0]).processes else text


def importance(text: str) -> str | None:
    """Return high, normal or low; None for what cannot be understood."""
    return _codes("importance", "importances").get(_bare(text))


def written(value: object) -> str:
    """Return a cell's value as a person wrote it: trimmed, whole numbers without ``.0``."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return plain_text(str(value)).strip()


def written_date(value: object) -> str:
    """Return a date as ISO 8601; what is no certain date (``05/06/26``) stays as written."""
    if isinstance(value, int | float) and not isinstance(value, bool) and int(value) in _LIKELY_DAYS:
        return (_DAY_ZERO + timedelta(days=int(value))).date().isoformat()
    text = written(value)
    match = _WRITTEN_DATE.fullmatch(text)
    if match is None:
        return text
    try:
        return date(*map(int, match.groups())).isoformat()
    except ValueError:
        return text


def _bare(text: str) -> str:
    """Fold a word and drop blanks and punctuation, unless nothing else is there (``?``, ``✓``)."""
    folded = fold(text)
    return _NOISE.sub("", folded) or folded
