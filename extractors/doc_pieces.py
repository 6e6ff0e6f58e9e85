"""The text of a Word 97-2003 file ([MS-DOC]): the piece table and what is marked on its characters."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from domain.problem import DocumentError

_WORD_97 = 0xC1
_ENCRYPTED, _SECOND_TABLE, _COMPRESSED = 0x100, 0x200, 0x40000000
_CHARACTERS, _PARAGRAPHS, _CLX = 12, 13, 33  # positions in FibRgFcLcb97 (2.5.6)
_PAGE = 512
_MOST_PIECES = 500_000
_OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_LONG_TABLES = frozenset({0xD608, 0xD606})  # their length takes two bytes (2.2.5.1)


@dataclass(frozen=True, slots=True)
class Run:
    """A span of the file, ends in bytes, with the properties set there (sprm to operand)."""

    start: int
    end: int
    properties: dict[int, int]
    style: int = 0


@dataclass(slots=True)
class DocText:
    """All characters in order, the file position of each piece, lengths of the parts.

    ``parts`` are the lengths of: text, footnotes, running heads, comments, endnotes, text
    boxes, text boxes of running heads.
    """

    text: str = ""
    parts: list[int] = field(default_factory=list)
    characters: list[Run] = field(default_factory=list)
    paragraphs: list[Run] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _places: list[tuple[int, int]] = field(default_factory=list)

    def add(self, text: str, place: int, step: int) -> None:
        """Take a piece whose first character stands at a byte; a character takes ``step`` bytes."""
        self._starts.append(len(self.text))
        self._places.append((place, step))
        self.text += text

    def position(self, index: int) -> int:
        """Return the byte in the file at which a character stands."""
        piece = bisect_right(self._starts, index) - 1
        place, step = self._places[piece]
        return place + (index - self._starts[piece]) * step


def run_at(runs: list[Run], position: int) -> Run | None:
    """Return the run that covers a byte; runs are in order."""
    index = bisect_right(runs, position, key=lambda run: run.start) - 1
    return runs[index] if index >= 0 and position < runs[index].end else None


def read_text(streams: dict[str, bytes]) -> DocText:
    """Put the pieces together.

    Raises DocumentError: damaged, encrypted, unsupported (Word 6 and 95, other programs).
    """
    word = streams.get("WordDocument", b"")
    try:
        identity, version = struct.unpack_from("<HH", word, 0)
        flags = struct.unpack_from("<H", word, 10)[0]
        if flags & _ENCRYPTED:
            raise DocumentError("encrypted", "Word 97-2003 document")
        if identity != 0xA5EC or version < _WORD_97:
            raise DocumentError("unsupported", "Word 6/95 document")
        table = streams.get("1Table" if flags & _SECOND_TABLE else "0Table", b"")
        return _read(word, table)
    except (struct.error, IndexError, ValueError, OverflowError) as error:
        raise DocumentError("damaged", f"Word 97-2003 document: {error}") from error


def _read(word: bytes, table: bytes) -> DocText:
    at = 34 + struct.unpack_from("<H", word, 32)[0] * 2
    count = struct.unpack_from("<H", word, at)[0]
    lengths = struct.unpack_from(f"<{count}i", word, at + 2)
    pairs = at + 2 + count * 4 + 2

    def stored(index: int) -> bytes:
        start, length = struct.unpack_from("<II", word, pairs + index * 8)
        return table[start : start + length]

    document = DocText(parts=[max(lengths[n], 0) for n in (3, 4, 5, 7, 8, 9, 10) if n < count])
    for text, place, step in _pieces(word, stored(_CLX)):
        document.add(text, place, step)
    document.characters = sorted(
        _runs(word, stored(_CHARACTERS), paragraphs=False), key=lambda run: run.start
    )
    document.paragraphs = sorted(_runs(word, stored(_PARAGRAPHS), paragraphs=True), key=lambda run: run.start)
    return document


def _pieces(word: bytes, clx: bytes) -> Iterator[tuple[str, int, int]]:
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != 2:
        raise DocumentError("damaged", "Word 97-2003 document without a piece table")
    plc = clx[at + 5 : at + 5 + struct.unpack_from("<I", clx, at + 1)[0]]
    count = min((len(plc) - 4) // 12, _MOST_PIECES)
    ends = struct.unpack_from(f"<{count + 1}I", plc, 0)
    room = len(word)  # pieces together can hold no more than the stream, or they lie
    for index in range(count):
        place = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * index + 2)[0]
        length = max(ends[index + 1] - ends[index], 0)
        narrow = bool(place & _COMPRESSED)
        start, step = ((place & 0x3FFFFFFF) // 2, 1) if narrow else (place, 2)
        data = word[start : start + min(length * step, room)]
        room -= len(data)
        if narrow:
            yield data.decode("cp1252", "replace"), start, 1
        else:
            # one code unit a position; pairs of surrogates are joined when text is shown
            units = struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])
            yield "".join(map(chr, units)), start, 2


def _runs(word: bytes, plc: bytes, *, paragraphs: bool) -> Iterator[Run]:
    """Yield the property runs of all pages of formatted properties (2.9.28, 2.9.180)."""
    count = max((len(plc) - 4) // 8, 0)
    pages = struct.unpack_from(f"<{count}I", plc, 4 * (count + 1)) if count else ()
    for number in dict.fromkeys(pages):
        page = word[(number & 0x3FFFFF) * _PAGE : ((number & 0x3FFFFF) + 1) * _PAGE]
        if len(page) == _PAGE:
            yield from _page(page, paragraphs=paragraphs)


def _page(page: bytes, *, paragraphs: bool) -> Iterator[Run]:
    count = page[-1]
    width = 13 if paragraphs else 1
    if 4 * (count + 1) + count * width > _PAGE:
        return
    ends = struct.unpack_from(f"<{count + 1}I", page, 0)
    for index in range(count):
        at = page[4 * (count + 1) + index * width] * 2
        style, data = (0, b"")
        if at and paragraphs:
            length = page[at] * 2 - 1
            at += 1
            if length < 0:
                length, at = (page[at] * 2 if at < _PAGE else 0), at + 1
            style = int.from_bytes(page[at : at + 2], "little")
            data = page[at + 2 : at + max(length, 2)]
        elif at:
            data = page[at + 1 : at + 1 + page[at]]
        yield Run(ends[index], ends[index + 1], _properties(data), style)


def _properties(data: bytes) -> dict[int, int]:
    found: dict[int, int] = {}
    at = 0
    while at + 2 < len(data):
        code = int.from_bytes(data[at : at + 2], "little")
        at += 2
        size = _OPERANDS.get(code >> 13)
        if size is None:
            size = int.from_bytes(data[at : at + 2], "little") + 1 if code in _LONG_TABLES else data[at] + 1
        found[code] = int.from_bytes(data[at : at + min(size, 4)], "little")
        at += size
    return found
