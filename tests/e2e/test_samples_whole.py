"""The samples from folder to workbook: accounted for, quoted to the letter, told the same everywhere."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from app.cli import run
from domain.text import solid

ROOT = Path(__file__).resolve().parents[2]
INBOX = ROOT / "data" / "samples" / "inbox"
Data = dict[str, Any]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples") / "outputs"
    assert run(["run", str(INBOX), "--out", str(folder), "--lang", "zh", "--quiet"]) == 0
    return folder


@pytest.fixture(scope="module")
def data(out: Path) -> Data:
    loaded: Data = json.loads((out / "checklist.json").read_text(encoding="utf-8"))
    return loaded


def _of(data: Data, ending: str) -> Data:
    return next(one for one in data["documents"] if one["path"].endswith(ending))


def test_every_file_has_a_row(data: Data) -> None:
    found = {path.relative_to(INBOX).as_posix() for path in INBOX.rglob("*") if path.is_file()}

    assert {one["path"] for one in data["documents"]} == found


def test_every_character_of_every_page_is_in_clauses_or_furniture(data: Data) -> None:
    unaccounted = [
        (one["path"], page)
        for one in data["documents"]
        for page in one["coverage"]
        if page["found"] != page["in_clauses"] + page["in_furniture"] + page["lost"] or page["lost"]
    ]
    missing = [
        one["path"] for one in data["documents"] if one["pages"] and len(one["coverage"]) != one["pages"]
    ]

    assert (unaccounted, missing) == ([], [])


def test_every_requirement_can_be_found_again(data: Data) -> None:
    clauses = {one["id"]: one for one in data["clauses"]}
    paths = {one["id"]: one["path"] for one in data["documents"]}
    lost = []
    for one in data["requirements"]:
        clause = clauses[one["clause"]]
        if paths[one["document"]].endswith(".pdf"):
            placed = one["page"] is not None and one["bbox"] is not None
        else:
            placed = clause["paragraph"] is not None or clause["cell"] is not None
        if not placed or solid(one["text"]) not in solid(clause["text"]):
            lost.append(one["id"])

    assert lost == []


def _pdf_letters(path: Path) -> str:
    """Return all letters of a PDF in the order PDFium gives them, hyphens and bullets left out."""
    pdf = pypdfium2.PdfDocument(path)
    texts = []
    for number in range(len(pdf)):
        page = pdf[number]
        texts.append(page.get_textpage().get_text_range())
    pdf.close()
    return _letters("".join(texts))


def _letters(text: str) -> str:
    return solid(text).translate({ord(char): None for char in "-\xad\ufffe\u2010|\u2022"})


@pytest.mark.parametrize("path", sorted(INBOX.rglob("*.pdf")), ids=lambda path: path.stem.split()[0])
def test_every_quote_of_a_pdf_stands_in_it_to_the_letter(data: Data, path: Path) -> None:
    document = _of(data, path.name)["id"]
    letters = _pdf_letters(path)
    quotes = [one["text"] for one in data["requirements"] if one["document"] == document]
    # a row's cells and a paragraph over a page break are quoted in reading order: piece by piece
    pieces = [piece for quote in quotes for piece in quote.replace("\n", "|").split("|") if piece.strip()]
    strange = [piece for piece in pieces if not _stands(_letters(piece), letters)]

    assert len(quotes) > 10
    assert len(strange) <= len(pieces) * 0.002, strange[:5]


def _stands(piece: str, letters: str) -> bool:
    """Tell whether a piece stands in the letters, at most cut once (a page or column break)."""
    if piece in letters:
        return True
    return any(piece[:cut] in letters and piece[cut:] in letters for cut in range(4, len(piece) - 3))


def test_rules_of_shops_give_no_requirement(data: Data) -> None:
    foreign = [_of(data, "returns-and-exchange-policy.txt"), _of(data, "会员守则.docx")]

    assert [one["requirement_count"] for one in foreign] == [0, 0]


@pytest.mark.parametrize("ending", ["技术协议.pdf", "检验标准.pdf"])
def test_technical_papers_are_nearly_all_product(data: Data, ending: str) -> None:
    document = _of(data, ending)["id"]
    verdicts = Counter(one["verdict"] for one in data["requirements"] if one["document"] == document)

    assert verdicts["product"] > verdicts["csr"]
    assert verdicts["commercial"] <= 3


def test_sheets_and_data_tell_the_same(out: Path, data: Data) -> None:
    book = openpyxl.load_workbook(out / "CSR-checklist.xlsx", read_only=True)
    listed, excluded = (_ids(book[name]) for name in ("顾客特殊要求清单", "产品与商务要求"))
    by_verdict: dict[bool, set[str]] = {True: set(), False: set()}
    for one in data["requirements"]:
        by_verdict[one["verdict"] == "csr"].add(one["id"])
    carriers = {one["document"] for one in data["requirements"] if one["verdict"] == "csr"}
    matrix = [row for row in book["识别清单"].iter_rows(min_row=2, values_only=True) if row[1]]
    filled = [row for row in matrix if any("根据" in str(cell) for cell in row[3:])]
    book.close()

    assert listed == by_verdict[True]
    assert excluded == by_verdict[False]
    assert len(matrix) == len(data["documents"])
    assert len(filled) == len(carriers)


def _ids(sheet: Any) -> set[str]:
    rows = sheet.iter_rows(values_only=True)
    header = next(row for row in rows if row and "编号" in row)
    place = header.index("编号")
    return {row[place] for row in rows if row[place]}
