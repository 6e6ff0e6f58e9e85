"""Train the second opinion anew: ``python -m pipeline.training`` (needs the extra ``train``).

Reads data/gold, trains on the documents marked *train*, writes data/knowledge/opinion.
Same data, same model: solver and order are fixed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from classifiers import classifier as rules
from classifiers.features import Evidence, all_features, plain_features, rule_features
from classifiers.fitting import Lesson, Told, fit, fit_around
from classifiers.opinion import MODEL, Around, Opinion, save
from pipeline.gold import GoldClause, passages, read_gold

# inverse regularisation, chosen by cross-validation over whole documents
_STRENGTH = {"label": 0.25, "topic": 2.0, "aspect": 0.5}
_FOLDS = 6


def features_of(evidence: Evidence, parts: str = "both") -> dict[str, float]:
    """Return the features of a passage: ``words``, ``rules`` or ``both``."""
    if parts == "words":
        return plain_features(evidence)
    if parts == "rules":
        return rule_features(evidence)
    return all_features(evidence)


def evidence_of(clauses: Sequence[GoldClause], company_rules: Path | None = None) -> list[Evidence]:
    """Run the rules over labelled clauses, each document with its own roles."""
    found = rules.load(company_rules, second_opinion=False)
    return [found.evidence(passage) for passage in passages(clauses)]


def train(clauses: Sequence[GoldClause], parts: str = "both") -> Opinion:
    """Train the head of labels on all clauses, those of topic and aspect on the requirements.

    What neighbours add is learned from odds that models gave which had not seen the document.
    """
    rows = [features_of(one, parts) for one in evidence_of(clauses)]
    return replace(fit_rows(clauses, rows), around=_around(clauses, rows))


def fit_rows(clauses: Sequence[GoldClause], rows: Sequence[dict[str, float]]) -> Opinion:
    """Train on clauses whose features are known already; neighbours are left out."""
    demands = [clause.kind == "requirement" for clause in clauses]
    taught: dict[str, list[str | None]] = {
        "label": [clause.verdict for clause in clauses],
        "topic": [c.topic if demand else None for c, demand in zip(clauses, demands, strict=True)],
        "aspect": [c.aspect if demand else None for c, demand in zip(clauses, demands, strict=True)],
    }
    return fit(rows, {name: Lesson(labels, _STRENGTH[name]) for name, labels in taught.items()})


def _around(clauses: Sequence[GoldClause], rows: Sequence[dict[str, float]]) -> Around | None:
    documents = sorted({clause.document for clause in clauses})
    fold_of = {document: number % _FOLDS for number, document in enumerate(documents)}
    if len(documents) < _FOLDS:
        return None
    odds: list[dict[str, float]] = [{}] * len(clauses)
    for fold in range(_FOLDS):
        seen = [at for at, clause in enumerate(clauses) if fold_of[clause.document] != fold]
        lesson = Lesson([clauses[at].verdict for at in seen], _STRENGTH["label"])
        model = fit([rows[at] for at in seen], {"label": lesson})
        for at, clause in enumerate(clauses):
            if fold_of[clause.document] == fold:
                odds[at] = model.odds("label", model.known(rows[at]))
    return fit_around(
        [
            Told(clause.verdict, odds[at], _beside(clauses, odds, at, -1), _beside(clauses, odds, at, 1))
            for at, clause in enumerate(clauses)
        ]
    )


def _beside(
    clauses: Sequence[GoldClause], odds: Sequence[dict[str, float]], at: int, step: int
) -> dict[str, float] | None:
    there = at + step
    if 0 <= there < len(clauses) and clauses[there].document == clauses[at].document:
        return odds[there]
    return None


def main() -> int:
    """Train on the shipped clauses and write the model."""
    clauses = [clause for clause in read_gold() if clause.split == "train"]
    MODEL.parent.mkdir(parents=True, exist_ok=True)
    model = train(clauses)
    save(MODEL, model)
    sys.stdout.write(f"{len(clauses)} clauses, {len(model.index)} features, {MODEL.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
