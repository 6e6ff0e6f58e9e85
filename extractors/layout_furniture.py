"""What serves finding one's way and is no text: running heads and feet, page numbers, contents, watermarks.

A line is furniture when it recurs at the outer edge of pages at the same height with the
same words; numbers in it may count up with the pages.  Nothing inside the text block is
furniture for recurring alone, so that a heading that recurs does not vanish.  On two pages
only what recurs in the outer margin counts.  Heads of left and right pages may differ.  Where
pages are too few to repeat, a short line in the outer margin goes that is set in smaller type
and keeps its distance from the text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise, product
from statistics import median

from domain.text import fold
from extractors.layout import Line, PageText
from extractors.layout_margins import is_outside, set_apart

_EDGE = 0.16  # share of the page height in which heads and feet stand
_FEW = 3  # pages on which what runs may stand once
_MOST_APART = 6  # lines in the margins of a page
_SMALL = 0.92  # of the size of the text is the type of what runs
_WHOLE = 30  # characters
_LONG_HEADING = 60  # characters; no heading of a contents page is as long
_RANKS = 6  # lines from the edge that are looked at
_Sides = tuple[list[Line], list[Line]]
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"^(?:[-–—·\s]*第?\s*\d{1,4}\s*[页頁](?:\s*[,，/、]?\s*[(（]?共\s*\d{1,4}\s*[页頁][)）]?)?[-–—·\s]*|共\s*\d+\s*[页頁]\s*[,，]?\s*第\s*\d+\s*[页頁]"
    r"|(?:page|seite|pág(?:ina)?\.?|p\.)\s*:?\s*\d{1,4}(?:\s*(?:of|/|von|de|out of)\s*\d{1,4})?|[-–—]\s*\d{1,4}\s*[-–—]|\d{1,4}\s*(?:/|of)\s*\d{1,4})$",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"^(?:\d{1,4}|[ivxlc]{1,6})$", re.IGNORECASE)
_LEADER = re.compile(
    r"(?:[.．·…⋯‥•_]\s?){4,}[\s\-–—(（]*(?:[A-Z]-)?(?:\d{1,4}|[ivxlc]{1,6})?[\s)）\-–—]*$|(?:…\s?){2,}[\s(（]*\d{1,4}[)）]?$"
)
_ENTRY = re.compile(r"\S.*?[\s\u3000]+(?:\d{1,3}|[ivx]{1,5})$")
_CONTENTS = re.compile(
    r"^(目录|目錄|目次|内容目录|(table of )?contents?|index|inhalt(sverzeichnis)?|sommaire|indice|índice)$",
    re.IGNORECASE,
)


def find_furniture(pages: Sequence[PageText], body_size: float) -> set[int]:
    """Return the ``id`` of each line that is furniture."""
    found: set[int] = set()
    edges = [_edge_lines(page) for page in pages]
    _recurring(pages, edges, found)
    usual = _usual_height(pages)
    for page, sides in zip(pages, edges, strict=True):
        _page_numbers(page, sides, found)
        if len(pages) <= _FEW:
            small = [
                one for one in set_apart(page) if one.em <= _SMALL * body_size or one.height <= _SMALL * usual
            ]
            # More of them are the words of a drawing.
            found.update(id(line) for line in small if len(small) <= _MOST_APART)
        found.update(id(line) for line in page.lines if _is_skew(line) or _is_off_page(line, page))
    _watermarks(pages, body_size, found)
    _side_strips(pages, found)
    _contents(pages, found)
    return found


def _is_skew(line: Line) -> bool:
    return min(line.angle % 90, 90 - line.angle % 90) > 5


def _usual_height(pages: Sequence[PageText]) -> float:
    """Return the height of whole lines: in a picture it tells small type better than the size guessed."""
    heights = [line.height for page in pages for line in page.lines if line.characters > _WHOLE]
    return median(heights) if heights else 0.0


def _is_off_page(line: Line, page: PageText) -> bool:
    return line.x1 < 0 or line.x0 > page.width or line.bottom < 0 or line.top > page.height


def _edge_lines(page: PageText) -> _Sides:
    """Return the lines near the upper and lower edge, each from the outside in."""
    ordered = sorted(page.lines, key=lambda line: (line.middle, line.x0))
    upper = [line for line in ordered if line.middle < _EDGE * page.height]
    lower = [line for line in reversed(ordered) if line.middle > (1 - _EDGE) * page.height]
    return upper, lower


def _signatures(line: Line, page: int) -> list[str]:
    """Return the folded text with each number kept, or counted from the page's own number."""
    text = fold(line.text)
    numbers = _NUMBER.findall(text)
    if len(numbers) > 4:
        numbers = []
    skeleton = _NUMBER.sub("\x00", text) if numbers else text
    out = []
    for choice in product((False, True), repeat=len(numbers)):
        parts = [f"p{int(n) - page}" if counted else n for n, counted in zip(numbers, choice, strict=True)]
        signature = skeleton
        for part in parts:
            signature = signature.replace("\x00", f"<{part}>", 1)
        out.append(signature)
    return out


def _recurring(pages: Sequence[PageText], edges: Sequence[_Sides], found: set[int]) -> None:
    if len(pages) < 2:
        return
    places: dict[tuple[str, str], list[tuple[int, Line]]] = defaultdict(list)
    for page, (upper, lower) in zip(pages, edges, strict=True):
        for side, lines in (("upper", upper), ("lower", lower)):
            for line in lines[: _RANKS * 2]:
                if len(pages) == 2 and not is_outside(line, page):
                    continue
                for signature in _signatures(line, page.number):
                    places[side, signature].append((page.number, line))
    recurrent: set[int] = set()
    for occurrences in places.values():
        recurrent.update(_same_height(occurrences, pages))
    for upper, lower in edges:
        _take_from_outside(upper, recurrent, found)
        _take_from_outside(lower, recurrent, found)


def _same_height(occurrences: list[tuple[int, Line]], pages: Sequence[PageText]) -> set[int]:
    """Return those occurrences that stand at a height where enough pages have them."""
    found: set[int] = set()
    for _, line in occurrences:
        if id(line) in found:
            continue
        level = [(page, other) for page, other in occurrences if abs(other.middle - line.middle) < 6]
        numbers = sorted({page for page, _ in level})
        # A part of a document has its own heads: a run of pages counts as well as a share.
        in_row = sum(1 for a, b in pairwise(numbers) if b - a <= 2)
        enough = len(numbers) >= 3 and (len(numbers) >= 0.4 * len(pages) or in_row >= 3)
        if enough or len(numbers) == len(pages) == 2 or _on_one_side(level, pages):
            found.update(id(other) for _, other in level)
    return found


def _on_one_side(level: list[tuple[int, Line]], pages: Sequence[PageText]) -> bool:
    """Tell whether lines run in the outer margin of all left, or all right, pages; the first may lack it."""
    numbers = {number for number, _ in level}
    side = [page for page in pages if page.number % 2 == min(numbers) % 2]
    missing = {page.number for page in side} - numbers
    if len(numbers) < 2 or len({number % 2 for number in numbers}) > 1 or missing - {pages[0].number}:
        return False
    by_number = {page.number: page for page in side}
    return all(is_outside(line, by_number[number]) for number, line in level)


def _take_from_outside(lines: list[Line], recurrent: set[int], found: set[int]) -> None:
    """Take recurrent lines as furniture until the first row that has none of them."""
    missed = 0
    for row in _rows(lines):
        hits = [line for line in row if id(line) in recurrent]
        if hits:
            missed = 0
            found.update(id(line) for line in hits)
            # What shares the row with a running head (its page's own date) goes with it
            # when it is no more than a number.
            found.update(
                id(line) for line in row if _BARE_NUMBER.match(line.text) or _PAGE_NUMBER.match(line.text)
            )
        else:
            missed += 1
            if missed > 1 or any(line.characters > 60 for line in row):
                return


def _rows(lines: list[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in lines:
        if rows and abs(rows[-1][0].middle - line.middle) < 3:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _page_numbers(page: PageText, sides: _Sides, found: set[int]) -> None:
    for lines in sides:
        rest = [line for line in lines if id(line) not in found]
        for line in rest[:3]:
            if _PAGE_NUMBER.match(fold(line.text)):
                found.add(id(line))
    lower = [line for line in sides[1] if id(line) not in found]
    if lower and lower[0].text == str(page.number) and _stands_alone(lower[0], page):
        found.add(id(lower[0]))


def _stands_alone(line: Line, page: PageText) -> bool:
    """Tell whether a number at the foot of a page keeps its distance from the text."""
    others = [other for other in page.lines if other is not line]
    others += [part for table in page.tables for part in table.lines]
    return all(line.top - other.bottom > 1.5 * line.em for other in others if other.bottom <= line.bottom + 1)


def _watermarks(pages: Sequence[PageText], body_size: float, found: set[int]) -> None:
    if len(pages) < 3:
        return
    places: Counter[tuple[str, int, int]] = Counter()

    def key(line: Line) -> tuple[str, int, int]:
        return fold(line.text), round(line.x0 / 4), round(line.top / 4)

    large = [
        line for page in pages for line in page.lines if line.em > 1.8 * body_size and id(line) not in found
    ]
    places.update(key(line) for line in large)
    found.update(id(line) for line in large if places[key(line)] >= max(3, 0.5 * len(pages)))


def _side_strips(pages: Sequence[PageText], found: set[int]) -> None:
    """Take what runs up or down the margin at the same place of many pages: a stamp, a copyright."""
    if len(pages) < 3:
        return
    strips = [
        ((fold(line.text), round(line.x0 / 6), round(line.top / 6)), line)
        for page in pages
        for line in page.lines
        if 80 < line.angle < 280 and (line.x1 < _EDGE * page.width or line.x0 > (1 - _EDGE) * page.width)
    ]
    counts = Counter(key for key, _ in strips)
    found.update(id(line) for key, line in strips if counts[key] >= max(3, 0.4 * len(pages)))


def _contents(pages: Sequence[PageText], found: set[int]) -> None:
    inside = False
    for page in pages:
        lines = sorted(
            (line for line in page.lines if id(line) not in found), key=lambda line: (line.middle, line.x0)
        )
        rows = _rows(lines)
        texts = [" ".join(line.text for line in sorted(row, key=lambda item: item.x0)) for row in rows]
        headed = next(
            (
                i
                for i, text in enumerate(texts)
                if len(text) < _LONG_HEADING
                and _CONTENTS.match(fold(text).replace(" ", "") if not text.isascii() else fold(text))
            ),
            None,
        )
        entries = [i for i, text in enumerate(texts) if _LEADER.search(text)]
        if len(entries) < 3 and (headed is not None or inside):
            entries = _plain_entries(texts, headed)
        inside = bool(entries) and len(entries) > 2
        if not inside:
            continue
        first, last = entries[0], entries[-1]
        if headed is not None and headed < first and first - headed <= 4:
            first = headed
        taken = {
            i
            for i in range(first, last + 1)
            if i in set(entries) or i == headed or _is_wrap(texts[i], i, entries)
        }
        found.update(id(line) for i in taken for line in rows[i])


def _is_wrap(text: str, place: int, entries: list[int]) -> bool:
    """Tell whether a row between entries is the first line of an entry of two lines."""
    return (len(text) < 90 and any(0 < entry - place <= 2 for entry in entries)) or (
        len(text) < 20 and place < entries[0]
    )


def _plain_entries(texts: list[str], headed: int | None) -> list[int]:
    """Return the rows that end in page numbers which never fall, under a contents heading."""
    start = 0 if headed is None else headed + 1
    entries = [i for i in range(start, len(texts)) if _ENTRY.match(texts[i])]
    pages = [int(text.rsplit(None, 1)[1]) for i in entries if (text := texts[i]).rsplit(None, 1)[1].isdigit()]
    rising = sum(1 for a, b in pairwise(pages) if b >= a)
    if len(pages) < 3 or rising < 0.9 * (len(pages) - 1) or len(entries) < 0.6 * (len(texts) - start):
        return []
    return entries
