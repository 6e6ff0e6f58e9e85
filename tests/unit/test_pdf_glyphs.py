"""What the text layer says wrongly is mended; what it says rightly is left alone."""

from __future__ import annotations

import pytest

from extractors import pdf_glyphs


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("获得⽅方法", "获得方法"),
        ("获得方⽅法", "获得方法"),
        ("流量\uf97e", "流量"),
        ("\uf97e量", "量"),
        ("质⻓长", "质长"),
        ("⻓期", "长期"),
        ("量量具具", "量量具具"),
        ("顾 客 特 殊 要 求", "顾客特殊要求"),
        ("第一章 总则", "第一章 总则"),
        ("PPAP 提交", "PPAP 提交"),
        ("cus\u00adtomer\u200b", "customer"),
        ("ﬁnal", "ﬁnal"),
        ("\uf0b7 item\x07", "• item"),
        ("Ｃｐｋ≥１．６７", "Ｃｐｋ≥１．６７"),
    ],
)
def test_line_reads_as_it_is_seen(written: str, meant: str) -> None:
    assert pdf_glyphs.clean(written) == meant


def test_glyphs_without_meaning_are_counted() -> None:
    assert pdf_glyphs.count_unmapped("a\ue001\ufffdb\U000f0001") == 3
