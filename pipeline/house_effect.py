"""What a company's own rules do: rows of the last run judged with them and without them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import msgspec

from domain.document import Facts
from domain.requirement import Clause, Label, Requirement
from pipeline import comparison, requirements, store
from pipeline.requirements import Classifier

LABELS = (Label.CSR, Label.PRODUCT, Label.COMMERCIAL)


@dataclass(frozen=True, slots=True)
class Shift:
    """A clause whose rows the company's rules change: its verdicts without and with them.

    ``rules`` are the company's rules that spoke on it.
    """

    path: str
    clause: Clause
    without: tuple[Label, ...]
    with_rules: tuple[Label, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """Rows by verdict without and with the company's rules, and the clauses that differ."""

    without: Mapping[Label, int]
    with_rules: Mapping[Label, int]
    shifts: tuple[Shift, ...]


def effect(state_file: Path, shipped: Classifier, company: Classifier, own_rules: frozenset[str]) -> Effect:
    """Judge the clauses of the last run twice.

    ``own_rules`` are the ids of the company's rules.  Raises StoreError.
    """
    with store.opened(state_file) as state:
        revisions = sorted(state.revisions().values(), key=lambda one: one.path)
    before: Counter[Label] = Counter()
    after: Counter[Label] = Counter()
    shifts: list[Shift] = []
    for revision in revisions:
        clauses = [row.clause for row in comparison.unpacked(revision).clauses]
        facts = msgspec.json.decode(revision.facts, type=Facts)
        _, without = requirements.find(clauses, facts, shipped)
        _, with_rules = requirements.find(clauses, facts, company)
        before.update(one.verdict.label for one in without)
        after.update(one.verdict.label for one in with_rules)
        shifts += _shifts(revision.path, clauses, without, with_rules, own_rules)
    return Effect(before, after, tuple(shifts))


def _shifts(
    path: str,
    clauses: Sequence[Clause],
    without: Sequence[Requirement],
    with_rules: Sequence[Requirement],
    own_rules: frozenset[str],
) -> Iterable[Shift]:
    here, there = _by_clause(without), _by_clause(with_rules)
    for clause in clauses:
        old, new = here.get(clause.key, []), there.get(clause.key, [])
        labels = tuple(one.verdict.label for one in old), tuple(one.verdict.label for one in new)
        if sorted(labels[0]) != sorted(labels[1]):
            spoke = (reason.rule for reason in chain.from_iterable(one.verdict.reasons for one in new))
            yield Shift(
                path, clause, *labels, tuple(dict.fromkeys(rule for rule in spoke if rule in own_rules))
            )


def _by_clause(every: Sequence[Requirement]) -> dict[str, list[Requirement]]:
    found: dict[str, list[Requirement]] = {}
    for one in every:
        found.setdefault(one.clause.key, []).append(one)
    return found
