"""Headings that a tagged PDF names are headings, however they look."""

from __future__ import annotations

from pathlib import Path

from domain.document import BlockKind
from extractors.base import ReadLimits
from extractors.formats.pdf import read

_LINES = [
    ("H1", "Complaints and how they are answered"),
    ("P", "The supplier answers a complaint within 24 hours."),
    ("H2", "Containment"),
    ("P", "Suspect parts are sorted at the cost of the supplier."),
]


def tagged(path: Path, *, marked: bool = True) -> Path:
    """Write a page whose headings look like its text and are told by tags alone."""
    drawn = [
        f"/{tag} <</MCID {number}>> BDC BT /F 10 Tf 1 0 0 1 72 {760 - 30 * number} Tm ({words}) Tj ET EMC"
        for number, (tag, words) in enumerate(_LINES)
    ]
    stream = "\n".join(drawn)
    first = 7
    leaves = [
        f"<< /Type /StructElem /S /{tag} /P 6 0 R /Pg 3 0 R /K {number} >>"
        for number, (tag, _) in enumerate(_LINES)
    ]
    kids = " ".join(f"{first + number} 0 R" for number in range(len(leaves)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {'/MarkInfo << /Marked true >> /StructTreeRoot 6 0 R' if marked else ''} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /StructParents 0"
        " /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Type /StructTreeRoot /K [{kids}] /ParentTree << /Nums [0 [{kids}]] >> >>",
        *leaves,
    ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, item in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{item}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    path.write_bytes(bytes(out))
    return path


def headings(path: Path) -> list[tuple[str, int | None]]:
    blocks = read(path, ReadLimits()).blocks
    return [(block.text, block.level) for block in blocks if block.kind is BlockKind.HEADING]


def test_tags_tell_headings_and_their_levels(tmp_path: Path) -> None:
    assert headings(tagged(tmp_path / "tagged.pdf")) == [
        ("Complaints and how they are answered", 1),
        ("Containment", 2),
    ]


def test_without_tags_the_same_page_keeps_its_words(tmp_path: Path) -> None:
    plain = read(tagged(tmp_path / "plain.pdf", marked=False), ReadLimits())
    marked = read(tagged(tmp_path / "tagged.pdf"), ReadLimits())

    assert " ".join(b.text for b in plain.blocks) == " ".join(b.text for b in marked.blocks)


def test_a_tree_that_bites_its_tail_ends(tmp_path: Path) -> None:
    path = tagged(tmp_path / "loop.pdf")
    path.write_bytes(
        path.read_bytes().replace(b"/S /P /P 6 0 R /Pg 3 0 R /K 1", b"/S /P /P 6 0 R /Pg 3 0 R /K 8 0 R")
    )

    assert ("Containment", 2) in headings(path)
