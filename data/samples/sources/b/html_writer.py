"""Write a source as an HTML page and, through WeasyPrint, as PDF with embedded fonts."""

from __future__ import annotations

import html
from pathlib import Path

from markup import INLINE, Node, Source

TAGS = {"#": "h1", "#!": "h1", "##": "h2", "###": "h3", "p": "p", ">": "blockquote", "-": "li", "a.": "li"}


def inline(text: str) -> str:
    """Return the text as HTML; **bold** is the only inline mark used in PDFs, plus ^x^ and ~x~."""
    escaped = html.escape(text, quote=False)
    return INLINE.sub(lambda match: f"<b>{match[1]}</b>" if match[1] else match[0], escaped).replace(
        "&lt;br&gt;", "<br>"
    )


def _cell(rows: list[list[str]], row: int, column: int) -> str:
    text = rows[row][column]
    if text in ("^", "<"):
        return ""
    down = 1
    while row + down < len(rows) and rows[row + down][column] == "^":
        down += 1
    right = 1
    while column + right < len(rows[row]) and rows[row][column + right] == "<":
        right += 1
    spans = (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{right}"' if right > 1 else "")
    plain = rows[0][0].startswith("*")
    tag = "th" if row == 0 and not plain else "td"
    text = text.removeprefix("*") if plain and (row, column) == (0, 0) else text
    return f"<{tag}{spans}>{inline(text)}</{tag}>"


def _table(node: Node) -> str:
    lines = [
        "<tr>" + "".join(_cell(node.rows, row, column) for column in range(len(cells))) + "</tr>"
        for row, cells in enumerate(node.rows)
    ]
    if node.rows[0][0].startswith("*"):
        return f"<table class='plain'>{''.join(lines)}</table>"
    return f"<table><thead>{lines[0]}</thead><tbody>{''.join(lines[1:])}</tbody></table>"


def to_html(source: Source, styles: str) -> str:
    """Return the whole page."""
    body: list[str] = []
    listing = ""
    for node in source.nodes:
        wanted = {"-": "ul", "a.": "ol"}.get(node.kind, "")
        if listing and wanted != listing:
            body.append(f"</{listing}>")
        if wanted and wanted != listing:
            body.append(f"<{wanted}>")
        listing = wanted
        if node.kind == "html":
            body.append(node.text)
        elif node.kind == "table":
            body.append(_table(node))
        else:
            tag = TAGS[node.kind]
            body.append(f"<{tag}>{inline(node.text)}</{tag}>")
    if listing:
        body.append(f"</{listing}>")
    facts = source.facts
    return (
        f'<!doctype html><html lang="{facts["language"]}"><head><meta charset="utf-8">'
        f"<title>{html.escape(facts['title'])}</title><style>{styles}</style></head>"
        f"<body>{chr(10).join(body)}</body></html>"
    )


def write_pdf(source: Source, folder: Path, target: Path) -> None:
    """Write the PDF; the style sheet is the one the front matter names."""
    from weasyprint import HTML

    styles = (folder / source.facts["style"]).read_text(encoding="utf-8")
    for name, value in source.facts.items():
        styles = styles.replace(f"@{name}@", value.replace('"', '\\"'))
    target.parent.mkdir(parents=True, exist_ok=True)
    HTML(string=to_html(source, styles), base_url=str(folder)).write_pdf(target)
