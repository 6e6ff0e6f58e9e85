"""What people put into the workbook beside the program's columns: columns of their own, comments.

They are read with the review columns and written again at the next run, by requirement and
column; so are the columns that people hid or showed.  A formula comes back as one where it
looks at its own row or at whole columns (``workbook.own_cells``), else as the value it had.
Colours and widths do not come back.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import IO, Any

from lxml import etree
from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.utils.cell import coordinate_from_string, get_column_letter

from domain.review import OwnCell, OwnNotes
from workbook.cells import plain_text
from workbook.own_cells import formulas, hidden_columns

_COMMENTS = "/comments"  # how the type of the relation to a sheet's comments ends
_LONGEST = 200  # characters of a heading
_MOST_COLUMNS = 40


class Notes:
    """Gathers what is found, sheet by sheet; the first of two values for one cell stands."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._columns: dict[str, None] = {}
        self._values: dict[tuple[str, str], str | int | float] = {}
        self._comments: dict[tuple[str, str], str] = {}
        self._formulas: dict[tuple[str, str], str] = {}
        self._hidden: tuple[str, ...] | None = None
        self._looked = False

    def headings(self, values: Sequence[object], known: Mapping[str, int]) -> dict[str, int]:
        """Return the columns that are nobody's but the person's: all that the program does not know."""
        places: dict[str, int] = {}
        for index, value in enumerate(values):
            name = " ".join(str(value).split())[:_LONGEST] if value is not None else ""
            if index in known.values() or len(places) >= _MOST_COLUMNS:
                continue
            name = name or get_column_letter(index + 1)
            places.setdefault(name if name not in places else f"{name} {get_column_letter(index + 1)}", index)
        return places

    def formulas(self, sheet: Any) -> dict[int, dict[int, str]]:
        """Return the formulas of a sheet by row (from 1) and column (from 0)."""
        found: dict[int, dict[int, str]] = {}
        for (row, column), formula in formulas(self._file, str(sheet._worksheet_path)).items():
            found.setdefault(row, {})[column] = formula
        return found

    def take(
        self,
        requirement: str,
        own: Mapping[str, int],
        values: Sequence[object],
        formulas: Mapping[int, str | None],
    ) -> None:
        """Keep the values and formulas that stand in a row's columns of the person's own.

        ``formulas`` gives those of the row by column, None for one that can be kept as value only.
        """
        for name, index in own.items():
            value = _kept(values[index]) if index < len(values) else ""
            formula = formulas.get(index)
            if value != "" or formula:
                self._columns.setdefault(name)
                self._values.setdefault((requirement, name), value)
            if formula:
                self._formulas.setdefault((requirement, name), formula)

    def take_hidden(self, sheet: Any, columns: Mapping[int, str], usual: frozenset[str]) -> None:
        """Keep which columns of the first sheet with a list are hidden, unless it is the ``usual`` ones."""
        if self._looked:
            return
        self._looked = True
        hidden = hidden_columns(self._file, str(sheet._worksheet_path))
        found = {name for at, name in columns.items() if at in hidden} | (usual - {*columns.values()})
        self._hidden = None if found == usual else tuple(sorted(found))

    def name(self, own: Mapping[str, int], heads: Sequence[object]) -> None:
        """Keep columns that have a heading, also while they are empty."""
        for name, index in own.items():
            if index < len(heads) and heads[index] is not None:
                self._columns.setdefault(name)

    def take_comments(self, sheet: Any, rows: Mapping[int, str], columns: Mapping[int, str]) -> None:
        """Keep the comments of a sheet; ``rows`` gives the requirement, ``columns`` the column of a place."""
        for place, words in _comments(self._file, str(sheet._worksheet_path)):
            letter, row = coordinate_from_string(place)
            column = columns.get(_index(letter))
            if row in rows and column is not None and words:
                self._comments.setdefault((rows[row], column), words)

    def all(self) -> OwnNotes:
        """Return everything found."""
        places = dict.fromkeys((*self._values, *self._comments))
        cells = tuple(
            OwnCell(*at, self._values.get(at, ""), self._comments.get(at, ""), self._formulas.get(at, ""))
            for at in places
        )
        return OwnNotes(tuple(self._columns), cells, self._hidden)


def comment(place: str, words: str) -> CommentRecord:
    """Return a comment as a sheet of openpyxl keeps it while it is written."""
    record = CommentRecord(ref=place, author="")
    record.text.t = words
    record.height, record.width = 79, 144
    return record


def _kept(value: object) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return plain_text(str(value))


def _index(letter: str) -> int:
    index = 0
    for char in letter:
        index = index * 26 + ord(char) - 64
    return index - 1


def _comments(file: IO[bytes], sheet: str) -> Iterator[tuple[str, str]]:
    """Yield place and words of each comment; the package was looked over by ``returned`` before."""
    file.seek(0)
    with zipfile.ZipFile(file) as package:
        names = set(package.namelist())
        folder, name = posixpath.split(sheet.lstrip("/"))
        relations = f"{folder}/_rels/{name}.rels"
        if relations not in names:
            return
        for relation in _parsed(package, relations):
            if str(relation.get("Type")).endswith(_COMMENTS):
                target = posixpath.normpath(posixpath.join("/", folder, str(relation.get("Target")))).lstrip(
                    "/"
                )
                if target in names:
                    for one in _parsed(package, target).iter("{*}comment"):
                        words = "".join(text.text or "" for text in one.iter("{*}t"))
                        yield str(one.get("ref")), plain_text(words).strip()


def _parsed(package: zipfile.ZipFile, name: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(package.read(name), parser)
