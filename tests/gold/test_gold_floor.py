"""The classifier does not get worse on the labelled test documents: floors that only rise."""

import pytest

import classifiers
from classifiers.classifier import load
from pipeline.evaluation import Evaluation, evaluate
from pipeline.gold import read_gold

CLAUSES = [clause for clause in read_gold() if clause.split == "test"]


@pytest.fixture(scope="module")
def result() -> Evaluation:
    return evaluate(CLAUSES, classifiers.load())


@pytest.mark.parametrize(
    ("name", "floor"),
    [("requirement", 0.93), ("csr", 0.89), ("product", 0.86), ("commercial", 0.83)],
)
def test_f1_keeps_its_floor(result: Evaluation, name: str, floor: float) -> None:
    assert result.score(name).f1 >= floor, f"{name} sank to {result.score(name).f1:.3f}"


def test_rules_and_statistics_together_beat_the_rules_alone(result: Evaluation) -> None:
    alone = evaluate(CLAUSES, load(second_opinion=False))

    assert result.macro_f1 > alone.macro_f1


def test_documents_that_have_nothing_to_do_with_it_give_no_csr() -> None:
    foreign = [clause for clause in read_gold() if clause.doc_type == "irrelevant"]
    found = evaluate(foreign, classifiers.load())

    assert found.score("csr").wrongly == 0
