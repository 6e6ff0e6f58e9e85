"""The statistical second opinion: a small network trained on the shipped labelled clauses only.

Every feature has a vector; a clause is the sum of its features' vectors, cut off at zero.  What
stands around it in its document (``Around``) is heard through a window over these sums, and three
heads (label, topic, aspect) read both.  Kept in NumPy's npz format and read without pickle, so
that a model cannot execute anything; ``python -m pipeline.training`` makes it anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from classifiers.rereading import Rereading, odds_of, width
from domain.knowledge import KNOWLEDGE
from domain.problem import ConfigurationError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OWN_MODEL = "opinion.npz"  # in a company's rules folder, made by csr train
MODEL = KNOWLEDGE / "opinion" / "opinion.npz"
_VERSION = "csr-opinion/6"
_STEPS = 127  # a feature's vector is kept in whole steps from -127 to 127 of its largest number
_AGAIN = ("kinds", "hidden", "bias", "weights", "intercept")
_LETTER = re.compile(r"[^\W\d_]").search


@dataclass(frozen=True, slots=True)
class Head:
    """Multinomial logistic regression over a clause's reading: one column a class."""

    classes: tuple[str, ...]
    weights: NDArray[np.float32]
    intercept: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Around:
    """The window over a document's clauses: ``taps`` (place, clause's vector, what is heard), ``bias``.

    The number of places is odd; the clause itself is in the middle.
    """

    taps: NDArray[np.float32]
    bias: NDArray[np.float32]

    def hear(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return what is heard around each clause; beyond the ends of the document there is silence."""
        import numpy as np

        reach = len(self.taps) // 2
        padded = np.pad(vectors, ((reach, reach), (0, 0)))
        heard = sum((padded[at : at + len(vectors)] @ tap for at, tap in enumerate(self.taps)), self.bias)
        return np.maximum(heard, 0)


@dataclass(frozen=True, slots=True)
class Known:
    """The features of a passage that the model knows: their rows and values."""

    rows: NDArray[np.intp]
    values: NDArray[np.float32]


@dataclass(frozen=True)
class Opinion:
    """A model: the rows of the features, their vectors, the window, the heads by name, the rereading."""

    index: dict[str, int]
    vectors: NDArray[np.float32]
    bias: NDArray[np.float32]
    around: Around
    heads: dict[str, Head]
    again: Rereading | None = None

    def known(self, features: Mapping[str, float]) -> Known:
        """Return the features that have weights; the others count nothing."""
        import numpy as np

        row_of = self.index
        names = [name for name in features if name in row_of]
        rows = np.array([row_of[name] for name in names], dtype=np.intp)
        values = np.array([features[name] for name in names], dtype=np.float32)
        order = rows.argsort()  # so that sums and ties come out alike, whatever order sets have
        return Known(rows[order], values[order])

    def vector(self, known: Known) -> NDArray[np.float32]:
        """Return the vector of a clause by itself."""
        import numpy as np

        return np.maximum(self.bias + known.values @ self.vectors.take(known.rows, axis=0), 0)

    def read(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the readings of a document's clauses (a row each), or of one clause alone."""
        import numpy as np

        return np.hstack([vectors, self.around.hear(vectors)])

    def alone(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the readings that clauses have by themselves: silence around each."""
        import numpy as np

        middle = self.around.taps[len(self.around.taps) // 2]
        return np.hstack([vectors, np.maximum(vectors @ middle + self.around.bias, 0)])

    def odds(self, head: str, reading: NDArray[np.float32]) -> dict[str, float]:
        """Return the probability of each class of a head for one reading."""
        return self.odds_of_each(head, reading[None, :])[0]

    def odds_of_each(self, head: str, readings: NDArray[np.float32]) -> list[dict[str, float]]:
        """Return the probability of each class of a head for each reading."""
        return self.named(head, self.odds_matrix(head, readings))

    def odds_matrix(self, head: str, readings: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the same as a matrix: a row a reading, a column a class."""
        of = self.heads[head]
        return odds_of(of.intercept + readings @ of.weights)

    def named(self, head: str, odds: NDArray[np.float32]) -> list[dict[str, float]]:
        """Return the odds of each row by the names of a head's classes."""
        classes = self.heads[head].classes
        return [dict(zip(classes, row, strict=True)) for row in odds.tolist()]

    @cached_property
    def _names(self) -> list[str]:
        """The features by row; empty where a person cannot read them (only words and rules can be)."""
        names = [""] * len(self.index)
        for name, row in self.index.items():
            if name.startswith(("w:", "r:")) and _LETTER(name, 2):
                names[row] = name
        return names

    @cached_property
    def _against_the_mean(self) -> NDArray[np.float32]:
        """What a clause's own vector says for each label, the others' mean taken off."""
        own = self.heads["label"].weights[: len(self.bias)]
        return own - own.mean(axis=1, keepdims=True)  # type: ignore[no-any-return]

    def heaviest(self, label: str, known: Known, reading: NDArray[np.float32], most: int = 4) -> list[str]:
        """Return the words and rules that speak most for a label against the others' mean."""
        of = self.heads["label"]
        width = len(self.bias)
        said = self._against_the_mean[:, of.classes.index(label)]
        spoken = known.values * (self.vectors.take(known.rows, axis=0) @ (said * (reading[:width] > 0)))
        found: list[str] = []
        for place in spoken.argsort(kind="stable")[::-1]:
            if spoken[place] <= 0 or len(found) == most:
                break
            if name := self._names[int(known.rows[place])]:
                found.append(name)
        return found


def save(path: Path, opinion: Opinion) -> None:
    """Write a model; vectors are kept in steps of a 127th of their largest number, enough for two digits."""
    import numpy as np

    names = sorted(opinion.index, key=lambda name: opinion.index[name])
    largest = np.maximum(np.abs(opinion.vectors).max(axis=1, keepdims=True, initial=0), 1e-6)
    arrays: dict[str, NDArray[Any]] = {
        "version": _letters(_VERSION),
        "features": _letters("\n".join(names)),
        "heads": _letters("\n".join(opinion.heads)),
        "vectors": np.round(opinion.vectors / largest * _STEPS).astype(np.int8),
        "largest": largest.astype(np.float32),
        "bias": opinion.bias,
        "around.taps": opinion.around.taps,
        "around.bias": opinion.around.bias,
    }
    for name, head in opinion.heads.items():
        arrays[f"{name}.classes"] = _letters("\n".join(head.classes))
        arrays[f"{name}.weights"] = head.weights
        arrays[f"{name}.intercept"] = head.intercept
    if opinion.again is not None:
        for part in _AGAIN:
            arrays[f"again.{part}"] = getattr(opinion.again, part)
    np.savez_compressed(path, allow_pickle=False, **arrays)


def read(path: Path) -> Opinion:
    """Read a model without pickle.  Raises ConfigurationError when it is none of ours."""
    import numpy as np

    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
            if _words(data["version"]) != _VERSION:
                raise ConfigurationError(
                    str(path), None, "is of another version; delete it, then run csr train"
                )
            names = _words(data["features"]).split("\n")
            heads = {
                name: Head(
                    tuple(_words(data[f"{name}.classes"]).split("\n")),
                    data[f"{name}.weights"],
                    data[f"{name}.intercept"],
                )
                for name in _words(data["heads"]).split("\n")
            }
            vectors = data["vectors"] * (data["largest"] / np.float32(_STEPS))
            around = Around(data["around.taps"], data["around.bias"])
            again = Rereading(*(data[f"again.{part}"] for part in _AGAIN)) if "again.kinds" in data else None
            opinion = Opinion(
                {name: row for row, name in enumerate(names)}, vectors, data["bias"], around, heads, again
            )
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise ConfigurationError(str(path), None, f"is no model of this program: {error}") from error
    if not _fits(opinion):
        raise ConfigurationError(str(path), None, "has weights that do not fit its features")
    return opinion


def _fits(opinion: Opinion) -> bool:
    """Tell whether the shapes of all parts agree."""
    width, heard = len(opinion.bias), len(opinion.around.bias)
    shapes = [head.weights.shape == (width + heard, len(head.classes)) for head in opinion.heads.values()]
    taps = opinion.around.taps
    return (
        opinion.vectors.shape == (len(opinion.index), width)
        and taps.ndim == 3
        and taps.shape[1:] == (width, heard)
        and len(taps) % 2 == 1
        and all(shapes)
        and _rereading_fits(opinion)
    )


def _rereading_fits(opinion: Opinion) -> bool:
    again, labels, topics = opinion.again, opinion.heads.get("label"), opinion.heads.get("topic")
    if again is None or labels is None or topics is None:
        return again is None
    count = len(labels.classes)
    return (
        again.kinds.shape == (len(topics.classes), count)
        and again.hidden.shape == (width(count), len(again.bias))
        and again.weights.shape == (width(count) + len(again.bias), count)
        and again.intercept.shape == (count,)
    )


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
