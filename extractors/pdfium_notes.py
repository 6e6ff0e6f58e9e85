"""Text that stands on a page without being part of it: values of form fields, typed-on notes.

PDFium's text layer has neither.  A field's value belongs beside its label, so its line
takes the rank of the line at its left.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pypdfium2.raw as raw

from domain.text import solid
from extractors import pdf_glyphs
from extractors.layout import Line, same_row
from extractors.pdfium_page import Frame

_MAX_ANNOTATIONS = 2_000
_MAX_TEXT = 20_000
_TEXT_FIELDS = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)


def read_notes(page: Any, number: int, frame: Frame, lines: Sequence[Line]) -> list[Line]:
    """Return values of form fields and free text that was typed on the page, as lines."""
    out: list[Line] = []
    left = _MAX_TEXT
    form = page.formenv.raw if page.formenv else None
    for place in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MAX_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, place)
        if not annotation:
            continue
        try:
            text = _text(annotation, form)[:left]
            left -= len(text)
            box = _box(annotation, frame) if text else None
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
        if box:
            out += _lines(number, text, box, [*lines, *out])
    return out


def _text(annotation: Any, form: Any) -> str:
    if raw.FPDFAnnot_GetFlags(annotation) & raw.FPDF_ANNOT_FLAG_HIDDEN:
        return ""
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if kind == raw.FPDF_ANNOT_FREETEXT:
        return _string(
            lambda buffer, size: raw.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, size)
        )
    if kind != raw.FPDF_ANNOT_WIDGET or form is None:
        return ""
    if raw.FPDFAnnot_GetFormFieldType(form, annotation) not in _TEXT_FIELDS:
        return ""
    return _string(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size))


def _string(read: Any) -> str:
    length = min(read(None, 0), 2 * _MAX_TEXT)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    read(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


def _box(annotation: Any, frame: Frame) -> tuple[float, float, float, float] | None:
    rect = raw.FS_RECTF()
    if not raw.FPDFAnnot_GetRect(annotation, ctypes.byref(rect)):
        return None
    return frame.box(rect.left, rect.bottom, rect.right, rect.top)


def _lines(
    number: int, text: str, box: tuple[float, float, float, float], lines: Sequence[Line]
) -> list[Line]:
    """Return the lines of a text, spread over its box from the top."""
    shown = [cleaned for row in text.replace("\r", "\n").split("\n") if (cleaned := pdf_glyphs.clean(row))]
    if not shown:
        return []
    x0, top, x1, bottom = box
    height = (bottom - top) / len(shown)
    size = min(max(0.7 * height, 4.0), 12.0)
    made = []
    for rank, row in enumerate(shown):
        middle = top + (rank + 0.5) * height
        line = Line(
            number, row, x0, middle - size / 2, min(x1, x0 + size * len(row)), middle + size / 2, size
        )
        made.append(replace(line, source=_rank(line, lines)))
    # Programs that fill a form may also print the value as text of the page.
    return [line for line in made if not _is_printed(line, lines)]


def _rank(line: Line, lines: Sequence[Line]) -> int:
    """Return the rank of the line at the left, or of the last one that stands above."""
    level = [other for other in lines if same_row(other, line) and other.x0 <= line.x0]
    if level:
        return max(level, key=lambda other: other.x1).source
    above = [other for other in lines if other.bottom <= line.top + 1]
    return max(above, key=lambda other: (other.bottom, other.x1)).source if above else -1


def _is_printed(line: Line, lines: Sequence[Line]) -> bool:
    return any(
        same_row(other, line)
        and other.x0 < line.x1
        and other.x1 > line.x0
        and solid(line.text) in solid(other.text)
        for other in lines
    )
