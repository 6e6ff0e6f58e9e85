"""The marked difference of two texts, for the workbook, the page and the form for signature."""

from __future__ import annotations

import re
from itertools import groupby

from rapidfuzz.distance import Indel, Opcode

from domain.revision import Segment, SegmentKind
from domain.text import fold

_LONGEST = 20_000  # tokens of both sides together: longer texts are marked as a whole
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_㐀-鿿豈-﫿]+|\s+|.", re.DOTALL)


def tokens(text: str) -> list[str]:
    """Cut a text into numbers, words, single Chinese characters, signs and blanks; nothing is lost."""
    return _TOKEN.findall(text)


def differences(old: str, new: str) -> tuple[Segment, ...]:
    """Mark what was taken out and put in, by whole numbers and words.

    Blanks and width alone mark nothing.  Deleted words come before those that replace them.
    """
    before, after = tokens(old), tokens(new)
    if len(before) + len(after) > _LONGEST:
        return _whole(old, new)
    opcodes = Indel.opcodes([_key(one) for one in before], [_key(one) for one in after])
    places = (_places(before), _places(after))
    segments = [segment for opcode in opcodes for segment in _segments(opcode, old, new, places)]
    return tuple(_joined(segments))


def _key(token: str) -> str:
    return fold(token) or (" " if token.isspace() else token)


def _places(cut: list[str]) -> list[int]:
    places = [0]
    for token in cut:
        places.append(places[-1] + len(token))
    return places


def _segments(opcode: Opcode, old: str, new: str, places: tuple[list[int], list[int]]) -> list[Segment]:
    start, end = places[0][opcode.src_start], places[0][opcode.src_end]
    new_start, new_end = places[1][opcode.dest_start], places[1][opcode.dest_end]
    before, after = old[start:end], new[new_start:new_end]
    if opcode.tag == "equal" or not (before + after).strip():
        return [Segment(SegmentKind.EQUAL, before, after, start, new_start)]
    found = []
    if before:
        found.append(Segment(SegmentKind.DELETE, before, "", start, new_start))
    if after:
        found.append(Segment(SegmentKind.INSERT, "", after, end, new_start))
    return found


def _joined(segments: list[Segment]) -> list[Segment]:
    """Join neighbours of one kind, and in each stretch of changes what goes before what comes."""
    joined: list[Segment] = []
    for _, stretch in groupby(segments, key=lambda segment: segment.kind is SegmentKind.EQUAL):
        pieces = list(stretch)
        for kind in (SegmentKind.EQUAL, SegmentKind.DELETE, SegmentKind.INSERT):
            same = [piece for piece in pieces if piece.kind is kind]
            if same:
                joined.append(_one(kind, same, pieces))
    return joined


def _one(kind: SegmentKind, same: list[Segment], stretch: list[Segment]) -> Segment:
    old, new = "".join(one.old for one in same), "".join(one.new for one in same)
    start, new_start = stretch[0].old_start, stretch[0].new_start
    if kind is SegmentKind.INSERT:
        start += sum(len(one.old) for one in stretch)
    return Segment(kind, old, new, start, new_start)


def _whole(old: str, new: str) -> tuple[Segment, ...]:
    if old == new:
        return (Segment(SegmentKind.EQUAL, old, new, 0, 0),)
    return (
        Segment(SegmentKind.DELETE, old, "", 0, 0),
        Segment(SegmentKind.INSERT, "", new, len(old), 0),
    )
