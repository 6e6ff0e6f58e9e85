"""The small markup in which the invented sample documents are written.

A source starts with ``key: value`` lines up to ``---``.  After that a line is a block:
``#`` to ``###`` heading, ``#!`` heading without automatic number, ``=``/``==``/``===``
paragraph numbered on level 2/3/4, ``a.`` lettered item, ``i.`` roman item, ``-`` bullet,
``|`` table row (first row is the head; ``^`` goes on from above, ``<`` from the left;
a first row that starts with ``*`` is no head),
``!word rest`` a command of the writer, ``<`` raw HTML, anything else a paragraph.
Inline: ``**bold**``, ``[^footnote]``, ``{+inserted+}``, ``{-deleted-}``, ``{#comment|words#}``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

_BLOCK = re.compile(r"(###|##|#!|#|={1,3}|a\.|i\.|-|>)\s+(.*)")
INLINE = re.compile(r"\*\*(.+?)\*\*|\[\^(.+?)\]|\{\+(.+?)\+\}|\{-(.+?)-\}|\{#(.+?)\|(.+?)#\}")


@dataclass
class Node:
    """One block: ``kind`` is its mark, ``rows`` only filled for a table."""

    kind: str
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)


@dataclass
class Source:
    """A parsed source: facts of the front matter and the blocks in order."""

    facts: dict[str, str]
    nodes: list[Node]


def read_source(path: Path) -> Source:
    """Read one source file."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    nodes: list[Node] = []
    for line in body.splitlines():
        _add(nodes, line.rstrip())
    return Source(facts, [node for node in nodes if node.kind])


def _add(nodes: list[Node], line: str) -> None:
    if line.startswith("|"):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if nodes and nodes[-1].kind == "table":
            nodes[-1].rows.append(cells)
        else:
            nodes.append(Node("table", rows=[cells]))
    elif line.startswith("!"):
        name, _, rest = line.partition(" ")
        nodes.append(Node(name, rest))
    elif line.startswith("<"):
        nodes.append(Node("html", line))
    elif match := _BLOCK.match(line):
        nodes.append(Node(match[1], match[2]))
    else:
        nodes.append(Node("p" if line else "", line))
