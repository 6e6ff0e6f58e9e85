"""Recognition of scans against the text layer: ``python benchmarks/ocr.py FILE.pdf ...``.

Each PDF is drawn at 200 dpi, turned a little, made noisy and saved as JPEG pages in a PDF
without text, which is read like any other.  Compared are the characters (how many of the
text layer's are found; in which order, as Indel similarity) and the clauses (F1; a clause
is the same when nine tenths of it are, one to one).  Needs an engine and rapidfuzz.
"""

from __future__ import annotations

import io
import random
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from domain.document import BlockKind, Extract
from domain.text import fold, solid
from extractors.base import ReadLimits
from extractors.ocr import find_engine
from extractors.pdf_document import read_document
from pipeline.clauses import split

_SAME = 90.0  # per cent of a clause
_PATIENT = ReadLimits(seconds=3_600.0)


def scanned(source: Path, target: Path) -> int:
    """Write the PDF as a scan of itself; return its pages."""
    dice, noise = random.Random(source.name), np.random.default_rng(len(source.name))
    document = pdfium.PdfDocument(source)
    pages: list[Image.Image] = []
    for page in document:
        drawn = page.render(scale=200 / 72, grayscale=True).to_pil().convert("L")
        turned = drawn.rotate(dice.uniform(-0.8, 0.8), Image.Resampling.BICUBIC, fillcolor=255)
        grey = np.asarray(turned, dtype=np.float32) + noise.normal(0, 10, (turned.height, turned.width))
        data = io.BytesIO()
        Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(data, "JPEG", quality=60)
        pages.append(Image.open(data))
    document.close()
    pages[0].save(target, "PDF", save_all=True, append_images=pages[1:], resolution=200.0)
    return len(pages)


def text_of(extract: Extract) -> str:
    """Return what was read, furniture too, folded: width of punctuation is no error of reading."""
    # Dot leaders of contents pages are no text; nobody counts their dots.
    return re.sub(r"\.{4,}", "", solid(fold("".join(block.text for block in extract.blocks))))


def clauses_of(extract: Extract) -> list[str]:
    """Return the folded clauses."""
    found = split("d", extract.blocks, None)
    return [solid(fold(clause.text)) for clause in found if clause.block is not BlockKind.NOTE]


def same_clauses(first: list[str], second: list[str]) -> int:
    """Return how many clauses have a partner, one to one, the most alike first."""
    if not first or not second:
        return 0
    likeness = process.cdist(first, second, scorer=fuzz.ratio, score_cutoff=_SAME)
    count = 0
    while likeness.max() >= _SAME:
        row, column = np.unravel_index(likeness.argmax(), likeness.shape)
        likeness[row, :] = likeness[:, column] = 0
        count += 1
    return count


def main(names: list[str]) -> None:
    """Print a line for each file, and the sums."""
    engine = find_engine()
    if engine is None:
        sys.exit("no engine for text recognition on this machine")
    sums: Counter[str] = Counter()
    order: list[float] = []
    print(f"{engine.name}\n{'file':32} pages s/page   bag  order  clause F1")
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            scan = Path(folder) / "scan.pdf"
            pages = scanned(Path(name), scan)
            truth = read_document(Path(name), _PATIENT)
            began = time.perf_counter()
            read = read_document(scan, _PATIENT)
            seconds = time.perf_counter() - began
        want, got = text_of(truth), text_of(read)
        hits = (Counter(want) & Counter(got)).total()
        first, second = clauses_of(truth), clauses_of(read)
        pairs = 2 * same_clauses(first, second)
        order.append(Indel.normalized_similarity(want, got))
        every = len(first) + len(second)
        sums.update(pages=pages, want=len(want), hits=hits, pairs=pairs, every=every)
        print(
            f"{Path(name).name[:32]:32} {pages:5} {seconds / pages:6.2f} {hits / max(1, len(want)):.3f}"
            f"  {order[-1]:.3f}  {pairs / max(1, every):.3f}",
            flush=True,
        )
    print(
        f"{'all':32} {sums['pages']:5}        {sums['hits'] / max(1, sums['want']):.3f}"
        f"  {sum(order) / max(1, len(order)):.3f}  {sums['pairs'] / max(1, sums['every']):.3f}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
