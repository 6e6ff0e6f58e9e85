"""The contract of a format: how it is recognised, how it is read, what it promises.

A reader gets a path that exists and returns an ``Extract``; it runs in a supervised child
(``extractors.child``) with limits on time and memory, so it need not guard against
crashing, but it must bound what it makes (pages, rows, characters) by ``ReadLimits``.
It raises ``DocumentError`` with a code when it cannot go on, and adds a ``Problem`` of
severity LOSS when it goes on without a part.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from domain.document import Extract


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Bounds that a reader keeps; sizes in bytes, time in seconds (kept by the parent).

    ``ocr_page_seconds`` come on top of ``seconds`` for each page whose text is recognised.
    """

    seconds: float = 120.0
    memory: int = 1_500_000_000
    file_size: int = 300_000_000
    expanded_size: int = 600_000_000
    pages: int = 3_000
    cells: int = 2_000_000
    characters: int = 30_000_000
    depth: int = 100
    ocr_page_seconds: float = 10.0


@dataclass(frozen=True, slots=True)
class Format:
    """A file format.

    ``claims`` sees the first 8 kB, and the path for looking further (a zip's listing), and
    says whether the file is of this format, by content and never by name alone; exactly
    one format may claim a file.  ``read`` does the work.
    """

    name: str
    claims: Callable[[bytes, Path], bool]
    read: Callable[[Path, ReadLimits], Extract]
