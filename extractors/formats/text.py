"""Plain text, Markdown and CSV in any usual Chinese or Western encoding."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from domain.document import Block, BlockKind, Extract, Locator
from domain.problem import DocumentError, Severity
from extractors import signatures
from extractors.base import Format, ReadLimits
from extractors.encodings import decode
from extractors.gathering import Gathering

_DELIMITERS = ",;\t|"
_SNIFFED = 200  # lines
_MARKDOWN = frozenset({".md", ".markdown", ".mdown"})
_MAX_COLUMNS = 500


def claims(head: bytes, path: Path) -> bool:
    """Tell text by what it is not: no other mark, no control characters."""
    return signatures.identify(head, path) == signatures.TEXT


def read(path: Path, limits: ReadLimits) -> Extract:
    """Read a text file.

    Raises DocumentError: unsupported (binary after all), empty (nothing but blanks).
    Problems: damaged (bytes that fit no character), truncated-reading.
    """
    text, _ = decode(path.read_bytes())
    if not text.strip():
        raise DocumentError("empty", "nothing but blanks")
    gathering = Gathering(limits)
    gathering.place("document")
    bad = text.count("\ufffd")
    if bad:
        gathering.note("damaged", f"{bad} characters cannot be decoded", severity=Severity.LOSS)
    _tell(text, text.replace("\r\n", "\n").replace("\r", "\n"), path, gathering)
    return Extract(
        format="text",
        blocks=tuple(gathering.blocks),
        coverage=gathering.coverage(),
        problems=tuple(gathering.problems),
    )


def _tell(text: str, flow: str, path: Path, gathering: Gathering) -> None:
    """Gather a text; ``flow`` is the same with plain line feeds."""
    from extractors.markdown_lines import MarkdownReader, looks_like_markdown
    from extractors.plain_lines import is_rule, paragraphs
    from extractors.plain_pages import without_running

    lines = flow.replace("\f", "\n\n").split("\n")
    delimiter = sniff_delimiter(lines, likely=path.suffix.lower() in {".csv", ".tsv"})
    if delimiter is not None:
        rows = _rows(text, delimiter)
        if rows is not None:
            _tell_rows(rows, gathering)
            return
    if path.suffix.lower() in _MARKDOWN or looks_like_markdown(lines):
        MarkdownReader(lines, gathering).tell()
        return
    lines, running = without_running(flow)
    for paragraph in paragraphs(lines):
        kind = BlockKind.FURNITURE if is_rule(paragraph) else BlockKind.PARAGRAPH
        gathering.add_flowing(Block(kind, paragraph))
    for line in running:
        gathering.add_flowing(Block(BlockKind.FURNITURE, line))


def sniff_delimiter(lines: list[str], *, likely: bool) -> str | None:
    """Return the character that parts the cells of CSV, None when the lines are no table.

    ``likely`` lowers the bar for files that are named as tables.
    """
    sample = [line for line in lines[:_SNIFFED] if line.strip()]
    if len(sample) < (1 if likely else 3):
        return None
    best: tuple[float, int, str] | None = None
    for delimiter in _DELIMITERS:
        widths = _widths(sample, delimiter)
        usual = max(set(widths), key=widths.count, default=1)
        agreeing = widths.count(usual) / max(len(widths), 1)
        needed = 0.5 if likely else 0.95
        if usual >= (2 if likely or delimiter == "\t" else 3) and agreeing >= needed:
            candidate = (agreeing, usual, delimiter)
            best = candidate if best is None or candidate > best else best
    return best[2] if best is not None else None


def _widths(sample: list[str], delimiter: str) -> list[int]:
    try:
        rows = list(csv.reader(io.StringIO("\n".join(sample)), delimiter=delimiter))
    except csv.Error:
        return []
    return [len(row) for row in rows if row]


def _rows(text: str, delimiter: str) -> list[list[str]] | None:
    """Return all rows of CSV, of one length; None when it is none after all."""
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
    except csv.Error:
        return None
    width = max((len(row) for row in rows), default=0)
    if width > _MAX_COLUMNS:
        return None
    return [row + [""] * (width - len(row)) for row in rows]


def _tell_rows(rows: list[list[str]], gathering: Gathering) -> None:
    from extractors.sheet_tables import Grid, SheetReader

    def locate(row: int, _column: int) -> Locator:
        return Locator(paragraph=row + 1)

    SheetReader(Grid(rows), gathering, "document", locate).tell()


FORMAT = Format(name="text", claims=claims, read=read)
