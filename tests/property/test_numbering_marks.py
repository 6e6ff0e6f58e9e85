from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.numbering import parse
from pipeline.sentences import spans

PIECES = st.lists(
    st.sampled_from(
        [
            "供方应",
            "回复",
            "。",
            "；",
            ".",
            ". ",
            "e.g.",
            "3.2",
            "(",
            ")",
            "“",
            "”",
            " ",
            "\n",
            "The",
            "No.",
            "①",
            ";",
            "24 h",
            "!",
            "……",
            "《",
            "》",
        ]
    ),
    max_size=30,
).map("".join)
TEXTS = st.one_of(PIECES, st.text(max_size=60))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_character_lies_in_exactly_one_sentence(text: str) -> None:
    found = spans(text)
    covered = [at for start, end in found for at in range(start, end)]

    assert len(covered) == len(set(covered))
    assert all(text[at].isspace() for at in set(range(len(text))) - set(covered))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in found)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_number_is_a_piece_of_its_text(text: str) -> None:
    mark = parse(text)

    if mark is None:
        return
    assert text.lstrip().startswith(mark.written)
    assert len(text) - len(text.lstrip()) + len(mark.written) <= mark.end <= len(text)


@given(st.integers(1, 99), st.integers(1, 99), st.sampled_from(["供方职责", " Scope", "、目的", "　范围"]))
def test_dotted_numbers_are_counted(first: int, second: int, rest: str) -> None:
    mark = parse(f"{first}.{second}{rest}")

    assert mark is not None
    assert mark.values == (first, second)
