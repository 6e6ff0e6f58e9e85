"""The search for garbage is left out while a run lasts, and is as it was afterwards."""

from __future__ import annotations

import gc

from pipeline import collecting


def test_what_was_left_out_is_searched_again_after_the_run() -> None:
    before = gc.get_threshold(), gc.get_freeze_count()
    with collecting.seldom():
        collecting.let_stand()
        assert gc.get_freeze_count() > before[1], "nothing was left out of the search"
        assert gc.get_threshold() != before[0]

    assert gc.get_threshold() == before[0]
    assert gc.get_freeze_count() == 0, "a watching process would never get this memory back"
