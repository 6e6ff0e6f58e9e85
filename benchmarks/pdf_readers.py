"""Reading PDFs side by side: ours, and the readers people know, over the same files.

    python benchmarks/pdf_readers.py FILE_OR_FOLDER ... [--seconds 60]

Each reader takes each file in a process of its own.  Time is the reader's own (imports
left out), memory the highest the process ever held.  The floor is PDFium's raw text, with
no places, no fonts, no tables.  Ratios hold on one machine in one run; seconds do not.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def _ours(path: Path) -> int:
    from extractors.base import ReadLimits
    from extractors.formats.pdf import read

    return read(path, ReadLimits()).pages or 0


def _floor(path: Path) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    for page in document:
        page.get_textpage().get_text_range()
    return len(document)


def _pdfplumber(path: Path) -> int:
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()
            page.flush_cache()
        return len(document.pages)


def _pypdf(path: Path) -> int:
    import pypdf  # type: ignore[import-not-found,unused-ignore]

    document = pypdf.PdfReader(path)
    for page in document.pages:
        page.extract_text()
    return len(document.pages)


def _pdfminer(path: Path) -> int:
    from pdfminer.high_level import extract_pages

    return sum(1 for _ in extract_pages(path))


def _markitdown(path: Path) -> int:
    import pypdfium2
    from markitdown import MarkItDown  # type: ignore[import-not-found,unused-ignore]

    MarkItDown(enable_plugins=False).convert_local(path)
    return len(pypdfium2.PdfDocument(path))  # it tells no pages itself


READERS: dict[str, tuple[str, Callable[[Path], int]]] = {
    "pypdfium2 raw text (floor)": ("pypdfium2", _floor),
    "ours": ("pypdfium2", _ours),
    "pypdf text": ("pypdf", _pypdf),
    "pdfminer.six layout": ("pdfminer", _pdfminer),
    "markitdown": ("markitdown", _markitdown),
    "pdfplumber text and tables": ("pdfplumber", _pdfplumber),
}
WARMERS = {
    "ours": ("extractors.formats.pdf", "extractors.pdf_document", "extractors.table_cells"),
    "pdfminer.six layout": ("pdfminer.high_level",),
}


@dataclass
class Sum:
    """What a reader did over all files."""

    pages: int = 0
    seconds: float = 0.0
    peak: float = 0.0
    failed: int = 0


def _one(name: str, path: Path) -> None:
    """Read one file in this process and tell what it took."""
    module, read = READERS[name]
    for warm in WARMERS.get(name, (module,)):
        importlib.import_module(warm)
    start = time.perf_counter()
    pages = read(path)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"pages": pages, "seconds": seconds, "peak": peak}))


def _measure(name: str, path: Path, limit: float) -> dict[str, float] | None:
    command = [sys.executable, __file__, "--one", name, str(path)]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=limit, check=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}
        )
        answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    except (subprocess.SubprocessError, json.JSONDecodeError, IndexError):
        return None
    return answer


def _files(given: list[Path]) -> list[Path]:
    return [file for path in given for file in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])]


def _compare(files: list[Path], limit: float) -> dict[str, Sum]:
    """Count only files that every reader can read, so that all have the same pages."""
    names = [name for name, (module, _) in READERS.items() if importlib.util.find_spec(module)]
    sums = {name: Sum() for name in names}
    for file in files:
        answers = {name: _measure(name, file, limit) for name in names}
        for name, answer in answers.items():
            sums[name].failed += answer is None
        if any(answer is None for answer in answers.values()):
            continue
        for name, answer in answers.items():
            if answer:
                sums[name].pages += int(answer["pages"])
                sums[name].seconds += answer["seconds"]
                sums[name].peak = max(sums[name].peak, answer["peak"])
    return sums


def main() -> None:
    """Print one line for each reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0, help="limit for one file and reader")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        _one(given.one, given.paths[0])
        return
    paths = [path.resolve() for path in given.paths]
    sums = _compare(_files(paths), given.seconds)
    ours = sums["ours"]
    print(
        f"{'reader':30}{'pages':>7}{'pages/s':>9}{'time ÷ ours':>13}{'peak MB':>9}{'÷ ours':>8}{'failed':>8}"
    )
    for name, total in sums.items():
        speed = total.pages / total.seconds if total.seconds else 0.0
        times = total.seconds / ours.seconds if ours.seconds else 0.0
        memory = total.peak / ours.peak if ours.peak else 0.0
        print(
            f"{name:30}{total.pages:7}{speed:9.1f}{times:13.2f}{total.peak:9.0f}{memory:8.2f}{total.failed:8}"
        )


if __name__ == "__main__":
    main()
