"""The words of one Word paragraph: as read after accepting all tracked changes.

Insertions are in, deletions and the origins of moves are out; fields give their result,
alternate content is read once, ruby its base, symbols the character that is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.docx_names import MATH, MC, W, number, switch, value
from extractors.docx_styles import Look, Styles
from extractors.docx_symbols import readable, symbol
from extractors.xml_safety import is_element

_SKIPPED = frozenset(
    W + name
    for name in (
        *("del", "moveFrom", "instrText", "delInstrText", "delText", "rt"),
        *("rPr", "pPr", "sdtPr", "sdtEndPr", "tblPr", "trPr", "tcPr", "sectPr"),
    )
)
_BLANKS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_TEXTS = frozenset({f"{W}t", f"{MATH}t"})
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}


def children(element: etree._Element) -> Iterator[etree._Element]:
    """Yield child elements, of alternate content the one choice that counts."""
    for child in element:
        if not is_element(child):
            continue
        if child.tag == f"{MC}AlternateContent":
            chosen = child.find(f"{MC}Choice")
            if chosen is None:
                chosen = child.find(f"{MC}Fallback")
            if chosen is not None:
                yield from children(chosen)
        else:
            yield child


@dataclass(slots=True)
class Words:
    """The visible and the hidden text of a paragraph and what hangs on it.

    ``boxes`` are the contents of text boxes, ``notes`` (kind, id) the notes referred to.
    ``bold`` holds when all words are; ``size`` is that of most characters, in points.
    """

    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    _plain: int = 0
    _bold: int = 0
    _sizes: dict[float, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The visible text, untouched."""
        return "".join(self.shown)

    @property
    def bold(self) -> bool:
        """Whether all visible characters are bold."""
        return self._bold > 0 and self._plain == 0

    @property
    def size(self) -> float:
        """The commonest size of visible characters in points, 0.0 where unknown."""
        return max(self._sizes, key=self._sizes.__getitem__, default=0.0)

    def take(self, text: str, look: Look) -> None:
        """Take a piece of text as its run shows it."""
        if look.hidden:
            self.hidden.append(text)
            return
        self.shown.append(text)
        length = len(text.strip())
        if length:
            self._bold += length if look.bold else 0
            self._plain += 0 if look.bold else length
            size = look.size or 0.0
            self._sizes[size] = self._sizes.get(size, 0) + length


def read_words(paragraph: etree._Element, styles: Styles, look: Look) -> Words:
    """Return the words of a paragraph whose style looks like ``look``."""
    words = Words()
    _walk(paragraph, words, styles, look, None)
    return words


def _walk(element: etree._Element, words: Words, styles: Styles, look: Look, font: str | None) -> None:
    for child in children(element):
        tag = child.tag
        if tag in _SKIPPED:
            continue
        if tag in _TEXTS:
            words.take(readable(_own_text(child), font), look)
        elif tag in _BLANKS:
            words.take(_blank(child), look)
        elif tag == f"{W}sym":
            words.take(symbol(child.get(f"{W}char"), child.get(f"{W}font")), look)
        elif tag == f"{W}txbxContent":
            words.boxes.append(child)
        elif tag in _NOTES:
            words.notes.append((_NOTES[tag], child.get(f"{W}id") or ""))
        elif tag == f"{W}r":
            properties = child.find(f"{W}rPr")
            own = _run_look(properties, styles, look) if properties is not None else look
            _walk(child, words, styles, own, _run_font(properties))
        else:
            _walk(child, words, styles, look, font)


def _own_text(element: etree._Element) -> str:
    """Return an element's text, also what stands behind an entity or comment left unread in it."""
    text = element.text or ""
    return text + "".join(child.tail or "" for child in element) if len(element) else text


def _blank(element: etree._Element) -> str:
    """Return what a tab, break or hyphen reads as; page and column breaks read as nothing."""
    kind = element.get(f"{W}type")
    return "" if kind in {"page", "column"} else _BLANKS[element.tag]


def _run_look(properties: etree._Element, styles: Styles, look: Look) -> Look:
    half_points = number(value(properties, "sz"))
    own = Look(
        bold=switch(properties, "b"),
        hidden=switch(properties, "vanish"),
        size=None if half_points is None else half_points / 2,
    )
    style = value(properties, "rStyle")
    return own.over(styles.character(style)).over(look) if style else own.over(look)


def _run_font(properties: etree._Element | None) -> str | None:
    fonts = None if properties is None else properties.find(f"{W}rFonts")
    return None if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")
