"""The text bodies of slides: paragraphs with levels, bullets and automatic numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extractors.numerals import write_number
from extractors.slide_package import A
from extractors.xml_safety import is_element

BULLET = "•"

# ST_TextAutonumberScheme (ISO 29500-1, 20.1.10.61): a style, then how the number is enclosed.
_STYLES = (
    ("arabicDb", "decimalFullWidth"),
    ("arabic", "decimal"),
    ("alphaUc", "upperLetter"),
    ("alphaLc", "lowerLetter"),
    ("romanUc", "upperRoman"),
    ("romanLc", "lowerRoman"),
    ("circleNum", "decimalEnclosedCircle"),
    ("ea1Jpn", "chineseCounting"),
    ("ea1Ch", "chineseCounting"),
)
_ENCLOSED = (("ParenBoth", "({})"), ("ParenR", "{})"), ("Period", "{}."), ("Minus", "- {} -"))
_MAX_LEVEL = 8
_MAX_START = 32_767


@dataclass(frozen=True, slots=True)
class SlideParagraph:
    """A paragraph as shown; ``level`` from 1; ``size`` in points, 0.0 where inherited."""

    text: str
    level: int
    number: str | None
    bold: bool
    size: float


def read_body(body: etree._Element) -> list[SlideParagraph]:
    """Return the paragraphs of a text body that hold more than blanks."""
    counters: dict[int, tuple[str, int]] = {}
    found: list[SlideParagraph] = []
    for paragraph in body.iter(f"{A}p"):
        text = paragraph_text(paragraph).strip()
        if not text:
            continue
        properties = paragraph.find(f"{A}pPr")
        level = _level(properties)
        number = _number(properties, level, counters)
        bold, size = _look(paragraph)
        found.append(SlideParagraph(text, level + 1, number, bold, size))
    return found


def paragraph_text(paragraph: etree._Element) -> str:
    """Return the words of a paragraph: runs, fields, line breaks, formulas' letters."""
    return "".join(_pieces(paragraph))


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    for node in paragraph.iter():
        if not is_element(node):
            continue
        local = str(node.tag).rpartition("}")[2]
        if local == "br":
            yield "\n"
        elif local == "tab":
            yield "\t"
        elif local == "t":
            yield (node.text or "").replace("\x0b", "\n").replace("_x000B_", "\n")


def _level(properties: etree._Element | None) -> int:
    text = "" if properties is None else properties.get("lvl") or ""
    return min(int(text), _MAX_LEVEL) if text.isascii() and text.isdigit() and len(text) < 3 else 0


def _number(
    properties: etree._Element | None, level: int, counters: dict[int, tuple[str, int]]
) -> str | None:
    """Count a paragraph on; a deeper list starts anew under each item."""
    for deeper in [other for other in counters if other > level]:
        del counters[deeper]
    automatic = None if properties is None else properties.find(f"{A}buAutoNum")
    if automatic is None:
        counters.pop(level, None)
        marked = properties is not None and properties.find(f"{A}buChar") is not None
        return BULLET if marked else None
    scheme = automatic.get("type") or "arabicPeriod"
    stated = automatic.get("startAt") or "1"
    start = min(int(stated), _MAX_START) if stated.isascii() and stated.isdigit() and len(stated) < 7 else 1
    before = counters.get(level)
    count = before[1] + 1 if before and before[0] == scheme + stated else start
    counters[level] = (scheme + stated, count)
    return _written(count, scheme)


def _written(count: int, scheme: str) -> str:
    style = next((style for mark, style in _STYLES if scheme.startswith(mark)), "decimal")
    form = next((form for mark, form in _ENCLOSED if scheme.endswith(mark)), "{}")
    return form.format(write_number(count, style))


def _look(paragraph: etree._Element) -> tuple[bool, float]:
    """Return whether all runs are bold, and the size of the largest in points."""
    runs = [run for run in paragraph.iter(f"{A}r") if (run.findtext(f"{A}t") or "").strip()]
    looks = [run.find(f"{A}rPr") for run in runs]
    bold = bool(looks) and all(look is not None and look.get("b") in {"1", "true"} for look in looks)
    sizes = [look.get("sz") or "" for look in looks if look is not None]
    points = [int(size) / 100 for size in sizes if size.isascii() and size.isdigit() and len(size) < 7]
    return bold, max(points, default=0.0)
