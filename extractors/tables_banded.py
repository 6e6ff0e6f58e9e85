"""Tables whose rows are told by shading: every other row is filled, and nothing is drawn around the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.tables import Stroke

_FEWEST = 3  # shaded rows; two could be the heads of two tables
_COLUMNS = 3  # upright sides
_NEAR = 1.5  # points by which the sides of two rows may differ
_TALLEST = 4.0  # times the tallest shaded row may the row between two be tall


@dataclass(frozen=True, slots=True)
class Side:
    """A missing upright side of the cells of a row that is not shaded."""

    x: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Band:
    top: float
    bottom: float
    sides: tuple[float, ...]


def missing_sides(upright: Sequence[Stroke]) -> list[Side]:
    """Return the sides that rows between shaded rows of the same columns lack."""
    out: list[Side] = []
    for run in _runs(_bands(upright)):
        gaps = [(above.bottom, below.top) for above, below in pairwise(run) if below.top - above.bottom > 4]
        if len(run) >= _FEWEST and len(gaps) >= _FEWEST - 1:
            out += [Side(x, top, bottom) for top, bottom in gaps for x in run[0].sides]
    return out


def _bands(upright: Sequence[Stroke]) -> list[_Band]:
    """Return the rows that at least three sides of one height make, from the top."""
    sides: dict[tuple[int, int], list[Stroke]] = {}
    for stroke in upright:
        sides.setdefault((round(stroke.top), round(stroke.bottom)), []).append(stroke)
    bands = []
    for strokes in sides.values():
        places: list[float] = []
        for x in sorted(stroke.x0 for stroke in strokes):
            if not places or x - places[-1] > _NEAR:
                places.append(x)
        if len(places) >= _COLUMNS:
            bands.append(_Band(strokes[0].top, strokes[0].bottom, tuple(places)))
    return sorted(bands, key=lambda band: band.top)


def _runs(bands: Sequence[_Band]) -> list[list[_Band]]:
    """Return bands that follow each other with the same sides, no further apart than rows are."""
    runs: list[list[_Band]] = []
    for band in bands:
        if runs and _goes_on(runs[-1], band):
            runs[-1].append(band)
        else:
            runs.append([band])
    return runs


def _goes_on(run: Sequence[_Band], band: _Band) -> bool:
    last = run[-1]
    tallest = max(one.bottom - one.top for one in [*run, band])
    return (
        len(last.sides) == len(band.sides)
        and all(abs(a - b) < _NEAR for a, b in zip(last.sides, band.sides, strict=True))
        and -_NEAR < band.top - last.bottom < _TALLEST * tallest
    )
