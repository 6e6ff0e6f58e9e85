"""Fit the heads of the second opinion and what neighbours add; needs scikit-learn (extra ``train``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from classifiers.opinion import Around, Head, Opinion

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


@dataclass(frozen=True, slots=True)
class Told:
    """A clause for ``fit_around``: its label, the odds of its own label and of its neighbours'."""

    label: str
    alone: Mapping[str, float]
    before: Mapping[str, float] | None
    after: Mapping[str, float] | None


def fit_around(told: Sequence[Told], strength: float = 0.3) -> Around:
    """Fit what neighbours add.  The odds must come from a model that has not seen the clauses."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    classes = tuple(sorted(told[0].alone))
    blank = Around(classes, np.zeros((0, 0), dtype=np.float32), np.zeros(0, dtype=np.float32))
    rows = np.asarray([blank.row(one.alone, one.before, one.after) for one in told])
    regression: Any = LogisticRegression(C=strength, max_iter=3000)
    regression.fit(rows, [one.label for one in told])
    return Around(
        tuple(str(name) for name in regression.classes_),
        np.ascontiguousarray(regression.coef_.T, dtype=np.float32),
        regression.intercept_.astype(np.float32),
    )
