"""Python's search for garbage, seldom: nearly all that a run makes lives to its end.

With a million objects standing, each search looks through them all and finds nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEW, _YOUNG, _OLD = 200_000, 50, 100  # objects, searches among the new, among the young


@contextmanager
def seldom() -> Iterator[None]:
    """Let garbage be searched for seldom while the block runs; then as before."""
    before = gc.get_threshold()
    gc.set_threshold(_NEW, _YOUNG, _OLD)
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


def let_stand() -> None:
    """Leave all that stands now out of every search until the block of ``seldom`` ends."""
    gc.freeze()
