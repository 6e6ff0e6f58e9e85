"""A rectangle on a page as data."""

from __future__ import annotations

import math

from domain.document import Box


def box_data(box: Box | None) -> list[float] | None:
    """Return x0, top, x1, bottom with one digit behind the point; None where there is no such place."""
    if box is None:
        return None
    sides = (box.x0, box.top, box.x1, box.bottom)
    return [round(side, 1) for side in sides] if all(map(math.isfinite, sides)) else None
