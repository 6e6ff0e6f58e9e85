"""The truth of a structure source: what an HTML document says, in order, before it is typeset.

Every h1..h6, p, li, tr and every element with ``data-clause`` is one clause; ``data-n`` is
its number.  ``.skip`` is drawn over (bold made by printing twice), ``.foot`` is a footnote,
``meta name=furniture`` a running text, ``meta name=page`` a page number's pattern, ``nav``
a contents page.  Texts are compared without blanks.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import html

from domain.text import solid

_CLAUSES = "//h1|//h2|//h3|//p|//li|//tr|//*[@data-clause]|//*[@class='foot']"


@dataclass(frozen=True, slots=True)
class Expected:
    """One clause of the truth; ``cells`` only for a row.

    ``shown`` is a number or bullet that is no part of the text, but is where it is printed.
    """

    text: str
    number: str | None = None
    cells: tuple[str, ...] = ()
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Truth:
    """Clauses in order, and patterns of the texts that are furniture."""

    clauses: tuple[Expected, ...]
    notes: tuple[str, ...]
    furniture: re.Pattern[str]
    language: str


def read_truth(path: Path) -> Truth:
    """Return the truth of a source."""
    tree = html.fromstring(path.read_text("utf-8"))
    notes = tuple(solid(element.text_content()) for element in tree.xpath("//*[@class='foot']"))
    clauses: list[Expected] = []
    above: list[str] = []
    for element in tree.xpath(_CLAUSES):
        if element.get("class") == "foot":
            continue
        if element.tag == "tr":
            above = _cells(element, above)
            clauses.append(Expected(solid("|".join(c for c in above if c)), cells=tuple(above)))
        else:
            clauses.append(Expected(_text(element), element.get("data-n")))
    return Truth(tuple(clauses), notes, _furniture(tree), tree.get("lang") or "zh")


def printed(truth: Truth) -> Truth:
    """Return the truth of the document on paper: automatic numbers are part of the text."""
    return replace(truth, clauses=tuple(_printed(one) for one in truth.clauses))


def _printed(one: Expected) -> Expected:
    if one.cells and one.shown:
        return replace(one, text=f"{one.shown}|{one.text}", cells=(one.shown, *one.cells[1:]), shown="")
    return replace(one, text=one.shown + one.text, shown="")


def _text(element: html.HtmlElement) -> str:
    """Return the text as printed: a footnote leaves its number, what is drawn over nothing."""
    before = len(element.xpath("preceding::*[@class='foot']"))
    bare = copy.deepcopy(element)
    for number, part in enumerate(bare.xpath(".//*[@class='foot']"), start=before + 1):
        part.tail = f"{number}{part.tail or ''}"
        part.drop_tree()
    for part in bare.xpath(".//*[contains(@class,'skip')]"):
        part.drop_tree()
    return solid(bare.text_content())


def _cells(row: html.HtmlElement, above: list[str]) -> list[str]:
    """Return a row's cells: a span repeats downwards, and leaves blanks to its right."""
    body = row.getparent()
    rows = [item for item in row.xpath("ancestor::table[1]//tr")]
    width = max(sum(int(cell.get("colspan", 1)) for cell in item) for item in rows)
    at = list(body).index(row)
    covered = _covered(list(body)[:at], width, at)
    cells = list(row)
    out: list[str] = []
    while len(out) < width:
        if len(out) in covered:
            out.append(above[len(out)])
            continue
        cell = cells.pop(0)
        out.append(solid(cell.text_content()))
        out += [""] * (int(cell.get("colspan", 1)) - 1)
    return out


def _covered(before: list[html.HtmlElement], width: int, at: int) -> set[int]:
    """Return the columns of row ``at`` that cells of rows before it cover."""
    until = [0] * width
    for number, row in enumerate(before):
        column = 0
        for cell in row:
            while until[column] > number:
                column += 1
            span = int(cell.get("colspan", 1))
            for covered in range(column, column + span):
                until[covered] = number + int(cell.get("rowspan", 1))
            column += span
    return {column for column, end in enumerate(until) if end > at}


def _furniture(tree: html.HtmlElement) -> re.Pattern[str]:
    patterns = [re.escape(solid(meta.get("content"))) for meta in tree.xpath("//meta[@name='furniture']")]
    for meta in tree.xpath("//meta[@name='page']"):
        patterns.append(re.escape(solid(meta.get("content"))).replace(r"\{\}", r"\d+"))
    for entry in tree.xpath("//nav/div"):
        patterns.append(re.escape(solid(entry.text_content())) + r"\.+\d*")
    return re.compile("|".join(patterns) or "(?!)")
