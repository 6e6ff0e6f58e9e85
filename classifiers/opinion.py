"""The statistical second opinion: linear models trained on the shipped labelled clauses only.

One table of features, three heads (label, topic, aspect) and what a clause's neighbours add, kept in NumPy's npz format and read
without pickle, so that a model cannot execute anything; ``python -m pipeline.training`` makes
it anew.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from domain.knowledge import KNOWLEDGE
from domain.problem import ConfigurationError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OWN_MODEL = "opinion.npz"  # in a company's rules folder, made by csr train
MODEL = KNOWLEDGE / "opinion" / "opinion.npz"
_VERSION = "csr-opinion/3"
_LEAST_ODDS = 1e-3
_LETTER = re.compile(r"[^\W\d_]").search


@dataclass(frozen=True, slots=True)
class Head:
    """Multinomial logistic regression over the shared features: one column a class."""

    classes: tuple[str, ...]
    weights: NDArray[np.float32]
    intercept: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Around:
    """How the neighbours of a clause in its document move the odds of its label.

    ``weights`` are those of ``row``'s numbers, one column a class.
    """

    classes: tuple[str, ...]
    weights: NDArray[np.float32]
    intercept: NDArray[np.float32]

    def row(
        self,
        alone: Mapping[str, float],
        before: Mapping[str, float] | None,
        after: Mapping[str, float] | None,
    ) -> list[float]:
        """Return the logarithms of a clause's own odds, and the odds before and after it (or that none is)."""
        numbers = [math.log(max(alone[name], _LEAST_ODDS)) for name in self.classes]
        for odds in (before, after):
            numbers += [odds[name] if odds else 0.0 for name in self.classes]
            numbers.append(0.0 if odds else 1.0)
        return numbers

    def odds(
        self,
        alone: Mapping[str, float],
        before: Mapping[str, float] | None,
        after: Mapping[str, float] | None,
    ) -> dict[str, float]:
        """Return the odds of a clause's label with its neighbours heard."""
        import numpy as np

        scores = self.intercept + np.asarray(self.row(alone, before, after), dtype=np.float32) @ self.weights
        odds = np.exp(scores - scores.max())
        odds /= odds.sum()
        return dict(zip(self.classes, odds.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Known:
    """The features of a passage that the model knows: their rows and values."""

    rows: NDArray[np.intp]
    values: NDArray[np.float32]


@dataclass(frozen=True)
class Opinion:
    """A model: the rows of the features and the heads by name (label, topic, aspect)."""

    index: dict[str, int]
    heads: dict[str, Head]
    around: Around | None = None

    def known(self, features: Mapping[str, float]) -> Known:
        """Return the features that have weights; the others count nothing."""
        import numpy as np

        row_of = self.index.get
        found = [(row, value) for name, value in features.items() if (row := row_of(name)) is not None]
        found.sort()  # so that sums and ties come out alike, whatever order sets have
        rows, values = zip(*found, strict=True) if found else ((), ())
        return Known(np.array(rows, dtype=np.intp), np.array(values, dtype=np.float32))

    def odds(self, head: str, known: Known) -> dict[str, float]:
        """Return the probability of each class of a head."""
        import numpy as np

        of = self.heads[head]
        scores = of.intercept + known.values @ of.weights.take(known.rows, axis=0)
        odds = np.exp(scores - scores.max())
        odds /= odds.sum()
        return dict(zip(of.classes, odds.tolist(), strict=True))

    @cached_property
    def _named(self) -> dict[int, str]:
        """The features that a person can read, words and rules, by row."""
        kinds = ("w:", "r:")
        return {row: name for name, row in self.index.items() if name.startswith(kinds) and _LETTER(name, 2)}

    @cached_property
    def _speech(self) -> NDArray[np.float32]:
        """What each feature (column) says for each label (row) against the others' mean; 0 where unreadable."""
        import numpy as np

        weights = self.heads["label"].weights
        speech = np.zeros_like(weights)
        rows = list(self._named)
        speech[rows] = weights[rows] - weights[rows].mean(axis=1, keepdims=True)
        return np.ascontiguousarray(speech.T)

    def heaviest(self, label: str, known: Known, most: int = 4) -> list[str]:
        """Return the words and rules that speak most for a label against the others' mean."""
        column = self.heads["label"].classes.index(label)
        spoken = self._speech[column].take(known.rows) * known.values
        heaviest = spoken.argsort(kind="stable")[: -most - 1 : -1]
        return [self._named[int(known.rows[place])] for place in heaviest if spoken[place] > 0]


def save(path: Path, opinion: Opinion) -> None:
    """Write a model; weights are kept in half precision, enough for three digits."""
    import numpy as np

    names = sorted(opinion.index, key=lambda name: opinion.index[name])
    arrays: dict[str, NDArray[Any]] = {"version": _letters(_VERSION), "features": _letters("\n".join(names))}
    arrays["heads"] = _letters("\n".join(opinion.heads))
    for name, head in opinion.heads.items():
        arrays[f"{name}.classes"] = _letters("\n".join(head.classes))
        arrays[f"{name}.weights"] = head.weights.astype(np.float16)
        arrays[f"{name}.intercept"] = head.intercept.astype(np.float32)
    if opinion.around is not None:
        arrays["around.classes"] = _letters("\n".join(opinion.around.classes))
        arrays["around.weights"] = opinion.around.weights
        arrays["around.intercept"] = opinion.around.intercept
    np.savez_compressed(path, allow_pickle=False, **arrays)


def read(path: Path) -> Opinion:
    """Read a model without pickle.  Raises ConfigurationError when it is none of ours."""
    import numpy as np

    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
            if _words(data["version"]) != _VERSION:
                raise ConfigurationError(str(path), None, "is of another version; train it anew")
            names = _words(data["features"]).split("\n")
            heads = {
                name: Head(
                    tuple(_words(data[f"{name}.classes"]).split("\n")),
                    data[f"{name}.weights"].astype(np.float32),
                    data[f"{name}.intercept"].astype(np.float32),
                )
                for name in _words(data["heads"]).split("\n")
            }
            around = None
            if "around.classes" in data:
                around = Around(
                    tuple(_words(data["around.classes"]).split("\n")),
                    data["around.weights"].astype(np.float32),
                    data["around.intercept"].astype(np.float32),
                )
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise ConfigurationError(str(path), None, f"is no model of this program: {error}") from error
    if any(head.weights.shape != (len(names), len(head.classes)) for head in heads.values()):
        raise ConfigurationError(str(path), None, "has weights that do not fit its features")
    return Opinion({name: row for row, name in enumerate(names)}, heads, around)


@cache
def shipped() -> Opinion | None:
    """Return the shipped model, None when it has not been trained."""
    return read(MODEL) if MODEL.is_file() else None


def in_force(company_rules: Path | None) -> Opinion | None:
    """Return the company's own model where it has one, else the shipped one.  Raises ConfigurationError."""
    own = company_rules / OWN_MODEL if company_rules is not None else None
    return read(own) if own is not None and own.is_file() else shipped()


def _letters(text: str) -> NDArray[np.uint8]:
    import numpy as np

    return np.frombuffer(text.encode(), dtype=np.uint8)


def _words(letters: NDArray[np.uint8]) -> str:
    return letters.tobytes().decode()
