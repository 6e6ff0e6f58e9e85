"""What Word's styles say about paragraphs and runs, followed down the ``basedOn`` chain."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from extractors.docx_names import VAL, W, number, switch, value

_HEADING = re.compile(r"(?:heading|标题|標題|見出し|überschrift|titre|título)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录|目錄|table of figures|图表目录)\s*\d*(?:heading|标题)?$", re.IGNORECASE)
_DEPTH = 20
_BODY_LEVEL = 9  # w:outlineLvl of body text


@dataclass(frozen=True, slots=True)
class Look:
    """What a style, or the properties of a paragraph or run, state; None where they do not."""

    instance: str | None = None
    level: int | None = None
    outline: int | None = None
    bold: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    name: str = ""
    contents: bool = False
    title: bool = False
    list_style: str | None = None

    def over(self, base: Look) -> Look:
        """Return this look on top of the one it is based on."""
        return Look(
            instance=base.instance if self.instance is None else self.instance,
            level=base.level if self.level is None else self.level,
            outline=base.outline if self.outline is None else self.outline,
            bold=base.bold if self.bold is None else self.bold,
            hidden=base.hidden if self.hidden is None else self.hidden,
            size=base.size if self.size is None else self.size,
            name=self.name or base.name,
            contents=self.contents or base.contents,
            title=self.title or base.title,
            list_style=base.list_style if self.list_style is None else self.list_style,
        )


def read_look(paragraph: etree._Element | None, run: etree._Element | None) -> Look:
    """Return what paragraph and run properties state themselves."""
    listed = None if paragraph is None else paragraph.find(f"{W}numPr")
    half_points = number(value(run, "sz"))
    return Look(
        instance=value(listed, "numId"),
        level=number(value(listed, "ilvl")),
        outline=number(value(paragraph, "outlineLvl")),
        bold=switch(run, "b"),
        hidden=switch(run, "vanish"),
        size=None if half_points is None else half_points / 2,
    )


class Styles:
    """The styles of one document by id, resolved once each."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read the definitions; None stands for a document without styles."""
        self._own: dict[str, Look] = {}
        self._bases: dict[str, str] = {}
        self._resolved: dict[str, Look] = {}
        self._default: str | None = None
        self._base = Look()
        if root is not None:
            self._read(root)

    def paragraph(self, style: str | None) -> Look:
        """Return the look of a paragraph style; of the default one for None."""
        wanted = style if style in self._own else self._default
        return self._resolve(wanted, 0) if wanted is not None else self._base

    def character(self, style: str | None) -> Look:
        """Return what a character style states by itself."""
        return self._chain(style, 0) if style is not None else Look()

    def _resolve(self, style: str, depth: int) -> Look:
        if style not in self._resolved:
            self._resolved[style] = self._chain(style, depth).over(self._base)
        return self._resolved[style]

    def _chain(self, style: str | None, depth: int) -> Look:
        if style is None or style not in self._own or depth > _DEPTH:
            return Look()
        own = self._own[style]
        base = self._chain(self._bases.get(style), depth + 1)
        return own.over(base)

    def _read(self, root: etree._Element) -> None:
        self._base = read_look(
            root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr"),
            root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"),
        )
        for style in root.iterfind(f"{W}style"):
            identity = style.get(f"{W}styleId") or ""
            self._own[identity] = _read_style(style, identity)
            base = value(style, "basedOn")
            if base is not None:
                self._bases[identity] = base
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true", "on"}:
                self._default = identity


def _read_style(style: etree._Element, identity: str) -> Look:
    stated = read_look(style.find(f"{W}pPr"), style.find(f"{W}rPr"))
    name_element = style.find(f"{W}name")
    name = ((name_element.get(VAL) if name_element is not None else None) or "").strip()
    heading = _HEADING.fullmatch(name)
    outline = stated.outline
    if outline is None and heading is not None:
        outline = int(heading.group(1)) - 1
    return Look(
        instance=stated.instance,
        level=stated.level,
        outline=outline,
        bold=stated.bold,
        hidden=stated.hidden,
        size=stated.size,
        name=name,
        contents=_CONTENTS.match(name) is not None,
        title=name.casefold() in {"title", "标题", "標題", "文档标题"},
        list_style=identity if stated.instance is not None else None,
    )


def heading_level(look: Look) -> int | None:
    """Return the heading level from 1 that a look states, None for body text."""
    if look.outline is not None:
        return look.outline + 1 if 0 <= look.outline < _BODY_LEVEL else None
    return 1 if look.title else None
