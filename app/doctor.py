"""``csr doctor``: what works on this machine, and how to get what does not."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.console import Column, Terminal

# Import name and package name of what every run needs.
_NEEDED = (
    ("pypdfium2", "pypdfium2"),
    ("pdfplumber", "pdfplumber"),
    ("docx", "python-docx"),
    ("lxml", "lxml"),
    ("openpyxl", "openpyxl"),
    ("python_calamine", "python-calamine"),
    ("spacy", "spacy"),
    ("jieba", "jieba"),
    ("pandas", "pandas"),
    ("chardet", "chardet"),
    ("msgspec", "msgspec"),
    ("psutil", "psutil"),
    ("rich", "rich"),
    ("typer", "typer"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One part: what was found, whether it works, whether it is needed, what to do."""

    part: str
    found: str
    works: bool
    needed: bool
    cure: str = ""


def examine(terminal: Terminal) -> int:
    """Show all parts; return 1 when one that is needed does not work."""
    findings = [
        Finding(terminal.words("doctor.python"), platform.python_version(), True, True),
        *_libraries(terminal),
        _cache(terminal),
        _rules(terminal),
        _terminal(terminal),
        _dask(terminal),
        _archives(terminal),
        _recognition(terminal),
    ]
    columns = [Column(terminal.words(f"doctor.{name}")) for name in ("part", "found", "state", "cure")]
    rows = [
        [
            finding.part,
            finding.found or "–",
            terminal.words("doctor.works" if finding.works else "doctor.missing"),
            "" if finding.works else finding.cure,
        ]
        for finding in findings
    ]
    terminal.table(columns, rows)
    bad = [finding for finding in findings if finding.needed and not finding.works]
    terminal.line(terminal.words("doctor.not_fine" if bad else "doctor.fine"))
    return 1 if bad else 0


def _libraries(terminal: Terminal) -> Iterator[Finding]:
    for module, package in _NEEDED:
        try:
            version = importlib.metadata.version(package)
            works = importlib.util.find_spec(module) is not None
        except importlib.metadata.PackageNotFoundError:
            version, works = "", False
        yield Finding(package, version, works, True, terminal.words("doctor.reinstall"))


def _cache(terminal: Terminal) -> Finding:
    from classifiers.private_folder import private_cache

    part = terminal.words("doctor.cache")
    try:
        folder = private_cache()
        probe = folder / ".doctor"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        place = Path(error.filename or "").parent
        return Finding(part, str(error), False, True, terminal.words("doctor.cache_cure", path=place))
    return Finding(part, str(folder), True, True)


def _rules(terminal: Terminal) -> Finding:
    import classifiers
    from domain.problem import ConfigurationError

    part = terminal.words("doctor.rules")
    try:
        count = classifiers.load().rule_count
    except ConfigurationError as error:
        return Finding(part, "", False, True, str(error))
    return Finding(part, str(count), count > 0, True, terminal.words("doctor.reinstall"))


def _terminal(terminal: Terminal) -> Finding:
    encoding = sys.stdout.encoding or "?"
    found = terminal.words("doctor.encoding", encoding=encoding)
    try:
        "顾客特定要求 · –".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        cure = terminal.words("doctor.encoding_cure")
        return Finding(terminal.words("doctor.terminal"), found, False, False, cure)
    return Finding(terminal.words("doctor.terminal"), found, True, False)


def _dask(terminal: Terminal) -> Finding:
    try:
        version = importlib.metadata.version("distributed")
    except importlib.metadata.PackageNotFoundError:
        version = ""
    cure = terminal.words("doctor.install", package="csr-checklist[dask]")
    return Finding(terminal.words("doctor.dask"), version, bool(version), False, cure)


def _archives(terminal: Terminal) -> Finding:
    from extractors.archive_tools import tool

    found = tool() or ""
    cure = terminal.words("doctor.archives_cure")
    return Finding(terminal.words("doctor.archives"), found, bool(found), False, cure)


def _recognition(terminal: Terminal) -> Finding:
    from extractors.ocr import find_engine

    engine = find_engine()
    cure = terminal.words("doctor.ocr_cure")
    shown = engine.name if engine else ""
    return Finding(terminal.words("doctor.ocr"), shown, engine is not None, False, cure)
