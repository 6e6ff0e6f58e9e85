"""Fit the second reading of the labels (``classifiers.rereading``); needs SciPy (extra ``train``).

Multinomial logistic regression with a quadratic bound on the weights, by L-BFGS, on figures brought to
mean 0 and spread 1.  What is fitted stands for the figures as they come: mean and spread are folded in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from classifiers.rereading import Rereading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BOUND = 3.3  # the greater, the smaller the weights; chosen by cross-validation over whole documents
_ROUNDS = 300


def fit_again(
    figures: NDArray[np.float32], labels: NDArray[np.intp], kinds: NDArray[np.float32]
) -> Rereading:
    """Return the weights that fit the figures (a row a clause) to the labels (columns of ``kinds``)."""
    import numpy as np
    from scipy.optimize import minimize

    mean, spread = figures.mean(axis=0, dtype=np.float64), figures.std(axis=0, dtype=np.float64)
    spread[spread < 1e-6] = 1.0
    plain = (figures - mean) / spread
    count, shape = len(plain), (plain.shape[1] + 1, kinds.shape[1])
    wanted = np.eye(shape[1])[labels]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(shape)
        scores = plain @ weights[:-1] + weights[-1]
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        error = np.exp(logs) - wanted
        slope = np.vstack([plain.T @ error + _BOUND * weights[:-1], error.sum(axis=0)]) / count
        bound = _BOUND / 2 * float((weights[:-1] ** 2).sum())
        return float((bound - (logs * wanted).sum()) / count), slope.ravel()

    found = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS})
    weights = found.x.reshape(shape)
    folded = weights[:-1] / spread[:, None]
    intercept = weights[-1] - mean @ folded
    return Rereading(kinds, folded.astype(np.float32), intercept.astype(np.float32))
