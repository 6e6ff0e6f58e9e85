"""Presentations: PPTX, PPTM, PPSX, Transitional and Strict (ISO 29500), by our own walk."""

from __future__ import annotations

from pathlib import Path

from domain.document import Extract
from domain.problem import DocumentError, Severity
from extractors import signatures
from extractors.base import Format, ReadLimits
from extractors.gathering import Gathering


def claims(head: bytes, path: Path) -> bool:
    """Tell a presentation by the parts it holds."""
    return signatures.identify(head, path) == signatures.PPTX


def read(path: Path, limits: ReadLimits) -> Extract:
    """Read all slides in the order of the show, hidden ones too, with tables, charts, notes.

    Raises DocumentError: damaged, encrypted, too-large.  Problems: hidden-slide,
    hidden-text (kept as furniture), damaged-page, truncated-reading.
    """
    from extractors.slide_package import SlidePackage
    from extractors.slide_story import SlideStory
    from extractors.zip_safety import open_package

    gathering = Gathering(limits)
    title = None
    with open_package(path, limits) as zipped:
        package = SlidePackage(zipped)
        slides = package.slides()
        if not slides:
            raise DocumentError("damaged", "no slides in the presentation")
        for number, part in enumerate(slides[: limits.pages], 1):
            story = SlideStory(package, gathering, part, number)
            story.tell()
            title = title or story.title
    if len(slides) > limits.pages:
        gathering.note("truncated-reading", f"{len(slides)} slides", severity=Severity.LOSS)
    for part in package.broken:
        gathering.note("truncated-reading", part, severity=Severity.LOSS)
    return Extract(
        format="pptx",
        blocks=tuple(gathering.blocks),
        pages=len(slides),
        coverage=gathering.coverage(),
        title=title,
        problems=tuple(gathering.problems),
    )


FORMAT = Format(name="pptx", claims=claims, read=read)
