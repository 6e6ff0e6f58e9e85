"""Word documents: DOCX and DOCM, Transitional and Strict (ISO 29500).

The walk over the document is our own, because automatic numbers, tracked changes, text
boxes, notes and nested tables are in no library's text (docs/formats.md).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from domain.document import Extract
from domain.problem import Severity
from extractors import signatures
from extractors.base import Format, ReadLimits
from extractors.gathering import Gathering

if TYPE_CHECKING:
    from lxml import etree


def claims(head: bytes, path: Path) -> bool:
    """Tell a Word package by the parts it holds."""
    return signatures.identify(head, path) == signatures.DOCX


def read(path: Path, limits: ReadLimits) -> Extract:
    """Read a Word document.

    Raises DocumentError: damaged, encrypted, too-large.  Problems: open-changes (accepted
    while reading; the detail is their number), hidden-text (kept as furniture),
    truncated-reading.
    """
    from extractors.docx_names import W
    from extractors.docx_package import load_package
    from extractors.docx_story import Story

    package = load_package(path, limits)
    gathering = Gathering(limits)
    gathering.place("document")
    Story(package, gathering).tell()
    changes = _count_changes(package.document)
    if changes:
        gathering.note("open-changes", str(changes))
    if any(True for _ in package.document.iter(f"{W}altChunk")):
        gathering.note("truncated-reading", "a document embedded in another format", severity=Severity.LOSS)
    for part in package.broken:
        gathering.note("truncated-reading", part, severity=Severity.LOSS)
    return Extract(
        format="docx",
        blocks=tuple(gathering.blocks),
        coverage=gathering.coverage(),
        title=package.title,
        problems=tuple(gathering.problems),
    )


def _count_changes(document: etree._Element) -> int:
    """Count the insertions, deletions and moves that nobody has accepted or refused yet."""
    from extractors.docx_names import W

    tags = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")
    return sum(1 for _ in document.iter(*tags))


FORMAT = Format(name="docx", claims=claims, read=read)
