"""Word's automatic numbers, computed from ``numbering.xml`` as Word shows them.

ISO 29500-1, 17.9: abstract lists hold levels; instances (``w:num``) share the counters of
their abstract list, may restart them (``startOverride``) or replace a level.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from extractors.docx_names import VAL, W, number, switch, value
from extractors.numerals import write_number

BULLET = "•"

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    style: str | None = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    paragraph_style: str | None = None


@dataclass(slots=True)
class _Instance:
    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)


class Numbering:
    """The lists of one document with their running counters: ask in document order."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read the definitions; None stands for a document without lists."""
        self._lists: dict[str, dict[int, _Level]] = {}
        self._instances: dict[str, _Instance] = {}
        self._style_links: dict[str, str] = {}
        self._links: dict[str, str] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[str] = set()
        if root is not None:
            self._read(root)

    def level_of_style(self, instance: str, style: str | None) -> int | None:
        """Return the level that a list ties to a paragraph style, None when it does not."""
        if style is None:
            return None
        for index, level in self._levels(instance).items():
            if level.paragraph_style == style:
                return index
        return None

    def next_label(self, instance: str, index: int) -> str | None:
        """Count one paragraph and return its number as shown; None when the list is unknown.

        A bullet of any glyph is ``•``; a level that shows nothing gives an empty text.
        """
        levels = self._levels(instance)
        if index not in levels:
            return None
        level = levels[index]
        counters = self._counters.setdefault(self._abstract(instance), {})
        self._restart(instance, counters)
        if index in counters:
            counters[index] += 1
        else:
            counters[index] = level.start
        for deeper in [other for other in counters if other > index]:
            if self._restarts(levels.get(deeper), deeper, index):
                del counters[deeper]
        return BULLET if level.style == "bullet" else _label(levels, counters, index)

    def _restart(self, instance: str, counters: dict[int, int]) -> None:
        """Set the counters back where this instance, met for the first time, says so."""
        if instance in self._started:
            return
        self._started.add(instance)
        for index, start in self._instances[instance].starts.items():
            counters[index] = start - 1

    @staticmethod
    def _restarts(level: _Level | None, deeper: int, index: int) -> bool:
        """Tell whether a deeper level starts again: after any higher one unless it says which."""
        if level is None or level.restart is None:
            return True
        return level.restart != 0 and index < level.restart <= deeper

    def _abstract(self, instance: str) -> str:
        """Return the abstract list, following links through a numbering style."""
        abstract = self._instances[instance].abstract
        for _ in range(_LEVELS):
            style = self._links.get(abstract)
            target = self._style_links.get(style) if style is not None else None
            if target is None or target == abstract:
                break
            abstract = target
        return abstract

    def _levels(self, instance: str) -> dict[int, _Level]:
        if instance not in self._instances:
            return {}
        levels = self._lists.get(self._abstract(instance), {})
        own = self._instances[instance].levels
        return {**levels, **own} if own else levels

    def _read(self, root: etree._Element) -> None:
        for abstract in root.iterfind(f"{W}abstractNum"):
            name = abstract.get(f"{W}abstractNumId") or ""
            self._lists[name] = dict(map(_read_level, abstract.iterfind(f"{W}lvl")))
            link, target = value(abstract, "numStyleLink"), value(abstract, "styleLink")
            if link is not None:
                self._links[name] = link
            if target is not None:
                self._style_links[target] = name
        for instance in root.iterfind(f"{W}num"):
            made = _Instance(value(instance, "abstractNumId") or "")
            for override in instance.iterfind(f"{W}lvlOverride"):
                _read_override(override, made)
            self._instances[instance.get(f"{W}numId") or ""] = made


def _read_override(override: etree._Element, instance: _Instance) -> None:
    index = number(override.get(f"{W}ilvl")) or 0
    level = override.find(f"{W}lvl")
    start = number(value(override, "startOverride"))
    if level is not None:
        instance.levels[index] = replace(_read_level(level)[1])
    if start is not None:
        instance.starts[index] = start


def _read_level(element: etree._Element) -> tuple[int, _Level]:
    start = number(value(element, "start"))
    style = value(element, "numFmt")
    if style is None:  # newer formats stand in an alternate-content choice with a fallback
        found = next((child.get(VAL) for child in element.iter(f"{W}numFmt")), None)
        style = found or "decimal"
    return number(element.get(f"{W}ilvl")) or 0, _Level(
        start=1 if start is None else start,
        style=style,
        text=value(element, "lvlText") or "",
        legal=bool(switch(element, "isLgl")),
        restart=number(value(element, "lvlRestart")),
        paragraph_style=value(element, "pStyle"),
    )


def _label(levels: dict[int, _Level], counters: dict[int, int], index: int) -> str:
    legal = levels[index].legal

    def fill(match: re.Match[str]) -> str:
        wanted = int(match.group(1)) - 1
        level = levels.get(wanted, _Level())
        count = counters.setdefault(wanted, level.start) if wanted <= index else level.start
        style = "decimal" if legal and level.style != "decimalZero" else level.style
        return write_number(count, style)

    return _PLACEHOLDER.sub(fill, levels[index].text).strip()
