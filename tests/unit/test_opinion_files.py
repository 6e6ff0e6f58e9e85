"""Models are read without executing anything, and refused when they are not ours."""

from pathlib import Path

import numpy as np
import pytest

from classifiers.opinion import Head, Opinion, read, save
from domain.problem import ConfigurationError


def _opinion() -> Opinion:
    weights = np.array([[1.0, -1.0], [0.5, 2.0]], dtype=np.float32)
    head = Head(("csr", "none"), weights, np.zeros(2, dtype=np.float32))
    return Opinion({"w:应": 0, "w:shall": 1}, {"label": head})


def test_a_saved_model_reads_back_and_judges_alike(tmp_path: Path) -> None:
    save(tmp_path / "opinion.npz", _opinion())

    again = read(tmp_path / "opinion.npz")

    features = {"w:应": 1.0, "unknown": 3.0}
    assert again.odds("label", again.known(features)) == _opinion().odds("label", _opinion().known(features))


def test_features_that_nobody_knows_leave_the_odds_even() -> None:
    opinion = _opinion()

    assert opinion.odds("label", opinion.known({"unknown": 1.0})) == {"csr": 0.5, "none": 0.5}


def test_the_heaviest_words_are_named() -> None:
    opinion = _opinion()

    known = opinion.known({"w:应": 1.0, "w:shall": 1.0})

    assert opinion.heaviest("none", known) == ["w:shall"]


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
    head = Head(("csr", "none"), np.zeros((1, 2), dtype=np.float32), np.zeros(2, dtype=np.float32))
    save(tmp_path / "opinion.npz", Opinion({"a": 0, "b": 1}, {"label": head}))

    with pytest.raises(ConfigurationError):
        read(tmp_path / "opinion.npz")
