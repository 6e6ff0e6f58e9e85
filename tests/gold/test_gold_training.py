"""Training from labelled clauses: few documents, a rereading fitted before, topics that others did not have."""

from __future__ import annotations

import msgspec
import pytest

from classifiers import classifier, opinion
from classifiers.opinion import Opinion
from domain.requirement import Passage
from pipeline import training
from pipeline.gold import GoldClause, read_gold

DOCUMENTS = 6
TEXTS = [Passage("The supplier shall notify the buyer."), Passage("History of the company")]


@pytest.fixture(scope="module")
def clauses() -> list[GoldClause]:
    taught = [clause for clause in read_gold() if clause.split == "train"]
    every = list(dict.fromkeys(clause.document for clause in taught))
    few = set(every[:: len(every) // DOCUMENTS][:DOCUMENTS])
    return [clause for clause in taught if clause.document in few]


def judged(model: Opinion) -> list[float]:
    return [one.confidence for one in classifier.load(opinion=model).classify_in_order(TEXTS)]


def test_folds_that_lack_a_topic_do_no_harm(clauses: list[GoldClause]) -> None:
    model = training.train(clauses)

    assert model.again is not None
    assert model.again.kinds.shape == (len(model.heads["topic"].classes), 4)
    assert all(0 < confidence <= 1 for confidence in judged(model))


def test_a_rereading_fitted_before_serves_a_network_with_other_topics(clauses: list[GoldClause]) -> None:
    shipped = opinion.shipped()
    assert shipped is not None
    strange = [
        msgspec.structs.replace(one, topic="other") if one.kind == "requirement" and at % 9 == 0 else one
        for at, one in enumerate(clauses)
    ]

    model = training.train(strange, shipped.again)

    assert "other" in model.heads["topic"].classes
    assert all(0 < confidence <= 1 for confidence in judged(model))
