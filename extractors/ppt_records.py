"""The records of a PowerPoint 97-2003 file ([MS-PPT]): the current slides and their texts."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from domain.document import Box
from domain.problem import DocumentError

_CONTAINER = 0xF
_DEEPEST = 40
_MOST_EDITS = 10_000
_USER_EDIT, _PERSIST, _LIST, _SLIDE_PERSIST = 0x0FF5, 0x1772, 0x0FF0, 0x03F3
_TEXT_HEADER, _CHARACTERS, _BYTES, _OUTLINE_REFERENCE = 0x0F9F, 0x0FA0, 0x0FA8, 0x0F9E
_SHAPE, _TEXT_BOX, _ANCHOR, _SLIDE_INFO, _COMMENT_TEXT = 0xF004, 0xF00D, 0xF010, 0x03F9, 0x0FBA
_SLIDE, _NOTES, _NOTES_ATOM = 0x03EE, 0x03F0, 0x03F1
_HIDDEN = 0x0004
_ENCRYPTED_TOKEN = 0xF3D1C4DF
_MASTER_UNITS = 8.0  # in a point: 576 an inch
_TITLES = frozenset({0, 6})


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its kind, instance, and where its content begins and ends in the stream."""

    kind: int
    instance: int
    container: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextShape:
    """The text of one shape; ``box`` in points from the slide's corner."""

    text: str
    title: bool
    box: Box | None = None


@dataclass(slots=True)
class OldSlide:
    """A slide with its shapes and notes."""

    shapes: list[TextShape] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    hidden: bool = False


def records(data: bytes, start: int, end: int) -> Iterator[Record]:
    """Yield the records between two places; one that reaches beyond is cut there."""
    while start + 8 <= end:
        head, kind, length = struct.unpack_from("<HHI", data, start)
        start += 8
        stop = min(start + length, end)
        yield Record(kind, head >> 4, head & 0xF == _CONTAINER, start, stop)
        start = stop


def inside(data: bytes, outer: Record, depth: int = 0) -> Iterator[Record]:
    """Yield all records within one, in order, down to a bounded depth."""
    for record in records(data, outer.start, outer.end):
        yield record
        if record.container and depth < _DEEPEST:
            yield from inside(data, record, depth + 1)


def read_slides(data: bytes, user: bytes) -> list[OldSlide]:
    """Return the slides in the order of the show.

    Raises DocumentError("encrypted"), ("damaged") when no slide can be found.
    """
    try:
        if len(user) >= 20 and struct.unpack_from("<I", user, 12)[0] == _ENCRYPTED_TOKEN:
            raise DocumentError("encrypted", "PowerPoint 97-2003 presentation")
        places = _places(data, struct.unpack_from("<I", user, 16)[0]) if len(user) >= 20 else {}
        return _listed(data, places)
    except (struct.error, IndexError) as error:
        raise DocumentError("damaged", f"PowerPoint 97-2003 presentation: {error}") from error


def _places(data: bytes, at: int) -> dict[int, int]:
    """Return where each persistent object stands, the latest saving first (2.1.2)."""
    places: dict[int, int] = {}
    seen: set[int] = set()
    while 0 < at < len(data) - 8 and at not in seen and len(seen) < _MOST_EDITS:
        seen.add(at)
        edit = next(records(data, at, len(data)))
        if edit.kind != _USER_EDIT or edit.end - edit.start < 20:
            break
        before, directory = struct.unpack_from("<II", data, edit.start + 8)
        for entry in records(data, min(directory, len(data)), len(data)):
            if entry.kind == _PERSIST:
                _persist(data, entry, places)
            break
        at = before
    return places


def _persist(data: bytes, entry: Record, places: dict[int, int]) -> None:
    at = entry.start
    while at + 4 <= entry.end:
        packed = struct.unpack_from("<I", data, at)[0]
        first, count = packed & 0xFFFFF, packed >> 20
        at += 4
        for index in range(min(count, (entry.end - at) // 4)):
            places.setdefault(first + index, struct.unpack_from("<I", data, at + index * 4)[0])
        at += count * 4


def _listed(data: bytes, places: dict[int, int]) -> list[OldSlide]:
    """Read what the latest list of slides names; without one, every slide of the stream."""
    whole = Record(0, 0, True, 0, len(data))
    lists = [record for record in inside(data, whole) if record.kind == _LIST and record.container]
    slides: dict[int, OldSlide] = {}
    current = [one for one in lists if one.instance == 0][-1:]
    for key, reference, outline in _entries(data, current):
        place = places.get(reference)
        container = next(records(data, place, len(data)), None) if place is not None else None
        slides[key] = _slide(data, container, outline)
    for _, reference, outline in _entries(data, [one for one in lists if one.instance == 2][-1:]):
        place = places.get(reference)
        container = next(records(data, place, len(data)), None) if place is not None else None
        if container is not None and container.kind == _NOTES:
            _add_notes(data, container, outline, slides)
    if not slides:
        slides = {n: _slide(data, one, []) for n, one in enumerate(_strays(data, whole))}
    if not slides:
        raise DocumentError("damaged", "no slides in the presentation")
    return list(slides.values())


def _strays(data: bytes, whole: Record) -> Iterator[Record]:
    return (record for record in records(data, whole.start, whole.end) if record.kind == _SLIDE)


def _entries(data: bytes, lists: list[Record]) -> Iterator[tuple[int, int, list[TextShape]]]:
    """Yield of each slide listed: its id, its reference, the texts of its outline."""
    for found in lists:
        entry: tuple[int, int, list[TextShape]] | None = None
        title = False
        for record in records(data, found.start, found.end):
            if record.kind == _SLIDE_PERSIST and record.end - record.start >= 16:
                if entry:
                    yield entry
                key = struct.unpack_from("<I", data, record.start + 12)[0]
                entry = (key, struct.unpack_from("<I", data, record.start)[0], [])
            elif record.kind == _TEXT_HEADER:
                title = int.from_bytes(data[record.start : record.start + 4], "little") in _TITLES
                if entry:
                    entry[2].append(TextShape("", title))
            elif record.kind in {_CHARACTERS, _BYTES} and entry and entry[2]:
                entry[2][-1] = TextShape(_decoded(data, record), title)
        if entry:
            yield entry


def _slide(data: bytes, container: Record | None, outline: list[TextShape]) -> OldSlide:
    slide = OldSlide()
    used: set[int] = set()
    for record in () if container is None else inside(data, container):
        if record.kind == _SLIDE_INFO and record.end - record.start >= 12:
            slide.hidden = bool(struct.unpack_from("<H", data, record.start + 10)[0] & _HIDDEN)
        elif record.kind == _SHAPE:
            slide.shapes += _shape(data, record, outline, used)
        elif record.kind == _COMMENT_TEXT and record.instance == 1:
            slide.notes.append(_decoded(data, record, wide=True))
    slide.shapes += [text for index, text in enumerate(outline) if index not in used and text.text]
    return slide


def _shape(data: bytes, shape: Record, outline: list[TextShape], used: set[int]) -> Iterator[TextShape]:
    box: Box | None = None
    title = False
    for record in inside(data, shape):
        if record.kind == _ANCHOR and record.end - record.start == 8:
            top, left, right, bottom = (
                n / _MASTER_UNITS for n in struct.unpack_from("<4h", data, record.start)
            )
            box = Box(left, top, right, bottom)
        elif record.kind == _TEXT_HEADER:
            title = int.from_bytes(data[record.start : record.start + 4], "little") in _TITLES
        elif record.kind in {_CHARACTERS, _BYTES}:
            yield TextShape(_decoded(data, record), title, box)
        elif record.kind == _OUTLINE_REFERENCE:
            index = int.from_bytes(data[record.start : record.start + 4], "little")
            if index < len(outline) and index not in used:
                used.add(index)
                yield TextShape(outline[index].text, outline[index].title, box)


def _add_notes(data: bytes, notes: Record, outline: list[TextShape], slides: dict[int, OldSlide]) -> None:
    atom = next((one for one in records(data, notes.start, notes.end) if one.kind == _NOTES_ATOM), None)
    if atom is None or atom.end - atom.start < 4:
        return
    slide = slides.get(struct.unpack_from("<I", data, atom.start)[0])
    if slide is not None:
        read = _slide(data, notes, outline)
        slide.notes += [shape.text for shape in read.shapes]


def _decoded(data: bytes, record: Record, *, wide: bool = False) -> str:
    content = data[record.start : record.end]
    if wide or record.kind == _CHARACTERS:
        return content.decode("utf-16-le", "replace")
    return content.decode("latin-1")
