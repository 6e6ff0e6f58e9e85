"""The clauses of a document speak for their neighbours."""

import classifiers
from domain.requirement import Label, Passage

CLASSIFIER = classifiers.load()


def test_a_clause_alone_is_judged_as_by_classify() -> None:
    passage = Passage("供方应保存记录15年。")

    assert CLASSIFIER.classify_in_order([passage]) == [CLASSIFIER.classify(passage)]


def test_neighbours_move_the_confidence_of_a_doubtful_clause() -> None:
    doubtful = Passage("表面无划伤", doc_type="inspection_standard")
    limits = [
        Passage(text, doc_type="inspection_standard")
        for text in ("表面不允许有裂纹、气孔。", "毛刺高度不大于0.1mm。", "划伤长度不超过3mm。")
    ]

    among = CLASSIFIER.classify_in_order([limits[0], limits[1], doubtful, limits[2]])[2]

    assert CLASSIFIER.classify(doubtful).label is Label.NONE
    assert among.label is Label.PRODUCT
    assert any(reason.rule == "opinion.neighbours" for reason in among.reasons)


def test_order_without_neighbours_changes_nothing_else() -> None:
    passages = [Passage("供方应在24小时内回复。"), Passage("本手册介绍我公司。")]

    kinds = [verdict.kind for verdict in CLASSIFIER.classify_in_order(passages)]

    assert kinds == [verdict.kind for verdict in CLASSIFIER.classify_many(passages)]
