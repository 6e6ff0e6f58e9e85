"""Make part B of the sample documents from their sources: ``python data/samples/build_b.py``.

Needs the extra ``samples`` (WeasyPrint) and the free fonts Noto CJK, DejaVu and Liberation.
All companies, persons, part numbers and document numbers in them are invented.  The same
sources and library versions give the same bytes.
"""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources" / "b"
sys.path.insert(0, str(SOURCES))

from docx_writer import write_docx  # noqa: E402  (the writers lie beside the sources)
from html_writer import write_pdf  # noqa: E402
from markup import read_source  # noqa: E402

MOMENT = b"2025-03-04T09:00:00Z"


def freeze(path: Path) -> None:
    """Give a zip-based Office file fixed times, so that a rebuild changes nothing."""
    with zipfile.ZipFile(path) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + MOMENT, content)
            archive.writestr(zipfile.ZipInfo(name, (2025, 3, 4, 9, 0, 0)), content, zipfile.ZIP_DEFLATED)


def main(names: list[str]) -> None:
    """Make all documents, or those whose source name is given."""
    for path in sorted(SOURCES.glob("*.md")):
        if names and path.stem not in names:
            continue
        source = read_source(path)
        target = HERE / source.facts["target"]
        if target.suffix == ".pdf":
            write_pdf(source, SOURCES, target)
        else:
            write_docx(source, target)
            freeze(target)
        print(f"{target.relative_to(HERE)}  {target.stat().st_size // 1024} kB")
    make_sheets(names)


def make_sheets(names: list[str]) -> None:
    """Make the XLSX files."""
    from sheets import SHEETS

    for name, (place, build) in SHEETS.items():
        if names and name not in names:
            continue
        target = HERE / place
        target.parent.mkdir(parents=True, exist_ok=True)
        build(target)
        freeze(target)
        print(f"{place}  {target.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
