"""What is kept from run to run: an equal result from kept pieces, and never an old one."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

from made_checklists import small

import workbook
from domain.requirement import Label
from domain.review import Checklist, Decision, OwnCell, OwnNotes
from pipeline import cache
from workbook import data
from workbook.kept import Marks


class Counting:
    """Keeps pieces and counts how many were known."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], tuple[str, bytes]] = {}
        self.row_marks = Marks()
        self.known = 0
        self.made = 0

    def get(self, kind: str, id_: str, key: str) -> bytes | None:
        held = self.held.get((kind, id_))
        if held is None or held[0] != key:
            self.made += 1
            return None
        self.known += 1
        return held[1]

    def put(self, kind: str, id_: str, key: str, body: bytes) -> None:
        self.held[kind, id_] = key, body


def written(checklist: Checklist, folder: Path, kept: Counting | None, language: str = "zh") -> list[bytes]:
    book, lines = folder / "book.xlsx", folder / "data.json"
    if kept is None:
        workbook.write(checklist, book, language)
        data.write_json(checklist, lines, language)
    else:
        workbook.write(checklist, book, language, kept)
        data.write_json(checklist, lines, language, kept)
    with zipfile.ZipFile(book) as package:
        parts = sorted(set(package.namelist()) - {"docProps/core.xml"})  # which has the time of day
        return [*map(package.read, parts), lines.read_bytes()]


def test_kept_pieces_give_the_very_same_files(tmp_path: Path) -> None:
    kept = Counting()
    fresh = written(small(), tmp_path, None)

    assert written(small(), tmp_path, kept) == fresh
    assert kept.known == 0
    made = kept.made
    assert written(small(), tmp_path, kept) == fresh
    assert kept.made == made
    assert kept.known == made


def test_a_document_with_rows_on_two_sheets_is_kept_whole(tmp_path: Path) -> None:
    kept, one = Counting(), small()
    first = next(
        row for row in one.rows if row.decision is None and row.requirement.verdict.label is Label.CSR
    )
    product = replace(first.requirement.verdict, label=Label.PRODUCT)
    beside = replace(first, requirement=replace(first.requirement, key="R-beside", verdict=product))
    both = replace(one, rows=(first, beside))

    written(both, tmp_path, kept)
    made = kept.made
    written(both, tmp_path, kept)

    assert kept.made == made


def test_what_shows_in_a_row_makes_it_anew(tmp_path: Path) -> None:
    kept = Counting()
    before = small()
    written(before, tmp_path, kept)
    first = before.rows[0]
    decided = replace(first, decision=Decision(first.requirement.key, "product", comment="新意见"))
    key = before.rows[1].requirement.key
    documents = tuple(
        replace(one, facts=replace(one.facts, revision="Z9"), customer=f"{one.customer}二")
        for one in before.documents
    )
    for other in (
        replace(before, rows=(decided, *before.rows[1:])),
        replace(before, rows=before.rows[1:]),
        replace(before, documents=documents),
        replace(before, notes=OwnNotes(("备忘",), (OwnCell(key, "备忘", "看一看", "批注"),))),
        replace(before, notes=OwnNotes(("备忘",))),
    ):
        assert written(other, tmp_path, kept) == written(other, tmp_path, None)
    assert written(before, tmp_path, kept, "en") == written(before, tmp_path, None, "en")


def test_a_piece_of_another_version_is_not_known(tmp_path: Path) -> None:
    with cache.opened(tmp_path / "cache.sqlite") as kept:
        kept.made_with("1", Marks()).put("rows", "D-1", "key", b"piece")

        assert kept.made_with("1", Marks()).get("rows", "D-1", "key") == b"piece"
        assert kept.made_with("2", Marks()).get("rows", "D-1", "key") is None


def many() -> Checklist:
    """Return a checklist of so many documents that its sheets are written block by block."""
    before = small()
    one = before.documents[0]
    others = (
        replace(one, id=f"D-many-{number:03}", source=replace(one.source, path=f"顾客/{number:03}.pdf"))
        for number in range(150)
    )
    return replace(before, documents=(*before.documents, *others))


def test_blocks_of_documents_give_the_very_same_files_and_none_of_an_old_one(tmp_path: Path) -> None:
    kept = Counting()
    before = many()
    last = before.documents[-1]
    renamed = replace(last, facts=replace(last.facts, title="另一个题目", revision="C3"))

    assert written(before, tmp_path, kept) == written(before, tmp_path, None)
    made = kept.made
    assert written(before, tmp_path, kept) == written(before, tmp_path, None)
    assert kept.made == made
    for other in (
        replace(before, documents=(*before.documents[:-1], renamed)),
        replace(before, documents=before.documents[1:]),
        replace(before, documents=(renamed, *before.documents[:-1])),
    ):
        assert written(other, tmp_path, kept) == written(other, tmp_path, None)
    assert written(before, tmp_path, kept, "en") == written(before, tmp_path, None, "en")


def test_a_mark_stands_for_all_that_an_object_holds() -> None:
    rows = small().rows
    marks = Marks()

    assert marks.of(rows) == marks.of(rows) == Marks().of(small().rows)
    assert marks.of(rows[:1]) != marks.of(rows[1:2])
    assert marks.of([replace(rows[0], change="moved")]) != marks.of(rows[:1])


def test_half_a_character_has_a_mark() -> None:
    assert Marks().of(["half \ud800 pair"]) != Marks().of(["half \ud801 pair"])
