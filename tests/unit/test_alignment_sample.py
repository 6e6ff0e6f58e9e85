"""The sample manual's two revisions against the list of what was truly changed."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

from domain.revision import Change, ChangeKind, ClauseFacts, facts_of
from extractors.base import ReadLimits
from extractors.reading import read
from pipeline import clauses, facts
from pipeline.alignment import align

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
CUSTOMER = "岚骞汽车"


def sides(path: Path) -> tuple[ClauseFacts, ...]:
    extract = read(path, ReadLimits())
    known = facts.find(extract.blocks, extract.title, path.name, CUSTOMER)
    cut = clauses.split("manual", extract.blocks, known.language)
    return tuple(facts_of(clause, order) for order, clause in enumerate(cut))


@cache
def changes() -> tuple[Change, ...]:
    (old,) = (SAMPLES / "inbox" / CUSTOMER).glob("*.pdf")
    (new,) = (SAMPLES / "revisions" / CUSTOMER).glob("*.pdf")
    return align(sides(old), sides(new))


def of(kind: ChangeKind) -> list[str]:
    return [
        (side.number or side.text[:10])
        for change in changes()
        if change.kind is kind and (side := change.old or change.new)
    ]


def test_the_true_changes_are_found_in_their_classes() -> None:
    assert of(ChangeKind.STRENGTHENED) == ["2.1.4", "12.1.6"]
    assert of(ChangeKind.WEAKENED) == ["2.7.3", "3.4.1"]
    assert of(ChangeKind.REMOVED) == ["8.10.3"]
    assert of(ChangeKind.MOVED) == ["5.6.2", "9.8.3"]
    assert of(ChangeKind.RENUMBERED) == ["8.8.1", "8.8.2", "8.8.3", "9.8.4"]
    assert {"2.6.4", "8.8.1", "8.14", "10.8", "10.8.1", "10.8.2", "10.8.3"} < set(of(ChangeKind.NEW))
    assert {"3.6.2", "7.2.4", "8.4.2", "9.2.2"} < set(of(ChangeKind.VALUE_CHANGED))


def test_nothing_else_is_a_change() -> None:
    expected = {
        "value_changed": 17,
        "strengthened": 2,
        "weakened": 2,
        "new": 9,
        "removed": 1,
        "moved": 2,
        "renumbered": 4,
    }
    found = Counter(change.kind.value for change in changes())
    del found["unchanged"]

    assert expected == dict(found)


def test_a_free_rewording_is_not_recognised_and_reopens() -> None:
    """1.5.5 says the same in a freely rebuilt sentence: a known needless reopening."""
    assert "1.5.5" in of(ChangeKind.VALUE_CHANGED)
    assert of(ChangeKind.REWORDED) == []
