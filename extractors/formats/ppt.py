"""PowerPoint 97-2003 presentations (PPT, WPS Presentation's DPS), by our own reader."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from domain.document import Block, BlockKind, Extract, Locator
from domain.problem import Severity
from extractors import signatures
from extractors.base import Format, ReadLimits
from extractors.gathering import Gathering

if TYPE_CHECKING:
    from extractors.ppt_records import OldSlide

_PLACEHOLDER_ONLY = "*"  # what stands for the page number and the date in the file


def claims(head: bytes, path: Path) -> bool:
    """Tell a presentation by its streams."""
    return signatures.identify(head, path) == signatures.PPT


def read(path: Path, limits: ReadLimits) -> Extract:
    """Read the texts of all slides in the order of the show, and their notes.

    Raises DocumentError: damaged, encrypted, too-large.  Problems: hidden-slide,
    truncated-reading.  Tables of this format are shapes; their cells come as paragraphs.
    """
    from extractors.ole_streams import read_streams
    from extractors.ppt_records import read_slides

    streams = read_streams(path, ("PowerPoint Document", "Current User"), limits)
    slides = read_slides(streams.get("PowerPoint Document", b""), streams.get("Current User", b""))
    gathering = Gathering(limits)
    title = None
    for number, slide in enumerate(slides[: limits.pages], 1):
        heading = _tell(slide, number, gathering)
        title = title or heading
    if len(slides) > limits.pages:
        gathering.note("truncated-reading", f"{len(slides)} slides", severity=Severity.LOSS)
    return Extract(
        format="ppt",
        blocks=tuple(gathering.blocks),
        pages=len(slides),
        coverage=gathering.coverage(),
        title=title,
        problems=tuple(gathering.problems),
    )


def _tell(slide: OldSlide, number: int, gathering: Gathering) -> str | None:
    """Gather one slide and return its title."""
    from extractors.slide_places import reading_order

    place = str(number)
    gathering.place(place)
    if slide.hidden:
        gathering.note("hidden-slide", where=place)
    titles = [shape for shape in slide.shapes if shape.title]
    others = [shape for shape in slide.shapes if not shape.title]
    heading = None
    for shape in titles + reading_order(others, lambda one: one.box):
        where = Locator(slide=number, box=shape.box)
        if shape.title:
            text = " ".join(shape.text.split())
            heading = heading or text
            _add(Block(BlockKind.HEADING, text, where, level=1), place, gathering)
        else:
            for line in shape.text.replace("\x0b", "\n").split("\r"):
                kind = BlockKind.FURNITURE if line.strip() == _PLACEHOLDER_ONLY else BlockKind.PARAGRAPH
                _add(Block(kind, line.strip(), where), place, gathering)
    for note in slide.notes:
        for line in note.replace("\x0b", "\n").split("\r"):
            _add(Block(BlockKind.NOTE, line.strip(), Locator(slide=number)), place, gathering)
    return heading


def _add(block: Block, place: str, gathering: Gathering) -> None:
    if block.text:
        gathering.add(block, place)


FORMAT = Format(name="ppt", claims=claims, read=read)
