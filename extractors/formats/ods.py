"""OpenDocument spreadsheets: ODS (ISO 26300), read as other workbooks are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from domain.document import Block, BlockKind, Extract, Locator
from domain.problem import DocumentError, Severity
from extractors import signatures
from extractors.base import Format, ReadLimits
from extractors.gathering import Gathering

if TYPE_CHECKING:
    from extractors.open_sheets import OpenSheet


def claims(head: bytes, path: Path) -> bool:
    """Tell an OpenDocument package by the type it states."""
    return signatures.identify(head, path) == signatures.ODS


def read(path: Path, limits: ReadLimits) -> Extract:
    """Read all sheets in order, hidden ones too; cells as they are shown.

    Raises DocumentError: damaged, encrypted, too-large.  Problems: hidden-sheet, open-changes,
    too-large (a sheet left out because its extent is beyond ``limits.cells``),
    truncated-reading (a filled cell or row stands there more often than anybody writes it).
    """
    from extractors.open_sheets import TooManyCells, read_sheets
    from extractors.open_text import TABLE
    from extractors.xml_safety import parse_xml
    from extractors.zip_safety import open_package, read_member

    with open_package(path, limits) as package:
        manifest = "META-INF/manifest.xml"
        if manifest in package.namelist() and b"encryption-data" in read_member(package, manifest):
            raise DocumentError("encrypted", "OpenDocument package")
        content = parse_xml(read_member(package, "content.xml"), "content.xml")
    gathering = Gathering(limits)
    for sheet in read_sheets(content, limits.cells):
        if isinstance(sheet, TooManyCells):
            name, detail = sheet.args
            gathering.note("too-large", detail, name, Severity.LOSS)
        else:
            _tell(sheet, gathering)
    if changes := sum(1 for _ in content.iter(f"{TABLE}tracked-changes")):
        gathering.note("open-changes", str(changes))
    return Extract(
        format="ods",
        blocks=tuple(gathering.blocks),
        coverage=gathering.coverage(),
        problems=tuple(gathering.problems),
    )


def _tell(sheet: OpenSheet, gathering: Gathering) -> None:
    from extractors.open_sheets import TooManyCells
    from extractors.sheet_tables import SheetReader
    from extractors.sheet_values import cell_name

    def locate(row: int, column: int) -> Locator:
        return Locator(sheet=sheet.name, cell=cell_name(row + sheet.top, column + sheet.left))

    if sheet.hidden:
        gathering.note("hidden-sheet", where=sheet.name)
    try:
        grid = sheet.grid(gathering.limits.cells)
    except TooManyCells as error:
        gathering.note("too-large", str(error), sheet.name, Severity.LOSS)
        return
    if sheet.cut:
        gathering.note("truncated-reading", f"{sheet.cut} equal cells", sheet.name, Severity.LOSS)
    SheetReader(grid, gathering, sheet.name, locate).tell()
    for cell, text in sheet.notes:
        gathering.add(Block(BlockKind.NOTE, text, Locator(sheet=sheet.name, cell=cell)), sheet.name)


FORMAT = Format(name="ods", claims=claims, read=read)
