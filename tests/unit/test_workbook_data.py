from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
from made_checklists import CAPABILITY, clause, decided, row, rows, small, verdict

from domain.review import Checklist, Decision
from workbook import data

SCHEMA = json.loads(data.SCHEMA_FILE.read_text(encoding="utf-8"))


def written(folder: Path, checklist: Checklist) -> dict[str, object]:
    data.write_json(checklist, folder / "checklist.json")
    content: dict[str, object] = json.loads((folder / "checklist.json").read_text(encoding="utf-8"))
    return content


def check(content: object) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(content)


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_file_holds_the_checklist_and_keeps_to_the_schema(tmp_path: Path) -> None:
    checklist = small(orphans=(decided(),))
    content = written(tmp_path, checklist)

    assert content == data.as_json(checklist)
    check(content)


def test_an_empty_checklist_keeps_to_the_schema_too(tmp_path: Path) -> None:
    content = written(tmp_path, Checklist("2026-03-02", "0", (), (), (), ()))

    check(content)
    assert content["requirements"] == []


def test_a_requirement_says_all_that_is_known(tmp_path: Path) -> None:
    requirements = data.as_json(small())["requirements"]
    first = requirements[0]
    review = first.pop("review")

    assert first == {
        "id": "q-1", "clause": "c-1", "document": "d-zh", "customer": "晨岳汽车", "section": "5-1",
        "section_title": "5-1 工序能力", "page": 3, "bbox": [72.0, 100.3, 520.0, 130.0], "start": 0,
        "end": len(CAPABILITY), "text": CAPABILITY, "kind": "requirement", "verdict": "csr",
        "review_needed": False, "aspect": "engineering", "confidence": 0.92,
        "reasons": [
            {"rule": "records.retention", "evidence": "保存 15 年", "weight": 2.1},
            {"rule": "product.limit", "evidence": "µm", "weight": -0.4},
        ],
        "modality": "obligation", "obligated": "supplier", "topic": "process_capability",
        "iatf_clauses": ["9.1.1.1", "8.3.3.3"], "process": "C8", "department": "quality",
        "targets": [
            {"quantity": "Cpk", "comparator": ">=", "value": 1.67, "upper": None, "unit": None, "text": "Cpk 不得低于 1.67"},
            {"quantity": None, "comparator": "<=", "value": 5.0, "upper": None, "unit": "day", "text": "每月 5 日前"},
            {"quantity": None, "comparator": "<=", "value": 24.0, "upper": None, "unit": "h", "text": "24 小时内"},
            {"quantity": None, "comparator": "=", "value": 100.0, "upper": None, "unit": "%", "text": "100%"},
        ],
        "references": [], "symbols": ["◇"], "flags": [], "importance": "high", "reading": None, "twins": [], "own": None, "change": "new",
        "previous_text": None, "standing": None, "earlier_review": None,
    }  # fmt: skip
    assert (review["decision"], review["verdict"], review["due"], review["approved"]) == (
        "csr",
        "csr",
        "2026-04-30",
        None,
    )
    assert requirements[1]["review"] is None
    assert requirements[4]["bbox"] is None


def test_documents_count_clauses_and_requirements_and_account_for_their_text() -> None:
    first, *_, last = data.as_json(small(), "en")["documents"]

    assert (first["clause_count"], first["requirement_count"], first["problem"]) == (2, 2, None)
    assert first["coverage"][0] == {
        "place": "1",
        "found": 900,
        "in_clauses": 800,
        "in_furniture": 90,
        "lost": 10,
    }
    assert (last["status"], last["problem"]["code"]) == ("failed", "encrypted")
    assert last["problem"]["message"] != "encrypted"


def test_a_problem_without_words_shows_its_code() -> None:
    problem = data.as_json(small())["problems"][1]

    assert problem == {
        "path": "晨岳汽车/供应商品质保证手册.pdf", "code": "unheard-of", "message": "unheard-of", "advice": "",
        "severity": "note", "where": "第 7 页",
    }  # fmt: skip


def test_what_json_cannot_hold_is_made_safe(tmp_path: Path) -> None:
    odd = row("q-1", clause("c-1", "d-zh", "half \ud800 pair"), verdict(confidence=float("nan")))
    content = written(tmp_path, small(rows=(odd,)))

    assert content["requirements"][0]["text"] == "half \ufffd pair"
    assert content["requirements"][0]["confidence"] is None


def test_what_stands_after_a_decision_is_the_reviews_verdict() -> None:
    opened = replace(rows()[2], decision=Decision("q-3", "open"))
    overruled = replace(rows()[3], decision=Decision("q-4", "csr"))
    found = data.as_json(small(rows=(opened, overruled)))["requirements"]

    assert [(one["verdict"], one["review"]["verdict"]) for one in found] == [
        ("product", "product"),
        ("commercial", "csr"),
    ]
