"""The walk over a web page: blocks in reading order, chrome as furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from domain.document import Block, BlockKind
from domain.problem import Severity
from domain.text import count_characters
from extractors.gathering import Gathering
from extractors.html_chrome import Chrome, is_chrome_phrase, is_dropped
from extractors.html_hiding import Hiding
from extractors.html_tables import (
    HtmlCell,
    HtmlRow,
    count_heads,
    header_of,
    is_layout,
    lay_out,
    row_cells,
    span,
    table_rows,
)
from extractors.html_text import INLINE, collect_cell, flow, holds_blocks, integer, marker, tidy, visible_text
from extractors.line_items import split_items
from extractors.table_heads import fit
from extractors.xml_safety import is_element

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset({"b", "strong", "th"})
_DEPTH = 250


@dataclass(slots=True)
class _Run:
    """The text of the block being gathered."""

    parts: list[str] = field(default_factory=list)
    number: str | None = None
    bold: int = 0
    plain: int = 0

    def take(self, text: str, *, bold: bool) -> None:
        self.parts.append(text)
        length = count_characters(text)
        if bold:
            self.bold += length
        else:
            self.plain += length


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the page the walk is."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    furniture: bool = False
    bold: bool = False
    lists: int = 0
    keep_lines: bool = False
    depth: int = 0

    def inside(self, **changes: object) -> _Place:
        values = {name: getattr(self, name) for name in self.__slots__}
        return _Place(**{**values, "depth": self.depth + 1, **changes})


class PageReader:
    """Reads one parsed page."""

    def __init__(self, root: etree._Element, gathering: Gathering) -> None:
        """Take the page and where its blocks go."""
        self._root = root
        self._gathering = gathering
        self._chrome = Chrome(root)
        self._hiding = Hiding(root)
        self._run = _Run()
        self._hidden: list[str] = []

    def tell(self) -> None:
        """Gather all blocks; what the page hides is kept as furniture at the end."""
        body = self._root.find("body")
        self._walk(self._root if body is None else body, _Place())
        self._flush(_Place())
        hidden = [text for text in (tidy(text) for text in self._hidden) if text]
        for text in hidden:
            self._gathering.add_flowing(Block(BlockKind.FURNITURE, text))
        if hidden:
            self._gathering.note("hidden-text", f"{sum(map(count_characters, hidden))} characters")

    def _walk(self, element: etree._Element, place: _Place) -> None:
        if place.depth > min(_DEPTH, self._gathering.limits.depth * 2):
            self._too_deep(element)
            return
        self._take(element.text, place)
        for child in element:
            if is_element(child):
                self._child(child, place)
            self._take(child.tail, place)

    def _too_deep(self, element: etree._Element) -> None:
        lost = count_characters("".join(str(part) for part in element.itertext()))
        self._gathering.lose(lost)
        self._gathering.note("truncated-reading", "nested too deep", severity=Severity.LOSS)

    def _take(self, text: str | None, place: _Place) -> None:
        if text:
            clean = text if place.keep_lines else flow(text)
            self._run.take(clean, bold=place.bold)

    def _child(self, child: etree._Element, place: _Place) -> None:
        if is_dropped(child):
            return
        if self._hiding.hides(child):
            self._hidden.append(visible_text(child))
        elif child.tag in {"br", "hr"}:
            self._break(child, place)
        elif child.tag in INLINE and not holds_blocks(child):
            if child.tag not in {"rt", "rp"}:
                self._walk(child, place.inside(bold=place.bold or child.tag in _BOLD))
        else:
            self._flush(place)
            self._block(child, place)
            self._flush(place)

    def _break(self, child: etree._Element, place: _Place) -> None:
        if child.tag == "hr":
            self._flush(place)
        else:
            self._run.parts.append("\n")

    def _block(self, child: etree._Element, place: _Place) -> None:
        furniture = place.furniture or self._chrome.holds(child)
        inner = place.inside(furniture=furniture, kind=BlockKind.PARAGRAPH, level=None, bold=False)
        if child.tag in _HEADINGS:
            # a page's own title may stand in the site's header: it is a heading all the same
            own = child.tag == "h1" and any(parent.tag == "header" for parent in child.iterancestors())
            inner = inner.inside(
                kind=BlockKind.HEADING, level=_HEADINGS[child.tag], furniture=furniture and not own
            )
            self._walk(child, inner)
            self._flush(inner)
        elif child.tag in {"ul", "ol", "menu", "dir"}:
            self._list(child, inner)
        elif child.tag == "table" and not is_layout(child):
            self._table(child, inner)
        elif child.tag in {"pre", "textarea", "listing"}:
            self._walk(child, inner.inside(keep_lines=True))
            self._flush(inner.inside(keep_lines=True))
        else:
            self._walk(child, inner)
            self._flush(inner)

    def _list(self, element: etree._Element, place: _Place) -> None:
        inner = place.inside(lists=place.lists + 1, kind=BlockKind.LIST_ITEM, level=place.lists + 1)
        count = integer(element.get("start"), 1)
        self._take(element.text, place)
        for child in element:
            if not is_element(child):
                continue
            if child.tag != "li":
                self._child(child, place)
            elif self._hiding.hides(child):
                self._hidden.append(visible_text(child))
            else:
                self._flush(place)
                count = integer(child.get("value"), count)
                self._run.number = marker(element, child, count)
                self._walk(child, inner)
                self._flush(inner)
                self._run.number = None
                count += 1
            self._take(child.tail, place)

    def _flush(self, place: _Place) -> None:
        """Close the block being gathered."""
        run = self._run
        text = "".join(run.parts)
        if not text.strip():
            self._run.parts = []
            return
        self._run = _Run()
        bold = run.bold > 0 and run.plain == 0
        for index, part in enumerate(_parts(text, place)):
            number = run.number if index == 0 else None
            furniture = place.furniture or (place.kind is not BlockKind.HEADING and is_chrome_phrase(part))
            if furniture:
                block = Block(BlockKind.FURNITURE, part)
            else:
                block = Block(place.kind, part, level=place.level, number=number, bold=bold)
            self._gathering.add_flowing(block)

    def _table(self, element: etree._Element, place: _Place) -> None:
        caption = element.find("caption")
        if caption is not None:
            self._walk(caption, place)
            self._flush(place)
        nested: list[etree._Element] = []
        rows = lay_out(
            [
                [self._cell(cell, nested) for cell in row_cells(row)]
                for row in table_rows(element)
                if not self._hiding.hides(row)
            ]
        )
        heads = count_heads(rows)
        header = header_of(rows, heads)
        number = self._gathering.next_table()
        for index, row in enumerate(rows):
            self._row(row, header if index >= heads else (), number, furniture=place.furniture)
        for table in nested:
            self._block(table, place)

    def _row(self, row: HtmlRow, header: tuple[str, ...], number: int, *, furniture: bool) -> None:
        text = " | ".join(text for text in row.texts if text)
        if not text:
            return
        if furniture:
            self._gathering.add_flowing(Block(BlockKind.FURNITURE, text), characters=row.own)
            return
        cells = tuple(row.texts)
        block = Block(BlockKind.TABLE_ROW, text, cells=cells, header=fit(header, len(cells)), table=number)
        self._gathering.add_flowing(block, characters=row.own)

    def _cell(self, cell: etree._Element, nested: list[etree._Element]) -> HtmlCell:
        parts: list[str] = []
        if self._hiding.hides(cell):
            self._hidden.append(visible_text(cell))
        else:
            collect_cell(cell, parts, nested, self._hidden, self._hiding)
        lines = [tidy(line) for line in "".join(parts).split("\n")]
        text = "\n".join(line for line in lines if line)
        return HtmlCell(text, span(cell, "colspan"), span(cell, "rowspan"), cell.tag == "th")


def _parts(text: str, place: _Place) -> list[str]:
    """Split the text of a block at its line breaks, where these part items."""
    if place.kind is BlockKind.HEADING:
        return [" ".join(text.split())]
    if place.keep_lines:
        return [line.strip() for line in text.split("\n") if line.strip()]
    chunks = re.split(r"\n[ \t]*\n", text)
    return [tidy(piece) for chunk in chunks for piece in split_items(chunk)]
