"""Turns the plain source text of the sample manual into HTML.

The markup is as small as the manual needs, one paragraph a line: ``#`` a chapter, ``#!`` a
chapter that the contents page leaves out, ``##`` a section, ``|`` table rows (the first is the
head, unless a cell of it is blank: then it is a form), ``!cols`` the column widths in
percent, ``>>>columns`` to ``<<<`` two columns, ``===`` a new page, ``!toc`` the contents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

_ITEM = re.compile(r"^([（(][一二三四五六七八九十]+[）)]|\d+\)|[①-⑳])")
_DEEP = re.compile(r"^[a-z]\)")
_NOTE = re.compile(r"^(注|示例|填写说明)：")
_CAPTION = re.compile(r"^表 \d+-\d+ ")
_NUMBERED = re.compile(r"^\d+\.\d+\.\d+ ")


@dataclass
class Page:
    """The HTML made so far, with the headings that the contents page names."""

    parts: list[str] = field(default_factory=list)
    headings: list[tuple[str, str, str]] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def add(self, line: str) -> None:
        """Take in one source line."""
        if line.startswith("|"):
            self.rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
            return
        self.close_table()
        if line.startswith("#"):
            self._heading(line)
        elif line.startswith("!cols "):
            self.widths = [int(width) for width in line.split()[1:]]
        else:
            self.parts.append(_block(line))

    def _heading(self, line: str) -> None:
        marks, title = line.split(" ", 1)
        tag = "h2" if marks == "##" else "h1"
        anchor = f"h{len(self.headings) + 1}"
        place = "" if marks == "#!" else f' id="{anchor}"'
        self.parts.append(f"<{tag}{place}>{escape(title)}</{tag}>")
        if place:
            self.headings.append((anchor, "section" if tag == "h2" else "chapter", title))

    def close_table(self) -> None:
        """Write the rows gathered so far as one table."""
        if not self.rows:
            return
        is_form = "" in self.rows[0]
        columns = "".join(f'<col style="width:{width}%">' for width in self.widths)
        head = [] if is_form else self.rows[:1]
        body = self.rows[len(head) :]
        self.parts.append(f'<table class="{"form" if is_form else "grid"}"><colgroup>{columns}</colgroup>')
        self.parts.append(f"<thead>{_rows(head, 'th')}</thead>" if head else "")
        self.parts.append(f"<tbody>{_rows(body, 'td')}</tbody></table>")
        self.rows, self.widths = [], []

    def html(self) -> str:
        """Return the body; the contents page is put in its place."""
        self.close_table()
        links = "".join(
            f'<a class="{kind}" href="#{anchor}">{escape(title)}</a>' for anchor, kind, title in self.headings
        )
        contents = f'<div class="contents"><h1>目 录</h1>{links}</div>'
        return "\n".join(contents if part == "!toc" else part for part in self.parts)


def _rows(rows: list[list[str]], tag: str) -> str:
    return "".join(
        "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) + "</tr>" for row in rows
    )


_MARKS = {
    "===": '<div style="break-after:page"></div>',
    ">>>columns": '<div class="columns">',
    "<<<": "</div>",
    "!toc": "!toc",
}


def _block(line: str) -> str:
    if line in _MARKS:
        return _MARKS[line]
    kinds = (
        (_ITEM, "item"),
        (_DEEP, "deep"),
        (_NOTE, "note"),
        (_CAPTION, "caption"),
        (_NUMBERED, "numbered"),
    )
    kind = next((name for pattern, name in kinds if pattern.match(line)), "plain")
    return f'<p class="{kind}">{escape(line)}</p>'


def to_html(source: str) -> str:
    """Return the HTML body of a source text."""
    page = Page()
    for line in source.splitlines():
        if line.strip():
            page.add(line.strip())
    return page.html()
