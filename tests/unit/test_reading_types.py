from __future__ import annotations

import struct
from pathlib import Path

import pytest
from made_documents import make_docx, paragraph, zip_bytes

from domain.problem import DocumentError
from extractors.base import ReadLimits
from extractors.reading import read


def ole(*names: str) -> bytes:
    """Return a compound file whose root holds empty streams of these names."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 62, 3, 0xFFFE, 9, 6)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    entries = b""
    for index, name in enumerate(("Root Entry", *names)):
        entry = bytearray(128)
        encoded = name.encode("utf-16-le")
        entry[: len(encoded)] = encoded
        right = index + 1 if 0 < index < len(names) else 0xFFFFFFFF
        child = 1 if index == 0 else 0xFFFFFFFF
        struct.pack_into(
            "<HBBIII", entry, 64, len(encoded) + 2, 5 if index == 0 else 2, 1, 0xFFFFFFFF, right, child
        )
        entries += bytes(entry)
    return bytes(header) + table + entries.ljust(512, b"\x00")


@pytest.mark.parametrize(
    ("data", "code", "detail"),
    [
        (b"", "empty", "0 bytes"),
        (b" \n\t\n", "empty", "nothing but blanks"),
        (b"\x00" * 100, "empty", "nothing but zero bytes"),
        (
            ole("WordDocument", "1Table"),
            "damaged",
            "Word 97-2003 document: unpack_from requires a buffer of at least 4 bytes for unpacking 4 bytes at offset 0 (actual buffer size is 0)",
        ),
        (ole("Current User", "PowerPoint Document"), "damaged", "no slides in the presentation"),
        (ole("EncryptionInfo", "EncryptedPackage"), "encrypted", "password-protected Office document"),
        (b"{\\rtf1 }", "empty", "no text in it"),
        (
            b"\x89PNG\r\n\x1a\n" + bytes(40),
            "damaged",
            "not a picture that can be opened: UnidentifiedImageError",
        ),
        (
            zip_bytes({"[Content_Types].xml": "", "ppt/presentation.xml": ""}),
            "damaged",
            "no slides in the presentation",
        ),
        (b'<?xml version="1.0"?><data/>', "unsupported", "XML data"),
        (bytes(range(256)) * 40, "unsupported", "unknown binary data"),
    ],
)
def test_files_that_are_not_read_are_named(tmp_path: Path, data: bytes, code: str, detail: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        read(path, ReadLimits())

    assert (caught.value.code, caught.value.detail) == (code, detail)


def test_file_beyond_the_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("too long")
    with pytest.raises(DocumentError) as caught:
        read(path, ReadLimits(file_size=3))

    assert (caught.value.code, caught.value.detail) == ("too-large", "8 bytes")


def test_type_is_told_by_content_and_not_by_name(tmp_path: Path) -> None:
    word = make_docx(tmp_path / "a.txt", paragraph("words"))
    page = tmp_path / "b.xls"
    page.write_text("<html><body><table><tr><td>cell</td></tr></table></body></html>")
    plain = tmp_path / "c.pdf"
    plain.write_text("BM is how this plain text begins")

    assert [read(path, ReadLimits()).format for path in (word, page, plain)] == ["docx", "html", "text"]


def test_document_without_a_word_is_empty(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        read(make_docx(tmp_path / "a.docx", paragraph()), ReadLimits())

    assert caught.value.code == "empty"


@pytest.mark.parametrize("shift", [0, 1, 6, 17, 65_535])
def test_a_compound_file_with_impossible_sectors_is_none_of_a_kind(tmp_path: Path, shift: int) -> None:
    data = bytearray(ole("WordDocument"))
    struct.pack_into("<H", data, 30, shift)
    place = tmp_path / "a.doc"
    place.write_bytes(data)

    with pytest.raises(DocumentError) as caught:
        read(place, ReadLimits())
    assert (caught.value.code, caught.value.detail) == ("unsupported", "OLE compound file of an unknown kind")
