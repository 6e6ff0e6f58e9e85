"""The slides of a presentation as blocks: shapes in reading order, tables, charts, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from domain.document import Block, BlockKind, Box, Locator
from domain.problem import Severity
from domain.text import count_characters
from extractors.flow_tables import gather_table
from extractors.gathering import Gathering
from extractors.html_tables import HtmlCell
from extractors.slide_package import R_ID, A, P, SlidePackage
from extractors.slide_places import (
    Transform,
    group_transform,
    inherited_box,
    own_box,
    placeholder,
    reading_order,
)
from extractors.slide_text import BULLET, paragraph_text, read_body
from extractors.xml_safety import is_element

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_D = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FURNITURE = frozenset({"ftr", "hdr", "dt", "sldNum"})
_TITLES = frozenset({"title", "ctrTitle"})
_MAX_SPAN = 200


@dataclass(frozen=True, slots=True)
class _Shape:
    element: etree._Element
    box: Box | None
    kind: str | None
    hidden: bool


class SlideStory:
    """Gathers one slide."""

    def __init__(self, package: SlidePackage, gathering: Gathering, part: str, number: int) -> None:
        """Take the slide's part and its number from 1."""
        self._package, self._gathering = package, gathering
        self._part, self._number, self._place = part, number, str(number)
        self._relations = package.relations(part)
        layout = package.related(part, "slideLayout")
        master = package.related(layout, "slideMaster") if layout else None
        self._models = [package.root(one) if one else None for one in (layout, master)]
        self._hidden = 0
        self.title: str | None = None

    def tell(self) -> None:
        """Gather the slide's shapes, title first, then its notes and comments."""
        self._gathering.place(self._place)
        root = self._package.root(self._part)
        if root is None:
            self._gathering.note("damaged-page", self._part, self._place, Severity.LOSS)
            return
        if root.get("show") in {"0", "false"}:
            self._gathering.note("hidden-slide", where=self._place)
        tree = root.find(f"{P}cSld/{P}spTree")
        shapes = [] if tree is None else list(self._shapes(tree, Transform(), 0))
        titles = [shape for shape in shapes if shape.kind in _TITLES]
        others = [shape for shape in shapes if shape.kind not in _TITLES]
        for shape in titles + reading_order(others, lambda one: one.box):
            self._shape(shape)
        self._beside()
        if self._hidden:
            self._gathering.note("hidden-text", f"{self._hidden} characters", self._place)

    def _shapes(
        self, tree: etree._Element, transform: Transform, depth: int, hidden: bool = False
    ) -> Iterator[_Shape]:
        if depth > self._gathering.limits.depth:
            self._gathering.lose(sum(count_characters(t.text or "") for t in tree.iter(f"{A}t")), self._place)
            self._gathering.note("truncated-reading", "nested too deep", self._place, Severity.LOSS)
            return
        for child in filter(is_element, tree):
            unseen = hidden or _is_hidden(child)
            if child.tag == f"{P}grpSp":
                yield from self._shapes(child, group_transform(child, transform), depth + 1, unseen)
            elif child.tag == f"{_MC}AlternateContent":
                # the first choice is what new programs show; the fallback repeats it as a picture
                chosen = next((one for one in child if is_element(one) and len(one)), None)
                if chosen is not None:
                    yield from self._shapes(chosen, transform, depth + 1, unseen)
            elif child.tag in {f"{P}sp", f"{P}graphicFrame", f"{P}cxnSp", f"{P}pic"}:
                mark = placeholder(child)
                box = own_box(child)
                seen = transform.box(box) if box else inherited_box(child, self._models)
                yield _Shape(child, seen, None if mark is None else mark.get("type") or "body", unseen)

    def _shape(self, shape: _Shape) -> None:
        where = Locator(slide=self._number, box=shape.box)
        table = next(shape.element.iter(f"{A}tbl"), None)
        if table is not None:
            self._table(table, where)
        elif shape.element.tag == f"{P}graphicFrame":
            self._graphic(shape.element, where)
        else:
            for body in shape.element.iterfind(f"{P}txBody"):
                self._body(body, shape, where)

    def _body(self, body: etree._Element, shape: _Shape, where: Locator) -> None:
        if shape.kind in _TITLES:
            lines = " ".join(" ".join(one.text.split()) for one in read_body(body))
            self.title = self.title or lines or None
            if lines:
                self._add(Block(BlockKind.HEADING, lines, where, level=1), hidden=shape.hidden)
            return
        for one in read_body(body):
            kind = BlockKind.LIST_ITEM if one.number is not None else BlockKind.PARAGRAPH
            if shape.kind in _FURNITURE:
                kind = BlockKind.FURNITURE
            level = one.level if kind is BlockKind.LIST_ITEM else None
            number = one.number if kind is BlockKind.LIST_ITEM and one.number != BULLET else None
            block = Block(kind, one.text, where, level, number, bold=one.bold, size=one.size)
            self._add(block, hidden=shape.hidden)

    def _add(self, block: Block, *, hidden: bool = False) -> None:
        if hidden:
            self._hidden += count_characters(block.text)
            block = Block(BlockKind.FURNITURE, block.text, block.locator)
        self._gathering.add(block, self._place)

    def _table(self, table: etree._Element, where: Locator) -> None:
        properties = table.find(f"{A}tblPr")
        stated = properties is not None and properties.get("firstRow") in {"1", "true"}
        rows = [
            [
                _cell(cell, head=stated and index == 0)
                for cell in row.iterfind(f"{A}tc")
                if not _is_covered(cell)
            ]
            for index, row in enumerate(table.iterfind(f"{A}tr"))
        ]
        gather_table(rows, self._gathering, self._place, where)

    def _graphic(self, frame: etree._Element, where: Locator) -> None:
        """Gather the words of a chart or of SmartArt, which stand in parts of their own."""
        for node in frame.iter(f"{_C}chart", f"{_D}relIds"):
            key = node.get(R_ID) or node.get(R_ID.replace("}id", "}dm")) or ""
            relation = self._relations.get(key)
            root = self._package.root(relation.part) if relation else None
            if root is None:
                continue
            if node.tag == f"{_C}chart":
                texts = list(_chart_texts(root))
            else:
                texts = [paragraph_text(one) for one in root.iterfind(f"{_D}ptLst/{_D}pt/{_D}t/{A}p")]
            for text in filter(str.strip, texts):
                self._add(Block(BlockKind.PARAGRAPH, text.strip(), where))

    def _beside(self) -> None:
        where = Locator(slide=self._number)
        for relation in self._relations.values():
            root = self._package.root(relation.part) if relation.kind in {"notesSlide", "comments"} else None
            if root is None:
                continue
            for shape in root.iter(f"{P}sp"):
                mark = placeholder(shape)
                kind = BlockKind.NOTE
                if mark is not None and mark.get("type") in _FURNITURE:
                    kind = BlockKind.FURNITURE
                for body in shape.iterfind(f"{P}txBody"):
                    for one in read_body(body):
                        self._add(Block(kind, one.text, where, number=one.number))
            for comment in root.iter(f"{P}text"):
                if (comment.text or "").strip():
                    self._add(Block(BlockKind.NOTE, (comment.text or "").strip(), where))


def _chart_texts(root: etree._Element) -> Iterator[str]:
    """Yield titles, then names of series and categories, each once."""
    seen: set[str] = set()
    for title in root.iter(f"{_C}title"):
        for paragraph in title.iter(f"{A}p"):
            yield paragraph_text(paragraph)
    for named in root.iter(f"{_C}tx", f"{_C}cat"):
        for point in named.iter(f"{_C}v"):
            if point.text and point.text not in seen:
                seen.add(point.text)
                yield point.text


def _is_hidden(shape: etree._Element) -> bool:
    return any(
        holder.get("hidden") in {"1", "true"}
        for part in shape
        if is_element(part) and str(part.tag).rpartition("}")[2].startswith("nv")
        for holder in part.iterfind(f"{P}cNvPr")
    )


def _is_covered(cell: etree._Element) -> bool:
    """Tell a cell that a merge hides."""
    return cell.get("hMerge") in {"1", "true"} or cell.get("vMerge") in {"1", "true"}


def _cell(cell: etree._Element, *, head: bool) -> HtmlCell:
    lines = [one.text for one in read_body(cell)]
    return HtmlCell("\n".join(lines), _span(cell, "gridSpan"), _span(cell, "rowSpan"), head)


def _span(cell: etree._Element, name: str) -> int:
    text = cell.get(name) or "1"
    return min(max(int(text), 1), _MAX_SPAN) if text.isascii() and text.isdigit() and len(text) < 6 else 1
