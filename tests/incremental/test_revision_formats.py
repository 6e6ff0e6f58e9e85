"""Made revisions of which the old is a Word file and the new a PDF: read, cut, compared, held against the truth."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

from domain.revision import Change, ChangeKind, ClauseFacts, Standing, facts_of
from domain.text import has_han
from extractors.base import ReadLimits
from extractors.reading import read
from pipeline import clauses
from pipeline.alignment import align
from pipeline.gold import read_gold
from tests.incremental.revision_generator import SUBSTANCE, Revision, manual, revise
from tests.unit.made_documents import make_docx, paragraph
from tests.unit.pdf_drawing import Sheet, draw

REVISIONS = 120
LONGEST = 40  # clauses of one manual
_ROOM = 470.0  # points of a line
_LINES = 46  # of a page
_OWN_NUMBER = re.compile(
    r"[(（]?\w{1,3}[)）.、]|[\d(（•-]|第.{1,4}条|[A-Z]+\d"
)  # of the document it was taken from
_SPLIT = ("split", "merge")


def made() -> Iterator[Revision]:
    by_document = defaultdict(list)
    for clause in read_gold():
        whole = clause.kind == "heading" or clause.text.rstrip().endswith(("。", "."))
        if whole and "|" not in clause.text + clause.context and not _OWN_NUMBER.match(clause.text):
            by_document[clause.document].append(clause)
    documents = [every[:LONGEST] for name, every in sorted(by_document.items()) if len(every) > 20]
    for seed in range(REVISIONS):
        own, other = documents[seed * 5 % len(documents)], documents[(seed * 5 + 7) % len(documents)]
        present = {clause.text for clause in own}
        material = [
            one.text for one in other
            if one.kind != "heading" and one.text not in present and len(one.text) > 15
            and has_han(one.text) == has_han(own[-1].text) and one.text.rstrip().endswith(("。", "."))
            and not _OWN_NUMBER.match(one.text)
        ]  # fmt: skip
        material = material or ["The supplier shall keep all records for 15 years."]
        yield numbered_anew(revise(manual(own), material, seed))


def numbered_anew(revision: Revision) -> Revision:
    """Number the new manual from the start, as whoever prints it does: many clauses are renumbered."""
    new: list[ClauseFacts] = []
    chapter, at = 0, 0
    for side in revision.new:
        words = side.text[len(side.number or "") :].lstrip()
        chapter, at = (chapter + 1, 0) if side.is_heading or not chapter else (chapter, at + 1)
        number = f"{chapter}" if side.is_heading else f"{chapter}.{at}"
        new.append(replace(side, number=number, text=f"{number} {words}"))
    old, now = ({one.key: one.number for one in many} for many in (revision.old, new))
    truth = {
        key: replace(one, kind=_kind(old[key] == now.get(key))) if one.kind in _STANDING else one
        for key, one in revision.truth.items()
    }
    return replace(revision, new=tuple(new), truth=truth)


def _kind(same: bool) -> ChangeKind:
    return ChangeKind.UNCHANGED if same else ChangeKind.RENUMBERED


_STANDING = (ChangeKind.UNCHANGED, ChangeKind.RENUMBERED)


def as_docx(path: Path, sides: Sequence[ClauseFacts]) -> Path:
    return make_docx(path, "".join(paragraph(escape(side.text)) for side in sides))


def as_pdf(path: Path, sides: Sequence[ClauseFacts]) -> Path:
    """Print the manual anew: lines broken, a running head and a number on each page."""
    lines = [line for side in sides for line in ("", *_printed(side.text))]
    pages = [lines[at : at + _LINES] for at in range(0, len(lines), _LINES)]
    sheets = []
    for number, page in enumerate(pages, start=1):
        sheet = Sheet().text(60, 40, "Supplier Manual / Issue 2").text(280, 815, f"{number} / {len(pages)}")
        for at, line in enumerate(page):
            if line:
                sheet.text(60, 80 + 15 * at, line)
        sheets.append(sheet)
    path.write_bytes(draw(*sheets))
    return path


def _printed(text: str) -> list[str]:
    """Break a text into lines as wide as the page allows, as whoever prints it does."""
    chinese = has_han(text)
    words = text.replace("\\", "/").replace("\n", "" if chinese else " ")
    lines, width = [""], 0.0
    for piece in re.findall(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+|\s+", words):
        need = sum(_width(char) for char in piece) * 10
        if width + need > _ROOM and not piece.isspace():
            lines.append("")
            width = 0.0
        lines[-1] += piece
        width += need
    return [line.strip() for line in lines if line.strip()]


def _width(char: str) -> float:
    """Return about how wide a character is drawn, in em."""
    if char >= "\u2e80":
        return 1.0
    return 0.3 if char in " iljtfI.,;:'|()-" else 0.72 if char.isupper() or char in "mw%" else 0.55


def sides(path: Path) -> tuple[ClauseFacts, ...]:
    extract = read(path, ReadLimits())
    language = "zh" if any(has_han(block.text) for block in extract.blocks) else "en"
    return tuple(
        facts_of(one, order) for order, one in enumerate(clauses.split("d", extract.blocks, language))
    )


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _is_kept(change: Change, now: str, come: set[str]) -> bool:
    """Tell whether a decision stands over the change, and what came does not stand as new beside it."""
    read = _bare(change.new.text) if change.new else ""
    beside = now.removeprefix(read) if now.startswith(read) else now
    return change.standing is not Standing.REOPEN and beside not in come


def _is_right(edit: str, truth: ChangeKind, found: Sequence[Change]) -> bool:
    kinds = {change.kind for change in found}
    if edit in _SPLIT:
        return bool(kinds & {ChangeKind.REWORDED, *SUBSTANCE}) or any(c.relation != "same" for c in found)
    if truth is ChangeKind.VALUE_CHANGED and edit == "words":
        return bool(kinds & set(SUBSTANCE))
    return truth in kinds


def test_a_word_file_that_comes_back_as_a_pdf_is_compared_as_well(tmp_path: Path) -> None:
    total, right, needless, missing = Counter[str](), Counter[str](), Counter[str](), 0
    kept: list[str] = []
    for seed, revision in enumerate(made()):
        old = sides(as_docx(tmp_path / f"{seed}.docx", revision.old))
        new = sides(as_pdf(tmp_path / f"{seed}.pdf", revision.new))
        found = defaultdict(list)
        come = set[str]()
        for change in align(old, new):
            come |= {_bare(change.new.text)} if change.new and not change.old else set()
            if change.old:
                found[_bare(change.old.text)].append(change)
        now = {side.key: _bare(side.text) for side in revision.new}
        for side in revision.old:
            truth = revision.truth[side.key]
            mine = found.get(_bare(side.text), [])
            missing += not mine
            if not mine or side.is_heading:
                continue
            total[truth.edit] += 1
            right[truth.edit] += _is_right(truth.edit, truth.kind, mine)
            open_ = all(change.standing is Standing.REOPEN for change in mine)
            stays = truth.kind not in (*SUBSTANCE, ChangeKind.REMOVED) and truth.edit not in _SPLIT
            needless[truth.edit] += stays and open_
            if truth.kind in SUBSTANCE and any(_is_kept(one, now.get(side.key, ""), come) for one in mine):
                kept.append(f"{seed} {truth.edit}: {mine[0].old} -> {mine[0].new}")
    clauses_ = sum(total.values())
    lines = [
        f"{edit:20} {total[edit]:6} right {right[edit] / total[edit]:7.2%} needless {needless[edit]:4}"
        for edit in sorted(total)
    ]
    lines.append(
        f"DOCX to PDF: {REVISIONS} pairs, {clauses_} clauses, right {sum(right.values()) / clauses_:.2%}, needlessly"
        f" reopened {sum(needless.values()) / clauses_:.2%}, wrongly kept {len(kept)}, cut otherwise {missing}"
    )
    sys.stdout.write("\n".join(["", *lines, ""]))

    assert kept == []
    assert sum(right.values()) / clauses_ >= 0.95
    assert sum(needless.values()) / clauses_ <= 0.03
    assert missing / (clauses_ + missing) <= 0.1
