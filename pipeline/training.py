"""Train the second opinion anew: ``python -m pipeline.training`` (needs the extra ``train``).

Reads data/gold, trains on the documents marked *train*, writes data/knowledge/opinion/*.npz.
Same data, same model: solver and order are fixed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from classifiers import classifier as rules
from classifiers.features import Evidence, plain_features, rule_features
from classifiers.fitting import fit
from classifiers.opinion import MODELS, LinearModel, save
from pipeline.gold import GoldClause, passages, read_gold

_STRENGTH = {
    "label": 1.0,
    "topic": 2.0,
    "aspect": 0.5,
}  # inverse regularisation, chosen by cross-validation over documents
_TOPIC_FEATURES = 14_000


def features_of(evidence: Evidence, parts: str = "both") -> dict[str, float]:
    """Return the features of a passage: ``words``, ``rules`` or ``both``."""
    found = plain_features(evidence.passage) if parts != "rules" else {}
    return found | rule_features(evidence) if parts != "words" else found


def evidence_of(clauses: Sequence[GoldClause], company_rules: Path | None = None) -> list[Evidence]:
    """Run the rules over labelled clauses, each document with its own roles."""
    found = rules.load(company_rules)
    return [found.evidence(passage) for passage in passages(clauses)]


def train(clauses: Sequence[GoldClause], parts: str = "both") -> dict[str, LinearModel]:
    """Train the model of labels on all clauses, those of topic and aspect on the requirements."""
    rows = [features_of(one, parts) for one in evidence_of(clauses)]
    label = fit(rows, [clause.verdict for clause in clauses], _STRENGTH["label"])
    demands = [number for number, clause in enumerate(clauses) if clause.kind == "requirement"]
    topic = fit(
        [rows[number] for number in demands],
        [clauses[number].topic for number in demands],
        _STRENGTH["topic"],
        _TOPIC_FEATURES,
    )
    sided = [number for number in demands if clauses[number].aspect]
    aspect = fit(
        [rows[number] for number in sided],
        [str(clauses[number].aspect) for number in sided],
        _STRENGTH["aspect"],
        _TOPIC_FEATURES,
    )
    return {"label": label, "topic": topic, "aspect": aspect}


def main() -> int:
    """Train on the shipped clauses and write the models."""
    clauses = [clause for clause in read_gold() if clause.split == "train"]
    MODELS.mkdir(parents=True, exist_ok=True)
    for name, model in train(clauses).items():
        save(MODELS / f"{name}.npz", model)
        sys.stdout.write(f"{name}: {len(clauses)} clauses, {len(model.index)} features\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
