from hypothesis import given, settings
from hypothesis import strategies as st

from domain.document import Block, BlockKind
from domain.text import solid
from pipeline.clauses import split

STARTS = [
    "",
    "1 ",
    "1.1 ",
    "1.2.3 ",
    "第一章 ",
    "第二条",
    "一、",
    "（一）",
    "(1)",
    "①",
    "a) ",
    "(i) ",
    "• ",
    "Annex A ",
    "3.2",
    "2. ",
]
BODIES = [
    "质量管理",
    "乙方应在24小时内回复。",
    "The supplier shall:",
    "供方应：",
    "Scope",
    "表 1 目标",
    "；",
    "records;",
    "\n",
    "　",
]
TEXTS = st.one_of(
    st.builds(lambda start, body: start + body, st.sampled_from(STARTS), st.sampled_from(BODIES)),
    st.text(max_size=40),
)
BLOCKS = st.lists(
    st.builds(
        lambda kind, text, level, number, size, bold: (
            Block(kind, text, level=level, number=number, size=size, bold=bold, cells=(text, text), table=1)
            if kind is BlockKind.TABLE_ROW
            else Block(kind, text, level=level, number=number, size=size, bold=bold)
        ),
        st.sampled_from(list(BlockKind)),
        TEXTS,
        st.none() | st.integers(1, 4),
        st.none() | st.sampled_from(["1.", "1.1", "(a)", "•", "第一条", "x)", ""]),
        st.sampled_from([0.0, 10.0, 14.0]),
        st.booleans(),
    ),
    max_size=25,
).map(tuple)


@settings(max_examples=150, deadline=None)
@given(BLOCKS)
def test_no_character_is_lost_between_blocks_and_clauses(blocks: tuple[Block, ...]) -> None:
    clauses = split("d", blocks, "zh")
    content = [block.text for block in blocks if block.kind is not BlockKind.FURNITURE]

    assert solid("".join(clause.text for clause in clauses)) == solid("".join(content))


@settings(max_examples=150, deadline=None)
@given(BLOCKS)
def test_keys_are_unique_and_a_second_walk_changes_nothing(blocks: tuple[Block, ...]) -> None:
    clauses = split("d", blocks, "zh")

    assert len({clause.key for clause in clauses}) == len(clauses)
    assert split("d", blocks, "zh") == clauses
