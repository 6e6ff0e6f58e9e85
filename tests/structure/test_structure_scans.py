"""A few of the typeset documents as scans at 200 dpi; ``benchmarks/structure.py --scans`` measures all."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import PDFS

from extractors.ocr import find_engine

NAMES = {"merged", "tiled", "ungridded"}
CHARACTERS, CLAUSES = 0.97, 0.88


@pytest.mark.skipif(find_engine() is None, reason="no engine for text recognition is installed")
def test_scans_come_back_as_text_and_clauses(tmp_path: Path) -> None:
    from structure_scans import read_scan, score_scan

    found = []
    for made in (made for made in PDFS if made.name in NAMES):
        path, truth = made.write(tmp_path)
        found.append(score_scan(truth, read_scan(path)))
    characters, clauses = (
        sum(pair[0] for pair in pairs) / sum(pair[1] for pair in pairs)
        for pairs in ([one.characters for one in found], [one.clauses for one in found])
    )

    assert len(found) == len(NAMES)
    assert characters >= CHARACTERS
    assert clauses >= CLAUSES, [(one.missed, one.extra) for one in found]
