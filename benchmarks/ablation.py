"""What each part of the classifier is worth, and what more labelled documents bring.

    python benchmarks/ablation.py            # prints two tables
    python benchmarks/ablation.py --write    # puts them into docs/classifier.md

Trains on the documents marked *train* only, measures on those marked *test*; needs the extra
``train`` and some minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import classifiers
from classifiers.classifier import Classifier, load
from classifiers.opinion import Opinion
from domain.requirement import Aspect, Kind, Label, Passage, Verdict
from pipeline.evaluation import Evaluation, by_group, compare, verdicts_of
from pipeline.gold import GoldClause, passages, read_gold
from pipeline.training import evidence_of, features_of, fit_rows, train

PAGE = Path(__file__).resolve().parents[1] / "docs" / "classifier.md"
_MODAL = {"duty.must", "duty.prohibit"}
_SHARES = (8, 4, 2)
_LEAST = 20  # groups with fewer labelled csr say nothing of its recall
_SHOWN = (
    "modal verbs only",
    "rules only",
    "statistics of words only",
    "whole, text without surroundings",
    "whole, with surroundings and neighbours",
)


def _modal_verbs(rules: Classifier, text: str) -> Verdict:
    """Call csr what has a modal verb of duty (shall, must, 应, 不得), and nothing else."""
    if any(one.rule.id in _MODAL for one in rules.speaking_on(text)):
        return Verdict(Kind.REQUIREMENT, Label.CSR, Aspect.SYSTEM)
    return Verdict(Kind.INFORMATIVE, Label.NONE)


def _likeliest(odds: dict[str, float]) -> str:
    return max(odds, key=lambda name: odds[name])


def _statistics(taught: Sequence[GoldClause], asked: Sequence[GoldClause], parts: str) -> list[Verdict]:
    """Train on some of the features; the likeliest label is the verdict, no rule decides with it."""
    model = fit_rows(taught, [features_of(one, parts) for one in evidence_of(taught)])
    verdicts = []
    for evidence in evidence_of(asked):
        vector = model.vector(model.known(features_of(evidence, parts)))
        reading = model.read(vector[None, :])[0]
        label = Label(_likeliest(model.odds("label", reading)))
        kind = Kind.INFORMATIVE if label is Label.NONE else Kind.REQUIREMENT
        aspect, topic = (_likeliest(model.odds(head, reading)) for head in ("aspect", "topic"))
        verdicts.append(Verdict(kind, label, Aspect(aspect), topic=topic))
    return verdicts


def _bare(passage: Passage) -> Passage:
    return replace(passage, section="", context="", header=())


def _variants(taught: Sequence[GoldClause], asked: Sequence[GoldClause]) -> dict[str, list[Verdict]]:
    rules, whole = load(second_opinion=False), classifiers.load()
    texts = passages(asked)
    return {
        "modal verbs only": [_modal_verbs(rules, passage.text) for passage in texts],
        "rules only": rules.classify_many(texts),
        "statistics of words only": _statistics(taught, asked, "words"),
        "statistics of rule hits only": _statistics(taught, asked, "rules"),
        "statistics of words, concepts and rules": _statistics(taught, asked, "both"),
        "whole, text without surroundings": whole.classify_many([_bare(passage) for passage in texts]),
        "whole, with surroundings": whole.classify_many(texts),
        "whole, with surroundings and neighbours": verdicts_of(asked, whole),
    }


def _smaller(clauses: Sequence[GoldClause], share: int) -> list[GoldClause]:
    """Keep every second, fourth, eighth document."""
    documents = list(dict.fromkeys(clause.document for clause in clauses))
    kept = set(documents[::share])
    return [clause for clause in clauses if clause.document in kept]


_FIGURES: dict[str, Callable[[Evaluation], float]] = {
    "requirement F1": lambda one: one.score("requirement").f1,
    "CSR recall": lambda one: one.score("csr").recall,
    "CSR precision": lambda one: one.score("csr").precision,
    "product F1": lambda one: one.score("product").f1,
    "commercial F1": lambda one: one.score("commercial").f1,
    "aspect": lambda one: one.aspect,
}


def _table(titles: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    heads = list(titles)
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _numbers(result: Evaluation) -> list[str]:
    return [f"{figure(result):.3f}" for figure in _FIGURES.values()]


def _grouped(asked: Sequence[GoldClause], variants: dict[str, list[Verdict]]) -> str:
    """Return the requirement's F1 and the recall of csr by language, then by type: a column a variant."""

    def cell(result: Evaluation) -> str:
        return f"{result.score('requirement').f1:.2f} / {result.score('csr').recall:.2f}"

    rows = []
    for group in (_language, _type):
        found = [by_group(asked, variants[name], group) for name in _SHOWN]
        for name, result in found[0].items():
            if result.score("csr").right + result.score("csr").missed >= _LEAST:
                rows.append([name, str(result.clauses), *(cell(results[name]) for results in found)])
    return _table(["requirement F1 / CSR recall", "clauses", *_SHOWN], rows)


def _language(clause: GoldClause) -> str:
    return clause.lang or "?"


def _type(clause: GoldClause) -> str:
    return clause.doc_type


def _ablation(taught: Sequence[GoldClause], asked: Sequence[GoldClause]) -> str:
    variants = _variants(taught, asked)
    rows = [[name, *_numbers(compare(asked, verdicts))] for name, verdicts in variants.items()]
    return f"{_table(['what decides', *_FIGURES], rows)}\n\n{_grouped(asked, variants)}"


def _curve(taught: Sequence[GoldClause], asked: Sequence[GoldClause]) -> str:
    def row(name: str, clauses: Sequence[GoldClause], model: Opinion | None) -> list[str]:
        documents = len({clause.document for clause in clauses})
        result = compare(asked, verdicts_of(asked, load(opinion=model)))
        return [name, str(documents), str(len(clauses)), *_numbers(result)]

    rows = []
    for share in _SHARES:
        clauses = _smaller(taught, share)
        rows.append(row(f"1/{share}", clauses, train(clauses)))
    rows.append(row("all", taught, None))
    return _table(["trained on", "documents", "clauses", *_FIGURES], rows)


def _put(page: str, name: str, text: str) -> str:
    begin, end = f"<!-- {name}: benchmarks/ablation.py -->", f"<!-- end of {name} -->"
    before, _, rest = page.partition(begin)
    return f"{before}{begin}\n\n{text}\n\n{end}{rest.partition(end)[2]}"


def main() -> int:
    """Measure all variants; print the tables or put them into the page."""
    clauses = read_gold()
    taught = [clause for clause in clauses if clause.split == "train"]
    asked = [clause for clause in clauses if clause.split == "test"]
    tables = {"ablation": _ablation(taught, asked), "learning curve": _curve(taught, asked)}
    if "--write" in sys.argv[1:]:
        page = PAGE.read_text(encoding="utf-8")
        for name, text in tables.items():
            page = _put(page, name, text)
        PAGE.write_text(page, encoding="utf-8")
    else:
        print("\n\n".join(tables.values()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
