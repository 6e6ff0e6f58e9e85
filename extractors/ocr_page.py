"""A picture of a page as lines and tables, and back again: confidence and places of its blocks.

Pieces of text become layout lines, rules in the picture become grids, so that the code
that reads drawn pages (``extractors.layout``) makes columns, tables and paragraphs of
scans too.  It sees the page laid straight; ``finished`` turns the places back.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from PIL import Image

from domain.document import Block, Box, Locator
from extractors import pdf_glyphs
from extractors.layout import Line, PageText, TablePiece, same_row
from extractors.ocr import ADEQUATE, Engine, EngineFailed, Piece, mean_confidence
from extractors.ocr_picture import Rule, find_rules, find_skew, ink_of, straightened
from extractors.tables import Grid, build_piece, find_grids
from extractors.tables_open import find_open_grids

_EM = 0.78  # of a piece's height is the size of its type: boxes stand off from the letters
_LIKE = (0.72, 1.28)  # of the usual height: the same type, with other letters in it

# How a page whose text runs up (90) or down (270) is turned for reading, by ``PageText.turn``.
_TURNS = {90: Image.Transpose.ROTATE_270, 270: Image.Transpose.ROTATE_90}


@dataclass(frozen=True, slots=True)
class Scan:
    """A page read from its picture; ``sure`` are lines of the straight page with their confidence."""

    text: PageText
    skew: float
    sure: tuple[tuple[Box, int, float], ...]

    @property
    def confidence(self) -> float:
        """Mean confidence of the characters, 0.0 when there are none."""
        return mean_confidence([(count, confidence) for _, count, confidence in self.sure])

    @property
    def poor(self) -> bool:
        """Tell whether a person has to look at the page."""
        return self.confidence < ADEQUATE


def read_picture(engine: Engine, picture: Image.Image, number: int, scale: float) -> Scan:
    """Read the picture of page ``number``; ``scale`` is pixels to the point.

    A page on which the engine fails has no lines, and is therefore poor.
    """
    grey = picture.convert("L")
    skew = find_skew(ink_of(grey))
    grey = straightened(grey, skew)
    pieces, turn = _recognised(engine, grey), 0
    if _is_sideways(pieces):
        pieces, turn = _turned_to_read(engine, grey)
        grey = grey.transpose(_TURNS[turn])
    lines, confidences = lines_of(pieces, number, scale)
    width, height = grey.width / scale, grey.height / scale
    free, tables = _tables(lines, find_rules(ink_of(grey), scale), number, (width, height))
    text = PageText(number, width, height, tuple(free), tuple(tables), turn)
    sure = tuple(
        (_as_seen(text, line), line.characters, confidence)
        for line, confidence in zip(lines, confidences, strict=True)
    )
    return Scan(text, skew, sure)


def _recognised(engine: Engine, picture: Image.Image) -> list[Piece]:
    try:
        return engine.recognise(picture)
    except EngineFailed:
        return []


def _is_sideways(pieces: Sequence[Piece]) -> bool:
    """Tell whether most of the text stands upright: a landscape page in a portrait scan."""
    upright = sum(len(p.text) for p in pieces if len(p.text) > 1 and p.bottom - p.top > 1.5 * (p.x1 - p.x0))
    return upright > 0.5 * sum(len(piece.text) for piece in pieces)


def _turned_to_read(engine: Engine, picture: Image.Image) -> tuple[list[Piece], int]:
    """Return the pieces of the page turned to the side on which it reads better, and its turn."""
    tried = {turn: _recognised(engine, picture.transpose(how)) for turn, how in _TURNS.items()}
    sure = {
        turn: mean_confidence([(len(piece.text), piece.confidence) for piece in pieces])
        for turn, pieces in tried.items()
    }
    best = max(tried, key=lambda turn: sure[turn])
    return tried[best], best


def _as_seen(text: PageText, line: Line) -> Box:
    box = Box(line.x0, line.top, line.x1, line.bottom)
    return text.locate(box).box or box


def lines_of(pieces: Sequence[Piece], number: int, scale: float) -> tuple[list[Line], list[float]]:
    """Return pieces as lines from the top, in points, each with its confidence."""
    cleaned = [replace(piece, text=pdf_glyphs.clean(piece.text)) for piece in pieces]
    cleaned = [piece for piece in cleaned if piece.text]
    if not cleaned:
        return [], []
    usual = median(piece.bottom - piece.top for piece in cleaned for _ in range(min(len(piece.text), 100)))
    lines = [
        (
            Line(
                number,
                piece.text,
                piece.x0 / scale,
                piece.top / scale,
                piece.x1 / scale,
                piece.bottom / scale,
                size=_size(piece.bottom - piece.top, usual) / scale,
                hyphen=piece.text.endswith(("-", "\u2010")),
            ),
            piece.confidence,
        )
        for piece in cleaned
    ]
    ordered = _from_top(lines)
    return [replace(line, source=rank) for rank, (line, _) in enumerate(ordered)], [c for _, c in ordered]


def _size(height: float, usual: float) -> float:
    """Return the size of type: heights vary with the letters of a line, so only clear differences count."""
    return _EM * (usual if _LIKE[0] * usual < height < _LIKE[1] * usual else height)


def _from_top(lines: list[tuple[Line, float]]) -> list[tuple[Line, float]]:
    rows: list[list[tuple[Line, float]]] = []
    for entry in sorted(lines, key=lambda entry: entry[0].middle):
        if rows and same_row(rows[-1][0][0], entry[0]):
            rows[-1].append(entry)
        else:
            rows.append([entry])
    return [entry for row in rows for entry in sorted(row, key=lambda entry: entry[0].x0)]


def _tables(
    lines: list[Line], rules: list[Rule], number: int, size: tuple[float, float]
) -> tuple[list[Line], list[TablePiece]]:
    """Part the lines into those of running text and those of tables."""
    grids = find_grids(rules) if lines and rules else []
    free, placed = _placed(lines, grids)
    outside = [
        rule
        for rule in rules
        if not any(grid.box.top - 2 <= rule.top <= grid.box.bottom + 2 for grid in grids)
    ]
    open_grids = find_open_grids(outside, free, size[0]) if free else []
    if open_grids:
        grids = [*grids, *open_grids]
        free, placed = _placed(lines, grids)
    tables: list[TablePiece] = []
    for grid, inside in zip(grids, placed, strict=True):
        piece, flow = build_piece(number, grid, inside)
        if piece:
            tables.append(piece)
        free.extend(flow)
    return sorted(free, key=lambda line: line.source), tables


def _placed(lines: Sequence[Line], grids: Sequence[Grid]) -> tuple[list[Line], list[list[tuple[Line, int]]]]:
    """Return the lines outside of grids, and for each grid its lines with the rank of their cell."""
    free: list[Line] = []
    placed: list[list[tuple[Line, int]]] = [[] for _ in grids]
    for line in lines:
        x = (line.x0 + line.x1) / 2
        for which, grid in enumerate(grids):
            rank = next((rank for rank, cell in enumerate(grid.cells) if _holds(cell, x, line.middle)), None)
            if rank is not None:
                placed[which].append((line, rank))
                break
        else:
            free.append(line)
    return free, placed


def _holds(box: Box, x: float, y: float) -> bool:
    return box.x0 <= x < box.x1 and box.top <= y < box.bottom


def finished(blocks: Sequence[Block], scans: Mapping[int, Scan]) -> tuple[Block, ...]:
    """Return blocks with the confidence of their text, and places as on the page that was seen."""
    return tuple(_finished(block, scans) for block in blocks)


def _finished(block: Block, scans: Mapping[int, Scan]) -> Block:
    places = [block.locator, *block.more]
    if not any(place.page in scans for place in places):
        return block
    sure = [
        (count, confidence)
        for place in places
        if place.page is not None and place.page in scans and place.box
        for box, count, confidence in scans[place.page].sure
        if _holds(_wider(place.box), (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2)
    ]
    turned = [_seen(place, scans) for place in places]
    confidence = round(mean_confidence(sure), 3) if sure else block.confidence
    return replace(block, confidence=confidence, locator=turned[0], more=tuple(turned[1:]))


def _wider(box: Box) -> Box:
    return Box(box.x0 - 0.2, box.top - 0.2, box.x1 + 0.2, box.bottom + 0.2)  # places are rounded


def _seen(place: Locator, scans: Mapping[int, Scan]) -> Locator:
    """Return the place on the page as it was before it was laid straight."""
    scan = scans.get(place.page) if place.page is not None else None
    if scan is None or place.box is None or not scan.skew:
        return place
    angle = math.radians(scan.skew)
    sine, cosine = math.sin(angle), math.cos(angle)
    middle_x, middle_y = scan.text.width / 2, scan.text.height / 2
    if scan.text.turn:
        middle_x, middle_y = middle_y, middle_x
    corners = [
        (
            middle_x + (x - middle_x) * cosine - (y - middle_y) * sine,
            middle_y + (x - middle_x) * sine + (y - middle_y) * cosine,
        )
        for x in (place.box.x0, place.box.x1)
        for y in (place.box.top, place.box.bottom)
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    box = Box(round(min(xs), 1), round(min(ys), 1), round(max(xs), 1), round(max(ys), 1))
    return replace(place, box=box)
