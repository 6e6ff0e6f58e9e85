"""Referenced standards, manuals, forms, and marks of special characteristics in a text."""

from __future__ import annotations

import re
from functools import cache

from domain.knowledge import KNOWLEDGE, read_table, read_toml

TITLE = re.compile(r"《([^《》\n]{2,60})》")
OWN_NUMBER = re.compile(
    r"(?<![A-Za-z0-9])[A-Z]{1,6}(?:[-/.][A-Z0-9]{1,8}){1,4}-?\d{2,6}(?:[-.]\d{1,4})*(?![A-Za-z0-9])"
)
_CHARACTERISTIC = re.compile(r"特性|特殊|标识|符号|characteristic|symbol|marked|designat", re.IGNORECASE)


@cache
def standard() -> re.Pattern[str]:
    """Return the pattern of standards' numbers and of names known without a number."""
    words = read_toml(KNOWLEDGE / "references.toml")
    prefixes = sorted((re.escape(prefix) for prefix in words["prefixes"]), key=len, reverse=True)
    names = sorted((re.escape(name) for name in words["names"]), key=len, reverse=True)
    number = r"[ \-]?(?=[A-Z]{0,3}\d)[A-Z]{0,3}\d[\dA-Z]*(?:[.\-/]\d+)*(?:[:：\-—]\s?(?:19|20)\d\d)?"
    return re.compile(
        rf"(?<![A-Za-z0-9/-])(?:(?:{'|'.join(prefixes)}){number}|(?:{'|'.join(names)})(?![A-Za-z0-9]))"
    )


def find_references(text: str) -> tuple[str, ...]:
    """Return the documents a text names, as written, each once, in order."""
    found = [(match.start(), match[0].strip()) for match in standard().finditer(text)]
    found += [(match.start(), match[0]) for match in TITLE.finditer(text)]
    taken = "\x1f".join(name for _, name in found)
    found += [(m.start(), m[0]) for m in OWN_NUMBER.finditer(text) if m[0] not in taken]
    return tuple(dict.fromkeys(name for _, name in sorted(found)))


@cache
def _symbols() -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    table = read_table(KNOWLEDGE / "symbols.tsv", ("glyph", "alone"))
    rows = [(record["glyph"], record["alone"] == "yes") for record in table]
    return tuple(
        (glyph, alone, re.compile(rf"(?<![A-Za-z0-9]){re.escape(glyph)}(?![A-Za-z0-9])"))
        for glyph, alone in sorted(rows, key=lambda row: -len(row[0]))
    )


def find_symbols(text: str) -> tuple[str, ...]:
    """Return the special-characteristic marks in a text, each once, longest reading first.

    Letters that mean other things as well (CC, SC) count only beside a word for
    characteristic or symbol.
    """
    speaks_of_it = _CHARACTERISTIC.search(text) is not None
    found: dict[str, int] = {}
    rest = text
    for glyph, alone, pattern in _symbols():
        if glyph in rest and (alone or speaks_of_it) and (match := pattern.search(rest)):
            found[glyph] = match.start()
            rest = pattern.sub(lambda m: "\x00" * len(m[0]), rest)
    return tuple(sorted(found, key=lambda glyph: found[glyph]))
