"""Where the field's knowledge lies, and how its files are read and their slips named.

All of it is data under ``data/knowledge``: TOML for rules and settings, TSV for tables.
A slip ends in a ``ConfigurationError`` that names file, line and cure.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.problem import ConfigurationError

KNOWLEDGE = Path(__file__).resolve().parent.parent / "data" / "knowledge"

_TOML_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
_QUOTED, _KEY = re.compile(r"`([^`]*)`"), re.compile(r"[a-z_]+")
_TOML_END = "(at end of document)"


def read_text(path: Path) -> str:
    """Read a knowledge file as UTF-8 (a byte-order mark is forgiven).

    Raises ConfigurationError when it is missing or not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise ConfigurationError(str(path), None, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(str(path), None, "is not UTF-8; save it as UTF-8") from error


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.  Raises ConfigurationError with the line of the slip."""
    text = read_text(path)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        line = int(place.group(1)) if place else len(text.splitlines())
        message = _TOML_PLACE.sub("", str(error)).replace(_TOML_END, "").strip()
        slip = _full_width_slip(text, line)
        raise ConfigurationError(str(path), line, f"{message}{slip}") from error


def _full_width_slip(text: str, line: int) -> str:
    lines = text.splitlines()
    here = lines[line - 1] if 0 < line <= len(lines) else ""
    outside = re.sub(r'"[^"]*"', "", here.split("#")[0])
    found = [char for char in "，“”＝［］：" if char in outside]
    return f" (full-width {found[0]}: type it with the half-width keyboard)" if found else ""


def line_of(path: Path, words: str) -> int | None:
    """Return the first line (from 1) that holds the words, for messages."""
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        if words in line:
            return number
    return None


def line_of_slip(path: Path, message: str) -> int | None:
    """Return the line that a checker's message is about: a field by `` `key` `` in `` `$.table` ``.

    The table's line where the field itself is missing, None where nothing is found.
    """
    quoted = _QUOTED.findall(message)
    places = [name for one in quoted if one.startswith("$") for name in _KEY.findall(one)]
    fields = [one for one in quoted if not one.startswith("$")]
    lines = read_text(path).splitlines()
    found: int | None = None
    for name in (*places, *fields):
        begins = (f"[{name}]", f"[[{name}]]", f"{name} =")
        rest = enumerate(lines[found or 0 :], start=(found or 0) + 1)
        for number, line in rest:
            if line.startswith(begins):
                found = number
                break
            if found and line.startswith("["):
                break
    return found


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table file with its place."""

    file: str
    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def wrong(self, message: str) -> ConfigurationError:
        """Return the error to raise when a value of this row cannot be used."""
        return ConfigurationError(self.file, self.line, message)


def read_table(path: Path, columns: Sequence[str]) -> list[Record]:
    """Read a TSV file with a header row; lines starting with ``#`` and empty ones are skipped.

    ``columns`` must all be present.  Raises ConfigurationError for a missing column or a row
    with the wrong number of cells.
    """
    header: list[str] | None = None
    records: list[Record] = []
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            _check_columns(path, number, header, columns)
            continue
        if len(cells) > len(header):
            message = f"{len(cells)} cells, the header has {len(header)}; cells are parted by one tab"
            raise ConfigurationError(str(path), number, message)
        cells += [""] * (len(header) - len(cells))
        records.append(Record(str(path), number, dict(zip(header, cells, strict=True))))
    if header is None:
        raise ConfigurationError(str(path), None, "has no header row")
    return records


def _check_columns(path: Path, line: int, header: Iterable[str], wanted: Sequence[str]) -> None:
    missing = [column for column in wanted if column not in set(header)]
    if missing:
        raise ConfigurationError(str(path), line, f"the column {missing[0]!r} is missing")
