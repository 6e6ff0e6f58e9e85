"""Whatever a document or a person writes, the workbook holds it and gives it back."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import workbook
from domain.document import Document, DocumentStatus, Facts, Locator, SourceFile
from domain.problem import DocumentError
from domain.requirement import Clause, Kind, Label, Requirement, Verdict
from domain.review import Checklist, Decision, Row
from workbook import data, returned

ANY_TEXT = st.text(st.characters(codec=None), max_size=60)
WRITTEN = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0xFFFD, exclude_categories=("Cs", "Cc")), max_size=30
)
CODES = st.sampled_from(["", "csr", "product", "commercial", "none", "open"])
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def checklist(text: str, name: str, decision: Decision | None = None) -> Checklist:
    document = Document(
        "d", SourceFile(f"{name}/a.txt", "0", 1), name, Facts(title=name), (), DocumentStatus.OK
    )
    clause = Clause("c", "d", text, Locator(paragraph=1), headings=(name,), section=name)
    requirement = Requirement("k-1", clause, 0, len(text), Verdict(Kind.REQUIREMENT, Label.CSR))
    return Checklist("2026-03-02", "0", (document,), (), (Row(requirement, decision=decision),), ())


@SLOW
@given(text=ANY_TEXT, name=ANY_TEXT)
def test_any_text_makes_a_workbook_and_data_that_can_be_read(text: str, name: str) -> None:
    with TemporaryDirectory() as folder:
        workbook.write(checklist(text, name), Path(folder) / "book.xlsx", "zh")
        data.write_json(checklist(text, name), Path(folder) / "data.json")
        back = returned.read(Path(folder) / "book.xlsx")

    assert back == returned.Returned((), ())


@SLOW
@given(code=CODES, words=st.lists(WRITTEN, min_size=10, max_size=10), language=st.sampled_from(["zh", "en"]))
def test_what_a_person_entered_comes_back_as_it_was(code: str, words: list[str], language: str) -> None:
    names = [
        "department",
        "measure",
        "owner",
        "status",
        "comment",
        "by",
        "own_document",
        "evidence",
        "conformity",
    ]
    entered = {name: word.strip() for name, word in zip(names, words, strict=False)}
    decision = Decision("k-1", code, **entered, due="2026-04-30", at="2026-03-05", text_then="原文")
    with TemporaryDirectory() as folder:
        workbook.write(checklist("原文", "晨岳", decision), Path(folder) / "book.xlsx", language)
        back = returned.read(Path(folder) / "book.xlsx")

    assert back == returned.Returned((decision,), ())


def outcome(file: Path) -> str:
    """Return the code of the trouble, or ``entries``."""
    try:
        back = returned.read(file)
    except DocumentError as error:
        return error.code
    assert all(isinstance(getattr(one, field.name), str) for one in back.decisions for field in fields(one))
    return "entries"


@given(content=st.binary(max_size=300))
def test_any_bytes_are_a_damaged_workbook(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "book.xlsx"
        file.write_bytes(content)

        assert outcome(file) == "damaged"


@SLOW
@given(place=st.integers(0, 10**6), byte=st.integers(0, 255))
def test_a_workbook_with_a_wrong_byte_gives_entries_or_a_document_error(place: int, byte: int) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "book.xlsx"
        workbook.write(checklist("原文", "晨岳", Decision("k-1", "csr")), file, "zh")
        content = bytearray(file.read_bytes())
        content[place % len(content)] = byte
        file.write_bytes(bytes(content))

        assert outcome(file) in ("damaged", "entries")
