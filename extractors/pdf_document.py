"""PDF with a text layer, through PDFium.

What is drawn is read page by page; what it means for the layout is decided over the whole
document (``extractors.layout_blocks``).  Pages that are only pictures are the business of
``extractors.pdf_scans``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

from domain.document import Extract
from domain.problem import DocumentError, Problem, Severity
from domain.text import fold, solid
from extractors import pdf_tags
from extractors.base import ReadLimits
from extractors.page_ranges import ranges
from extractors.pdf_page import PageReading, read_page
from extractors.pdf_scans import complete

_MAX_BOOKMARKS = 5_000
_ENCRYPT = re.compile(rb"/Encrypt\b")


def read_document(path: Path, limits: ReadLimits) -> Extract:
    """Read the text of a PDF in reading order.

    Raises DocumentError with ``empty``, ``encrypted``, ``damaged`` or ``too-large``.
    """
    size = path.stat().st_size
    if size == 0:
        raise DocumentError("empty")
    if size > limits.file_size:
        raise DocumentError("too-large", f"{size} bytes")
    with _opened(path) as document:
        pages, problems = _read_pages(document, limits)
        outline = _outline(document, pages)
        title = _title(document)
        count = len(document)
        assembled, more = complete(document, pages, outline, limits)
    return Extract("pdf", assembled.blocks, count, assembled.coverage, title, (*problems, *more))


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        # PDFium's error code is stale between documents: look for the dictionary ourselves.
        if _is_encrypted(path):
            raise DocumentError("encrypted", str(error)) from error
        raise DocumentError("damaged", str(error)) from error
    try:
        if len(document) < 1:
            raise DocumentError("damaged", "no pages")
        if document.get_formtype() == pdfium_raw.FORMTYPE_ACRO_FORM:
            document.init_forms()  # before any page: only then fields tell their values
        yield document
    finally:
        document.close()


def _is_encrypted(path: Path) -> bool:
    with path.open("rb") as file:
        tail = b""
        while chunk := file.read(1 << 20):
            if _ENCRYPT.search(tail + chunk):
                return True
            tail = chunk[-16:]
    return False


def _read_pages(document: Any, limits: ReadLimits) -> tuple[list[PageReading], list[Problem]]:
    count = len(document)
    last = min(count, limits.pages)
    left = limits.characters
    tagged = pdf_tags.is_tagged(document)
    pages: list[PageReading] = []
    unreadable: list[int] = []
    for number in range(1, last + 1):
        try:
            reading = read_page(document, number, left, tagged)
        except pdfium.PdfiumError:
            unreadable.append(number)
            continue
        pages.append(reading)
        left -= reading.glyphs
        if reading.cut or left <= 0:
            last = number
            break
    problems = []
    if not pages:
        raise DocumentError("damaged", "no page can be loaded")
    if unreadable:
        problems.append(Problem("damaged-page", Severity.LOSS, where=ranges(unreadable)))
    if last < count:
        problems.append(Problem("truncated-reading", Severity.LOSS, where=ranges(range(last + 1, count + 1))))
    elif pages[-1].cut:
        problems.append(Problem("truncated-reading", Severity.LOSS, where=ranges([last])))
    return pages, problems


def _outline(document: Any, pages: Sequence[PageReading]) -> dict[str, int]:
    """Return the titles of bookmarks and tagged headings (folded, without blanks) with their depth from 1."""
    found = _bookmarks(document)
    for page in pages:
        for title, level in page.headings.items():
            found.setdefault(title, level)
    return found


def _bookmarks(document: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    try:
        for number, mark in enumerate(document.get_toc(max_depth=8)):
            if number >= _MAX_BOOKMARKS:
                break
            key = solid(fold(mark.get_title()))
            if len(key) > 1:
                found.setdefault(key, mark.level + 1)
    except (pdfium.PdfiumError, ValueError, UnicodeDecodeError):
        return found  # a broken outline costs only the levels
    return found


def _title(document: Any) -> str | None:
    try:
        title = str(document.get_metadata_value("Title")).strip()
    except (pdfium.PdfiumError, ValueError, UnicodeDecodeError):
        return None
    return title or None
