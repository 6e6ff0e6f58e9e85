"""A reading process for tests: the file's first word says what happens to it."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from domain.document import Block, BlockKind, Extract, Locator, PageCoverage
from domain.problem import DocumentError
from domain.text import count_characters
from extractors.base import ReadLimits
from extractors.child import serve
from extractors.more_time import ask_for_pages

_files_read = 0
_SLEEPS = {"HANG": (0, 3600), "SLOW": (4, 2), "GREEDY": (10**9, 3600)}  # pages to ask time for, seconds


def read(path: Path, limits: ReadLimits) -> Extract:
    """Read a text file, one paragraph a line, unless its first word says otherwise."""
    global _files_read
    _files_read += 1
    text = path.read_text(encoding="utf-8")
    word = text.split()[0] if text.split() else ""
    if word == "ABORT":
        os.abort()
    elif word in _SLEEPS:
        _sleep(*_SLEEPS[word], limits)
    elif word == "SWELL":
        kept = [bytearray(b"x" * 20_000_000) for _ in range(60)]
        time.sleep(3600 + len(kept))
    elif word == "FAULT":
        raise ValueError("nobody foresaw this")
    elif word == "DAMAGED":
        raise DocumentError("damaged", "no head", "page 2")
    elif word == "STALE" and _files_read > 1:
        raise DocumentError("damaged", "the error of the file before")
    elif word == "CHATTER":
        sys.stdout.write("a library prints\n")
        sys.stdout.flush()
        os.write(1, b"a native library prints\n")
    elif word == "NOISE":
        os._exit(7)
    elif word == "HALF":
        return _extract("a lone \ud83d half")
    return _extract(text)


def _sleep(pages: int, seconds: int, limits: ReadLimits) -> None:
    if pages:
        ask_for_pages(pages, limits)
    time.sleep(seconds)


def _extract(text: str) -> Extract:
    lines = [line for line in text.split("\n") if line.strip()]
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, line, Locator(paragraph=number)) for number, line in enumerate(lines, 1)
    )
    found = sum(count_characters(line) for line in lines)
    return Extract("text", blocks, coverage=(PageCoverage("1", found, found, 0),))


if __name__ == "__main__":
    serve(read)
