from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.document import Extract
from domain.problem import DocumentError
from domain.text import solid
from extractors.base import ReadLimits
from extractors.reading import read

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BEGINNINGS = (
    b"",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"<html><body>",
    b"\xff\xfe",
    b"<?xml version='1.0'?>",
    b"{\\rtf1\\ansi ",
    b"{\\rtf1\\trowd\\intbl{\\footnote ",
    b"MIME-Version: 1.0\nFrom: x\nContent-Type: multipart/related; boundary=B\n\n--B\nContent-Type: text/html\n\n",
)

# Letters, Han, digits, the marks that begin items, blanks and breaks; no characters a page cannot hold.
words = st.text(st.sampled_from("abc XYZ 019.、。，；（）()-*•#|：:供应商应第一条①\n\t"), max_size=300)


def read_bytes(data: bytes, name: str = "a.txt") -> Extract | DocumentError:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            return read(path, ReadLimits())
        except DocumentError as error:
            return error


def check_account(extract: Extract) -> None:
    for place in extract.coverage:
        assert place.found == place.in_blocks + place.in_furniture + place.lost


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=600))
def test_any_bytes_give_an_extract_or_a_document_error(beginning: bytes, rest: bytes) -> None:
    result = read_bytes(beginning + rest)
    if isinstance(result, Extract):
        check_account(result)
    else:
        assert result.code in {"empty", "unsupported", "damaged", "encrypted", "too-large"}


@settings(max_examples=150, deadline=None)
@given(words)
def test_no_character_of_plain_text_is_lost(text: str) -> None:
    from extractors.plain_lines import paragraphs

    assert solid("".join(paragraphs(text.split("\n")))) == solid(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(words, max_size=6))
def test_no_character_of_a_word_document_is_lost(texts: list[str]) -> None:
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>' for text in texts)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
        )
    result = read_bytes(buffer.getvalue(), "a.docx")
    found = "".join(block.text for block in result.blocks) if isinstance(result, Extract) else ""

    assert solid(found) == solid("".join(texts))


@settings(max_examples=60, deadline=None)
@given(st.lists(words, max_size=6))
def test_no_character_of_a_page_is_lost(texts: list[str]) -> None:
    page = "".join(f"<p>{text}</p><div>{text}<br>{text}</div>" for text in texts)
    result = read_bytes(f"<html><body>{page}</body></html>".encode(), "a.html")
    found = "".join(block.text for block in result.blocks) if isinstance(result, Extract) else ""

    assert solid(found) == solid("".join(text * 3 for text in texts))
