from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.revision import ChangeKind, ClauseFacts
from pipeline.alignment import align
from workbook.differences import differences

TEXTS = st.text(st.sampled_from("供应商应在24小时内通知 shal.，\n①²"), max_size=30)


def sides(texts: list[str], prefix: str) -> tuple[ClauseFacts, ...]:
    return tuple(ClauseFacts(f"{prefix}{at}", text, at) for at, text in enumerate(texts))


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=12), st.lists(TEXTS, max_size=12))
def test_every_clause_of_both_sides_is_told(old: list[str], new: list[str]) -> None:
    found = align(sides(old, "o"), sides(new, "n"))

    assert {one.old.key for one in found if one.old} == {f"o{at}" for at in range(len(old))}
    assert {one.new.key for one in found if one.new} == {f"n{at}" for at in range(len(new))}


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=12))
def test_a_document_against_itself_is_unchanged(texts: list[str]) -> None:
    found = align(sides(texts, "o"), sides(texts, "n"))

    assert [one.kind for one in found] == [ChangeKind.UNCHANGED] * len(texts)


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_marked_pieces_give_both_texts_back(old: str, new: str) -> None:
    pieces = differences(old, new)

    assert ("".join(one.old for one in pieces), "".join(one.new for one in pieces)) == (old, new)
