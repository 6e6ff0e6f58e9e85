"""Train the second opinion anew: ``python -m pipeline.training`` (needs the extra ``train``).

Reads data/gold, trains on the documents marked *train*, writes data/knowledge/opinion.
Same data, same model: solver and order are fixed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from classifiers import classifier as rules
from classifiers import topics
from classifiers.features import Evidence, all_features, plain_features, rule_features
from classifiers.fitting import fit
from classifiers.fitting_again import fit_again
from classifiers.opinion import MODEL, Opinion, save
from classifiers.rereading import Rereading, figures, said_of
from pipeline.gold import GoldClause, passages, read_gold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PASSAGE = (3, 16)  # clauses of a passage that the rereading learns from, beside whole documents
_FOLDS = 3  # in which documents are held back, so that networks can be asked about what they have not read


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


def train(clauses: Sequence[GoldClause], again: Rereading | None = None) -> Opinion:
    """Train the network on all clauses, and the rereading on networks' answers to what they had not read.

    ``again`` is a rereading fitted before, which takes its place: that saves most of the time.
    """
    every = evidence_of(clauses)
    rows = [all_features(one) for one in every]
    opinion = fit_rows(clauses, rows)
    again = again or _rereading(clauses, every, rows)
    # topics may be others than those of the networks that the rereading was fitted on
    return replace(opinion, again=again and replace(again, kinds=kinds_of(opinion)))


def fit_rows(clauses: Sequence[GoldClause], rows: Sequence[dict[str, float]]) -> Opinion:
    """Train the network on clauses whose features are known already.

    The head of labels learns from all clauses, those of topic and aspect from the requirements.
    """
    demands = [clause.kind == "requirement" for clause in clauses]
    lessons: dict[str, list[str | None]] = {
        "label": [clause.verdict for clause in clauses],
        "topic": [c.topic if demand else None for c, demand in zip(clauses, demands, strict=True)],
        "aspect": [c.aspect if demand else None for c, demand in zip(clauses, demands, strict=True)],
    }
    return fit(rows, [clause.document for clause in clauses], lessons)


def _rereading(
    clauses: Sequence[GoldClause], every: Sequence[Evidence], rows: Sequence[dict[str, float]]
) -> Rereading | None:
    """Fit the rereading; None where there are too few documents to hold any back."""
    import numpy as np

    documents = [
        list(group) for _, group in groupby(range(len(clauses)), key=lambda at: clauses[at].document)
    ]
    if len(documents) < _FOLDS:
        return None
    chance = np.random.default_rng(0)
    order = chance.permutation(len(documents))
    asked: list[NDArray[np.float32]] = []
    labels: list[int] = []
    kinds = np.zeros((0, 0), dtype=np.float32)
    for fold in range(_FOLDS):
        held = {int(at) for at in order[fold::_FOLDS]}
        read = [at for number, places in enumerate(documents) if number not in held for at in places]
        network = fit_rows([clauses[at] for at in read], [rows[at] for at in read])
        kinds = kinds_of(network)
        label_of = {name: number for number, name in enumerate(network.heads["label"].classes)}
        for number in sorted(held):
            places = documents[number]
            vectors = np.stack([network.vector(network.known(rows[at])) for at in places])
            for start, end in [(0, len(places)), *_cut(len(places), chance)]:
                _, said = said_of(vectors[start:end], network, kinds, heard=True)
                asked.append(figures([every[at] for at in places[start:end]], said, heard=True))
                labels += [label_of[clauses[at].verdict] for at in places[start:end]]
    return fit_again(np.vstack(asked), np.array(labels), kinds)


def _cut(count: int, chance: np.random.Generator) -> list[tuple[int, int]]:
    """Return where a document is cut into passages: what stands around a clause is not always known."""
    borders = [0]
    while borders[-1] < count:
        borders.append(min(count, borders[-1] + int(chance.integers(*_PASSAGE))))
    return list(pairwise(borders))


def kinds_of(opinion: Opinion) -> NDArray[np.float32]:
    """Return which label each topic belongs to: a row a topic, a column a label."""
    import numpy as np

    table = topics.load()
    labels = opinion.heads["label"].classes
    kinds = np.zeros((len(opinion.heads["topic"].classes), len(labels)), dtype=np.float32)
    for row, name in enumerate(opinion.heads["topic"].classes):
        label = table[name].label
        if label is not None:
            kinds[row, labels.index(label.value)] = 1.0
    return kinds


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
