"""Customers' demands held against the company's own procedures."""

import pytest

from classifiers import targets
from domain.own import OwnClause, Relation
from pipeline.gaps import Demand, OwnProcedures

OWN = OwnProcedures(
    [
        OwnClause("LZ-QP-08", "5.2", "质量部应在24小时内向顾客提交临时围堵措施。", "corrective_action_8d"),
        OwnClause("LZ-QP-02", "6.1", "质量记录保存3年。", "record_retention"),
        OwnClause("LZ-QP-05", "4.1", "每年对检验员进行一次培训并考核。", "training_competence"),
        OwnClause("LZ-QP-09", "3.2", "Outgoing parcels carry a label with part number and lot.", "labelling"),
        OwnClause("LZ-QP-11", "2.1", "变更实施前须经顾客书面批准，并提前60天通知。", "change_management"),
    ]
)


def _demand(text: str, topic: str, section: str = "") -> Demand:
    return Demand(text, section, topic, tuple(value.target for value in targets.find(text)))


@pytest.mark.parametrize(
    ("text", "topic", "relation", "document", "compared"),
    [
        ("供应商应在8小时内提交临时围堵措施。", "corrective_action_8d", Relation.STRICTER, "LZ-QP-08", ("在8小时内 ⇧ 在24小时内",)),
        ("乙方应在2天内提交临时围堵措施。", "corrective_action_8d", Relation.SAME, "LZ-QP-08", ("在2天内 ⇩ 在24小时内",)),
        ("质量记录应至少保存15年。", "record_retention", Relation.STRICTER, "LZ-QP-02", ("15年 ⇧ 3年",)),
        ("质量记录保存3年。", "record_retention", Relation.SAME, "LZ-QP-02", ("3年 = 3年",)),
        ("变更应经甲方书面批准，并提前90天通知。", "change_management", Relation.STRICTER, "LZ-QP-11", ("提前90天 ⇧ 提前60天",)),
    ],
)  # fmt: skip
def test_values_decide_whether_the_customer_is_stricter(
    text: str, topic: str, relation: Relation, document: str, compared: tuple[str, ...]
) -> None:
    match = OWN.compare(_demand(text, topic))

    assert match.nearest is not None
    assert (match.relation, match.nearest.document, match.compared) == (relation, document, compared)


def test_what_no_own_clause_deals_with_is_not_covered() -> None:
    match = OWN.compare(
        _demand("Conflict-mineral data shall be reported in the CMRT format.", "legal_compliance")
    )

    assert (match.relation, match.nearest) == (Relation.NOT_COVERED, None)


def test_without_own_procedures_nothing_is_covered() -> None:
    assert (
        OwnProcedures([]).compare(_demand("供方应保存记录。", "record_retention")).relation
        is Relation.NOT_COVERED
    )
