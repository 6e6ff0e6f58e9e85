"""Train the second opinion anew: ``python -m pipeline.training`` (needs the extra ``train``).

Reads data/gold, trains on the documents marked *train*, writes data/knowledge/opinion.
Same data, same model: solver and order are fixed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from classifiers import classifier as rules
from classifiers.features import Evidence, all_features, plain_features, rule_features
from classifiers.fitting import fit
from classifiers.opinion import MODEL, Opinion, save
from domain.knowledge import read_table
from pipeline.gold import GOLD, GoldClause, passages, read_gold

# The second network does not read these: they help on documents like them, and cost a little on strangers' text.
LATEST = "documents_q.tsv"


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
    """Train the head of labels on all clauses, those of topic and aspect on the requirements."""
    return fit_rows(clauses, [features_of(one, parts) for one in evidence_of(clauses)])


def fit_rows(clauses: Sequence[GoldClause], rows: Sequence[dict[str, float]]) -> Opinion:
    """Train on clauses whose features are known already."""
    demands = [clause.kind == "requirement" for clause in clauses]
    lessons: dict[str, list[str | None]] = {
        "label": [clause.verdict for clause in clauses],
        "topic": [c.topic if demand else None for c, demand in zip(clauses, demands, strict=True)],
        "aspect": [c.aspect if demand else None for c, demand in zip(clauses, demands, strict=True)],
    }
    latest = {row["document"] for row in read_table(GOLD / LATEST, ("document",))}
    return fit(rows, [clause.document for clause in clauses], lessons, unread=latest)


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
