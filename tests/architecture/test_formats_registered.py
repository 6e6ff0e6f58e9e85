from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import extractors.formats
from extractors.formats import FORMATS

FOLDER = Path(extractors.formats.__file__).parent


def test_every_format_module_is_in_the_list() -> None:
    modules = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
    formats = [import_module(f"extractors.formats.{module}").FORMAT for module in modules]

    assert sorted(FORMATS, key=lambda one: one.name) == sorted(formats, key=lambda one: one.name)


def test_a_format_is_named_as_its_module() -> None:
    assert [one.name for one in FORMATS] == [one.read.__module__.rsplit(".", 1)[-1] for one in FORMATS]


def test_knowing_the_formats_loads_no_heavy_library() -> None:
    heavy = (
        "lxml",
        "docx",
        "openpyxl",
        "python_calamine",
        "pypdfium2",
        "pdfplumber",
        "chardet",
        "spacy",
        "pandas",
    )
    code = f"import sys, extractors.formats; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=FOLDER.parent.parent
    )

    assert done.stdout.strip() == "[]"
