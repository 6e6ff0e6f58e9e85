"""The typeset documents as scans: what of their truth comes back through text recognition.

A page is drawn at 200 dpi, turned a little, made noisy and saved as JPEG (``benchmarks/ocr.py``).
A clause is the same when nine tenths of it are; width of punctuation is no error.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Indel
from structure_truth import Truth

from domain.document import Block, BlockKind
from domain.text import fold, solid
from extractors.base import ReadLimits
from extractors.pdf_document import read_document
from pipeline.clauses import split

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
from ocr import same_clauses, scanned

_PATIENT = ReadLimits(seconds=3_600.0)


@dataclass(frozen=True, slots=True)
class ScanScores:
    """Right and possible counts: ``characters`` clause by clause, ``clauses`` twice the same over both sides.

    ``missed`` and ``extra`` are the clauses of the truth and of the reading that have no partner.
    """

    characters: tuple[int, int]
    clauses: tuple[int, int]
    missed: tuple[str, ...]
    extra: tuple[str, ...]


def read_scan(path: Path) -> tuple[Block, ...]:
    """Return the blocks of a PDF read as a scan of itself."""
    with tempfile.TemporaryDirectory() as folder:
        scan = Path(folder) / "scan.pdf"
        scanned(path, scan)
        return read_document(scan, _PATIENT).blocks


def score_scan(truth: Truth, blocks: tuple[Block, ...]) -> ScanScores:
    """Compare what was recognised with the truth; notes are clauses here, and come last.

    In a picture nothing but its place tells a note, and it is judged like other text.
    """
    want = [solid(fold(text)) for text in (*(one.text for one in truth.clauses), *truth.notes)]
    clauses = sorted(split("d", blocks, truth.language), key=lambda one: one.block is BlockKind.NOTE)
    got = [solid(fold(one.text)) for one in clauses]
    whole, read = "".join(want), "".join(got)
    # Blocks of characters that both have, in order: twice the common subsequence over both lengths.
    common = round(Indel.normalized_similarity(whole, read) * (len(whole) + len(read)))
    return ScanScores(
        characters=(common, len(whole) + len(read)),
        clauses=(2 * same_clauses(want, got), len(want) + len(got)),
        missed=tuple(text for text in want if not same_clauses([text], got)),
        extra=tuple(text for text in got if not same_clauses([text], want)),
    )
