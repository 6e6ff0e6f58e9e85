"""Makes the sample supplier quality manual, and its next revision, as PDF."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

from manual_markup import to_html
from weasyprint import HTML

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Issue:
    """What the cover of one revision says; ``date`` is ISO 8601."""

    revision: str
    date: str
    effective: str
    copy: str


OLD = Issue("A/3", "2024-04-12", "2024-04-15", "065")
NEW = Issue("B/0", "2025-09-05", "2025-10-01", "065")

_COVER = """<div class="cover"><div class="stamp">受控文件<br>分发号 {copy}</div>
<div class="company">岚骞汽车股份有限公司</div><div class="title">供应商质量手册</div>
<div class="latin">SUPPLIER QUALITY MANUAL</div>
<table><tr><td>文件编号</td><td>LQ/G 3001</td></tr><tr><td>版　　次</td><td class="revision">{revision}</td></tr>
<tr><td>发布日期</td><td>{date}</td></tr><tr><td>生效日期</td><td>{effective}</td></tr></table>
<div class="foot">岚骞汽车股份有限公司采购质量部　发布<br>祁安市澄渡区望潮路 9 号</div></div>"""


def manual_source() -> str:
    """Return the text of revision A/3."""
    return "\n".join(path.read_text("utf-8") for path in sorted((HERE / "manual").glob("*.txt")))


def revised_source(source: str) -> str:
    """Return the text of revision B/0: the recorded changes, each applied to exactly one place.

    Raises ValueError when a change's old words are not found exactly once.
    """
    changes = tomllib.loads((HERE / "revision-changes.toml").read_text("utf-8"))["change"]
    for change in changes:
        for edit in change["edits"]:
            old, new = edit["old"], edit["new"]
            found = source.count(old)
            if found != 1:
                message = f"{change['id']}: {found} places hold {old!r}"
                raise ValueError(message)
            source = source.replace(old, new)
    return source


def write_manual(source: str, issue: Issue, target: Path) -> None:
    """Typeset one revision."""
    cover = _COVER.format(
        copy=issue.copy, revision=issue.revision, date=issue.date, effective=issue.effective
    )
    head = (
        '<html lang="zh-CN"><head><meta charset="utf-8"><title>供应商质量手册</title>'
        '<meta name="author" content="岚骞汽车股份有限公司采购质量部">'
        f'<meta name="dcterms.created" content="{issue.date}"><meta name="dcterms.modified" content="{issue.date}">'
        "</head><body>"
    )
    html = f"{head}{cover}{to_html(source)}</body></html>"
    write_pdf(html, "manual.css", target)


def write_pdf(html: str, style: str, target: Path) -> None:
    """Typeset HTML; the same words and style sheet give the same bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    identifier = hashlib.sha256(html.encode()).hexdigest()[:32].encode()
    HTML(string=html, base_url=str(HERE)).write_pdf(
        target, stylesheets=[str(HERE / style)], pdf_identifier=identifier
    )


def write_agreement(source: str, target: Path) -> None:
    """Typeset the traditional-Chinese agreement."""
    head = (
        '<html lang="zh-TW"><head><meta charset="utf-8"><title>品質保證協議書</title>'
        '<meta name="dcterms.created" content="2025-04-16"></head><body>'
    )
    write_pdf(f"{head}{to_html(source)}</body></html>", "taiwan.css", target)
