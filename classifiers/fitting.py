"""Fit the heads of the second opinion; needs scikit-learn (extra ``train``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from classifiers.opinion import Head, Opinion

_LEAST = 2  # a feature must stand in two clauses at least


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one head learns: the label of each row, None where it has none.

    ``strength`` is the inverse of the regularisation.
    """

    labels: Sequence[str | None]
    strength: float


def fit(rows: Sequence[Mapping[str, float]], lessons: Mapping[str, Lesson], most: int = 40_000) -> Opinion:
    """Fit one multinomial logistic regression a lesson on named features.

    ``most`` bounds the number of features (the most frequent are kept).
    """
    counted = Counter(name for row in rows for name in row)
    names = [name for name, count in counted.items() if count >= _LEAST]
    names = sorted(sorted(names, key=lambda name: (-counted[name], name))[:most])
    index = {name: number for number, name in enumerate(names)}
    heads = {name: _head(rows, lesson, index) for name, lesson in lessons.items()}
    return Opinion(index, heads)


def _head(rows: Sequence[Mapping[str, float]], lesson: Lesson, index: Mapping[str, int]) -> Head:
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    taught = [(row, label) for row, label in zip(rows, lesson.labels, strict=True) if label is not None]
    data: list[float] = []
    columns: list[int] = []
    borders = [0]
    for row, _ in taught:
        for name, value in row.items():
            if name in index:
                columns.append(index[name])
                data.append(value)
        borders.append(len(columns))
    matrix = csr_matrix((data, columns, borders), shape=(len(taught), len(index)))
    regression: Any = LogisticRegression(C=lesson.strength, max_iter=400, tol=1e-3)
    regression.fit(matrix, [label for _, label in taught])
    return Head(
        tuple(str(name) for name in regression.classes_),
        np.ascontiguousarray(regression.coef_.T, dtype=np.float32),
        regression.intercept_.astype(np.float32),
    )
