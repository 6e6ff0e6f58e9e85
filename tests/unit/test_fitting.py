"""The network learns what words, neighbours and documents tell, and learns the same each time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from classifiers.fitting import fit
from classifiers.fitting_plan import Plan
from classifiers.opinion import Opinion

PLAN = Plan(members=1, width=8, heard=4, places=3, rounds=60, left_out=0.0, silenced=0.0, speed=0.02)
_HEADS = ("label", "topic", "aspect")


def _fit(rows: list[dict[str, float]], documents: list[str], labels: list[str | None]) -> Opinion:
    return fit(rows, documents, dict.fromkeys(_HEADS, labels), PLAN)


def _likeliest(opinion: Opinion, rows: list[dict[str, float]]) -> list[str]:
    vectors = np.stack([opinion.vector(opinion.known(row)) for row in rows])
    odds = [opinion.odds("label", reading) for reading in opinion.read(vectors)]
    return [max(one, key=lambda name: one[name]) for one in odds]


def test_words_decide_where_they_tell() -> None:
    rows: list[dict[str, float]] = [{"w:shall": 1.0}, {"w:history": 1.0}] * 12
    opinion = _fit(rows, [f"d{at // 6}" for at in range(24)], ["csr", "none"] * 12)

    assert _likeliest(opinion, rows[:2]) == ["csr", "none"]


def test_the_same_words_mean_what_their_neighbours_say() -> None:
    """After a lead-in of duty the item is a demand, after one of thanks it is none."""
    duty, thanks, item = {"w:duty": 1.0}, {"w:thanks": 1.0}, {"w:item": 1.0}
    rows = [duty, item, thanks, item] * 12
    labels: list[str | None] = ["csr", "csr", "none", "none"] * 12
    opinion = _fit(rows, [f"d{at // 2}" for at in range(48)], labels)

    assert _likeliest(opinion, [duty, item]) == ["csr", "csr"]
    assert _likeliest(opinion, [thanks, item]) == ["none", "none"]


def test_what_a_head_is_not_told_it_does_not_learn() -> None:
    rows: list[dict[str, float]] = [{"w:a": 1.0}, {"w:b": 1.0}, {"w:c": 1.0}] * 8
    opinion = _fit(rows, [f"d{at}" for at in range(24)], ["csr", "none", None] * 8)

    known = opinion.known({"w:c": 1.0})
    odds = opinion.odds("label", opinion.read(opinion.vector(known)[None, :])[0])
    assert opinion.heads["label"].classes == ("csr", "none")
    assert 0.2 < odds["none"] < 0.8, "a clause without a label was learned as one"


def test_learning_twice_gives_the_same_weights() -> None:
    rows: list[dict[str, float]] = [{"w:shall": 1.0, "w:b": 0.5}, {"w:history": 1.0}] * 6
    documents = [f"d{at // 4}" for at in range(12)]

    first, second = (_fit(rows, documents, ["csr", "none"] * 6) for _ in range(2))

    assert np.array_equal(first.vectors, second.vectors)
    assert np.array_equal(first.around.taps, second.around.taps)


def test_features_seen_once_are_left_out() -> None:
    rows: list[dict[str, float]] = [{"w:often": 1.0, f"w:once{at}": 1.0} for at in range(12)]
    opinion = _fit(rows, ["d"] * 12, ["csr", "none"] * 6)

    assert list(opinion.index) == ["w:often"]


def test_members_speak_with_their_mean_voice() -> None:
    rows: list[dict[str, float]] = [{"w:shall": 1.0, "w:b": 0.5}, {"w:history": 1.0, "w:b": 1.0}] * 6
    lessons: dict[str, list[str | None]] = dict.fromkeys(_HEADS, ["csr", "none"] * 6)
    documents = [f"d{at // 4}" for at in range(12)]
    members = [fit(rows, documents, lessons, replace(PLAN, seed=seed)) for seed in (0, 1)]

    both = fit(rows, documents, lessons, replace(PLAN, members=2))

    means = np.mean([_scores(one, rows[:2]) for one in members], axis=0)
    assert np.allclose(_scores(both, rows[:2]), means, atol=1e-5)


def _scores(opinion: Opinion, rows: list[dict[str, float]]) -> NDArray[np.float32]:
    vectors = np.stack([opinion.vector(opinion.known(row)) for row in rows])
    head = opinion.heads["label"]
    return opinion.read(vectors) @ head.weights + head.intercept


def test_what_the_text_says_is_learned_though_titles_and_types_say_it_too() -> None:
    said: list[dict[str, float]] = [
        {"w:shall": 1.0, "s:duties": 1.0, "d:manual": 1.0},
        {"w:history": 1.0, "s:past": 1.0, "d:other": 1.0},
    ]
    rows = said * 30
    documents = [f"d{at // 4}" for at in range(60)]
    lessons: dict[str, list[str | None]] = dict.fromkeys(_HEADS, ["csr", "none"] * 30)
    mute = replace(PLAN, untitled=1.0, untyped=1.0)

    without = fit(rows, documents, lessons, mute)

    surroundings: list[dict[str, float]] = [
        {"s:duties": 1.0, "d:manual": 1.0},
        {"s:past": 1.0, "d:other": 1.0},
    ]
    words: list[dict[str, float]] = [{"w:shall": 1.0}, {"w:history": 1.0}]
    told, untold = (np.ptp(_scores(without, these)[:, 0]) for these in (words, surroundings))
    assert told > 2
    assert untold < told / 4
