"""Joining lines to paragraphs: what goes on, what starts anew.

Evidence, in the order asked: type size, labels, distance, weight, whether the line before
ended of its own accord (the next word would have fitted), indents.  Two numbered items are
never joined; a sentence is cut only where the page says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from unicodedata import east_asian_width

from domain.text import count_characters, has_han, join_lines
from extractors import layout_items
from extractors.layout import Line, Style
from extractors.layout_hyphens import join_hyphened
from extractors.layout_items import is_finished
from extractors.layout_order import Placed

_LONGEST = 20_000  # characters; no paragraph of a person's is longer
_FIELD = re.compile(r"[_＿]{4}")  # a place to fill in or to sign
_NAMED = re.compile(r"[^。，；、：:,;.\s]{1,8}\s*[：:]\s*\S")  # 甲方：…
# What no line breaks apart: opening marks with what follows, a character or a word with
# the closing marks behind it (GB/T 15834, JIS X 4051).
_OPENING = "“‘（《〈「『【〔([{"
_UNBROKEN = re.compile(
    rf"[{re.escape(_OPENING)}]*(?:[!-~]+|.)[”’）》〉」』】〕，。、；：？！…—·~～%℃)\]}},.;:?!]*"
)


@dataclass(slots=True)
class Paragraph:
    """Lines being joined; ``counts`` and ``dropped`` are characters by page."""

    parts: list[Placed] = field(default_factory=list)
    text: str = ""
    counts: Counter[int] = field(default_factory=Counter)
    dropped: Counter[int] = field(default_factory=Counter)

    @property
    def lines(self) -> list[Line]:
        """The lines of the paragraph."""
        return [part.item for part in self.parts if isinstance(part.item, Line)]

    @property
    def last(self) -> Line:
        """The last line; there is one."""
        item = self.parts[-1].item
        assert isinstance(item, Line)
        return item

    def add(self, part: Placed, line: Line, style: Style) -> None:
        """Put a line at the end."""
        last = self.last if self.parts else None
        self.counts[line.page] += line.characters
        if last is None:
            self.text = line.text
        else:
            self.text, dropped = (
                join_hyphened(self.text, line.text, style)
                if last.hyphen
                else (_join(self.text, line.text, blank=last.blank), 0)
            )
            self.counts[last.page] -= dropped
            self.dropped[last.page] += dropped
        self.parts.append(part)


def _join(first: str, second: str, *, blank: bool) -> str:
    """Join two lines; a blank that the file has between Chinese and Latin stays."""
    if (
        blank
        and first
        and second
        and has_han(first[-1]) != has_han(second[0])
        and (first[-1].isalnum() and second[0].isalnum())
    ):
        return f"{first} {second}"
    return join_lines(first, second)


def unbroken_width(text: str) -> float:
    """Return the width in em of the piece at the start of a line that cannot be broken."""
    match = _UNBROKEN.match(text)
    piece = match.group() if match else ""
    while match and piece[-1:] in _OPENING and (match := _UNBROKEN.match(text, len(piece))):
        piece += match.group()
    return sum(1.0 if is_wide(char) else 0.55 for char in piece[:24])


def join_cell(lines: Sequence[Line], style: Style) -> tuple[str, int]:
    """Join the lines of a table cell; return the text and how many hyphens were dropped.

    A line with a number of its own stays a line: ``1. …`` and ``2. …`` are two demands.
    """
    text, dropped = "", 0
    for number, line in enumerate(lines):
        if number and lines[number - 1].hyphen:
            text, more = join_hyphened(text, line.text, style)
            dropped += more
        elif number and layout_items.starts_numbered(line.text, lines[number - 1].text):
            text = f"{text}\n{line.text}"
        else:
            text = _join(text, line.text, blank=bool(number) and lines[number - 1].blank)
    return text, dropped


def is_wide(char: str) -> bool:
    """Tell whether a character takes a whole em in Chinese type, as its quotation marks do."""
    return east_asian_width(char) in "WFA"


def usual_pitch(pages: Sequence[Sequence[Placed]]) -> float:
    """Return the usual distance of baselines in a paragraph, as a multiple of the type size."""
    ratios: list[float] = []
    for placed in pages:
        for before, after in pairwise(placed):
            a, b = before.item, after.item
            if not isinstance(a, Line) or not isinstance(b, Line) or before.column != after.column:
                continue
            ratio = (b.middle - a.middle) / max(a.em, 1.0)
            if 0.9 < ratio < 3.2 and abs(a.em - b.em) < 1:
                ratios.append(ratio)
    if not ratios:
        return 1.4
    ratios.sort()
    # Lines within paragraphs stand closer than paragraphs: look at the closer half.
    return median(ratios[: max(1, (len(ratios) * 2) // 3)])


class Joiner:
    """Decides whether a line goes on with a paragraph."""

    def __init__(self, style: Style, pitch: float) -> None:
        self._style = style
        self._pitch = pitch

    def goes_on(self, paragraph: Paragraph, placed: Placed, line: Line) -> bool:
        """Tell whether the line belongs to the paragraph."""
        before = paragraph.parts[-1]
        last = paragraph.last
        if len(paragraph.text) > _LONGEST:
            return False
        if last.gap or line.gap or abs(last.angle - line.angle) > 1:
            return False
        if _is_figures(last.text) and _is_figures(line.text):
            return False
        if _FIELD.search(last.text) or (_NAMED.match(last.text) and _NAMED.match(line.text)):
            return False
        if abs(last.em - line.em) > max(0.8, 0.14 * max(last.em, line.em)) and not (
            before.column == placed.column and last.page == line.page and self._is_stray(paragraph, line)
        ):
            return False
        full = self._is_full(before, last, line)
        first = paragraph.lines[0].text
        if layout_items.starts_item(line.text, last.text, before_full=full, first=first):
            return False
        if before.column == placed.column and last.page == line.page and line.middle > last.middle:
            return self._below(paragraph, placed, line, full=full)
        return self._after_break(before, placed, line, full=full)

    def _is_stray(self, paragraph: Paragraph, line: Line) -> bool:
        """Tell whether a line only begins with small or large type (a superscript, a formula)."""
        return len(paragraph.text) > 40 and not is_finished(paragraph.text) and line.text[:1].islower()

    def _is_full(self, placed: Placed, last: Line, following: Line) -> bool:
        """Tell whether the line did not end of its own accord.

        The next word would not have fitted any more, or the sentence plainly goes on: a
        comma at the end, small letters after a line of some length.
        """
        if last.text[-1:] in ",，、":
            return True
        room = placed.right - last.x1
        word = following.text.split(" ", 1)[0]
        if has_han(word[:2]) or has_han(last.text[-1:]):
            if room < max(2.2, unbroken_width(following.text) + 0.6) * last.em:
                return True
            # Quotation marks may glue a longer stretch together: the sentence itself goes on.
            at_margin = following.x0 - placed.left < 0.8 * following.em
            nearly = room < 0.15 * (placed.right - placed.left)
            return nearly and at_margin and not is_finished(last.text)
        width = last.x1 - last.x0
        letter = width / max(len(last.text), 1) * (1.4 if word.isupper() else 1.0)
        if room < (min(len(word), 24) + 1) * letter + 0.6 * last.em:
            return True
        share = width / max(placed.right - placed.left, 1.0)
        goes_on = following.text[:1].islower() or layout_items.expects_more(last.text)
        return not is_finished(last.text) and share > (0.4 if goes_on else 0.9)

    def _below(self, paragraph: Paragraph, placed: Placed, line: Line, *, full: bool) -> bool:
        last = paragraph.last
        pitch = (line.middle - last.middle) / max(last.em, line.em, 1.0)
        if pitch > 1.28 * self._pitch + 0.12 and pitch > 1.3:
            return False
        if last.bold != line.bold and not (full and not is_finished(last.text) and len(paragraph.text) > 30):
            return False
        if last.hyphen:
            return True
        if (
            self._is_centred(placed, last)
            and self._is_centred(placed, line)
            and last.em > 1.05 * self._style.size
        ):
            return not is_finished(last.text) and last.em == line.em
        if self._stands_right(placed, line):
            if is_finished(last.text):
                return False
            if self._stands_right(placed, last):
                return abs(last.x0 - line.x0) < 0.8 * line.em and full
        if not full:
            return False
        return not self._is_indented(paragraph, placed, line)

    def _stands_right(self, placed: Placed, line: Line) -> bool:
        """Tell a line set against the right margin: a signature, a date."""
        return line.x0 - placed.left > 0.4 * (placed.right - placed.left) and placed.right - line.x1 < line.em

    def _is_centred(self, placed: Placed, line: Line) -> bool:
        left, right = line.x0 - placed.left, placed.right - line.x1
        return left > 2 * line.em and right > 2 * line.em and abs(left - right) < 2 * line.em

    def _is_indented(self, paragraph: Paragraph, placed: Placed, line: Line) -> bool:
        """Tell whether the line has the indent of a new paragraph."""
        lines = paragraph.lines
        last, em = lines[-1], line.em
        step = line.x0 - last.x0
        hanging = layout_items.label(lines[0].text) is not None
        if step > 0.8 * em:  # further in than the line before
            if len(lines) == 1 and step < 3.2 * em and not is_finished(last.text):
                return False  # a sentence goes on below a first line that hangs out
            return not (len(lines) == 1 and (hanging or step > 6 * em)) or (hanging and step > 8 * em)
        if step < -0.8 * em:  # back at the margin: the line before was a first line
            return len(lines) > 1 and not self._was_first(lines)
        # Two first lines below each other: single-line paragraphs with indents.
        indent = line.x0 - placed.left
        return 1.2 * em < indent < 2.9 * em and len(lines) == 1 and is_finished(last.text) and not hanging

    @staticmethod
    def _was_first(lines: Sequence[Line]) -> bool:
        return lines[-1].x0 > lines[-2].x0 + 0.8 * lines[-1].em

    def _after_break(self, before: Placed, placed: Placed, line: Line, *, full: bool) -> bool:
        """Tell whether the paragraph goes on in another column or on another page."""
        last = before.item
        if not isinstance(last, Line):
            return False
        if last.hyphen:
            return True
        if is_finished(last.text) or last.bold != line.bold or not full:
            return False
        indent, usual = line.x0 - placed.left, last.x0 - before.left
        if indent > 1.2 * line.em and abs(indent - usual) > line.em and abs(line.x0 - last.x0) > line.em:
            return False
        return has_han(line.text[:1]) or not line.text[:1].isupper() or not last.bold


def _is_figures(text: str) -> bool:
    """Tell whether a line is a row of figures."""
    return 2 * sum(map(str.isdigit, text)) > count_characters(text)
