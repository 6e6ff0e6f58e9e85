"""OLE compound files and Word 97 documents, made byte by byte ([MS-CFB], [MS-DOC])."""

from __future__ import annotations

import struct

SECTOR = 512
NONE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: dict[str, bytes]) -> bytes:
    """Return a compound file; streams are padded beyond the bound of the mini stream."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    sizes = [-(-len(data) // SECTOR) for data in padded.values()]
    table = [TABLE, 2, END]
    starts = []
    for size in sizes:
        starts.append(len(table))
        table += [*range(len(table) + 1, len(table) + size), END]
    table += [NONE] * (128 - len(table))
    header = bytearray(SECTOR)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 62, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIII", header, 44, 1, 1, 0, 4096, END, 0, END, 0)
    struct.pack_into("<109I", header, 76, 0, *[NONE] * 108)
    names = ["Root Entry", *padded]
    entries = b""
    for index, name in enumerate(names):
        entry = bytearray(128)
        encoded = name.encode("utf-16-le")
        entry[: len(encoded)] = encoded
        right = index + 1 if 0 < index < len(names) - 1 else NONE
        kind, child = (5, 1) if index == 0 else (2, NONE)
        struct.pack_into("<HBBIII", entry, 64, len(encoded) + 2, kind, 1, NONE, right, child)
        start, length = (END, 0) if index == 0 else (starts[index - 1], len(padded[name]))
        struct.pack_into("<II", entry, 116, start, length)
        entries += bytes(entry)
    body = b"".join(data.ljust(-(-len(data) // SECTOR) * SECTOR, b"\0") for data in padded.values())
    assert len(table) == 128
    return bytes(header) + struct.pack("<128I", *table) + entries.ljust(1024, b"\0") + body


def word(
    text: str,
    paragraphs: list[tuple[int, int, bytes]] | None = None,
    characters: list[tuple[int, int, bytes]] | None = None,
    parts: tuple[int, ...] = (),
    flags: int = 0,
    version: int = 0xC1,
) -> bytes:
    """Return a Word document of one Unicode piece.

    ``paragraphs`` are: end, style, properties; ``characters``: start, end, properties (all
    in characters); ``parts`` are the lengths of text, notes and running heads.
    """
    at = 2048
    data = bytearray(at) + text.encode("utf-16-le")
    table = b"\0" * 16
    piece = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, at, 0)
    clx = b"\x02" + struct.pack("<I", len(piece)) + piece
    pairs = {33: (len(table), len(clx))}
    table += clx
    struct.pack_into("<HH", data, 0, 0xA5EC, version)
    struct.pack_into("<HH", data, 10, flags, 0)
    struct.pack_into("<H", data, 32, 14)
    struct.pack_into("<H", data, 62, 22)
    lengths = (*parts, *[0] * 3)[:3] if parts else (len(text), 0, 0)
    struct.pack_into("<3i", data, 64 + 12, *lengths)
    struct.pack_into("<H", data, 152, 93)
    for index, page in ((13, 2), (12, 3)):
        rows = (
            _paragraph_rows(paragraphs or [], at)
            if index == 13
            else [(at + a * 2, at + b * 2, c) for a, b, c in characters or []]
        )
        if not rows:
            continue
        data[page * 512 : page * 512 + 512] = _page(rows, 13 if index == 13 else 1)
        plc = struct.pack("<III", rows[0][0], rows[-1][1], page)
        pairs[index] = (len(table), len(plc))
        table += plc
    for index, pair in pairs.items():
        struct.pack_into("<II", data, 154 + index * 8, *pair)
    return compound({"WordDocument": bytes(data), "0Table": table})


def _paragraph_rows(paragraphs: list[tuple[int, int, bytes]], at: int) -> list[tuple[int, int, bytes]]:
    rows, start = [], 0
    for end, style, properties in paragraphs:
        body = struct.pack("<H", style) + properties
        stated = b"\0" + bytes([len(body) // 2]) if len(body) % 2 == 0 else bytes([(len(body) + 1) // 2])
        rows.append((at + start * 2, at + end * 2, stated + body))
        start = end
    return rows


def _page(rows: list[tuple[int, int, bytes]], width: int) -> bytes:
    page = bytearray(512)
    page[511] = len(rows)
    struct.pack_into(f"<{len(rows) + 1}I", page, 0, *[row[0] for row in rows], rows[-1][1])
    room = 510
    for index, (_, _, body) in enumerate(rows):
        stored = body if width == 13 else bytes([len(body)]) + body
        room = (room - len(stored)) // 2 * 2
        page[room : room + len(stored)] = stored
        page[4 * (len(rows) + 1) + index * width] = room // 2
    return bytes(page)
