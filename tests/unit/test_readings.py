"""The readings of the rule: which rows the list takes, and how many by each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_checklists import clause, row, small, verdict

from domain.own import OwnMatch, Relation
from domain.requirement import Label
from domain.review import Decision, Row
from workbook.standing import counts_by_reading, excluded, listed, takes

CLAUSE = clause("c", "docA", "供方应保存记录15年。")
CSR = row("r1", CLAUSE, verdict())
PRODUCT = row("r2", CLAUSE, verdict(Label.PRODUCT, topic="product_material", iatf_clauses=()))
NO_CLAUSE = row("r3", CLAUSE, verdict(topic="other", iatf_clauses=()))
TARGET = row("r4", CLAUSE, verdict(topic="quality_targets"))


def with_own(of: Row, relation: Relation) -> Row:
    return replace(of, own=OwnMatch(relation))


@pytest.mark.parametrize(
    ("of", "standard", "narrow", "broad"),
    [
        (CSR, True, True, True),
        (PRODUCT, False, False, True),
        (NO_CLAUSE, True, False, True),
        (with_own(CSR, Relation.SAME), True, False, True),
        (with_own(CSR, Relation.STRICTER), True, True, True),
        (with_own(NO_CLAUSE, Relation.NOT_COVERED), True, True, True),
        (with_own(TARGET, Relation.SAME), True, True, True),
        (row("r5", CLAUSE, verdict(Label.NONE)), False, False, False),
    ],
)
def test_a_reading_takes(of: Row, standard: bool, narrow: bool, broad: bool) -> None:
    assert [takes(of, name) for name in ("standard", "narrow", "broad")] == [standard, narrow, broad]


@pytest.mark.parametrize("profile", ["standard", "narrow", "broad"])
def test_a_persons_decision_goes_before_every_reading(profile: str) -> None:
    assert takes(replace(PRODUCT, decision=Decision("r2", decision="csr")), profile)
    assert not takes(replace(CSR, decision=Decision("r1", decision="product")), profile)


def test_what_a_reading_leaves_out_stands_among_the_excluded() -> None:
    narrow = replace(small(), rows=(CSR, with_own(CSR, Relation.SAME), PRODUCT), profile="narrow")

    assert len(listed(narrow)) == 1
    assert len(excluded(narrow)) == 2
    assert counts_by_reading(narrow) == {"standard": 2, "narrow": 1, "broad": 3}
