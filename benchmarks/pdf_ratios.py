"""How many times as fast as pdfplumber, and as slow as PDFium's raw text, our reader is, file by file.

    python benchmarks/pdf_ratios.py FILE_OR_FOLDER ...

All in one process with imports warm, processor time, best of three for ours and the floor;
files with fewer than 800 characters are left out.  ``pdf_readers.py`` starts a process a file.
"""

from __future__ import annotations

import logging
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
_LEAST = 800  # characters
_LARGEST = 3_000_000  # bytes


def main() -> int:
    """Measure each file; print the median, the total and the slowest quarter."""
    import pdf_readers

    logging.disable(logging.CRITICAL)
    asked = [Path(argument) for argument in sys.argv[1:]] or [ROOT / "data" / "samples" / "inbox"]
    files = [file for path in asked for file in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])]
    rows = []
    for file in files:
        try:
            if file.stat().st_size <= _LARGEST and _characters(file) >= _LEAST:
                ours, floor = (_best(read, file, 3) for read in (pdf_readers._ours, pdf_readers._floor))
                rows.append((ours, _best(pdf_readers._pdfplumber, file, 1), floor))
        except Exception as error:  # noqa: BLE001  # a file that one reader cannot take compares nothing
            print(f"left out: {file.name}: {type(error).__name__}")
    if not rows:
        return 1
    ours, plumber, floor = (sum(column) for column in zip(*rows, strict=True))
    times = sorted(other / own for own, other, _ in rows)
    slower = statistics.median(own / raw for own, _, raw in rows)
    print(
        f"{len(rows)} files; as fast as pdfplumber's text and tables: median {statistics.median(times):.1f} x,"
    )
    print(f"  total {plumber / ours:.1f} x, slowest quarter below {times[len(times) // 4]:.1f} x")
    print(f"PDFium's raw text: ours takes median {slower:.1f} x, total {ours / floor:.1f} x")
    return 0


def _best(read: Callable[[Path], int], file: Path, times: int) -> float:
    found = []
    for _ in range(times):
        began = time.process_time()
        read(file)
        found.append(time.process_time() - began)
    return max(min(found), 1e-6)


def _characters(file: Path) -> int:
    import pypdfium2

    return sum(len(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(file))


if __name__ == "__main__":
    raise SystemExit(main())
