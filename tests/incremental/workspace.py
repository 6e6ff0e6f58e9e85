"""A workspace on disk for tests of what happens from run to run: documents come, people decide."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from pipeline import run as running
from pipeline import settings
from pipeline.run import Job, Outcome

_CHILD = Path(__file__).resolve().parents[1] / "faults" / "child_that_misbehaves.py"


class Nobody:
    """Looks at nothing."""

    def found(self, files: object) -> None:
        """Take no note."""

    def finished(self, document: object) -> None:
        """Take no note."""

    def stage(self, name: str) -> None:
        """Take no note."""


@dataclass(frozen=True)
class Workspace:
    """An inbox and an output folder; ``language`` is that of the results."""

    inbox: Path
    out: Path
    language: str = "zh"
    sheet: str = "顾客特殊要求清单"
    head: str = "编号"

    def put(self, path: str, text: str) -> None:
        """Lay a document into the inbox."""
        place = self.inbox / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")

    def run(self) -> Outcome:
        """Do a run as the command does."""
        command = (sys.executable, str(_CHILD))
        return running.run(
            Job(self.inbox, self.out, settings.load(), self.language, command=command), Nobody()
        )

    @property
    def workbook(self) -> Path:
        """Where the workbook lies."""
        return self.out / "CSR-checklist.xlsx"

    def data(self) -> dict[str, Any]:
        """Return checklist.json."""
        found: dict[str, Any] = json.loads((self.out / "checklist.json").read_text(encoding="utf-8"))
        return found

    def requirement(self, part: str) -> dict[str, Any]:
        """Return the requirement whose words hold a part."""
        found: dict[str, Any] = next(one for one in self.data()["requirements"] if part in one["text"])
        return found

    def rows(self, sheet: str = "") -> list[dict[str, Any]]:
        """Return the rows of a sheet with a heading row, by heading."""
        book = openpyxl.load_workbook(self.workbook)
        lines = book[sheet or self.sheet].iter_rows(values_only=True)
        heads = next(line for line in lines if self.head in line)
        return [dict(zip(heads, line, strict=True)) for line in lines if any(line)]

    def enter(self, part: str, **values: object) -> None:
        """Fill cells of the row whose words hold a part, by heading, and save as a person does."""
        book = openpyxl.load_workbook(self.workbook)
        sheet = book[self.sheet]
        heads = {cell.value: cell.column for cell in sheet[1]}
        line = next(
            row[0].row for row in sheet.iter_rows(min_row=2) if part in str(row[heads["原文"] - 1].value)
        )
        for heading, value in values.items():
            sheet.cell(line, heads[heading]).value = value
        book.save(self.workbook)

    def append(self, **values: object) -> None:
        """Type a row of one's own below the list and save."""
        book = openpyxl.load_workbook(self.workbook)
        sheet = book[self.sheet]
        heads = {cell.value: cell.column for cell in sheet[1]}
        line = sheet.max_row + 1
        for heading, value in values.items():
            sheet.cell(line, heads[heading]).value = value
        book.save(self.workbook)
