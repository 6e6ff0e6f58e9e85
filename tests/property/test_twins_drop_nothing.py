"""Whatever a document holds: no requirement is lost when twins are joined, and numbers are respected."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.document import Block, BlockKind, Document, DocumentStatus, Facts, Locator, SourceFile
from domain.requirement import Clause, Kind, Label, Requirement, Verdict
from domain.review import ClauseRow, Decision, OwnNotes, Row
from pipeline import clauses, twin_rows, twins
from pipeline.twin_differences import twin_pairs

_TEXTS = st.sampled_from(
    [
        "供应商应在24小时内回复8D。",
        "The supplier shall reply the 8D within 24 hours.",
        "The supplier shall reply the 8D within 48 hours.",
        "质量记录应保存15年。",
        "Quality records shall be kept for 15 years.",
        "供应商应每年审核分供方。 The supplier shall audit sub-suppliers every year.",
        "PPAP",
        "顾客",
    ]
)
_NUMBERS = st.sampled_from(["", "1.1 ", "1.2 ", "2.1 ", "(1) ", "第三条 "])
_DOCUMENTS = st.lists(st.tuples(_NUMBERS, _TEXTS).map("".join), min_size=2, max_size=14)


def split(texts: Sequence[str]) -> tuple[Clause, ...]:
    blocks = tuple(Block(BlockKind.PARAGRAPH, text, Locator(paragraph=at)) for at, text in enumerate(texts))
    return clauses.split("d", blocks, "zh")


@given(_DOCUMENTS)
@settings(deadline=None)
def test_each_text_has_one_twin_at_most_of_the_other_language_and_no_other_number(texts: list[str]) -> None:
    found = twins.pairs(split(texts))
    sides = [(one.place, one.start, one.end) for pair in found for one in pair]

    assert len(sides) == len(set(sides))
    for one, other in found:
        assert {one.language, other.language} == {"zh", "en"}
        assert not one.number or not other.number or one.number == other.number


@given(_DOCUMENTS, st.data())
@settings(deadline=None)
def test_every_requirement_has_a_row_or_stands_in_one(texts: list[str], data: st.DataObject) -> None:
    pieces = split(texts)
    labels = st.sampled_from([Label.CSR, Label.PRODUCT, Label.COMMERCIAL])
    rows = []
    for clause in pieces:
        if clause.is_heading or not data.draw(st.booleans()):
            continue
        key = f"R-{clause.key}"
        verdict = Verdict(Kind.REQUIREMENT, data.draw(labels))
        decision = Decision(key, "csr") if data.draw(st.integers(0, 9)) == 0 else None
        rows.append(Row(Requirement(key, clause, 0, len(clause.text), verdict), decision=decision))
    document = Document(
        "d", SourceFile("k/d.txt", "0", 1), "k", Facts(language="mixed"), (), DocumentStatus.OK
    )
    joined = twin_rows.joined(
        rows,
        [(document, [ClauseRow(one, "") for one in pieces], twin_pairs(pieces, "mixed"))],
        OwnNotes(),
    )

    kept = [row.requirement.key for row in joined.rows]
    inside = [one.key for row in joined.rows for twin in row.twins for one in twin.requirements]
    assert sorted([*kept, *inside]) == sorted(row.requirement.key for row in rows)
    csr = {row.requirement.key for row in rows if row.requirement.verdict.label is Label.CSR}
    shown = {
        one.key
        for row in joined.rows
        if row.requirement.verdict.label is Label.CSR
        for one in (row.requirement, *(r for twin in row.twins for r in twin.requirements))
    }
    assert csr <= shown
    assert {row.requirement.key for row in rows if row.decision} <= {*kept, *inside}
    for row in joined.rows:
        assert row.requirement.text in texts
