"""Workbooks: XLSX, XLSM, XLSB and Excel 97-2003 XLS, read through calamine.

calamine lays a sheet out as a full rectangle, so one cell in the far corner of a 5 kB
file aborts the process: the extent of every sheet is measured first (``sheet_package``).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from domain.document import Block, BlockKind, Extract, Locator
from domain.problem import DocumentError, Severity
from extractors import signatures
from extractors.base import Format, ReadLimits
from extractors.gathering import Gathering

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

    from extractors.sheet_package import SheetMeasure

_CLAIMED = frozenset({signatures.XLSX, signatures.XLSB, signatures.XLS})


def claims(head: bytes, path: Path) -> bool:
    """Tell a workbook by its parts (zip) or streams (OLE)."""
    return signatures.identify(head, path) in _CLAIMED


def read(path: Path, limits: ReadLimits) -> Extract:
    """Read all sheets in order, hidden ones too.

    Raises DocumentError: damaged, encrypted, too-large.  Problems: hidden-sheet,
    too-large (a sheet left out because its extent is beyond ``limits.cells``).
    """
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    with path.open("rb") as file:
        is_zip = file.read(2) == b"PK"
    measures = _measure(path, limits) if is_zip else {}
    workbook = _open(path)
    gathering = Gathering(limits)
    beside = _beside(path, limits) if is_zip else {}
    for metadata in workbook.sheets_metadata:
        if metadata.typ == SheetTypeEnum.WorkSheet:
            if metadata.visible != SheetVisibleEnum.Visible:
                gathering.note("hidden-sheet", where=metadata.name)
            _read_sheet(workbook, metadata.name, measures.get(metadata.name), gathering)
            _add_notes(metadata.name, beside, gathering)
    return Extract(
        format="xlsx" if is_zip else "xls",
        blocks=tuple(gathering.blocks),
        coverage=gathering.coverage(),
        problems=tuple(gathering.problems),
    )


def _measure(path: Path, limits: ReadLimits) -> dict[str, SheetMeasure]:
    from extractors.sheet_package import measure_sheets
    from extractors.zip_safety import open_package

    with open_package(path, limits) as package:
        return measure_sheets(package)


def _open(path: Path) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_path(path)
    except PasswordError as error:
        raise DocumentError("encrypted", str(error)) from error
    except (CalamineError, OSError, ValueError) as error:
        raise DocumentError("damaged", str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # Rust's panic is no Exception
            raise
        raise DocumentError("damaged", str(error)) from error


def _read_sheet(
    workbook: CalamineWorkbook, name: str, measure: SheetMeasure | None, gathering: Gathering
) -> None:
    from python_calamine import CalamineError

    if measure is not None and measure.extent > gathering.limits.cells:
        gathering.note("too-large", f"{measure.extent} cells", name, Severity.LOSS)
        return
    try:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.height * sheet.width > gathering.limits.cells:
            gathering.note("too-large", f"{sheet.height * sheet.width} cells", name, Severity.LOSS)
            return
        _tell_sheet(sheet, name, measure.percentages if measure else {}, gathering)
    except (CalamineError, OSError, ValueError) as error:
        gathering.note("truncated-reading", str(error), name, Severity.LOSS)
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        gathering.note("truncated-reading", str(error), name, Severity.LOSS)


def _tell_sheet(
    sheet: CalamineSheet, name: str, percentages: dict[tuple[int, int], int], gathering: Gathering
) -> None:
    from extractors.sheet_tables import Grid, Merge, SheetReader
    from extractors.sheet_values import cell_name, show_percentage, show_value

    top, left = sheet.start or (0, 0)
    values = sheet.to_python(skip_empty_area=True)
    rows = [[show_value(value) for value in row] for row in values]
    for (row, column), places in percentages.items():
        if 0 <= row - top < len(rows) and 0 <= column - left < len(rows[row - top]):
            shown = show_percentage(values[row - top][column - left], places)
            rows[row - top][column - left] = shown or rows[row - top][column - left]
    merges = [
        Merge(first[0] - top, first[1] - left, last[0] - top, last[1] - left)
        for first, last in sheet.merged_cell_ranges or ()
        if first[0] >= top and first[1] >= left
    ]

    def locate(row: int, column: int) -> Locator:
        return Locator(sheet=name, cell=cell_name(row + top, column + left))

    SheetReader(Grid(rows, merges), gathering, name, locate).tell()


def _beside(path: Path, limits: ReadLimits) -> dict[str, list[tuple[str, str]]]:
    from extractors.sheet_package import read_beside
    from extractors.zip_safety import open_package

    with open_package(path, limits) as package:
        return read_beside(package)


def _add_notes(name: str, beside: dict[str, list[tuple[str, str]]], gathering: Gathering) -> None:
    for cell, text in beside.get(name, []):
        gathering.add(Block(BlockKind.NOTE, text, Locator(sheet=name, cell=cell)), name)


FORMAT = Format(name="xlsx", claims=claims, read=read)
