"""What a spreadsheet package says beside the values: extents of sheets, comments.

Read straight from the XML parts, before and beside calamine, in bounded steps.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from domain.problem import DocumentError
from extractors.xml_safety import parse_xml
from extractors.zip_safety import ZIP_ERRORS, read_member

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CHUNK = 1 << 20
_OVERLAP = 256  # bytes of a cell's opening tag that may straddle two chunks
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'][^>]*?(/?)>")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet's name and the part that holds it."""

    name: str
    part: str


def sheet_parts(package: zipfile.ZipFile) -> list[SheetPart]:
    """Return the sheets of the workbook in order; empty when the package does not say."""
    names = {name.lower().lstrip("/"): name for name in package.namelist()}
    main = next(
        (
            names[target.lower()]
            for kind, target in _relations(package, names, "")
            if _names_workbook(kind, target, names)
        ),
        names.get("xl/workbook.xml"),
    )
    if main is None or main.endswith(".bin"):
        return []
    targets = {identity: target for identity, target in _targets(package, names, main)}
    found: list[SheetPart] = []
    for sheet in parse_xml(read_member(package, main), main).iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION_ID) or "", "")
        if target.lower() in names:
            found.append(SheetPart(sheet.get("name") or "", names[target.lower()]))
    return found


def measure_sheets(package: zipfile.ZipFile) -> dict[str, int]:
    """Return for each sheet how many cells the rectangle around its filled cells has.

    Raises DocumentError("damaged") when a part cannot be unpacked.
    """
    return {sheet.name: _extent(package, sheet.part) for sheet in sheet_parts(package)}


def read_comments(package: zipfile.ZipFile) -> dict[str, list[tuple[str, str]]]:
    """Return the comments (cell, text) of each sheet that has some."""
    names = {name.lower().lstrip("/"): name for name in package.namelist()}
    if not any("comments" in name for name in names):
        return {}
    found: dict[str, list[tuple[str, str]]] = {}
    for sheet in sheet_parts(package):
        for kind, target in _relations(package, names, sheet.part):
            if kind == "comments" and target.lower() in names:
                found.setdefault(sheet.name, []).extend(_comments(package, names[target.lower()]))
    return found


def _comments(package: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    try:
        root = parse_xml(read_member(package, part), part)
    except DocumentError:
        return
    for comment in root.iter(f"{_MAIN}comment"):
        text = "".join(piece.text or "" for piece in comment.iter(f"{_MAIN}t")).strip()
        if text:
            yield comment.get("ref") or "", text


def _extent(package: zipfile.ZipFile, part: str) -> int:
    """Return rows times columns of the rectangle around all cells with content."""
    top = left = 1 << 30
    bottom = right = 0
    for letters, digits in _cells(package, part):
        row, column = int(digits), _column(letters)
        top, bottom = min(top, row), max(bottom, row)
        left, right = min(left, column), max(right, column)
    return (bottom - top + 1) * (right - left + 1) if bottom else 0


def _cells(package: zipfile.ZipFile, part: str) -> Iterator[tuple[bytes, bytes]]:
    """Yield the references of cells that hold something, read in chunks."""
    try:
        with package.open(part) as stream:
            rest = b""
            while chunk := stream.read(_CHUNK):
                data = rest + chunk
                end = 0
                for match in _CELL.finditer(data):
                    end = match.end()
                    if not match.group(3):
                        yield match.group(1), match.group(2)
                rest = data[max(end, len(data) - _OVERLAP) :]
    except ZIP_ERRORS as error:
        raise DocumentError("damaged", f"the part {part}: {error}") from error


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - ord("A") + 1
    return column


def _names_workbook(kind: str, target: str, names: dict[str, str]) -> bool:
    return kind == "officeDocument" and target.lower() in names


def _relations(package: zipfile.ZipFile, names: dict[str, str], part: str) -> list[tuple[str, str]]:
    return [(kind, target) for kind, _, target in _read_relations(package, names, part)]


def _targets(package: zipfile.ZipFile, names: dict[str, str], part: str) -> list[tuple[str, str]]:
    return [(identity, target) for _, identity, target in _read_relations(package, names, part)]


def _read_relations(
    package: zipfile.ZipFile, names: dict[str, str], part: str
) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, id, target's name) of a part's inner relations."""
    folder, file = posixpath.split(part)
    actual = names.get(posixpath.join(folder, "_rels", f"{file}.rels").lower())
    if actual is None:
        return
    root: etree._Element = parse_xml(read_member(package, actual), actual)
    for relation in root.iter(_RELATION):
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or ""))
            kind = (relation.get("Type") or "").rsplit("/", 1)[-1]
            yield kind, relation.get("Id") or "", target.lstrip("/")
