"""Models are read without executing anything, and refused when they are not ours."""

from pathlib import Path

import numpy as np
import pytest

from classifiers.opinion import LinearModel, read, save
from domain.problem import ConfigurationError


def _model() -> LinearModel:
    weights = np.array([[1.0, -1.0], [0.5, 2.0]], dtype=np.float32)
    return LinearModel(("csr", "none"), {"w:应": 0, "w:shall": 1}, weights, np.zeros(2, dtype=np.float32))


def test_a_saved_model_reads_back_and_judges_alike(tmp_path: Path) -> None:
    save(tmp_path / "label.npz", _model())

    again = read(tmp_path / "label.npz")

    assert again.best({"w:应": 1.0, "unknown": 3.0}) == _model().best({"w:应": 1.0})


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "label.npz"
    file.write_bytes(b"PK\x03\x04 not really")

    with pytest.raises(ConfigurationError):
        read(file)


def test_a_pickled_array_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "label.npz"
    np.savez(file, version=np.array([{"a": 1}], dtype=object))

    with pytest.raises(ConfigurationError):
        read(file)
