"""Models are read without executing anything, and refused when they are not ours."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from classifiers.opinion import Around, Head, Opinion, read, save
from domain.problem import ConfigurationError


def _opinion() -> Opinion:
    """Two features: the first speaks for csr, the second twice as loud for none; the window is deaf."""
    vectors = np.array([[1.0, 0.0], [0.0, 2.0]], dtype=np.float32)
    weights = np.array([[1.0, -1.0], [-1.0, 1.0], [0.0, 0.0]], dtype=np.float32)
    head = Head(("csr", "none"), weights, np.zeros(2, dtype=np.float32))
    around = Around(np.zeros((1, 2, 1), dtype=np.float32), np.zeros(1, dtype=np.float32))
    return Opinion({"w:应": 0, "w:shall": 1}, vectors, np.zeros(2, dtype=np.float32), around, {"label": head})


def _odds(opinion: Opinion, features: dict[str, float]) -> dict[str, float]:
    return opinion.odds("label", opinion.read(opinion.vector(opinion.known(features))[None, :])[0])


def test_a_saved_model_reads_back_and_judges_alike(tmp_path: Path) -> None:
    save(tmp_path / "opinion.npz", _opinion())

    again = read(tmp_path / "opinion.npz")

    features = {"w:应": 1.0, "unknown": 3.0}
    assert _odds(again, features) == pytest.approx(_odds(_opinion(), features), abs=1e-6)


def test_features_that_nobody_knows_leave_the_odds_even() -> None:
    assert _odds(_opinion(), {"unknown": 1.0}) == {"csr": 0.5, "none": 0.5}


def test_the_heaviest_words_are_named() -> None:
    opinion = _opinion()

    known = opinion.known({"w:应": 1.0, "w:shall": 1.0})

    reading = opinion.read(opinion.vector(known)[None, :])[0]

    assert opinion.heaviest("none", known, reading) == ["w:shall"]


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "opinion.npz"
    file.write_bytes(b"PK\x03\x04 not really")

    with pytest.raises(ConfigurationError):
        read(file)


def test_a_pickled_array_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "opinion.npz"
    np.savez(file, version=np.array([{"a": 1}], dtype=object))

    with pytest.raises(ConfigurationError):
        read(file)


def test_weights_that_do_not_fit_their_features_are_refused(tmp_path: Path) -> None:
    wrong = replace(_opinion(), vectors=np.zeros((3, 2), dtype=np.float32))
    save(tmp_path / "opinion.npz", wrong)

    with pytest.raises(ConfigurationError):
        read(tmp_path / "opinion.npz")


def test_what_stands_around_a_clause_is_heard_on_both_sides_and_ends_with_the_document() -> None:
    taps = np.array([[[1.0]], [[0.0]], [[10.0]]], dtype=np.float32)
    around = Around(taps, np.zeros(1, dtype=np.float32))

    heard = around.hear(np.array([[1.0], [2.0], [3.0]], dtype=np.float32))

    assert heard.tolist() == [[20.0], [31.0], [2.0]]
