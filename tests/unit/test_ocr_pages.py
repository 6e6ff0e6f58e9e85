from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

import extractors.ocr
from domain.document import BlockKind, Box
from domain.problem import DocumentError, Problem, Severity
from extractors import more_time, ocr_tesseract
from extractors.base import ReadLimits
from extractors.formats import image
from extractors.layout_blocks import assemble
from extractors.ocr import EngineFailed, Piece, find_engine
from extractors.ocr_page import finished, lines_of, read_picture
from extractors.ocr_pages import read_scans, scale_for
from extractors.ocr_picture import Rule, drawn_on, find_rules, find_skew, ink_of, without_faint
from extractors.page_ranges import ranges

SCALE = 2.0  # pixels to the point in these tests


class Told:
    """An engine that reads what it was told."""

    name = "told"

    def __init__(self, pieces: Sequence[Piece] | None) -> None:
        self._pieces = pieces

    def recognise(self, picture: Image.Image) -> list[Piece]:
        if self._pieces is None:
            raise EngineFailed("told so")
        return list(self._pieces)


def piece(text: str, x0: float, top: float, confidence: float = 0.99, height: float = 28) -> Piece:
    return Piece(text, x0, top, x0 + 24 * len(text), top + height, confidence)


def blank(width: int = 1200, height: int = 1600) -> Image.Image:
    return Image.new("L", (width, height), 255)


def use(monkeypatch: pytest.MonkeyPatch, pieces: Sequence[Piece] | None) -> None:
    monkeypatch.setattr(extractors.ocr, "find_engine", lambda: Told(pieces))


def test_pieces_become_lines_in_points_from_the_top() -> None:
    pieces = [piece("second", 100, 300, 0.9), piece("right", 600, 102, 0.8), piece("left", 100, 100, 0.7)]
    lines, confidences = lines_of(pieces, 4, SCALE)

    assert [(line.page, line.text, line.x0, line.top, line.source) for line in lines] == [
        (4, "left", 50.0, 50.0, 0),
        (4, "right", 300.0, 51.0, 1),
        (4, "second", 50.0, 150.0, 2),
    ]
    assert confidences == [0.7, 0.8, 0.9]


def test_heights_that_vary_with_letters_make_one_size_and_clear_ones_another() -> None:
    pieces = [piece("a text", 0, 0), piece("name", 0, 50, height=24), piece("Title", 0, 100, height=44)]
    lines, _ = lines_of(pieces, 1, SCALE)

    assert [round(line.size, 2) for line in lines] == [10.92, 10.92, 17.16]


def test_block_has_the_confidence_of_its_characters() -> None:
    pieces = [piece("供方应保存记录，", 100, 100, 0.9), piece("十五年。", 100, 136, 0.6)]
    scan = read_picture(Told(pieces), blank(), 1, SCALE)
    blocks = finished(assemble([scan.text]).blocks, {1: scan})

    assert [(block.text, block.confidence) for block in blocks] == [("供方应保存记录，十五年。", 0.8)]


def test_rules_in_the_picture_make_a_table_of_the_texts_between_them() -> None:
    picture = blank()
    draw = ImageDraw.Draw(picture)
    for y in (100, 160, 220):
        draw.line((100, y, 1000, y), fill=0, width=3)
    for x in (100, 400, 1000):
        draw.line((x, 100, x, 220), fill=0, width=3)
    pieces = [
        piece("Item", 120, 115),
        piece("Period", 420, 115),
        piece("PPAP", 120, 175),
        piece("3 a", 420, 175),
    ]
    scan = read_picture(Told(pieces), picture, 1, SCALE)
    blocks = assemble([scan.text]).blocks

    assert [(block.kind, block.cells) for block in blocks] == [
        (BlockKind.TABLE_ROW, ("Item", "Period")),
        (BlockKind.TABLE_ROW, ("PPAP", "3 a")),
    ]


def test_letters_are_no_rules() -> None:
    picture = blank()
    ImageDraw.Draw(picture).line((100, 100, 140, 100), fill=0, width=3)  # 一 of 20 points

    assert find_rules(ink_of(picture), SCALE) == []


def test_rule_is_followed_over_its_gaps_and_no_further() -> None:
    picture = blank()
    draw = ImageDraw.Draw(picture)
    draw.line((100, 100, 600, 100), fill=0, width=2)
    for x in range(300, 500, 10):
        draw.rectangle((x, 98, x + 2, 103), fill=255)

    assert find_rules(ink_of(picture), SCALE) == [Rule(50.0, 50.25, 300.5, 50.25, upright=False)]


def test_watermark_is_taken_off_and_letters_stay() -> None:
    picture = blank()
    draw = ImageDraw.Draw(picture)
    draw.rectangle((190, 190, 220, 220), fill=190)  # a watermark
    draw.rectangle((500, 500, 530, 530), fill=0)
    draw.rectangle((500, 600, 530, 630), fill=130)  # grey type
    draw.line((100, 800, 900, 800), fill=160)  # a thin rule, seen by a coarse eye
    clean = without_faint(picture)

    assert [clean.getpixel(place) for place in ((200, 200), (510, 510), (510, 610))] == [255, 0, 130]
    assert len(find_rules(drawn_on(picture), SCALE)) == 1


def test_table_without_rules_is_one_on_a_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (
        ("Event", "Action", "Period"),
        ("Complaint", "Contain", "24 h"),
        ("Change", "Ask", "90 d"),
        ("Audit", "Plan", "10 d"),
    )
    pieces = [
        piece(text, 100 + 350 * column, 100 + 60 * at)
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
    ]
    blocks = assemble([read_picture(Told(pieces), blank(), 1, SCALE).text]).blocks

    assert [block.cells for block in blocks] == list(rows)


@pytest.mark.parametrize("angle", [-1.5, 0.0, 0.8])
def test_skew_is_measured_and_places_are_those_of_the_page_as_seen(angle: float) -> None:
    picture = blank()
    draw = ImageDraw.Draw(picture)
    for y in range(200, 1400, 40):
        for x in range(150, 1050, 30):
            draw.rectangle((x, y, x + 18, y + 16), fill=0)
    skew = find_skew(ink_of(picture.rotate(-angle, Image.Resampling.BICUBIC, fillcolor=255)))

    assert skew == pytest.approx(angle, abs=0.11)


def test_places_are_turned_back_with_the_page() -> None:
    scan = replace(read_picture(Told([piece("word", 100, 800)]), blank(), 1, SCALE), skew=2.0)
    block = finished(assemble([scan.text]).blocks, {1: scan})[0]

    # Left of the middle the lines of a page that falls to the right stand higher.
    assert block.locator.box == Box(49.7, 391.3, 98.1, 406.9)


@pytest.mark.parametrize(("confidence", "poor"), [(0.79, True), (0.81, False)])
def test_page_below_the_threshold_is_poor(confidence: float, poor: bool) -> None:
    scan = read_picture(Told([piece("some text", 10, 10, confidence)]), blank(), 1, SCALE)

    assert scan.poor == poor


def test_pages_are_named_as_read_poor_or_late() -> None:
    engines = [Told([piece("text", 10, 10)]), Told([piece("text", 10, 10, 0.3)]), Told(None)]

    class Turns:
        name = "turns"

        def recognise(self, picture: Image.Image) -> list[Piece]:
            return engines.pop(0).recognise(picture)

    scans = read_scans(Turns(), [2, 3, 5], lambda number: (blank(), SCALE), ReadLimits())

    assert scans.problems(ranges) == [
        Problem("ocr-read", Severity.NOTE, where="p. 2-3"),
        Problem("ocr-poor", Severity.LOSS, where="p. 3, 5"),
    ]


def test_no_page_is_begun_after_its_time_but_the_first() -> None:
    limits = ReadLimits(seconds=0.0, ocr_page_seconds=0.0)
    scans = read_scans(Told([piece("text", 10, 10)]), [1, 2, 3], lambda number: (blank(), SCALE), limits)

    assert scans.problems(ranges) == [
        Problem("ocr-read", Severity.NOTE, where="p. 1"),
        Problem("ocr-late", Severity.LOSS, where="p. 2-3"),
    ]


def test_time_grows_with_the_pages_to_be_recognised() -> None:
    limits = ReadLimits(seconds=0.0, ocr_page_seconds=100.0)
    scans = read_scans(
        Told([piece("text", 10, 10)]), range(1, 61), lambda number: (blank(40, 40), SCALE), limits
    )

    assert len(scans.read) == 60
    assert scans.late == ()


def test_the_one_who_watches_is_asked_once_with_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []
    monkeypatch.setattr(more_time, "_ask", asked.append)
    granted = [more_time.ask_for_pages(pages, ReadLimits()) for pages in (60, 100_000)]

    assert asked == granted == [600.0, 3600.0]


@pytest.mark.parametrize(
    ("size", "dpi"), [((595, 842), 205), ((300, 420), 300), ((842, 1191), 200), ((14_400, 14_400), 17)]
)
def test_pages_are_drawn_at_a_resolution_that_fits(size: tuple[float, float], dpi: int) -> None:
    assert round(scale_for(*size) * 72) == dpi


def test_picture_of_several_pages_is_read_page_by_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, [piece("The supplier shall.", 100, 100)])
    path = tmp_path / "a.tif"
    blank().save(path, save_all=True, append_images=[blank()], dpi=(144, 144))
    extract = image.read(path, ReadLimits())

    assert (extract.format, extract.pages) == ("image", 2)
    assert [(block.text, block.locator.page) for block in extract.blocks] == [
        ("The supplier shall.", 1),
        ("The supplier shall.", 2),
    ]
    assert extract.problems == (Problem("ocr-read", Severity.NOTE, where="p. 1-2"),)


def test_picture_without_text_is_named_for_a_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, [])
    path = tmp_path / "a.png"
    blank().save(path)

    assert [problem.code for problem in image.read(path, ReadLimits()).problems] == ["ocr-poor"]


def test_picture_without_an_engine_is_a_scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extractors.ocr, "find_engine", lambda: None)
    path = tmp_path / "a.png"
    blank().save(path)
    with pytest.raises(DocumentError) as caught:
        image.read(path, ReadLimits())

    assert caught.value.code == "scanned"


def test_words_of_tesseract_are_joined_to_lines() -> None:
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    rows = [
        "4\t1\t1\t1\t1\t0\t10\t10\t90\t20\t-1\t",
        "5\t1\t1\t1\t1\t1\t10\t10\t40\t20\t90\tkeep",
        "5\t1\t1\t1\t1\t2\t60\t12\t40\t20\t70\tthem",
        "5\t1\t1\t1\t2\t1\t10\t40\t40\t20\t96\t供方",
        "5\t1\t1\t1\t2\t2\t50\t40\t40\t20\t96\t应",
    ]

    assert ocr_tesseract.lines_of(head + "\n".join(rows)) == [
        Piece("keep them", 10, 10, 100, 32, 0.8),
        Piece("供方应", 10, 40, 90, 60, 0.96),
    ]


@pytest.mark.skipif(find_engine() is None, reason="no engine for text recognition is installed")
def test_engine_of_this_machine_reads_a_printed_line() -> None:
    picture = blank(1400, 400)
    ImageDraw.Draw(picture).text((60, 150), "The supplier shall keep records.", 0, ImageFont.load_default(44))
    engine = find_engine()
    assert engine is not None
    scan = read_picture(engine, picture, 1, 200 / 72)

    assert [line.text for line in scan.text.lines] == ["The supplier shall keep records."]
    assert not scan.poor


def test_page_on_its_side_is_turned_and_its_places_are_as_seen() -> None:
    class Sideways:
        name = "sideways"

        def recognise(self, picture: Image.Image) -> list[Piece]:
            upright = picture.width < picture.height
            return [Piece("read me", 100, 800, 130, 1000, 0.9) if upright else piece("read me", 600, 100)]

    scan = read_picture(Sideways(), blank(), 1, SCALE)
    block = finished(assemble([scan.text]).blocks, {1: scan})[0]

    assert (scan.text.turn, scan.text.width, scan.text.height) == (90, 800.0, 600.0)
    assert (block.confidence, block.locator.box) == (0.99, Box(50.0, 416.0, 64.0, 500.0))
