"""Reads a made document as a run does: a mail with what is attached to it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from domain.document import Block
from extractors.base import ReadLimits
from extractors.containers import unpack
from extractors.reading import read

LIMITS = ReadLimits()


def read_whole(path: Path) -> tuple[Block, ...]:
    """Return the blocks of a file, then those of its attachments in order."""
    blocks = read(path, LIMITS).blocks
    with tempfile.TemporaryDirectory() as folder:
        for member in unpack(path, Path(folder), LIMITS) or () if path.suffix == ".eml" else ():
            blocks += read(Path(folder) / member.file, LIMITS).blocks
    return blocks
