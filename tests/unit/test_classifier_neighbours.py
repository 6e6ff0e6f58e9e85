"""The clauses of a document speak for their neighbours."""

import classifiers
from domain.requirement import Label, Passage

CLASSIFIER = classifiers.load()


def test_a_clause_alone_is_judged_as_by_classify() -> None:
    passage = Passage("供方应保存记录15年。")

    assert CLASSIFIER.classify_in_order([passage]) == [CLASSIFIER.classify(passage)]


def test_neighbours_move_the_confidence_of_a_doubtful_clause() -> None:
    doubtful = Passage("字迹清楚", doc_type="inspection_standard")
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


def test_a_sentence_that_says_that_something_must_be_done_is_not_dropped_in_doubt() -> None:
    verdict = CLASSIFIER.classify(Passage("All work for this order must follow the quality manual."))

    assert verdict.label is Label.CSR
    assert verdict.review_needed


def test_a_duty_that_names_the_supplier_is_a_draft_where_statistics_are_not_sure() -> None:
    verdict = CLASSIFIER.classify(Passage("The supplier must know the history of the plant."))

    assert verdict.label is Label.CSR
    assert verdict.review_needed


def test_the_same_words_about_the_customer_alone_are_no_duty() -> None:
    verdict = CLASSIFIER.classify(Passage("The customer must follow its own quality manual."))

    assert verdict.label is Label.NONE
