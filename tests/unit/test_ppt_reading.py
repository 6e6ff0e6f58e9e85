from __future__ import annotations

import struct
from pathlib import Path

from made_compound import compound

from domain.document import Block, BlockKind, Box, Locator
from domain.problem import Problem, Severity
from extractors.base import ReadLimits
from extractors.reading import read


def record(kind: int, content: bytes, instance: int = 0, *, container: bool = False) -> bytes:
    return struct.pack("<HHI", instance << 4 | (0xF if container else 0), kind, len(content)) + content


def characters(text: str) -> bytes:
    return record(0x0FA0, text.encode("utf-16-le"))


def make(path: Path, *, hidden: bool) -> Path:
    """Return a show of one slide: a title in the outline, a box with Chinese text."""
    persist = record(0x03F3, struct.pack("<IIiII", 2, 0, 1, 256, 0))
    outline = persist + record(0x0F9F, struct.pack("<I", 0)) + characters("Quality")
    document = record(0x03E8, record(0x0FF0, outline, container=True), container=True)
    anchor = record(0xF010, struct.pack("<4h", 80, 160, 800, 240))
    text = record(0xF00D, record(0x0F9F, struct.pack("<I", 4)) + characters("供应商\r8D"))
    title = record(0xF004, record(0xF00D, record(0x0F9E, struct.pack("<I", 0))), container=True)
    box = record(0xF004, anchor + text.replace(text[:2], b"\x0f\x00", 1), container=True)
    title = title.replace(b"\x00\x00\x0d\xf0", b"\x0f\x00\x0d\xf0")
    info = record(0x03F9, bytes(10) + struct.pack("<HI", 4 if hidden else 0, 0))
    slide = record(0x03EE, info + box + title, container=True)
    places = record(0x1772, struct.pack("<III", 2 << 20 | 1, 0, len(document)))
    edit_at = len(document) + len(slide) + len(places)
    edit = record(0x0FF5, struct.pack("<IIIII", 0, 0, 0, len(document) + len(slide), 1) + bytes(8))
    user = record(0x0FF6, struct.pack("<III", 20, 0xE391C05F, edit_at))
    path.write_bytes(
        compound({"Current User": user, "PowerPoint Document": document + slide + places + edit})
    )
    return path


def test_titles_come_from_the_outline_and_texts_from_their_shapes(tmp_path: Path) -> None:
    extract = read(make(tmp_path / "a.dps", hidden=True), ReadLimits())

    place = Locator(slide=1, box=Box(20.0, 10.0, 100.0, 30.0))
    assert extract.blocks == (
        Block(BlockKind.HEADING, "Quality", Locator(slide=1), level=1),
        Block(BlockKind.PARAGRAPH, "供应商", place),
        Block(BlockKind.PARAGRAPH, "8D", place),
    )
    assert extract.problems == (Problem("hidden-slide", Severity.NOTE, where="1"),)
