"""Word 97-2003 documents (DOC, WPS Writer's WPS), by our own reader of [MS-DOC]."""

from __future__ import annotations

from pathlib import Path

from domain.document import Extract
from domain.problem import Severity
from extractors import signatures
from extractors.base import Format, ReadLimits
from extractors.gathering import Gathering


def claims(head: bytes, path: Path) -> bool:
    """Tell a document by its streams; what the file is called does not matter."""
    return signatures.identify(head, path) == signatures.DOC


def read(path: Path, limits: ReadLimits) -> Extract:
    """Read text, tables, notes, running heads and text boxes.

    Raises DocumentError: damaged, encrypted, unsupported (Word 6 and 95).  Problems:
    numbers-lost (automatic numbers stand nowhere in the file's text), hidden-text (kept as
    furniture), truncated-reading.
    """
    from extractors.doc_pieces import read_text
    from extractors.doc_story import DocStory
    from extractors.ole_streams import read_streams

    streams = read_streams(path, ("WordDocument", "0Table", "1Table"), limits)
    gathering = Gathering(limits)
    gathering.place("document")
    story = DocStory(read_text(streams), gathering)
    story.tell()
    if story.numbered:
        gathering.note("numbers-lost", severity=Severity.LOSS)
    return Extract(
        format="doc",
        blocks=tuple(gathering.blocks),
        coverage=gathering.coverage(),
        problems=tuple(gathering.problems),
    )


FORMAT = Format(name="doc", claims=claims, read=read)
