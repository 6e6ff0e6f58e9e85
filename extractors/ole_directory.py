"""The names in the root of an OLE compound file ([MS-CFB]): they tell what the file is.

Only the directory is read, with bounds on everything, since the file may lie.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = 512
_ENTRY = 128
_SMALLEST, _LARGEST = 7, 16  # powers of two of a sector's bytes; 9 or 12 in sound files
_LAST_SECTOR = 0xFFFFFFFA  # numbers above are marks, not sectors
_MAX_SECTORS = 2_000  # of directory: 8,000 entries of 512-byte sectors, far beyond any office file


def root_names(path: Path) -> frozenset[str]:
    """Return the names of the streams and storages directly in the root.

    Empty when the directory cannot be followed.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
            if len(header) < _HEADER or not header.startswith(MAGIC):
                return frozenset()
            return _root_children(_directory(file, header))
    except (OSError, struct.error):
        return frozenset()


def _directory(file: BinaryIO, header: bytes) -> list[bytes]:
    """Return the directory's entries, following its chain of sectors."""
    shift = struct.unpack_from("<H", header, 30)[0]
    if not _SMALLEST <= shift <= _LARGEST:
        return []
    size = 1 << shift
    table = [number for number in struct.unpack_from("<109I", header, 76) if number < _LAST_SECTOR]
    sector = struct.unpack_from("<I", header, 48)[0]
    entries: list[bytes] = []
    seen: set[int] = set()
    while sector < _LAST_SECTOR and sector not in seen and len(seen) < _MAX_SECTORS:
        seen.add(sector)
        file.seek((sector + 1) * size)
        data = file.read(size)
        entries += [data[at : at + _ENTRY] for at in range(0, len(data) - _ENTRY + 1, _ENTRY)]
        sector = _next_sector(file, table, sector, size)
    return entries


def _next_sector(file: BinaryIO, table: list[int], sector: int, size: int) -> int:
    part, index = divmod(sector, size // 4)
    if part >= len(table):
        return _LAST_SECTOR
    file.seek((table[part] + 1) * size + index * 4)
    data = file.read(4)
    return int.from_bytes(data, "little") if len(data) == 4 else _LAST_SECTOR


def _root_children(entries: list[bytes]) -> frozenset[str]:
    """Walk the tree of the root's children; the siblings hang left and right of each other."""
    if not entries:
        return frozenset()
    names: set[str] = set()
    waiting = [struct.unpack_from("<I", entries[0], 76)[0]]
    seen: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number in seen or number >= len(entries):
            continue
        seen.add(number)
        length, left, right = _links(entries[number])
        names.add(entries[number][: max(length - 2, 0)].decode("utf-16-le", "replace"))
        waiting += [left, right]
    return frozenset(names)


def _links(entry: bytes) -> tuple[int, int, int]:
    length = min(struct.unpack_from("<H", entry, 64)[0], 64)
    left, right = struct.unpack_from("<II", entry, 68)
    return length, left, right
