"""Pages of a PDF whose text layer is missing or says nothing: recognised where an engine is, else named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium

from domain.problem import Problem, Severity
from extractors.base import ReadLimits
from extractors.layout_blocks import Assembled, assemble
from extractors.page_ranges import ranges
from extractors.pdf_page import PageReading

if TYPE_CHECKING:
    from PIL import Image

_MANY_UNMAPPED = 5  # glyphs without a character on a page that are worth a word
_MOSTLY = 0.3  # of the glyphs of a page, from which its text layer serves nobody
_SCAN_SHARE = 0.5  # of the page covered by pictures
_LOGO_SHARE = 0.02  # a page with less of a picture and no text is a blank page
_MANY_OBJECTS = 150
_NAMED, _QUOTED = 5, 40  # places of vertical text that are quoted, and characters of each


def complete(
    document: Any, pages: Sequence[PageReading], outline: Mapping[str, int], limits: ReadLimits
) -> tuple[Assembled, list[Problem]]:
    """Return the blocks of all pages, recognised ones among them, and what is to be said."""
    assembled = assemble([reading.text for reading in pages], outline)
    scans = _scan_numbers(pages, assembled)
    garbled = [reading.text.number for reading in pages if _is_garbled(reading)]
    wanted = sorted({*scans, *garbled})
    problems: list[Problem] = []
    if wanted:
        recognised = _recognised(document, pages, wanted, outline, limits)
        if recognised:
            assembled, problems, read = recognised
            pages = [reading for reading in pages if reading.text.number not in read]
            scans = []  # spoken of as recognised, poor or late
    problems += _unmapped(pages) + _scanned(scans, assembled) + vertical_text(assembled)
    return assembled, problems


def _recognised(
    document: Any,
    pages: Sequence[PageReading],
    wanted: Sequence[int],
    outline: Mapping[str, int],
    limits: ReadLimits,
) -> tuple[Assembled, list[Problem], set[int]] | None:
    """Return the blocks with the pages read, the problems, and the pages; None without an engine."""
    from extractors.ocr import find_engine  # heavy, and most documents need none

    engine = find_engine()
    if engine is None:
        return None
    from extractors.ocr_page import finished
    from extractors.ocr_pages import read_scans

    scans = read_scans(engine, wanted, lambda number: _drawn(document, number), limits)
    read = {number: scan for number, scan in scans.read.items() if scan.sure}
    texts = [
        read[reading.text.number].text if reading.text.number in read else reading.text for reading in pages
    ]
    assembled = assemble(texts, outline)
    assembled = replace(assembled, blocks=finished(assembled.blocks, read))
    problems = scans.problems(ranges)
    if not any(coverage.found for coverage in assembled.coverage):
        problems = [replace(problem, severity=Severity.FATAL) for problem in problems]
    return assembled, problems, set(read)


def _drawn(document: Any, number: int) -> tuple[Image.Image, float]:
    """Return a page as seen, in grey, and its pixels to the point."""
    from PIL import Image

    from extractors.ocr_pages import scale_for

    page = document[number - 1]  # held until the end: PDFium frees a page with its owner
    try:
        scale = scale_for(*page.get_size())
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            return bitmap.to_pil().convert("L"), scale
        finally:
            bitmap.close()
    except pdfium.PdfiumError:
        return Image.new("L", (8, 8), 255), 1.0  # nothing is found on it, and so it is named
    finally:
        page.close()


def _is_garbled(reading: PageReading) -> bool:
    return reading.unmapped > max(_MANY_UNMAPPED, _MOSTLY * reading.glyphs)


def _unmapped(pages: Sequence[PageReading]) -> list[Problem]:
    unmapped = [reading.text.number for reading in pages if reading.unmapped > _MANY_UNMAPPED]
    return [Problem("unmapped-glyphs", Severity.LOSS, where=ranges(unmapped))] if unmapped else []


def vertical_text(assembled: Assembled) -> list[Problem]:
    """Name the pages on which text runs up or down, with its first words."""
    if not assembled.vertical:
        return []
    words = "; ".join(f"{page}: {text[:_QUOTED]}" for page, text in assembled.vertical[:_NAMED])
    pages = ranges(page for page, _ in assembled.vertical)
    return [Problem("vertical-text", Severity.NOTE, where=pages, detail=words)]


def _scan_numbers(pages: Sequence[PageReading], assembled: Assembled) -> list[int]:
    text = {coverage.place: coverage.in_blocks for coverage in assembled.coverage}
    return [reading.text.number for reading in pages if _is_scan(reading, text[str(reading.text.number)])]


def _scanned(scans: Sequence[int], assembled: Assembled) -> list[Problem]:
    """Name the pages that are pictures of text and were not recognised."""
    if not scans:
        return []
    if not any(coverage.found for coverage in assembled.coverage):
        return [Problem("scanned", Severity.FATAL, where=ranges(scans))]
    return [Problem("scanned-page", Severity.LOSS, where=ranges(scans))]


def _is_scan(reading: PageReading, in_blocks: int) -> bool:
    if not reading.text.lines and not reading.text.tables:
        # Letters drawn as curves are pictures of text too.
        return reading.picture > _LOGO_SHARE or reading.objects > _MANY_OBJECTS
    return not in_blocks and reading.picture > _SCAN_SHARE
