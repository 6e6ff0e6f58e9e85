"""What the values of a returned sheet do not show: which columns are hidden, which cells have formulas.

A formula of a person's own is kept with its references as names of columns, so that it stands
again beside its row wherever the row and the columns are at the next run.  One that looks
elsewhere (other rows, other sheets, names) cannot be kept that way.  Only formulas that stand
as such in the returned workbook come through here: no text ever becomes one.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from typing import IO

from lxml import etree
from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError
from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from workbook.cells import visible_text
from workbook.rows import ROW

_LONGEST = 8_192  # characters of a formula that Excel allows
_OPEN, _CLOSE, _SAME_ROW = "\ue000", "\ue001", "\ue002"  # of a column's name; the row's number
_PRIVATE = re.compile("[\ue000-\ue002]")
_CELL = r"\$?([A-Z]{1,3})\$?(\d+)"
_ONE, _RANGE = re.compile(_CELL), re.compile(rf"{_CELL}:{_CELL}")
_COLUMN = re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})")
_NAMED = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")

Formulas = Mapping[tuple[int, int], str]


def hidden_columns(file: IO[bytes], sheet: str) -> frozenset[int]:
    """Return the columns (from 0) that are hidden; the package was looked over before."""
    found: set[int] = set()
    file.seek(0)
    with zipfile.ZipFile(file) as package, package.open(sheet.lstrip("/")) as stream:
        for _, part in etree.iterparse(stream, events=("start",), tag=("{*}col", "{*}sheetData"), **_SAFE):
            if etree.QName(part).localname == "sheetData":
                break
            if part.get("hidden") in ("1", "true"):
                first, last = int(part.get("min") or 1), int(part.get("max") or 1)
                found.update(range(first - 1, min(last, 1_000)))
    return frozenset(found)


def formulas(file: IO[bytes], sheet: str) -> Formulas:
    """Return the formulas of a sheet without ``=``, by row (from 1) and column (from 0)."""
    file.seek(0)
    with zipfile.ZipFile(file) as package:
        part = sheet.lstrip("/")
        if not _has_formulas(package, part):
            return {}
        found: dict[tuple[int, int], str] = {}
        shared: dict[str, Translator] = {}
        with package.open(part) as stream:
            for _, cell in etree.iterparse(stream, events=("end",), tag="{*}c", **_SAFE):
                formula = cell.find("{*}f")
                place = cell.get("r")
                if formula is not None and place:
                    text = _text(formula, place, shared)
                    letter, row = coordinate_from_string(place)
                    found[row, column_index_from_string(letter) - 1] = text
                cell.clear()
    return found


_SAFE = {"resolve_entities": False, "no_network": True, "huge_tree": False}


def _has_formulas(package: zipfile.ZipFile, part: str) -> bool:
    before = b""
    with package.open(part) as stream:
        while chunk := stream.read(1 << 20):
            if re.search(rb"<(?:\w+:)?f[\s>/]", before + chunk):
                return True
            before = chunk[-64:]
    return False


def _text(formula: etree._Element, place: str, shared: dict[str, Translator]) -> str:
    """Return a cell's formula; one that was filled down stands in its first cell only."""
    text, number = formula.text or "", formula.get("si")
    if formula.get("t") == "shared" and number is not None:
        if text:
            shared[number] = Translator(f"={text}", origin=place)
        elif number in shared:
            return str(shared[number].translate_formula(place)).removeprefix("=")
    return text


def portable(formula: str, row: int, columns: Mapping[int, str]) -> str | None:
    """Return a formula with its references as names of columns; None when it looks beyond its row.

    ``columns`` names the columns by place, from 0.  Whole columns of the sheet may be named too.
    """
    if not formula or len(formula) > _LONGEST or _PRIVATE.search(formula):
        return None
    try:
        tokens = Tokenizer(f"={formula}").items
    except TokenizerError:
        return None
    pieces = []
    for token in tokens:
        named: str | None = token.value
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            named = _named(token.value.upper(), row, lambda letter: columns.get(_place(letter), ""))
        if named is None:
            return None
        pieces.append(named)
    return visible_text("".join(pieces))


def _named(reference: str, row: int, name: Callable[[str], str]) -> str | None:
    one, span, whole = (pattern.fullmatch(reference) for pattern in (_ONE, _RANGE, _COLUMN))
    if one and int(one[2]) == row and name(one[1]):
        return f"{_OPEN}{name(one[1])}{_CLOSE}{_SAME_ROW}"
    if span and int(span[2]) == int(span[4]) == row and name(span[1]) and name(span[3]):
        return f"{_OPEN}{name(span[1])}{_CLOSE}{_SAME_ROW}:{_OPEN}{name(span[3])}{_CLOSE}{_SAME_ROW}"
    if whole and whole[1] == whole[2] and name(whole[1]):
        return f"{_OPEN}{name(whole[1])}{_CLOSE}:{_OPEN}{name(whole[1])}{_CLOSE}"
    return None


def _place(letter: str) -> int:
    return column_index_from_string(letter) - 1


def placed(formula: str, letters: Mapping[str, str]) -> str | None:
    """Return a formula with its references as cells again; None when a column is gone."""
    if any(name not in letters for name in _NAMED.findall(formula)):
        return None
    return _NAMED.sub(lambda match: letters[match[1]], formula).replace(_SAME_ROW, ROW)
