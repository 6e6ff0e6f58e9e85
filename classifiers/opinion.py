"""The statistical second opinion: linear models trained on the shipped labelled clauses only.

A model is a table of feature weights in NumPy's npz format, read without pickle, so that it
cannot execute anything; ``python -m pipeline.training`` makes it anew with one command.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from domain.knowledge import KNOWLEDGE
from domain.problem import ConfigurationError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MODELS = KNOWLEDGE / "opinion"
_VERSION = "csr-opinion/1"


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Multinomial logistic regression: probability of each class from named features."""

    classes: tuple[str, ...]
    index: dict[str, int]
    weights: NDArray[np.float32]
    intercept: NDArray[np.float32]

    def probabilities(self, features: Mapping[str, float]) -> NDArray[np.float32]:
        """Return the probability of each class; features it does not know count nothing."""
        import numpy as np

        known = [(self.index[name], value) for name, value in features.items() if name in self.index]
        scores = self.intercept.copy()
        if known:
            rows, values = zip(*known, strict=True)
            scores += np.asarray(values, dtype=np.float32) @ self.weights[list(rows)]
        scores -= scores.max()
        odds: NDArray[np.float32] = np.exp(scores)
        odds /= odds.sum()
        return odds

    def best(self, features: Mapping[str, float]) -> dict[str, float]:
        """Return all classes with their probabilities."""
        return dict(zip(self.classes, map(float, self.probabilities(features)), strict=True))

    def heaviest(self, features: Mapping[str, float], label: str, most: int = 4) -> list[tuple[str, float]]:
        """Return the features that speak most for a class against the mean of the others."""
        column = self.classes.index(label)
        centred = self.weights - self.weights.mean(axis=1, keepdims=True)
        weighed = [
            (name, float(value * centred[self.index[name], column]))
            for name, value in features.items()
            if name in self.index
        ]
        return sorted(weighed, key=lambda item: -item[1])[:most]


def save(path: Path, model: LinearModel) -> None:
    """Write a model; weights are kept in half precision, enough for four digits."""
    import numpy as np

    names = sorted(model.index, key=lambda name: model.index[name])
    np.savez_compressed(
        path,
        version=np.frombuffer(_VERSION.encode(), dtype=np.uint8),
        classes=np.frombuffer("\n".join(model.classes).encode(), dtype=np.uint8),
        features=np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
        weights=model.weights.astype(np.float16),
        intercept=model.intercept.astype(np.float32),
    )


def read(path: Path) -> LinearModel:
    """Read a model without pickle.  Raises ConfigurationError when it is none of ours."""
    import numpy as np

    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
            if data["version"].tobytes().decode() != _VERSION:
                raise ConfigurationError(str(path), None, "is of another version; train it anew")
            classes = tuple(data["classes"].tobytes().decode().split("\n"))
            names = data["features"].tobytes().decode().split("\n")
            weights = data["weights"].astype(np.float32)
            intercept = data["intercept"].astype(np.float32)
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise ConfigurationError(str(path), None, f"is no model of this program: {error}") from error
    if weights.shape != (len(names), len(classes)) or intercept.shape != (len(classes),):
        raise ConfigurationError(str(path), None, "has weights that do not fit its features")
    return LinearModel(classes, {name: row for row, name in enumerate(names)}, weights, intercept)


@cache
def shipped(name: str) -> LinearModel | None:
    """Return a shipped model (label, topic), None when it has not been trained."""
    path = MODELS / f"{name}.npz"
    return read(path) if path.is_file() else None
