"""The labelled corpus keeps its own guide: form, labels, targets, split, variety."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rapidfuzz import fuzz, process

from domain.knowledge import KNOWLEDGE, read_table, read_toml
from domain.text import fold, has_han

GOLD = KNOWLEDGE.parent / "gold"
KEYS = [
    "document",
    "doc_type",
    "lang",
    "section",
    "context",
    "text",
    "kind",
    "verdict",
    "aspect",
    "topic",
    "targets",
    "obligated",
    "note",
]
DOC_TYPES = {one["id"] for one in read_toml(KNOWLEDGE / "document_types.toml")["type"]} | {"other"}
LANGUAGES = {"zh", "zh-Hant", "en", "mixed"}
ASPECTS = {"engineering", "inspection", "system"}
OBLIGED = {"supplier", "customer", "both"}
NOTHING: dict[str, Any] = {
    "verdict": "none",
    "aspect": None,
    "topic": "other",
    "targets": [],
    "obligated": "none",
}
LIKE = 80  # rapidfuzz ratio above which two clauses count as the same words
SHORT = 8  # folded characters below which likeness says nothing (目的, Scope)
LIKE_SHARE = 0.03
BLOCK = 256  # texts compared at a time
SAMPLE = 25  # every so many clauses are looked at for twins among all

Clause = dict[str, Any]
COLUMNS = ["document", "file", "split", "doc_type", "lang", "style"]
DOCUMENTS = [row for table in sorted(GOLD.glob("documents*.tsv")) for row in read_table(table, COLUMNS)]
TOPICS = {row["id"] for row in read_table(KNOWLEDGE / "topics.tsv", ["id"])}


def clauses_of(path: Path) -> list[Clause]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


FILES = {row["document"]: clauses_of(GOLD / row["file"]) for row in DOCUMENTS}
CLAUSES = [clause for clauses in FILES.values() for clause in clauses]
REQUIREMENTS = [clause for clause in CLAUSES if clause["kind"] == "requirement"]


def places(clauses: list[Clause]) -> list[tuple[str, str]]:
    """What a failing test shows: document and words of each clause."""
    return [(clause["document"], clause["text"]) for clause in clauses]


def test_every_file_is_listed_once() -> None:
    listed = sorted(row["file"] for row in DOCUMENTS)
    found = sorted(path.name for path in GOLD.glob("*.jsonl"))

    assert found == listed


@pytest.mark.parametrize("row", DOCUMENTS, ids=lambda row: row["document"])
def test_document_agrees_with_its_list_entry(row: Any) -> None:
    clauses = FILES[row["document"]]

    assert {clause["document"] for clause in clauses} == {row["document"]}
    assert {clause["doc_type"] for clause in clauses} == {row["doc_type"]}
    assert row["split"] in {"train", "test"}
    assert row["lang"] in LANGUAGES
    assert row["style"]
    assert len(clauses) >= 15


def test_every_clause_has_the_keys_in_order() -> None:
    strange = [clause for clause in CLAUSES if list(clause) != KEYS]

    assert places(strange) == []


def test_labels_are_allowed_ones() -> None:
    strange = [
        clause
        for clause in CLAUSES
        if clause["doc_type"] not in DOC_TYPES
        or clause["lang"] not in LANGUAGES
        or clause["kind"] not in {"requirement", "heading", "informative"}
        or clause["topic"] not in TOPICS
        or not isinstance(clause["note"], str)
        or clause["text"] != clause["text"].strip()
        or not clause["text"]
    ]

    assert places(strange) == []


def test_what_is_no_requirement_has_no_verdict() -> None:
    strange = [
        clause
        for clause in CLAUSES
        if clause["kind"] != "requirement" and {key: clause[key] for key in NOTHING} != NOTHING
    ]

    assert places(strange) == []


def test_requirement_has_verdict_party_and_fitting_aspect() -> None:
    strange = [
        clause
        for clause in REQUIREMENTS
        if clause["verdict"] not in {"csr", "product", "commercial"}
        or clause["obligated"] not in OBLIGED
        or (clause["verdict"] == "commercial") != (clause["aspect"] is None)
        or (clause["aspect"] is not None and clause["aspect"] not in ASPECTS)
        or (clause["verdict"] == "product" and clause["aspect"] == "system")
    ]

    assert places(strange) == []


def test_only_commercial_terms_bind_the_customer_alone() -> None:
    strange = [
        clause
        for clause in REQUIREMENTS
        if clause["obligated"] == "customer" and clause["verdict"] != "commercial"
    ]

    assert places(strange) == []


def test_targets_stand_in_the_text_literally() -> None:
    strange = [
        clause
        for clause in CLAUSES
        if any(not target or target not in clause["text"] for target in clause["targets"])
    ]

    assert places(strange) == []


def test_section_is_a_heading_read_before() -> None:
    strange = []
    for clauses in FILES.values():
        headings = {""}
        for clause in clauses:
            if clause["kind"] == "heading":
                headings.add(clause["text"])
            if clause["section"] not in headings:
                strange.append(clause)

    assert places(strange) == []


def test_documents_without_requirements_are_the_irrelevant_ones() -> None:
    without = {name for name, clauses in FILES.items() if all(c["verdict"] == "none" for c in clauses)}
    irrelevant = {row["document"] for row in DOCUMENTS if row["doc_type"] == "irrelevant"}

    assert irrelevant == without


def test_test_split_is_a_fifth_to_a_half_with_every_verdict_and_language() -> None:
    split_of = {row["document"]: row["split"] for row in DOCUMENTS}
    held = [clause for clause in CLAUSES if split_of[clause["document"]] == "test"]

    assert 0.2 <= len(held) / len(CLAUSES) <= 0.5
    assert {"csr", "product", "commercial", "none"} == {clause["verdict"] for clause in held}
    assert {clause["lang"] for clause in held} == LANGUAGES


def test_every_topic_has_an_example() -> None:
    assert {clause["topic"] for clause in CLAUSES} == TOPICS


def test_proportions_are_those_of_real_documents() -> None:
    count = Counter(c["kind"] if c["verdict"] == "none" else c["verdict"] for c in CLAUSES)
    share = {name: number / len(CLAUSES) for name, number in count.items()}

    assert 0.14 <= share["heading"] <= 0.30
    assert 0.15 <= share["informative"] <= 0.35
    assert 0.30 <= share["csr"] <= 0.45
    assert 0.08 <= share["product"] <= 0.20
    assert 0.04 <= share["commercial"] <= 0.12


def twins(some: list[int], others: list[int]) -> list[tuple[int, int]]:
    """Return the pairs of places of clauses that say it in nearly the same words.

    A text half as long again as another cannot be that like: it is not compared.
    """
    found: list[tuple[int, int]] = []
    for script in (True, False):
        asked, known = _by_length(some, script), _by_length(others, script)
        lengths = [len(text) for text, _ in known]
        for at in range(0, len(asked), BLOCK):
            block = asked[at : at + BLOCK]
            start = bisect_left(lengths, len(block[0][0]) / (200 / LIKE - 1))
            near = known[start : bisect_right(lengths, len(block[-1][0]) * (200 / LIKE - 1))]
            likeness = process.cdist(
                [text for text, _ in block],
                [text for text, _ in near],
                scorer=fuzz.ratio,
                score_cutoff=LIKE + 0.01,
                dtype=np.float32,
                workers=-1,
            )
            for row, column in zip(*np.nonzero(likeness), strict=True):
                if block[row][1] != near[column][1]:
                    found.append((block[row][1], near[column][1]))
    return found


def _by_length(places: list[int], script: bool) -> list[tuple[str, int]]:
    texts = ((fold(CLAUSES[i]["text"]), i) for i in places)
    chosen = [(text, i) for text, i in texts if len(text) >= SHORT and has_han(text) == script]
    return sorted(chosen, key=lambda one: len(one[0]))


def test_fewer_than_three_in_a_hundred_clauses_have_a_near_twin() -> None:
    some = list(range(0, len(CLAUSES), SAMPLE))
    like = {one for one, _ in twins(some, list(range(len(CLAUSES))))}

    assert len(like) / len(some) < LIKE_SHARE, places([CLAUSES[i] for i in like])


def test_no_requirement_of_the_test_split_has_a_near_twin_in_training() -> None:
    # Every second requirement is compared, and of the 260 documents of f every second one: time.
    skipped = re.compile(r"f[a-z]_\d*[13579]")
    split_of = {row["document"]: row["split"] for row in DOCUMENTS}
    demands = [i for i, clause in enumerate(CLAUSES) if clause["kind"] == "requirement"]
    tested = [i for i in demands if split_of[CLAUSES[i]["document"]] == "test"]
    tested = [i for i in tested[::2] if skipped.fullmatch(CLAUSES[i]["document"]) is None]
    learned = [i for i in demands if split_of[CLAUSES[i]["document"]] == "train"]

    leaks = [(CLAUSES[i]["text"], CLAUSES[j]["text"]) for i, j in twins(tested, learned)]

    assert leaks == []
