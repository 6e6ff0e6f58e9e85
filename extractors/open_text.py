"""OpenDocument content (ISO 26300) as blocks: headings, lists, tables, notes, slides, sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from domain.document import NOWHERE, Block, BlockKind, Locator
from domain.problem import Severity
from domain.text import count_characters
from extractors.flow_tables import gather_table
from extractors.gathering import Gathering
from extractors.html_tables import HtmlCell
from extractors.line_items import split_items
from extractors.numerals import write_number
from extractors.xml_safety import is_element

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
T, TABLE, DRAW = f"{{{_SPACE}text:1.0}}", f"{{{_SPACE}table:1.0}}", f"{{{_SPACE}drawing:1.0}}"
OFFICE, STYLE, PRESENTATION = (
    f"{{{_SPACE}office:1.0}}",
    f"{{{_SPACE}style:1.0}}",
    f"{{{_SPACE}presentation:1.0}}",
)
_MAX_REPEAT = 200
_NUMBERS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_HAN_NUMBERS = {"一, 二, 三, ...": "chineseCounting", "①, ②, ③, ...": "decimalEnclosedCircle"}
_FURNITURE = frozenset({"table-of-content", "alphabetical-index", "illustration-index", "table-index"})
_DROPPED = frozenset({"tracked-changes", "forms", "sequence-decls", "variable-decls", "settings", "scripts"})


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is: kind of part, account, list and its depth."""

    kind: BlockKind = BlockKind.PARAGRAPH
    account: str = "document"
    locator: Locator = NOWHERE
    style: str = ""
    level: int = 0
    depth: int = 0


class OpenStory:
    """Walks one content part and gathers its blocks."""

    def __init__(self, gathering: Gathering, styles: dict[str, etree._Element]) -> None:
        """Take where blocks go and the list styles by name."""
        self._gathering, self._styles = gathering, styles
        self._counters: dict[tuple[str, int], int] = {}
        self._number: str | None = None
        self._hidden: list[str] = []

    def tell(self, root: etree._Element, kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        """Gather all within an element of the flow."""
        self._walk(root, _Place(kind))
        if self._hidden:
            for text in self._hidden:
                self._gathering.add_flowing(Block(BlockKind.FURNITURE, text))
            self._gathering.note("hidden-text", f"{sum(map(count_characters, self._hidden))} characters")
            self._hidden = []

    def tell_slide(self, page: etree._Element, number: int) -> None:
        """Gather one slide of a presentation."""
        self._walk(page, _Place(account=str(number), locator=Locator(slide=number)))

    def _walk(self, element: etree._Element, place: _Place) -> None:
        if place.depth > self._gathering.limits.depth * 2:
            self._gathering.lose(count_characters("".join(map(str, element.itertext()))), place.account)
            self._gathering.note("truncated-reading", "nested too deep", severity=Severity.LOSS)
            return
        place = replace(place, depth=place.depth + 1)
        for child in filter(is_element, element):
            self._child(child, place)

    def _child(self, child: etree._Element, place: _Place) -> None:
        local = str(child.tag).rpartition("}")[2]
        if local in _DROPPED:
            return
        if child.tag in {f"{T}h", f"{T}p"}:
            self._paragraph(child, place)
        elif child.tag == f"{T}list":
            style = child.get(f"{T}style-name") or place.style
            if place.level == 0 and child.get(f"{T}continue-numbering") != "true":
                self._counters = {key: n for key, n in self._counters.items() if key[0] != style}
            self._walk(child, replace(place, style=style, level=place.level + 1))
        elif child.tag == f"{T}list-item":
            self._number = self._count(place.style, place.level, child.get(f"{T}start-value"))
            self._walk(child, place)
        elif child.tag == f"{TABLE}table":
            self._table(child, place)
        elif child.tag == f"{PRESENTATION}notes" or local == "annotation":
            self._walk(child, replace(place, kind=BlockKind.NOTE))
        else:
            furniture = local in _FURNITURE
            self._walk(child, replace(place, kind=BlockKind.FURNITURE) if furniture else place)

    def _count(self, style: str, level: int, start: str | None = None) -> str | None:
        """Count one item of a list on and return its number as shown."""
        root = self._styles.get(style)
        found = None
        for one in () if root is None else root:
            if is_element(one) and one.get(f"{T}level") == str(level):
                found = one
        key = (style, level)
        for deeper in [other for other in self._counters if other[0] == style and other[1] > level]:
            del self._counters[deeper]
        first = _integer(start or (None if found is None else found.get(f"{T}start-value")), 1)
        self._counters[key] = first if start or key not in self._counters else self._counters[key] + 1
        if found is None or str(found.tag).endswith("bullet"):
            return "•"
        form = found.get(f"{STYLE}num-format") or ""
        if not form:
            return None
        shown = min(max(_integer(found.get(f"{T}display-levels"), 1), 1), level)
        written = _HAN_NUMBERS.get(form) or _NUMBERS.get(form) or "decimal"
        counts = [self._counters.get((style, one), 1) for one in range(level - shown + 1, level + 1)]
        text = ".".join([*map(str, counts[:-1]), write_number(counts[-1], written)])
        return (found.get(f"{STYLE}num-prefix") or "") + text + (found.get(f"{STYLE}num-suffix") or "")

    def _paragraph(self, element: etree._Element, place: _Place) -> None:
        apart: list[etree._Element] = []
        text = "".join(self._words(element, apart, 0)).strip()
        number, self._number = (self._number, None) if text else (None, self._number)
        kind, level = place.kind, None
        if kind is BlockKind.PARAGRAPH and element.tag == f"{T}h":
            kind, level = BlockKind.HEADING, max(_integer(element.get(f"{T}outline-level"), 1), 1)
        elif kind is BlockKind.PARAGRAPH and number is not None:
            kind, level = BlockKind.LIST_ITEM, place.level
        for index, piece in enumerate(split_items(text)):
            self._add(Block(kind, piece, place.locator, level, None if index else number), place)
        for inner in apart:
            note = str(inner.tag).rpartition("}")[2] in {"note-body", "annotation"}
            self._walk(inner, replace(place, kind=BlockKind.NOTE) if note else replace(place, level=0))

    def _add(self, block: Block, place: _Place) -> None:
        if block.locator is NOWHERE:
            self._gathering.add_flowing(block, place.account)
        else:
            self._gathering.add(block, place.account)

    def _words(self, element: etree._Element, apart: list[etree._Element], depth: int) -> Iterator[str]:
        """Yield the words of a paragraph; what stands apart from its flow is put aside."""
        if depth > 200:
            self._gathering.lose(count_characters("".join(map(str, element.itertext()))))
            return
        yield " ".join((element.text or "").split("\n"))
        for child in element:
            if is_element(child):
                yield from self._inline(child, apart, depth)
            yield " ".join((child.tail or "").split("\n"))

    def _inline(self, child: etree._Element, apart: list[etree._Element], depth: int) -> Iterator[str]:
        local = str(child.tag).rpartition("}")[2]
        if local == "s":
            yield " " * min(_integer(child.get(f"{T}c"), 1), _MAX_REPEAT)
        elif local in {"tab", "line-break"}:
            yield "\t" if local == "tab" else "\n"
        elif local == "note":
            apart.extend(child.iterfind(f"{T}note-body"))
        elif local == "annotation" or str(child.tag).startswith(DRAW):
            apart.append(child)
        elif local in {"hidden-text", "hidden-paragraph"}:
            self._hidden += filter(None, ["".join(map(str, child.itertext())).strip()])
        elif local != "tracked-changes":
            yield from self._words(child, apart, depth + 1)

    def _table(self, table: etree._Element, place: _Place) -> None:
        rows: list[list[HtmlCell]] = []
        apart: list[etree._Element] = []
        for row in table.iter(f"{TABLE}table-row"):
            if next(row.iterancestors(f"{TABLE}table")) is not table:
                continue
            parent = row.getparent()
            head = parent is not None and parent.tag == f"{TABLE}table-header-rows"
            rows.append([self._cell(cell, apart, head=head) for cell in row.iterfind(f"{TABLE}table-cell")])
        kind = BlockKind.TABLE_ROW if place.kind is BlockKind.PARAGRAPH else place.kind
        gather_table(rows, self._gathering, place.account, place.locator, kind=kind)
        for inner in apart:
            note = str(inner.tag).rpartition("}")[2] in {"note-body", "annotation"}
            if inner.tag == f"{TABLE}table":
                self._child(inner, replace(place, depth=place.depth + 1))
            else:
                self._walk(inner, replace(place, kind=BlockKind.NOTE) if note else place)

    def _cell(self, cell: etree._Element, apart: list[etree._Element], *, head: bool) -> HtmlCell:
        lines = []
        for node in cell.iter(f"{T}p", f"{T}h", f"{TABLE}table"):
            owner = next(
                node.iterancestors(f"{TABLE}table-cell", f"{T}note", f"{OFFICE}annotation", f"{DRAW}frame"),
                None,
            )
            if owner is not cell:
                continue
            if node.tag == f"{TABLE}table":
                apart.append(node)
            else:
                lines.append("".join(self._words(node, apart, 0)).strip())
        text = "\n".join(line for line in lines if line)
        spans = [_integer(cell.get(f"{TABLE}number-{name}-spanned"), 1) for name in ("columns", "rows")]
        bounded = [min(max(span, 1), _MAX_REPEAT) for span in spans]
        return HtmlCell(text, bounded[0], bounded[1], head)


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else default
