"""Marked differences: a text cut into pieces that stay, go or come, for sheet, form and page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.revision import Segment, SegmentKind


class Mark(StrEnum):
    """How a piece of text is shown."""

    PLAIN = "plain"
    DELETE = "delete"
    INSERT = "insert"
    STRONG = "strong"
    FAINT = "faint"
    ALERT = "alert"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text and how it is shown."""

    text: str
    mark: Mark = Mark.PLAIN


def old_pieces(segments: Sequence[Segment]) -> tuple[Piece, ...]:
    """Return the old text with what was taken out marked."""
    return _side(segments, SegmentKind.DELETE, Mark.DELETE)


def new_pieces(segments: Sequence[Segment]) -> tuple[Piece, ...]:
    """Return the new text with what was put in marked."""
    return _side(segments, SegmentKind.INSERT, Mark.INSERT)


def _side(segments: Sequence[Segment], kind: SegmentKind, mark: Mark) -> tuple[Piece, ...]:
    is_old = kind is SegmentKind.DELETE
    pieces: list[Piece] = []
    for segment in segments:
        if segment.kind not in (SegmentKind.EQUAL, kind):
            continue
        text = segment.old if is_old else segment.new
        shown = mark if segment.kind is kind else Mark.PLAIN
        if pieces and pieces[-1].mark is shown:
            pieces[-1] = Piece(pieces[-1].text + text, shown)
        else:
            pieces.append(Piece(text, shown))
    return tuple(pieces)
