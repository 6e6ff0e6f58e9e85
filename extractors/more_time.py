"""Asking for more time: text recognition takes seconds a page, and only the reader knows the pages.

Whoever watches a reader (``extractors.child`` for its parent) says how it is asked.  A reader
that nobody watches takes the time it needs.
"""

from __future__ import annotations

from collections.abc import Callable

from extractors.base import ReadLimits

MOST = 3_600.0  # seconds that one file may get beyond ``ReadLimits.seconds``

_ask: Callable[[float], None] | None = None


def ask_through(ask: Callable[[float], None]) -> None:
    """Take ``ask`` as the way by which this process asks for more seconds."""
    global _ask
    _ask = ask


def ask_for_pages(pages: int, limits: ReadLimits) -> float:
    """Ask for the time that recognising so many pages may take; return the seconds granted."""
    seconds = min(pages * limits.ocr_page_seconds, MOST)
    if _ask is not None:
        _ask(seconds)
    return seconds
