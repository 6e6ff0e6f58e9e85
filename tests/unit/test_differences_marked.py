from __future__ import annotations

from domain.revision import Segment, SegmentKind
from workbook.differences import differences


def test_a_number_is_marked_whole() -> None:
    expected = (
        Segment(SegmentKind.EQUAL, "应在 ", "应在 ", 0, 0),
        Segment(SegmentKind.DELETE, "48", "", 3, 3),
        Segment(SegmentKind.INSERT, "", "8", 5, 3),
        Segment(SegmentKind.EQUAL, " 小时内", " 小时内", 5, 4),
    )

    assert expected == differences("应在 48 小时内", "应在 8 小时内")


def test_blanks_and_width_mark_nothing() -> None:
    assert [one.kind for one in differences("应 在，一", "应在,一")] == [SegmentKind.EQUAL]
