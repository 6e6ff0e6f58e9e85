"""What a spreadsheet package says beside the values: extents, percentages, comments, text boxes.

Read straight from the XML parts, before and beside calamine, in bounded steps.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from domain.problem import DocumentError
from extractors.sheet_values import cell_name
from extractors.xml_safety import parse_xml
from extractors.zip_safety import ZIP_ERRORS, read_member

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PERCENT = re.compile(r"^[^;]*?[0#](?:\.(0+))?\s*%")
_SHEET_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHUNK = 1 << 20
_OVERLAP = 256  # bytes of a cell's opening tag that may straddle two chunks
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(/?)>")
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_STYLE = re.compile(rb"\bs=[\"']([0-9]{1,6})[\"']")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet's name and the part that holds it."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class SheetMeasure:
    """How many cells the rectangle around all filled cells has; which show percentages.

    ``percentages`` maps row and column, from 0, to the decimal places shown.
    """

    extent: int = 0
    percentages: dict[tuple[int, int], int] = field(default_factory=dict)


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


def measure_sheets(package: zipfile.ZipFile) -> dict[str, SheetMeasure]:
    """Return for each sheet its extent and the cells that are shown as percentages.

    Raises DocumentError("damaged") when a part cannot be unpacked.
    """
    percentages = _percent_styles(package)
    return {sheet.name: _measure(package, sheet.part, percentages) for sheet in sheet_parts(package)}


def read_beside(package: zipfile.ZipFile) -> dict[str, list[tuple[str, str]]]:
    """Return (cell, text) of the comments and text boxes of each sheet that has some."""
    names = {name.lower().lstrip("/"): name for name in package.namelist()}
    if not any("comments" in name or "drawings/drawing" in name for name in names):
        return {}
    found: dict[str, list[tuple[str, str]]] = {}
    for sheet in sheet_parts(package):
        for kind, target in _relations(package, names, sheet.part):
            reader = _BESIDE.get(kind)
            if reader is not None and target.lower() in names:
                found.setdefault(sheet.name, []).extend(reader(package, names[target.lower()]))
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


def _text_boxes(package: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    """Yield the text of drawn shapes with the cell they are anchored at."""
    try:
        root = parse_xml(read_member(package, part), part)
    except DocumentError:
        return
    for anchor in root:
        paragraphs = (
            "".join(run.text or "" for run in line.iter(f"{_DRAWN}t")) for line in anchor.iter(f"{_DRAWN}p")
        )
        text = "\n".join(line.strip() for line in paragraphs if line.strip())
        column = anchor.findtext(f"{_SHEET_DRAWING}from/{_SHEET_DRAWING}col") or ""
        row = anchor.findtext(f"{_SHEET_DRAWING}from/{_SHEET_DRAWING}row") or ""
        if text:
            placed = row.isascii() and row.isdigit() and column.isascii() and column.isdigit()
            yield cell_name(int(row[:7]), int(column[:5])) if placed else "", text


_BESIDE: dict[str, Callable[[zipfile.ZipFile, str], Iterator[tuple[str, str]]]] = {
    "comments": _comments,
    "drawing": _text_boxes,
}


def _measure(package: zipfile.ZipFile, part: str, percentages: dict[int, int]) -> SheetMeasure:
    top = left = 1 << 30
    bottom = right = 0
    shown: dict[tuple[int, int], int] = {}
    for attributes in _cells(package, part):
        reference = _REFERENCE.search(attributes)
        if reference is None:
            continue
        row, column = int(reference.group(2)), _column(reference.group(1))
        top, bottom = min(top, row), max(bottom, row)
        left, right = min(left, column), max(right, column)
        style = _STYLE.search(attributes) if percentages else None
        if style is not None and int(style.group(1)) in percentages:
            shown[row - 1, column - 1] = percentages[int(style.group(1))]
    return SheetMeasure((bottom - top + 1) * (right - left + 1) if bottom else 0, shown)


def _percent_styles(package: zipfile.ZipFile) -> dict[int, int]:
    """Return the cell styles that show percentages, with their decimal places."""
    if "xl/styles.xml" not in package.namelist():
        return {}
    try:
        root = parse_xml(read_member(package, "xl/styles.xml"), "styles.xml")
    except DocumentError:
        return {}
    formats = {"9": 0, "10": 2}  # the built-in ones, ISO 29500-1, 18.8.30
    for entry in root.iter(f"{_MAIN}numFmt"):
        match = _PERCENT.search(entry.get("formatCode") or "")
        if match is not None:
            formats[entry.get("numFmtId") or ""] = len(match.group(1) or "")
    cells = root.find(f"{_MAIN}cellXfs")
    styles = [] if cells is None else [style.get("numFmtId") or "" for style in cells]
    return {index: formats[code] for index, code in enumerate(styles) if code in formats}


def _cells(package: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield the attributes of cells that hold something, read in chunks."""
    try:
        with package.open(part) as stream:
            rest = b""
            while chunk := stream.read(_CHUNK):
                data = rest + chunk
                end = 0
                for match in _CELL.finditer(data):
                    end = match.end()
                    if not match.group(2):
                        yield match.group(1)
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
