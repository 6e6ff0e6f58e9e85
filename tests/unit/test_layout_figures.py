"""Words in a figure are labels, not headings."""

from __future__ import annotations

from layout_drawing import line

from domain.document import BlockKind, Box
from extractors.layout import PageText
from extractors.layout_blocks import assemble
from extractors.layout_figures import find_figures

CHAIN = [(100.0 + 90 * n, 200.0, 170.0 + 90 * n, 240.0) for n in range(4)]


def test_shapes_close_together_are_a_figure() -> None:
    assert find_figures(CHAIN, 595, 842, []) == (Box(100, 200, 440, 240),)


def test_bands_behind_headings_are_no_figure() -> None:
    bands = [(72.0, 100.0 + 200 * n, 523.0, 125.0 + 200 * n) for n in range(4)]

    assert find_figures(bands, 595, 842, []) == ()


def test_shading_of_a_table_is_no_figure() -> None:
    assert find_figures(CHAIN, 595, 842, [Box(90, 190, 450, 250)]) == ()


def test_large_words_in_a_figure_are_no_headings() -> None:
    lines = [
        line("The supplier shall follow the flow below in all projects.", 72, 100),
        line("Start", 110, 210, size=16, source=1),
        line("2 Release", 72, 300, size=16, source=2),
    ]
    page = PageText(1, 595, 842, tuple(lines), figures=(Box(100, 200, 440, 240),))
    kinds = [block.kind for block in assemble([page]).blocks]

    assert kinds == [BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.HEADING]
