"""The structure set as it is and as scans: ``python benchmarks/structure.py [--scans] [name ...]``.

Prints a line for each document, the figures of each format, and those of all.  ``--scans``
draws the PDFs at 200 dpi and reads the pictures; it needs an engine for text recognition and
takes some seconds a page.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "structure"))

from documents import DOCUMENTS, PDFS
from story import Made
from structure_reading import read_whole
from structure_scans import read_scan, score_scan
from structure_scores import Scores, score, together

from extractors.ocr import find_engine


def as_they_are(chosen: list[Made]) -> None:
    """Print the figures of documents read as files."""
    by_format: dict[str, list[Scores]] = defaultdict(list)
    print(f"{'':28} clauses numbers  order   rows  furniture  lost  notes")
    for made in chosen:
        with tempfile.TemporaryDirectory() as folder:
            path, truth = made.write(Path(folder))
            scores = score(truth, read_whole(path))
        by_format[made.format].append(scores)
        by_format["all"].append(scores)
        _line(f"{made.format} {made.name}", [scores])
    for name in sorted(by_format, key=lambda name: (name == "all", name)):
        _line(f"{name}: {len(by_format[name])} documents", by_format[name])


def _line(name: str, scores: list[Scores]) -> None:
    shown = "   ".join(f"{value:.3f}" for value in together(scores).values())
    notes = [sum(item.notes[side] for item in scores) for side in (0, 1)]
    print(f"{name:28} {shown} {sum(item.lost for item in scores):8} {notes[0]:5}/{notes[1]}")


def as_scans(chosen: list[Made]) -> None:
    """Print the figures of PDFs read as pictures."""
    sums = [0, 0, 0, 0]
    print(f"{'':28} characters  clause F1")
    for made in chosen:
        path, truth = made.write(Path())
        found = score_scan(truth, read_scan(path))
        pairs = (*found.characters, *found.clauses)
        sums = [total + value for total, value in zip(sums, pairs, strict=True)]
        print(f"{made.name:28} {pairs[0] / pairs[1]:10.4f} {pairs[2] / pairs[3]:10.3f}", flush=True)
        for text in (
            *(f"  missed {text}" for text in found.missed),
            *(f"  extra  {text}" for text in found.extra),
        ):
            print(text)
    print(f"{f'all: {len(chosen)} documents':28} {sums[0] / sums[1]:10.4f} {sums[2] / sums[3]:10.3f}")


def main(arguments: list[str]) -> None:
    """Print the tables asked for."""
    names = [name for name in arguments if not name.startswith("-")]
    if "--scans" not in arguments:
        as_they_are([made for made in DOCUMENTS if not names or made.name in names])
    elif find_engine() is None:
        sys.exit("no engine for text recognition on this machine")
    else:
        as_scans([made for made in PDFS if not names or made.name in names])


if __name__ == "__main__":
    main(sys.argv[1:])
