"""Recognising text in pictures of pages: what an engine gives, and which engine there is.

An engine sees one picture and returns pieces of text with their boxes in pixels.  To add
one, write ``ocr_x.py`` with ``find() -> Engine | None`` and name it in ``find_engine``.
Everything that makes lines, tables and blocks of the pieces (``ocr_page``) is the same for
all engines.  No engine may use the network.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from PIL import Image

ADEQUATE = 0.80  # mean confidence of a page's characters below which a person has to look


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with its box in pixels from the top-left corner, and how sure the engine is, 0 to 1."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float


class EngineFailed(Exception):
    """The engine gave up on this picture; the page counts as not read."""


class Engine(Protocol):
    """Something that reads a picture."""

    @property
    def name(self) -> str:
        """The name of the program, for the log."""
        ...

    def recognise(self, picture: Image.Image) -> list[Piece]:
        """Return the lines or parts of lines on a grey picture.  Raises EngineFailed."""
        ...


@lru_cache(maxsize=1)
def find_engine() -> Engine | None:
    """Return the engine of this machine: RapidOCR, else tesseract, else None.

    Loading costs a second and some 100 MB, so it is done when the first page needs it and
    kept for the life of the process.
    """
    from extractors import ocr_rapid, ocr_tesseract

    return ocr_rapid.find() or ocr_tesseract.find()


def mean_confidence(pieces: list[tuple[int, float]]) -> float:
    """Return the mean of confidences weighed by characters; 0.0 when there are none."""
    total = sum(count for count, _ in pieces)
    return sum(count * confidence for count, confidence in pieces) / total if total else 0.0
