"""Fit the network of the second opinion by gradient descent; needs SciPy (extra ``train``).

Adam (Kingma and Ba, 2015) on the cross-entropy of the three heads.  Features and numbers of the
hidden layers are left out at random (dropout), so that no single word decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from classifiers.fitting_plan import TITLE, TYPE, Plan, source_of
from classifiers.opinion import Around, Head, Opinion

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LEAST = 2  # a feature must stand in two clauses at least
_UNTOLD = -1  # the label of a clause that a head does not learn from


def fit(
    rows: Sequence[Mapping[str, float]],
    documents: Sequence[str],
    lessons: Mapping[str, Sequence[str | None]],
    plan: Plan | None = None,
) -> Opinion:
    """Fit a model on named features: the clauses in order, their documents, each head's labels.

    A label is None where a head learns nothing from a clause.
    """
    plan = plan or Plan()
    counted = Counter(name for row in rows for name in row)
    names = [name for name, count in counted.items() if count >= _LEAST]
    names = sorted(sorted(names, key=lambda name: (-counted[name], name))[: plan.features])
    index = {name: number for number, name in enumerate(names)}
    classes = {
        head: tuple(sorted({label for label in labels if label is not None}))
        for head, labels in lessons.items()
    }
    matrix, told, spans = _matrix(rows, index), _numbers(lessons, classes), _spans(documents)
    sources = [source_of(name) for name in names]
    members = []
    for number in range(plan.members):
        network = _Network(sources, classes, replace(plan, seed=plan.seed + number))
        network.learn(matrix, spans, told)
        members.append(network.opinion(index, classes))
    return joined(members)


def joined(members: Sequence[Opinion]) -> Opinion:
    """Return one model whose scores are the mean of its members' scores (of the same features and classes)."""
    import numpy as np
    from scipy.linalg import block_diag

    first = members[0]
    taps = [block_diag(*at) for at in zip(*(one.around.taps for one in members), strict=True)]
    around = Around(np.stack(taps), np.concatenate([one.around.bias for one in members]))
    heads = {}
    for name, head in first.heads.items():
        own = [one.heads[name].weights[: len(one.bias)] for one in members]
        heard = [one.heads[name].weights[len(one.bias) :] for one in members]
        intercept = np.stack([one.heads[name].intercept for one in members]).mean(axis=0)
        heads[name] = Head(head.classes, np.vstack(own + heard) / np.float32(len(members)), intercept)
    bias = np.concatenate([one.bias for one in members])
    return Opinion(first.index, np.hstack([one.vectors for one in members]), bias, around, heads)


def _matrix(rows: Sequence[Mapping[str, float]], index: Mapping[str, int]) -> Any:
    import numpy as np
    from scipy.sparse import csr_matrix

    data: list[float] = []
    columns: list[int] = []
    borders = [0]
    for row in rows:
        known = sorted((index[name], value) for name, value in row.items() if name in index)
        columns += [column for column, _ in known]
        data += [value for _, value in known]
        borders.append(len(columns))
    values = np.asarray(data, dtype=np.float32)
    return csr_matrix((values, columns, borders), shape=(len(rows), len(index)))


def _spans(documents: Sequence[str]) -> list[range]:
    """Return the rows of each document."""
    spans, start = [], 0
    for _, group in groupby(documents):
        end = start + len(list(group))
        spans.append(range(start, end))
        start = end
    return spans


def _numbers(
    lessons: Mapping[str, Sequence[str | None]], classes: Mapping[str, tuple[str, ...]]
) -> dict[str, NDArray[np.intp]]:
    import numpy as np

    found = {}
    for head, labels in lessons.items():
        number = {label: at for at, label in enumerate(classes[head])}
        told = [_UNTOLD if label is None else number[label] for label in labels]
        found[head] = np.asarray(told, dtype=np.intp)
    return found


class _Network:
    """The weights while they are learned, with what Adam remembers of their slopes."""

    def __init__(self, sources: Sequence[int], classes: Mapping[str, tuple[str, ...]], plan: Plan) -> None:
        """Draw the weights to begin with; ``sources`` says of each feature where it comes from."""
        import numpy as np

        self.plan, self.sources = plan, np.asarray(sources)
        self.chance = np.random.default_rng(plan.seed)
        reading = plan.width + plan.heard
        self.weights = {
            "vectors": self._drawn((len(sources), plan.width), 0.05),
            "bias": self._zeros(plan.width),
            "taps": self._drawn((plan.places, plan.width, plan.heard), (plan.places * plan.width) ** -0.5),
            "heard": self._zeros(plan.heard),
        }
        for head, names in classes.items():
            self.weights[f"{head} w"] = self._drawn((reading, len(names)), reading**-0.5)
            self.weights[f"{head} b"] = self._zeros(len(names))
        self.first = {name: np.zeros_like(value) for name, value in self.weights.items()}
        self.second = {name: np.zeros_like(value) for name, value in self.weights.items()}
        self.step = 0

    def _drawn(self, shape: tuple[int, ...], spread: float) -> NDArray[np.float32]:
        return (self.chance.standard_normal(shape) * spread).astype("float32")

    @staticmethod
    def _zeros(size: int) -> NDArray[np.float32]:
        import numpy as np

        return np.zeros(size, dtype=np.float32)

    def learn(self, matrix: Any, spans: Sequence[range], told: Mapping[str, NDArray[np.intp]]) -> None:
        """Go through all documents so many rounds, a few of them at a time, in drawn order."""
        import numpy as np

        groups = max(1, len(spans) // self.plan.documents)
        total = self.plan.rounds * groups
        for _ in range(self.plan.rounds):
            for group in np.array_split(self.chance.permutation(len(spans)), groups):
                chosen = np.concatenate([np.asarray(spans[at]) for at in group])
                slopes = self._slopes(
                    matrix[chosen],
                    self._windows([len(spans[at]) for at in group]),
                    {head: numbers[chosen] for head, numbers in told.items()},
                )
                self._move(slopes, self.plan.speed * _pace(self.step / total))

    def _windows(self, lengths: Sequence[int]) -> NDArray[np.intp]:
        """Return the places of each clause's window; beyond its document, the row after the last."""
        import numpy as np

        reach = self.plan.places // 2
        outside = sum(lengths)
        found = np.full((outside, self.plan.places), outside, dtype=np.intp)
        start = 0
        for length in lengths:
            here = np.arange(start, start + length)
            alone = self.chance.random() < self.plan.alone
            for at, step in enumerate(range(-reach, reach + 1)):
                if step == 0 or not alone:
                    there = here + step
                    inside = (there >= start) & (there < start + length)
                    found[here[inside], at] = there[inside]
            start += length
        return found

    def _slopes(
        self, matrix: Any, windows: NDArray[np.intp], told: Mapping[str, NDArray[np.intp]]
    ) -> dict[str, NDArray[np.float32]]:
        """Return the slope of the loss for each weight, by one pass forth and one back."""
        import numpy as np

        weights, plan = self.weights, self.plan
        matrix = matrix.copy()
        matrix.data *= self._kept(matrix.data.shape, plan.silenced) * self._told(matrix)
        sums = matrix @ weights["vectors"] + weights["bias"]
        kept = self._kept(sums.shape, plan.left_out) * (sums > 0)
        own = sums * kept
        silence = np.zeros((1, plan.width), dtype=np.float32)
        seen = np.vstack([own, silence])[windows].reshape(len(own), -1)
        taps = weights["taps"].reshape(-1, plan.heard)
        around = seen @ taps + weights["heard"]
        kept_around = self._kept(around.shape, plan.left_out) * (around > 0)
        reading = np.hstack([own, around * kept_around])
        back = np.zeros_like(reading)
        slopes: dict[str, NDArray[np.float32]] = {}
        for head, numbers in told.items():
            error = self._error(head, reading, numbers)
            slopes[f"{head} w"] = reading.T @ error
            slopes[f"{head} b"] = error.sum(axis=0)
            back += error @ weights[f"{head} w"].T
        of_around = back[:, plan.width :] * kept_around
        slopes["taps"] = (seen.T @ of_around).reshape(weights["taps"].shape)
        slopes["heard"] = of_around.sum(axis=0)
        of_seen = np.zeros((len(own) + 1, plan.width), dtype=np.float32)
        np.add.at(of_seen, windows, (of_around @ taps.T).reshape(*windows.shape, plan.width))
        of_own = (back[:, : plan.width] + of_seen[:-1]) * kept
        slopes["bias"] = of_own.sum(axis=0)
        slopes["vectors"] = matrix.T @ of_own
        return slopes

    def _kept(self, shape: tuple[int, ...], dropped: float) -> NDArray[np.float32]:
        """Return 0 for what is dropped, and what makes up for it elsewhere."""
        import numpy as np

        kept = self.chance.random(shape, dtype=np.float32) >= dropped
        return kept.astype(np.float32) / np.float32(1 - dropped)

    def _told(self, matrix: Any) -> NDArray[np.bool_]:
        """Return for each entry whether its clause is learned with what the feature comes from."""
        import numpy as np

        clauses = matrix.shape[0]
        shares = ((TITLE, self.plan.untitled), (TYPE, self.plan.untyped))
        known = np.ones((clauses, len(shares) + 1), dtype=bool)
        for source, share in shares:
            known[:, source] = self.chance.random(clauses) >= share
        clause_of = np.repeat(np.arange(clauses), np.diff(matrix.indptr))
        told: NDArray[np.bool_] = known[clause_of, self.sources[matrix.indices]]
        return told

    def _error(
        self, head: str, reading: NDArray[np.float32], numbers: NDArray[np.intp]
    ) -> NDArray[np.float32]:
        """Return the slope of a head's mean cross-entropy for its scores."""
        import numpy as np

        scores = reading @ self.weights[f"{head} w"] + self.weights[f"{head} b"]
        odds: NDArray[np.float32] = np.exp(scores - scores.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        taught = np.flatnonzero(numbers != _UNTOLD)
        smoothing = self.plan.smoothing if head == "label" else 0.0
        wanted = np.full_like(odds, smoothing / odds.shape[1])
        wanted[taught, numbers[taught]] += 1 - smoothing
        error = np.zeros_like(odds)
        share = self.plan.weights[head] / max(len(taught), 1)
        error[taught] = (odds[taught] - wanted[taught]) * np.float32(share)
        return error

    def _move(self, slopes: Mapping[str, NDArray[np.float32]], speed: float) -> None:
        """Move the weights a step downhill, as Adam does."""
        import numpy as np

        self.step += 1
        speed *= (1 - 0.999**self.step) ** 0.5 / (1 - 0.9**self.step)
        for name, slope in slopes.items():
            first, second = self.first[name], self.second[name]
            first += np.float32(0.1) * (slope - first)
            second += np.float32(0.001) * (slope * slope - second)
            self.weights[name] -= np.float32(speed) * first / (np.sqrt(second) + np.float32(1e-8))

    def opinion(self, index: dict[str, int], classes: Mapping[str, tuple[str, ...]]) -> Opinion:
        """Return what was learned."""
        weights = self.weights
        heads = {
            head: Head(names, weights[f"{head} w"], weights[f"{head} b"]) for head, names in classes.items()
        }
        around = Around(weights["taps"], weights["heard"])
        return Opinion(index, weights["vectors"], weights["bias"], around, heads)


def _pace(done: float) -> float:
    """Return the share of full speed: a run-up over the first seventh, then a cosine down to nothing."""
    from math import cos, pi

    rise = 0.15
    return 0.04 + 0.96 * done / rise if done < rise else (1 + cos(pi * (done - rise) / (1 - rise))) / 2
