"""What stands in which column of a table's row is known to the second opinion."""

from __future__ import annotations

import pytest

from classifiers import classifier
from classifiers.features import rule_features
from pipeline.passages import passage_of

RULES = classifier.load(second_opinion=False)


def _cells(text: str, head: str) -> set[str]:
    evidence = RULES.evidence(passage_of(text, context=head, doc_type="supplier_manual"))
    return {name for name in rule_features(evidence) if name.startswith("q:")}


@pytest.mark.parametrize(
    ("text", "head", "cell"),
    [
        ("PFMEA | R | I", "Document | Supplier | Customer", "q:<supplier>:r"),
        ("PFMEA | R | I", "Document | Supplier | Customer", "q:<customer>:i"),
        ("Log the form | SQE | 2 days", "Step | By whom | Time", "q:by_whom:<customer>"),
        ("提交样件 | 供应商 | 5天", "步骤 | 责任方 | 时限", "q:责任方:<supplier>"),
    ],
)
def test_a_cell_is_read_with_the_head_of_its_column(text: str, head: str, cell: str) -> None:
    assert cell in _cells(text, head)


def test_a_row_with_other_columns_than_its_head_says_nothing() -> None:
    assert _cells("PFMEA | R", "Document | Supplier | Customer") == set()
