"""Our own documents with known truth, typeset as PDF: what comes back out of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from structure_scores import Scores, score, together
from structure_truth import read_truth

from extractors.base import ReadLimits
from extractors.formats.pdf import read

HERE = Path(__file__).parent
SOURCES = sorted((HERE / "sources").glob("*.html"))
FLOORS = {"clauses": 0.95, "numbers": 0.97, "order": 0.98, "rows": 0.95, "furniture": 0.98}


def _scores(source: Path) -> Scores:
    extract = read(HERE / "pdf" / f"{source.stem}.pdf", ReadLimits())
    return score(read_truth(source), extract.blocks)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_document_loses_no_text(source: Path) -> None:
    assert _scores(source).lost == 0


def test_structure_is_right_in_all_layouts() -> None:
    scores = {source.stem: _scores(source) for source in SOURCES}
    measured = together(list(scores.values()))

    assert len(scores) >= 12
    below = {name: value for name, value in measured.items() if value < FLOORS[name]}
    assert below == {}, "\n".join(f"{name}: {item.wrong}" for name, item in scores.items() if item.wrong)
