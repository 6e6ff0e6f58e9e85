"""What a person sees in the workbook, as readable text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from made_checklists import small

import workbook
from workbook import customers

FILES = Path(__file__).resolve().parent / "files"


def dump_workbook(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return "\n".join(line for sheet in book.worksheets for line in _sheet(sheet)) + "\n"


def _sheet(sheet: object) -> Iterator[str]:
    yield f"== {sheet.title}"
    yield f"freeze {sheet.freeze_panes} filter {sheet.auto_filter.ref} repeat {sheet.print_title_rows}"
    setup = sheet.page_setup
    yield f"print {setup.orientation} paper {setup.paperSize} wide {setup.fitToWidth} high {setup.fitToHeight}"
    widths = (f"{k}{'*' if d.hidden else ''}={d.width:g}" for k, d in sorted(sheet.column_dimensions.items()))
    yield f"widths {' '.join(widths)}"
    for rule in sheet.data_validations.dataValidation:
        yield f"offers {rule.sqref} {rule.formula1}"
    for marked in sheet.conditional_formatting:
        yield f"marks {marked.sqref} {' '.join(rule.formula[0] for rule in marked.rules)}"
    for row in sheet.iter_rows():
        cells = [
            f"{c.coordinate}={c.value!r}{'!' if c.quotePrefix else ''}" for c in row if c.value is not None
        ]
        yield f"[{sheet.row_dimensions[row[0].row].height:g}] " + " ".join(cells)


def dump_form(path: Path) -> str:
    document = Document(str(path))
    lines = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            lines += [" | ".join(cell.text.replace("\n", " / ") for cell in row.cells) for row in block.rows]
        elif block.text:
            lines.append(f"# {block.text}")
    return "\n".join(lines) + "\n"


def reviewed(name: str, actual: str, regen: bool) -> str:
    """Return what was reviewed; with ``--regen`` what is there now becomes that."""
    file = FILES / name
    if regen:
        file.write_text(actual, encoding="utf-8", newline="\n")
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbook_is_as_it_was_reviewed(tmp_path: Path, language: str, regen: bool) -> None:
    workbook.write(small(), tmp_path / "book.xlsx", language)

    shown = dump_workbook(tmp_path / "book.xlsx")
    assert shown == reviewed(f"workbook_{language}.txt", shown, regen)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", [customers.IDENTIFICATION, customers.REVIEW])
def test_the_forms_are_as_they_were_reviewed(tmp_path: Path, language: str, form: str, regen: bool) -> None:
    customers.write(small(), tmp_path, language)

    shown = dump_form(tmp_path / "晨岳汽车" / form)
    assert shown == reviewed(f"{form.removesuffix('.docx')}_{language}.txt", shown, regen)
