"""What ``csr evaluate`` says of confidence, in figures and in pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import plots
from domain.requirement import Kind, Label, Verdict
from pipeline.errors import MissingPartError
from pipeline.evaluation import LABELS, Band, Evaluation, compare
from pipeline.gold import GoldClause


def evaluation(*judged: tuple[str, Label, float]) -> Evaluation:
    clauses = [GoldClause(document="d", text="t", kind="requirement", verdict=one[0]) for one in judged]
    return compare(clauses, [Verdict(Kind.REQUIREMENT, label, confidence=c) for _, label, c in judged])


def test_calibration_holds_confidence_against_the_share_of_right_verdicts() -> None:
    found = evaluation(
        ("csr", Label.CSR, 0.75),
        ("product", Label.CSR, 0.75),
        ("csr", Label.CSR, 1.0),
        ("product", Label.PRODUCT, 1.0),
    )

    assert [band for band in found.calibration if band.clauses] == [
        Band(low=0.7, clauses=2, confidence=0.75, right=0.5),
        Band(low=0.9, clauses=2, confidence=1.0, right=1.0),
    ]
    assert found.ece == pytest.approx(0.125)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_pictures_are_drawn(tmp_path: Path, language: str) -> None:
    pytest.importorskip("matplotlib")
    found = evaluation(("csr", Label.CSR, 0.75), ("product", Label.CSR, 0.95))

    paths = plots.draw(found, LABELS, tmp_path / "figures", language)

    assert [path.name for path in paths] == ["confusion.png", "calibration.png"]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in paths)


def test_without_matplotlib_the_missing_part_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(plots, "find_spec", lambda name: None)

    with pytest.raises(MissingPartError) as caught:
        plots.draw(evaluation(("csr", Label.CSR, 0.9)), LABELS, tmp_path, "en")

    assert caught.value.part == "plots"
    assert list(tmp_path.iterdir()) == []
