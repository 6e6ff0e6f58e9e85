"""Our own documents with known truth, in all formats and layouts: what comes back out of them."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from documents import DOCUMENTS
from story import Made
from structure_reading import read_whole
from structure_scores import Scores, score, together

FLOORS = {"clauses": 0.95, "numbers": 0.97, "order": 0.98, "rows": 0.95, "furniture": 0.98}
FORMATS = {"docx", "html", "mail", "mhtml", "odt", "pdf", "pptx", "rtf", "text", "xlsx"}


@cache
def _scores(made: Made) -> Scores:
    with TemporaryDirectory() as folder:
        path, truth = made.write(Path(folder))
        return score(truth, read_whole(path))


@pytest.mark.parametrize("made", DOCUMENTS, ids=lambda made: f"{made.format}-{made.name}")
def test_document_loses_no_text(made: Made) -> None:
    scores = _scores(made)

    assert scores.lost == 0, scores.wrong
    assert scores.notes[0] == scores.notes[1]


def test_structure_is_right_in_every_format() -> None:
    by_format: dict[str, list[Scores]] = defaultdict(list)
    for made in DOCUMENTS:
        by_format[made.format].append(_scores(made))
    measured = {name: together(scores) for name, scores in by_format.items()}

    assert set(measured) == FORMATS
    assert len(DOCUMENTS) >= 60
    below = {
        (name, what): value
        for name, values in measured.items()
        for what, value in values.items()
        if value < FLOORS[what]
    }
    assert below == {}, "\n".join(f"{made.name}: {_scores(made).wrong}" for made in DOCUMENTS)
