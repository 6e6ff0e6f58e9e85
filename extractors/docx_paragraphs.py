"""Word paragraphs as pieces: words, automatic number, heading level, what hangs on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.docx_names import W, value
from extractors.docx_numbering import Numbering
from extractors.docx_styles import Look, Styles, heading_level, read_look
from extractors.docx_text import children, read_words

_THROUGH = frozenset(W + name for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent"))
_MAX_FIELDS = 50  # nested; more are fields that were never closed
_CONTENTS_GALLERY = "Table of Contents"


@dataclass(slots=True)
class Piece:
    """One paragraph.  ``level`` is a heading's, ``depth`` a list item's; both from 1."""

    text: str
    hidden: str = ""
    number: str | None = None
    level: int | None = None
    depth: int | None = None
    bold: bool = False
    size: float = 0.0
    contents: bool = False
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


class ParagraphReader:
    """Reads paragraphs in document order, since automatic numbers count on."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        """Take the document's styles and lists."""
        self._styles = styles
        self._numbering = numbering
        self._carried = ""  # words of a paragraph whose mark was deleted: they join the next

    def read(self, paragraph: etree._Element) -> Piece:
        """Return the piece of a paragraph and count its number on."""
        properties = paragraph.find(f"{W}pPr")
        style = value(properties, "pStyle")
        base = self._styles.paragraph(style)
        own = read_look(properties, None)
        look = own.over(base)
        words = read_words(paragraph, self._styles, base)
        piece = Piece(
            text=self._carried + words.text,
            hidden="".join(words.hidden),
            level=heading_level(look),
            bold=words.bold,
            size=words.size,
            contents=base.contents,
            boxes=words.boxes,
            notes=words.notes,
        )
        self._carried = ""
        if _mark_is_deleted(properties):
            self._carried, piece.text = piece.text, ""
        elif not (piece.hidden.strip() and not piece.text.strip()):
            self._count(piece, own, base, style)
        return piece

    def _count(self, piece: Piece, own: Look, base: Look, style: str | None) -> None:
        instance = own.instance if own.instance is not None else base.instance
        if instance is None or instance == "0":
            return
        level = own.level
        if level is None and own.instance is None:
            level = self._numbering.level_of_style(instance, style)
            if level is None and base.list_style is not None:
                level = self._numbering.level_of_style(instance, base.list_style)
        if level is None:
            level = base.level or 0
        label = self._numbering.next_label(instance, level)
        piece.depth = level + 1
        piece.number = label or None


def _mark_is_deleted(properties: etree._Element | None) -> bool:
    mark = None if properties is None else properties.find(f"{W}rPr")
    return mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None)


def block_items(element: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """Yield the paragraphs and tables of a body, cell, box or note through all wrappers.

    The flag tells that the item stands in a table of contents made by a content control.
    """
    for child in children(element):
        tag = child.tag
        if tag in (f"{W}p", f"{W}tbl"):
            yield child, False
        elif tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            if content is not None:
                contents = _is_contents_control(child)
                yield from ((item, contents or inner) for item, inner in block_items(content))
        elif tag in _THROUGH:
            yield from block_items(child)


def _is_contents_control(control: etree._Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == _CONTENTS_GALLERY


def contents_paragraphs(root: etree._Element) -> frozenset[etree._Element]:
    """Return the paragraphs that a closed TOC field spans.

    A field that is never closed spans nothing: better a contents page among the text than
    the text taken for a contents page.
    """
    found: set[etree._Element] = set()
    fields: list[tuple[list[str], list[etree._Element]]] = []
    for element in root.iter(f"{W}p", f"{W}fldChar", f"{W}instrText"):
        if element.tag == f"{W}p":
            for _, spanned in fields:
                spanned.append(element)
        elif element.tag == f"{W}instrText":
            if fields:
                fields[-1][0].append(element.text or "")
        elif element.get(f"{W}fldCharType") == "begin" and len(fields) < _MAX_FIELDS:
            fields.append(([], list(element.iterancestors(f"{W}p"))[:1]))
        elif element.get(f"{W}fldCharType") == "end" and fields:
            words, spanned = fields.pop()
            if "".join(words).split()[:1] == ["TOC"]:
                found.update(spanned)
    return frozenset(found)
