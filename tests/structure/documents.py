"""All documents of the structure set with their truth: those made on the spot, and the typeset PDFs.

To add one: a function in ``documents_<kind>.py`` that writes the file through a ``Story``, or
a page in ``sources/`` that ``build_pdf.py`` typesets.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import documents_harder
import documents_sheet
import documents_slides
import documents_text
import documents_web
import documents_word
from story import Made
from structure_truth import Truth, read_truth

HERE = Path(__file__).parent


def _typeset(name: str, _folder: Path) -> tuple[Path, Truth]:
    return HERE / "pdf" / f"{name}.pdf", read_truth(HERE / "sources" / f"{name}.html")


PDFS = tuple(
    Made("pdf", source.stem, partial(_typeset, source.stem))
    for source in sorted((HERE / "sources").glob("*.html"))
)
DOCUMENTS = (
    *PDFS,
    *documents_word.DOCUMENTS,
    *documents_sheet.DOCUMENTS,
    *documents_slides.DOCUMENTS,
    *documents_web.DOCUMENTS,
    *documents_text.DOCUMENTS,
    *documents_harder.DOCUMENTS,
)
