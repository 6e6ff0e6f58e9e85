"""The second reading weighs what the network said, what the rules found, and what stands around."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from classifiers import classifier, opinion
from classifiers.fitting_again import fit_again
from classifiers.rereading import Said, figures, width
from domain.problem import ConfigurationError
from domain.requirement import Passage

TEXTS = ("The supplier shall notify the buyer.", "Scope", "表面无划伤。", "是否建立程序？", "")
LABELS = 4
KINDS = np.zeros((2, LABELS), dtype=np.float32)


def said(labels: NDArray[np.float32]) -> Said:
    topics = np.full((len(labels), len(KINDS)), 0.5, dtype=np.float32)
    return Said(labels, labels, topics, KINDS)


def drawn(count: int, seed: int = 0) -> NDArray[np.float32]:
    odds = np.random.default_rng(seed).random((count, LABELS), dtype=np.float32)
    return odds / odds.sum(axis=1, keepdims=True)


def rows(texts: tuple[str, ...], labels: NDArray[np.float32], *, heard: bool = True) -> NDArray[np.float32]:
    found = classifier.load(second_opinion=False)
    return figures([found.evidence(Passage(text)) for text in texts], said(labels), heard=heard)


def test_every_clause_has_its_figures() -> None:
    assert rows(TEXTS, drawn(len(TEXTS))).shape == (len(TEXTS), width(LABELS))


def test_a_clause_alone_is_read_as_if_its_neighbours_were_like_it() -> None:
    labels = drawn(1)

    alone, unheard = rows(TEXTS[:1], labels), rows(TEXTS[:1], labels, heard=False)

    assert np.array_equal(alone, unheard)
    assert np.allclose(alone[0, -6 * LABELS :].reshape(6, LABELS), labels[0])


def test_where_a_document_ends_says_nothing_by_itself() -> None:
    labels = np.tile(drawn(1), (3, 1))

    around = rows(TEXTS[:3], labels)[:, -6 * LABELS :]

    assert np.allclose(around, np.tile(labels[0], 6))


def test_neighbours_stand_in_their_places() -> None:
    labels = drawn(7)

    around = rows((TEXTS[0],) * 7, labels)[3, -6 * LABELS :].reshape(6, LABELS)

    assert np.allclose(around, labels[[0, 1, 2, 4, 5, 6]])


def test_what_is_fitted_finds_the_figure_that_tells() -> None:
    chance = np.random.default_rng(1)
    seen = chance.standard_normal((400, width(LABELS))).astype(np.float32) * 5 + 3
    labels = (seen[:, 7] > 3).astype(np.intp)

    found = fit_again(seen, labels, KINDS)
    again = fit_again(seen, labels, KINDS)

    assert (found.odds(seen).argmax(axis=1) == labels).mean() > 0.97
    assert np.allclose(found.odds(seen).sum(axis=1), 1)
    assert np.array_equal(found.weights, again.weights)


def test_a_figure_that_never_changes_does_no_harm() -> None:
    seen = np.ones((20, width(LABELS)), dtype=np.float32)

    odds = fit_again(seen, np.arange(20) % 2, KINDS).odds(seen)

    assert np.allclose(odds[:, :2], 0.5, atol=0.01)


def test_a_model_keeps_its_second_reading(tmp_path: Path) -> None:
    shipped = opinion.shipped()
    assert shipped is not None
    assert shipped.again is not None, "the shipped model has no second reading: train it anew"

    opinion.save(tmp_path / "model.npz", shipped)
    kept = opinion.read(tmp_path / "model.npz").again

    assert kept is not None
    assert np.array_equal(kept.weights, shipped.again.weights)
    assert np.array_equal(kept.kinds, shipped.again.kinds)


def test_a_second_reading_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    shipped = opinion.shipped()
    assert shipped is not None
    assert shipped.again is not None
    torn = replace(shipped.again, weights=shipped.again.weights[1:])
    opinion.save(tmp_path / "model.npz", replace(shipped, again=torn))

    with pytest.raises(ConfigurationError, match="do not fit"):
        opinion.read(tmp_path / "model.npz")
