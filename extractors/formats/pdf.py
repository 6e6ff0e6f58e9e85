"""PDF with a text layer, through PDFium (``extractors.pdf_document``)."""

from __future__ import annotations

from pathlib import Path

from domain.document import Extract
from extractors.base import Format, ReadLimits

_OTHERS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"From ", b"Received:", b"<")


def claims(head: bytes, path: Path) -> bool:
    """Tell whether the first bytes are those of a PDF; readers forgive junk before the mark."""
    return b"%PDF-" in head[:1024] and not head.startswith(_OTHERS)


def read(path: Path, limits: ReadLimits) -> Extract:
    """Read the text of a PDF in reading order.

    Raises DocumentError with ``empty``, ``encrypted``, ``damaged`` or ``too-large``.
    """
    from extractors.pdf_document import read_document  # loads PDFium

    return read_document(path, limits)


FORMAT = Format("pdf", claims, read)
