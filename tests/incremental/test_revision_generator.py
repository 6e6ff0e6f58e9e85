"""Made revisions: how many clauses are classed right, and that no decision survives a change of substance."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from functools import cache

from domain.revision import Change, ChangeKind, Relation, Standing
from pipeline.alignment import align
from pipeline.gold import read_gold
from tests.incremental.revision_generator import SUBSTANCE, Revision, manual, revise

REVISIONS = 330
LONGEST = 60  # clauses of one manual: the rest of a document is the next one


@cache
def compared() -> tuple[tuple[Revision, tuple[Change, ...]], ...]:
    by_document = defaultdict(list)
    for clause in read_gold():
        by_document[clause.document].append(clause)
    documents = [clauses[:LONGEST] for name, clauses in sorted(by_document.items()) if len(clauses) > 20]
    made = []
    for seed in range(REVISIONS):
        own = documents[seed % len(documents)]
        other = documents[(seed + 7) % len(documents)]
        present = {clause.text for clause in own}
        material = [
            one.text
            for one in other
            if one.kind != "heading" and one.text not in present and len(one.text) > 15
        ]
        revision = revise(manual(own), material, seed)
        made.append((revision, align(revision.old, revision.new)))
    return tuple(made)


def _by_old(changes: tuple[Change, ...]) -> dict[str, list[Change]]:
    found = defaultdict(list)
    for change in changes:
        if change.old:
            found[change.old.key].append(change)
    return found


def _is_right(edit: str, truth: ChangeKind, found: list[Change]) -> bool:
    relation = {"split": Relation.SPLIT, "merge": Relation.MERGE}.get(edit)
    if relation:
        return all(change.relation is relation for change in found)
    if truth is ChangeKind.VALUE_CHANGED and edit == "words":
        return found[0].kind in SUBSTANCE
    return found[0].kind is truth


def _kept(found: list[Change]) -> bool:
    return any(change.standing is not Standing.REOPEN for change in found)


def _needless(edit: str, truth: ChangeKind, found: list[Change]) -> bool:
    stays = truth not in (*SUBSTANCE, ChangeKind.REMOVED) and edit not in ("split", "merge")
    return stays and all(change.standing is Standing.REOPEN for change in found)


def _table() -> tuple[Counter[str], Counter[str], list[str], Counter[str]]:
    total, right, needless = Counter[str](), Counter[str](), Counter[str]()
    kept: list[str] = []
    for seed, (revision, changes) in enumerate(compared()):
        by_old = _by_old(changes)
        for key, truth in revision.truth.items():
            found = by_old[key]
            total[truth.edit] += 1
            right[truth.edit] += _is_right(truth.edit, truth.kind, found)
            needless[truth.edit] += _needless(truth.edit, truth.kind, found)
            if truth.kind in SUBSTANCE and _kept(found):
                kept.append(f"{seed} {truth.edit} {found[0].kind}: {found[0].old} -> {found[0].new}")
        for change in changes:
            if change.new and change.new.key in revision.inserted:
                total["insert"] += 1
                right["insert"] += change.kind is ChangeKind.NEW
                if change.standing is not Standing.REOPEN:
                    kept.append(f"{seed} insert {change.kind}: {change.old} -> {change.new}")
    return total, right, kept, needless


def test_made_revisions_are_classed_as_they_were_made() -> None:
    total, right, kept, needless = _table()
    clauses = sum(total.values())
    lines = [
        f"{edit:20} {total[edit]:6} right {right[edit] / total[edit]:7.2%} needless {needless[edit]:4}"
        for edit in sorted(total)
    ]
    lines.append(f"{'all':20} {clauses:6} right {sum(right.values()) / clauses:7.2%}")
    lines.append(f"needlessly reopened {sum(needless.values()) / clauses:.2%}, wrongly kept {len(kept)}")
    sys.stdout.write("\n".join(["", *lines, ""]))

    assert len(compared()) >= 300
    assert kept == []
    assert sum(right.values()) / clauses >= 0.95
    assert sum(needless.values()) / clauses <= 0.03


def test_edits_of_every_kind_are_right_nine_times_in_ten() -> None:
    total, right, _, _ = _table()
    poor = {edit: round(right[edit] / total[edit], 2) for edit in total if right[edit] / total[edit] < 0.90}

    assert poor == {}


def test_no_clause_is_lost() -> None:
    for revision, changes in compared():
        old = {change.old.key for change in changes if change.old}
        new = {change.new.key for change in changes if change.new}

        assert (old, new) == ({one.key for one in revision.old}, {one.key for one in revision.new})
