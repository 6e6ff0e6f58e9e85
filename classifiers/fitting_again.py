"""Fit the second reading of the labels (``classifiers.rereading``): a small network, by gradient descent.

Adam (Kingma and Ba, 2015) on the cross-entropy, on figures brought to mean 0 and spread 1, with hidden numbers
left out at random (dropout) and weights that decay.  What is fitted stands for the figures as they come: mean
and spread are folded in.
"""

from __future__ import annotations

from math import cos, pi
from typing import TYPE_CHECKING

from classifiers.rereading import Rereading, odds_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# chosen by cross-validation over whole documents
_HIDDEN = 128
_LEFT_OUT = 0.3  # share of the hidden numbers that are dropped
_ROUNDS = 20
_STEPS = 1_000  # at least, where clauses are few
_BATCH = 512
_SPEED = 2e-3
_DECAY = 1e-4
_RISE = 0.02  # share of the steps until full speed
_SMALLEST = 1e-6  # a figure that spreads less is constant


def fit_again(
    figures: NDArray[np.float32], labels: NDArray[np.intp], kinds: NDArray[np.float32]
) -> Rereading:
    """Return the weights that fit the figures (a row a clause) to the labels (columns of ``kinds``)."""
    import numpy as np

    mean, spread = figures.mean(axis=0, dtype=np.float64), figures.std(axis=0, dtype=np.float64)
    spread[spread < _SMALLEST] = 1.0
    network = _Network(figures.shape[1], np.bincount(labels, minlength=kinds.shape[1]))
    network.learn(((figures - mean) / spread).astype(np.float32), labels)
    count = figures.shape[1]
    hidden = network.weights["hidden"] / spread[:, None]
    bias = network.weights["bias"] - mean @ hidden
    weights = network.weights["out"].astype(np.float64)
    weights[:count] /= spread[:, None]
    intercept = network.weights["intercept"] - mean @ weights[:count]
    return Rereading(kinds, *(part.astype(np.float32) for part in (hidden, bias, weights, intercept)))


class _Network:
    """The weights while they are learned: ``out`` reads the figures themselves and the hidden numbers."""

    def __init__(self, figures: int, counts: NDArray[np.intp]) -> None:
        """Draw the weights to begin with; ``counts`` says how often each label stands."""
        import numpy as np

        labels = len(counts)
        self.chance = np.random.default_rng(0)
        self.weights = {
            "hidden": self._drawn((figures, _HIDDEN)),
            "bias": np.zeros(_HIDDEN, dtype=np.float32),
            "out": np.vstack([np.zeros((figures, labels), dtype=np.float32), self._drawn((_HIDDEN, labels))]),
            "intercept": np.log((counts + 0.01) / counts.sum()).astype(np.float32),
        }
        self.first = {name: np.zeros_like(value) for name, value in self.weights.items()}
        self.second = {name: np.zeros_like(value) for name, value in self.weights.items()}
        self.step = 0

    def _drawn(self, shape: tuple[int, int]) -> NDArray[np.float32]:
        drawn: NDArray[np.float32] = self.chance.standard_normal(shape, dtype="float32")
        return drawn * drawn.dtype.type(shape[0] ** -0.5)

    def learn(self, figures: NDArray[np.float32], labels: NDArray[np.intp]) -> None:
        """Go through all clauses so many rounds, in drawn order."""
        import numpy as np

        batches = max(1, len(figures) // _BATCH)
        rounds = max(_ROUNDS, -(-_STEPS // batches))
        for _ in range(rounds):
            for chosen in np.array_split(self.chance.permutation(len(figures)), batches):
                slopes = self._slopes(figures[chosen], labels[chosen])
                self._move(slopes, _pace(self.step / (rounds * batches)))

    def _slopes(
        self, figures: NDArray[np.float32], labels: NDArray[np.intp]
    ) -> dict[str, NDArray[np.float32]]:
        """Return the slope of the mean cross-entropy for each weight."""
        import numpy as np

        sums = figures @ self.weights["hidden"] + self.weights["bias"]
        kept = (sums > 0) * (self.chance.random(sums.shape, dtype=np.float32) >= _LEFT_OUT)
        kept = kept.astype(np.float32) / np.float32(1 - _LEFT_OUT)
        seen = np.hstack([figures, sums * kept])
        error = odds_of(seen @ self.weights["out"] + self.weights["intercept"])
        error[np.arange(len(labels)), labels] -= 1
        error /= np.float32(len(labels))
        back = (error @ self.weights["out"][figures.shape[1] :].T) * kept
        return {
            "hidden": figures.T @ back,
            "bias": back.sum(axis=0),
            "out": seen.T @ error,
            "intercept": error.sum(axis=0),
        }

    def _move(self, slopes: dict[str, NDArray[np.float32]], pace: float) -> None:
        """Move the weights a step downhill, as Adam does, and let those of figures decay."""
        import numpy as np

        self.step += 1
        speed = _SPEED * pace
        evened = speed * (1 - 0.999**self.step) ** 0.5 / (1 - 0.9**self.step)
        for name, slope in slopes.items():
            first, second = self.first[name], self.second[name]
            first += np.float32(0.1) * (slope - first)
            second += np.float32(0.001) * (slope * slope - second)
            if slope.ndim > 1:
                self.weights[name] *= np.float32(1 - speed * _DECAY)
            self.weights[name] -= np.float32(evened) * first / (np.sqrt(second) + np.float32(1e-8))


def _pace(done: float) -> float:
    """Return the share of full speed: a run-up, then a cosine down to nothing."""
    return min(1.0, (done + 0.001) / _RISE) * (1 + cos(pi * done)) / 2
