"""``csr train``: learns from decisions, is used only when better, can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_decisions_over_revisions import FIRST, manual
from workspace import Workspace

from classifiers import opinion
from classifiers.opinion import Opinion
from pipeline import refitting
from pipeline.errors import MissingPartError, UsageError
from pipeline.refitting import Refit


@pytest.fixture
def decided(place: Workspace) -> Workspace:
    """A workspace in which all but one requirement is decided."""
    place.put("某汽车/手册.txt", manual(1, *FIRST))
    place.run()
    for part, word in (("8D报告", "确认CSR"), ("PPAP", "商务条款"), ("保存", "不是要求")):
        place.enter(part, 评审判定=word)
    place.append(顾客="某汽车", 文件="供应商质量手册", 原文="供方应参加会议。", 评审判定="确认CSR")
    place.run()
    return place


def shipped() -> Opinion:
    found = opinion.shipped()
    assert found is not None
    return found


def test_decisions_become_labelled_clauses_with_their_surroundings(decided: Workspace) -> None:
    found = refitting.decisions_of(decided.out)

    assert {one.text[:9]: (one.kind, one.verdict) for one in found} == {
        FIRST[0][:9]: ("requirement", "csr"),
        FIRST[1][:9]: ("requirement", "commercial"),
        FIRST[2][:9]: ("informative", "none"),
    }
    assert {one.lang for one in found} == {"zh"}


def test_too_few_decisions_are_refused(decided: Workspace) -> None:
    with pytest.raises(UsageError) as caught:
        refitting.refit(decided.out, None)

    assert (caught.value.key, caught.value.values["count"]) == ("train_few", 3)


def test_without_scipy_the_extra_is_named(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refitting, "find_spec", lambda name: None)

    with pytest.raises(MissingPartError) as caught:
        refitting.refit(place.out, None)

    assert caught.value.part == "train"


@pytest.mark.parametrize(
    ("right", "shipped_f1", "better"),
    [((8, 9), (0.80, 0.80), True), ((8, 9), (0.80, 0.78), False), ((8, 8), (0.80, 0.85), False)],
)
def test_it_is_better_only_when_more_is_right_and_nothing_lost(
    right: tuple[int, int], shipped_f1: tuple[float, float], better: bool
) -> None:
    assert Refit(40, 10, right, shipped_f1, shipped()).is_better is better


def test_a_refitting_is_in_force_for_the_company_and_can_be_taken_back(tmp_path: Path) -> None:
    rules, out = tmp_path / "rules", tmp_path / "outputs"
    rules.mkdir()
    found = Refit(40, 10, (8, 9), (0.8, 0.8), shipped())
    assert opinion.in_force(rules) is opinion.shipped()

    refitting.use(found, out, rules)
    first = (rules / "opinion.npz").read_bytes()
    refitting.use(found, out, rules)

    assert opinion.in_force(rules) is not opinion.shipped()
    assert [path.name for path in rules.iterdir()] == ["opinion.npz"]

    assert refitting.undo(out, rules)
    assert (rules / "opinion.npz").read_bytes() == first
    assert refitting.undo(out, rules)
    assert opinion.in_force(rules) is opinion.shipped()
    assert not refitting.undo(out, rules)
