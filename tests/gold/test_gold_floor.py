"""The classifier does not get worse on the labelled test documents: floors that only rise."""

from collections.abc import Callable

import pytest

import classifiers
from classifiers.classifier import load
from domain.knowledge import read_table
from domain.requirement import Verdict
from pipeline.evaluation import Evaluation, compare, evaluate, verdicts_of
from pipeline.gold import GOLD, read_gold

CLAUSES = [clause for clause in read_gold() if clause.split == "test"]


# What writers were asked for after the mistakes on the others were known.
HARD, LATEST = (
    {row["document"] for row in read_table(GOLD / f"documents_{name}.tsv", ["document"])} for name in "yq"
)


@pytest.fixture(scope="module")
def verdicts() -> list[Verdict]:
    return verdicts_of(CLAUSES, classifiers.load())


@pytest.fixture(scope="module")
def result(verdicts: list[Verdict]) -> Evaluation:
    return compare(CLAUSES, verdicts)


def part(verdicts: list[Verdict], is_in: Callable[[str], bool]) -> Evaluation:
    chosen = [(clause, one) for clause, one in zip(CLAUSES, verdicts, strict=True) if is_in(clause.document)]
    return compare([clause for clause, _ in chosen], [one for _, one in chosen])


@pytest.mark.parametrize(
    ("name", "floor"),
    [("requirement", 0.935), ("csr", 0.90), ("product", 0.88), ("commercial", 0.86)],
)
def test_f1_keeps_its_floor(verdicts: list[Verdict], name: str, floor: float) -> None:
    score = part(verdicts, lambda document: document not in HARD | LATEST).score(name)

    assert score.f1 >= floor, f"{name} sank to {score.f1:.3f}"


@pytest.mark.parametrize(
    ("name", "floor"),
    [("requirement", 0.89), ("csr", 0.86), ("product", 0.81), ("commercial", 0.79)],
)
def test_f1_keeps_its_floor_on_documents_that_were_written_to_be_hard(
    verdicts: list[Verdict], name: str, floor: float
) -> None:
    score = part(verdicts, lambda document: document in HARD).score(name)

    assert score.f1 >= floor, f"{name} sank to {score.f1:.3f}"


@pytest.mark.parametrize(
    ("name", "floor"),
    [("requirement", 0.915), ("csr", 0.875), ("product", 0.89), ("commercial", 0.85)],
)
def test_f1_keeps_its_floor_on_the_latest_documents(verdicts: list[Verdict], name: str, floor: float) -> None:
    score = part(verdicts, lambda document: document in LATEST).score(name)

    assert score.f1 >= floor, f"{name} sank to {score.f1:.3f}"


def test_aspect_topic_and_targets_keep_their_floors(result: Evaluation) -> None:
    found = {"aspect": result.aspect, "topic": result.topic, "targets": result.targets}

    assert found["aspect"] >= 0.895, found
    assert found["topic"] >= 0.74, found
    assert found["targets"] >= 0.91, found


def test_rules_and_statistics_together_beat_the_rules_alone(result: Evaluation) -> None:
    alone = evaluate(CLAUSES, load(second_opinion=False))

    assert result.macro_f1 > alone.macro_f1


def test_documents_that_have_nothing_to_do_with_it_give_no_csr() -> None:
    foreign = [clause for clause in read_gold() if clause.doc_type == "irrelevant"]
    found = evaluate(foreign, classifiers.load())

    assert found.score("csr").wrongly == 0
