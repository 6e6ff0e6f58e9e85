"""Reads the review columns of a workbook that came back from people.

They sort and filter it, move, hide and insert columns, rename sheets, type in either
language.  Sheets and columns are found by their headings, rows by their ID.
"""

from __future__ import annotations

import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import IO, Any

import openpyxl

from domain.problem import DocumentError, Problem
from domain.review import ADDED, Decision, OwnNotes
from domain.text import fingerprint
from workbook import entries
from workbook.columns import FOLDED
from workbook.own_notes import Notes
from workbook.places import FIELDS, KEYS, Place
from workbook.standing import is_filled

MOST_ROWS = 200_000
MOST_COLUMNS = 256
MOST_SHEETS = 60
MOST_BYTES = 600_000_000  # of all parts, unpacked
_MOST_PARTS = 5_000
_HEADING_ROWS = 25  # how far down a heading row is looked for
_PROLOGUE = 65_536  # bytes of an XML part in which a DTD would have to start
_DATES = frozenset({"due", "at"})
_ADDED = ("text", "customer", "document", "section", "page", "aspect", "verdict", "clause", "process")
_PARTS = re.compile(r"\s*[\n,;，；、]\s*")
_ALTERED = re.compile("[\u2400-\u2421\ufffd]|\\[[^\\[\\]]*checklist\\.json\\]$")
_TROUBLE = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, SyntaxError, KeyError, ValueError,
    TypeError, AttributeError, IndexError, ArithmeticError, AssertionError, NotImplementedError, RuntimeError,
)  # fmt: skip  # what openpyxl, zipfile and the XML readers raise at broken bytes


@dataclass(frozen=True, slots=True)
class Returned:
    """What people entered, in the order of the rows, and what could not be understood.

    ``blanks`` are rows with an ID and no entry at all.  ``absent`` gives the fields whose
    column somebody deleted, by requirement: of these the workbook says nothing.  ``made`` is
    when the program wrote it, ISO 8601 without zone, empty where the file does not say.
    ``agreed`` are the requirements in whose row somebody wrote that it is right (``确认``),
    ``notes`` what stands in columns of people's own and in comments.
    """

    decisions: tuple[Decision, ...]
    problems: tuple[Problem, ...]
    blanks: tuple[Decision, ...] = field(default=(), compare=False)
    absent: Mapping[str, frozenset[str]] = field(default_factory=dict, compare=False)
    made: str = field(default="", compare=False)
    agreed: frozenset[str] = field(default=frozenset(), compare=False)
    notes: OwnNotes = field(default=OwnNotes(), compare=False)


def read(path: Path) -> Returned:
    """Read the review columns of all sheets that have ID and Decision headings.

    Rows with no entries are ``blanks``.  An entry that cannot be understood gives a
    Problem and stays in the comment.  A row that a person added (no ID, but words) comes
    back under an ID made from its words, ``added-…``, with where it belongs.  Raises DocumentError("damaged").
    """
    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it does not keep; nothing is kept
            _refuse_hostile(file)
            return _read(path.name, file)
    except PermissionError:
        raise  # open in an office program: the file is not at fault
    except _TROUBLE as error:
        raise DocumentError("damaged", f"{type(error).__name__}: {error}") from error


def _refuse_hostile(file: IO[bytes]) -> None:
    """Look at the package before anybody unpacks it whole."""
    with zipfile.ZipFile(file) as package:
        parts = package.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
            raise DocumentError("damaged", "more parts or bytes than a checklist has")
        for part in parts:
            if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                with package.open(part) as stream:
                    start = stream.read(_PROLOGUE)
                if b"<!DOCTYPE" in start or b"\0" in start:
                    raise DocumentError("damaged", f"{part.filename} declares entities or is not UTF-8")
    file.seek(0)


def _read(name: str, file: IO[bytes]) -> Returned:
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    gathered = _Gathered(Notes(file))
    created = book.properties.created
    try:
        for sheet in book.worksheets[:MOST_SHEETS]:
            gathered.take(name, sheet)
    finally:
        book.close()
    made = created.isoformat(timespec="seconds")[:19] if created else ""
    return gathered.made(made)


class _Gathered:
    """What the sheets say, one after another."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._found: dict[str, Decision] = {}
        self._blank: dict[str, Decision] = {}
        self._absent: dict[str, frozenset[str]] = {}
        self._agreed: set[str] = set()
        self._problems: list[Problem] = []

    def take(self, name: str, sheet: Any) -> None:
        """Take what one sheet says, if it has the headings."""
        rows: dict[int, str] = {}
        columns: dict[int, str] = {}
        for place, values in _rows(name, sheet, self._notes):
            columns = columns or place.names
            decision, doubts, agrees = _decision(place, values)
            self._problems.extend(doubts)
            if decision is None:
                continue
            key = rows[place.row] = decision.requirement
            formulas, doubts = place.own_formulas()
            self._problems.extend(doubts)
            self._notes.take(key, place.own, values, formulas)
            self._agreed |= {key} if agrees else set()
            lost = frozenset(name for key, name in FIELDS.items() if key not in place.columns)
            lost |= place.unread(values).keys()
            self._absent[key] = self._absent.get(key, lost) & lost
            if is_filled(decision):
                _merge(self._found, decision, place, self._problems)
            else:
                self._blank[key] = decision
        if rows:
            self._notes.take_comments(sheet, rows, columns)
            self._notes.take_hidden(sheet, columns, FOLDED)

    def made(self, made: str) -> Returned:
        """Return the whole."""
        blanks = tuple(decision for key, decision in self._blank.items() if key not in self._found)
        found, problems = tuple(self._found.values()), tuple(self._problems)
        return Returned(
            found, problems, blanks, self._absent, made, frozenset(self._agreed), self._notes.all()
        )


def _rows(name: str, sheet: Any, notes: Notes) -> Iterator[tuple[Place, Sequence[object]]]:
    """Yield the rows under the heading row; none for a sheet without one."""
    sheet.reset_dimensions()
    columns: dict[str, int] = {}
    own: dict[str, int] = {}
    formulas: Mapping[int, Mapping[int, str]] = {}
    rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
    for number, values in enumerate(rows, start=1):
        if columns:
            if any(value is not None for value in values):
                yield Place(name, sheet.title, number, columns, own, formulas.get(number, {})), values
        elif number > _HEADING_ROWS:
            return
        else:
            columns = _heading_row(values)
            if columns:
                width = max(at for at, value in enumerate(values) if value is not None) + 4
                own = notes.headings(values[:width], columns)
                formulas = notes.formulas(sheet)
                notes.name(own, values)


def _heading_row(values: Sequence[object]) -> dict[str, int]:
    """Return the place of each known heading; empty when this is no heading row."""
    places: dict[str, int] = {}
    for index, value in enumerate(values):
        key = entries.heading(value)
        if key is not None:
            places.setdefault(key, index)
    return places if {"id", "decision"} <= places.keys() else {}


def _decision(place: Place, values: Sequence[object]) -> tuple[Decision | None, list[Problem], bool]:
    """Return what a row says, what is unclear in it, and whether it says that all is right."""

    def cell(key: str) -> object:
        index = place.columns.get(key)
        return values[index] if index is not None and index < len(values) else None

    entered = {
        field: entries.written_date(cell(key)) if field in _DATES else entries.written(cell(key))
        for key, field in FIELDS.items()
    }
    unread = place.unread(values)
    entered |= dict.fromkeys(unread, "")
    agrees = entries.agrees(entered["decision"])
    if agrees:
        entered["decision"] = entries.written(cell("verdict")) or "csr"
    problems = _understand(entered, place)
    for name, formula in unread.items():
        problems.append(place.problem(KEYS[name], formula))
        entered["comment"] = _with(entered["comment"], formula)
    text = entries.written(cell("text"))
    decision = Decision(
        requirement=entries.written(cell("id")),
        text_then="" if _ALTERED.search(text) else text,
        **entered,
    )
    if decision.requirement and not decision.is_added:
        return decision, problems, agrees
    return *_added(decision, {key: entries.written(cell(key)) for key in _ADDED}, place, problems), agrees


def _understand(entered: dict[str, str], place: Place) -> list[Problem]:
    """Replace decision and importance by their codes; move what is unclear to the comment."""
    problems = []
    for key, understand in (("decision", entries.decision), ("importance", entries.importance)):
        raw = entered[key]
        code = understand(raw) if raw else ""
        entered[key] = code or ""
        if code is None:
            problems.append(place.problem(KEYS[key], raw))
            entered["comment"] = _with(entered["comment"], raw)
    return problems


def _with(comment: str, raw: str) -> str:
    return comment if raw in comment else "\n".join(part for part in (raw, comment) if part)


def _added(
    decision: Decision, said: Mapping[str, str], place: Place, problems: list[Problem]
) -> tuple[Decision | None, list[Problem]]:
    """Keep a row that a person added below the program's, with what was said of where it belongs."""
    words = said["text"] or decision.comment or decision.measure
    if not decision.requirement:
        if not said["text"] and not is_filled(decision):
            return None, problems
        if not said["text"]:
            problems = [*problems, place.problem("id", words)]
    key = decision.requirement or f"{ADDED}{fingerprint(said['customer'], words)}"
    codes = {
        "aspect": entries.term("aspects", said["aspect"]) if said["aspect"] else "",
        "verdict": (entries.decision(said["verdict"]) or "") if said["verdict"] else "",
        "process": entries.process(said["process"]),
        "clause": "\n".join(part for part in _PARTS.split(said["clause"]) if part),
    }
    added = {f"added_{name}": value for name, value in {**said, **codes}.items()}
    return replace(decision, requirement=key, **added), problems


def _merge(found: dict[str, Decision], decision: Decision, place: Place, problems: list[Problem]) -> None:
    """Join the entries of rows with one ID: the first decision stands, nothing is dropped."""
    first = found.get(decision.requirement)
    if first is None:
        found[decision.requirement] = decision
        return
    changes: dict[str, str] = {}
    for one in fields(Decision):
        mine, other = getattr(first, one.name), getattr(decision, one.name)
        if not mine:
            changes[one.name] = other
        elif other and other != mine and one.name in KEYS:
            problems.append(place.problem(KEYS[one.name], other))
            comment = changes.get("comment") or first.comment
            changes["comment"] = _with(comment, other)
    found[decision.requirement] = replace(first, **changes)
