"""RTF documents, by our own tolerant reader (RTF 1.9.1)."""

from __future__ import annotations

from pathlib import Path

from domain.document import Extract
from extractors import signatures
from extractors.base import Format, ReadLimits
from extractors.gathering import Gathering


def claims(head: bytes, path: Path) -> bool:
    """Tell RTF by its first group."""
    return signatures.identify(head, path) == signatures.RTF


def read(path: Path, limits: ReadLimits) -> Extract:
    """Read text, lists' stored numbers, tables, notes, running heads.

    Raises DocumentError: damaged (groups nested beyond sense).  Problems: hidden-text (kept
    as furniture), truncated-reading.
    """
    from extractors.rtf_story import RtfStory

    gathering = Gathering(limits)
    gathering.place("document")
    story = RtfStory(gathering)
    story.tell(path.read_bytes())
    return Extract(
        format="rtf",
        blocks=tuple(gathering.blocks),
        coverage=gathering.coverage(),
        title=story.title,
        problems=tuple(gathering.problems),
    )


FORMAT = Format(name="rtf", claims=claims, read=read)
