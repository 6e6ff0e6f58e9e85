"""The change report as one HTML file: no scripts, nothing from elsewhere, ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from domain.report import ChangeReport, EntryGroup, ReportEntry
from workbook.cells import visible_text
from workbook.change_words import ChangeWords, speak
from workbook.marked import Mark, Piece
from workbook.style import CAME, GREY, INK, LINE, MACHINE, PALE_MACHINE, RED

_LANGUAGE = {"zh": "zh-CN", "en": "en"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_TAGS = {
    Mark.DELETE: "del",
    Mark.INSERT: "ins",
    Mark.STRONG: "b",
    Mark.FAINT: "small",
    Mark.ALERT: "strong",
}
_STYLE = f"""
:root {{ color-scheme: light; }}
body {{ font: 14px/1.5 "Segoe UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", Arial, sans-serif;
  color: #{INK}; background: #fff; margin: 1.5rem auto; max-width: 1400px; padding: 0 1.5rem; }}
h1 {{ color: #{MACHINE}; font-size: 1.5rem; margin: 0; }}
h2 {{ color: #{MACHINE}; font-size: 1.1rem; margin: 1.6rem 0 .5rem; break-after: avoid; }}
p.line {{ color: #52606d; margin: .2rem 0 1rem; }}
table {{ border-collapse: collapse; width: 100%; table-layout: fixed; }}
th, td {{ border: 1px solid #{LINE}; padding: .35rem .5rem; vertical-align: top; text-align: left;
  overflow-wrap: anywhere; }}
thead th {{ background: #{MACHINE}; color: #fff; text-align: center; }}
tbody th, table.counts td {{ background: #{PALE_MACHINE}; color: #{MACHINE}; }}
table.counts td {{ background: none; text-align: center; font-size: 1.1rem; }}
td.text {{ white-space: pre-line; }}
td.number {{ text-align: center; }}
del {{ color: #{RED}; background: #fdecea; text-decoration: line-through; }}
ins {{ color: #{CAME}; background: #e6f4ea; text-decoration: underline; }}
small {{ color: #{GREY}; font-size: .9em; }}
strong {{ color: #{RED}; }}
table.sign td {{ height: 2.2rem; }}
a {{ color: inherit; }}
@media print {{
  @page {{ size: A4 landscape; margin: 12mm; }}
  body {{ font-size: 9pt; margin: 0; padding: 0; max-width: none; }}
  thead {{ display: table-header-group; }}
  tr {{ break-inside: avoid; }}
  * {{ -webkit-print-color-adjust: exact; print-color-adjust: exact; }}
}}
"""


def write(report: ChangeReport, path: Path, language: str) -> None:
    """Write the report as a page; raises OSError when it cannot be written."""
    path.write_text(page(report, language), encoding="utf-8", newline="\n")


def page(report: ChangeReport, language: str) -> str:
    """Return the page."""
    words = speak(report, language)
    return "\n".join((*_opening(words), *_body(words), "</body>", "</html>", ""))


def _opening(words: ChangeWords) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield f'<html lang="{_LANGUAGE.get(words.language, words.language)}">'
    yield '<head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_text(words.sentence('report.title'))} · {_text(words.header)}</title>"
    yield f"<style>{_STYLE}</style></head>"
    yield "<body>"


def _body(words: ChangeWords) -> Iterator[str]:
    report = words.report
    yield f"<h1>{_text(words.sentence('report.title'))}</h1>"
    yield f'<p class="line">{_text(words.header)}</p>'
    yield from _facts(words)
    yield f"<h2>{_text(words.sentence('report.summary'))}</h2>"
    counts = words.counts()
    yield _table([name for name, _ in counts], [[_cell(count) for _, count in counts]], look="counts")
    yield f"<p>{_text(words.summary())}</p>"
    yield from _announced(words)
    yield f"<p>{_text(words.sentence('report.legend'))}</p>"
    for group in EntryGroup:
        entries = [(at, one) for at, one in enumerate(report.entries, start=1) if one.group is group]
        if entries or group is not EntryGroup.OWN_MARK:
            yield f"<h2>{_text(words.sentence(f'report.{group}'))}</h2>"
            yield _entries(words, entries)
    yield from _signatures(words)
    yield f'<p class="line">{_text(words.sentence("report.note"))}</p>'


def _facts(words: ChangeWords) -> Iterator[str]:
    customer = f"{words.sentence('report.customer')}: {words.report.customer or '—'}"
    made = (
        f"{words.sentence('report.generated')}: {words.report.generated[:10]}"
        if words.report.generated
        else ""
    )
    yield f"<p>{_text('   ·   '.join(part for part in (customer, made) if part))}</p>"
    heads = [words.sentence(f"report.{key}") for key in ("document", "old_revision", "new_revision")]
    rows = [[_head(name), _cell(old), _cell(new)] for name, old, new in words.facts()]
    yield _table(heads, rows, (16, 42, 42))


def _announced(words: ChangeWords) -> Iterator[str]:
    report = words.report
    yield f"<h2>{_text(words.sentence('report.announced'))}</h2>"
    if report.announced:
        heads = [words.sentence(f"report.{key}") for key in ("announcement", "outcome", "entries")]
        rows = [
            [
                _cell(f"{one.announcement.revision}  {one.announcement.text}".strip()),
                _cell(words.outcome(one)),
                _cell(words.numbers(one.entries)),
            ]
            for one in report.announced
        ]
        yield _table(heads, rows, (50, 17, 33))
    else:
        yield f"<p>{_text(words.sentence('line.nothing_announced' if report.has_history else 'line.no_history'))}</p>"
    if report.has_history:
        places = words.unannounced()
        counted = words.sentence("line.unannounced", count=len(places), numbers=words.numbers(places))
        yield f"<p>{_text(counted if places else words.sentence('line.all_announced'))}</p>"


def _entries(words: ChangeWords, entries: Sequence[tuple[int, ReportEntry]]) -> str:
    if not entries:
        return f"<p>{_text(words.sentence('report.none'))}</p>"
    heads = [words.sentence("table.number")]
    heads += [words.sentence(f"report.{key}") for key in ("change", "old_text", "new_text", "action")]
    rows = [
        [
            f'<td class="number">{at}</td>',
            _cell(words.change(one)),
            _cell(words.old_text(one)),
            _cell(words.new_text(one)),
            _cell(words.action(one)),
        ]
        for at, one in entries
    ]
    return _table(heads, rows, (4, 11, 35, 35, 15))


def _signatures(words: ChangeWords) -> Iterator[str]:
    yield f"<h2>{_text(words.sentence('report.signatures'))}</h2>"
    heads = [words.sentence(f"report.{key}") for key in ("who", "count", "opinion", "signature", "signed_on")]
    signing = [(words.sentence("report.prepared"), ""), *((name, str(n)) for name, n in words.departments())]
    signing.append((words.sentence("report.approved"), ""))
    rows = [[_head(name), _cell(count), *[_cell("")] * 3] for name, count in signing]
    yield _table(heads, rows, (22, 10, 36, 18, 14), look="sign")


def _table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], shares: Sequence[int] = (), look: str = ""
) -> str:
    columns = "".join(f'<col style="width:{share}%">' for share in shares)
    named = "".join(f'<th scope="col">{_text(head)}</th>' for head in heads)
    body = "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    kind = f' class="{look}"' if look else ""
    return f"<table{kind}><colgroup>{columns}</colgroup><thead><tr>{named}</tr></thead>\n<tbody>{body}</tbody></table>"


def _head(text: str) -> str:
    return f'<th scope="row">{_text(text)}</th>'


def _cell(text: str | Sequence[Piece]) -> str:
    pieces = (Piece(text),) if isinstance(text, str) else text
    return f'<td class="text">{"".join(map(_piece, pieces))}</td>'


def _piece(piece: Piece) -> str:
    tag = _TAGS.get(piece.mark)
    return f"<{tag}>{_text(piece.text)}</{tag}>" if tag else _text(piece.text)


def _text(text: str) -> str:
    return escape(visible_text(text))
