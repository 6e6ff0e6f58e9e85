"""Fit the linear models of the second opinion; needs scikit-learn (extra ``train``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from classifiers.opinion import LinearModel

_LEAST = 2  # a feature must stand in two clauses at least


def fit(
    rows: Sequence[dict[str, float]], labels: Sequence[str], strength: float, most: int | None = None
) -> LinearModel:
    """Fit a multinomial logistic regression on named features.

    ``most`` bounds the number of features (the most frequent are kept).
    """
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    counted = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counted.items() if count >= _LEAST)
    if most is not None and len(names) > most:
        names = sorted(sorted(names, key=lambda name: (-counted[name], name))[:most])
    index = {name: number for number, name in enumerate(names)}
    data: list[float] = []
    columns: list[int] = []
    borders = [0]
    for row in rows:
        for name, value in row.items():
            if name in index:
                columns.append(index[name])
                data.append(value)
        borders.append(len(columns))
    matrix = csr_matrix((data, columns, borders), shape=(len(rows), len(names)))
    regression: Any = LogisticRegression(C=strength, max_iter=400, tol=1e-3)
    regression.fit(matrix, list(labels))
    return LinearModel(
        tuple(str(name) for name in regression.classes_),
        index,
        np.ascontiguousarray(regression.coef_.T, dtype=np.float32),
        regression.intercept_.astype(np.float32),
    )
