"""The text of web pages as a browser flows it, and the marks it sets before list items."""

from __future__ import annotations

import re

from lxml import etree

from extractors.html_chrome import is_dropped
from extractors.html_hiding import Hiding
from extractors.numerals import write_number
from extractors.xml_safety import is_element

INLINE = frozenset(
    {
        *(
            "a",
            "abbr",
            "acronym",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
            "font",
        ),
        *(
            "i",
            "img",
            "ins",
            "kbd",
            "label",
            "mark",
            "q",
            "ruby",
            "rb",
            "rt",
            "rp",
            "s",
            "samp",
            "small",
            "span",
        ),
        *("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "o:p", "nobr"),
    }
)
_BLANKS = re.compile(r"[ \t\r\f\n\u00a0]+")
_HAN_BREAK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*\n\s*(?=[\u3000-\u9fff\uff00-\uffef])")
_NO_MARKER = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)
_LIST_STYLES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def flow(text: str) -> str:
    """Return source text with its line breaks as blanks; none between Han characters."""
    return _BLANKS.sub(" ", _HAN_BREAK.sub("", text))


def tidy(text: str) -> str:
    """Return text with single blanks and none around."""
    return _BLANKS.sub(" ", text).strip()


def holds_blocks(element: etree._Element) -> bool:
    """Tell whether an inline element has block elements in it, as sloppy pages have."""
    return any(
        is_element(node)
        and node.tag not in INLINE
        and node.tag not in {"br", "input", "button"}
        and not is_dropped(node)
        for node in element.iterdescendants()
    )


def integer(text: str | None, default: int) -> int:
    """Return an attribute's whole number, the default for anything else."""
    bare = (text or "").strip()
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 7 else default


def marker(listing: etree._Element, item: etree._Element, count: int) -> str | None:
    """Return what the browser shows before an item, None where the page shows nothing."""
    if _NO_MARKER.search(listing.get("style") or ""):
        return None
    if listing.tag != "ol":
        return "•"
    kind = _LIST_STYLES.get(item.get("type") or listing.get("type") or "1", "decimal")
    return f"{write_number(count, kind)}."


def visible_text(element: etree._Element) -> str:
    """Return the text of an element without scripts and styles in it."""
    parts = [element.text or ""]
    for child in element:
        if is_element(child) and not is_dropped(child):
            parts.append(visible_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def collect_cell(
    element: etree._Element,
    parts: list[str],
    nested: list[etree._Element],
    hidden: list[str],
    hiding: Hiding,
) -> None:
    """Collect the text of a cell, block elements on lines of their own, inner tables aside."""
    parts.append(flow(element.text or ""))
    for child in element:
        if is_element(child) and not is_dropped(child):
            if hiding.hides(child):
                hidden.append(visible_text(child))
            elif child.tag == "table":
                nested.append(child)
            elif child.tag == "br":
                parts.append("\n")
            else:
                edge = "" if child.tag in INLINE else "\n"
                parts.append(edge)
                collect_cell(child, parts, nested, hidden, hiding)
                parts.append(edge)
        parts.append(flow(child.tail or ""))
