"""Clauses a second through the whole classifier on one core, by language, and the share of each step.

    python benchmarks/classifier.py

Counts the time of the processor, so that other programs disturb little.  Compare the shares
and the ratio of the languages, not the seconds: machines differ.  The clauses are those of every
third labelled document, classified a document at a time and without looks for garbage among what
stands, as in a run; the memory includes them all.  The steps are timed afterwards on every fourth
of these documents.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable, Iterable
from itertools import groupby

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded, as the csr command does

import classifiers
from classifiers import references, targets
from classifiers.combining import hear
from classifiers.features import all_features
from classifiers.lexemes import cut, words_of
from domain.requirement import Passage
from pipeline import collecting
from pipeline.gold import passages, read_gold


def _seconds(work: Callable[..., object], things: Iterable[object]) -> float:
    began = time.process_time()
    for thing in things:
        work(thing)
    return time.process_time() - began


def _borders(text: str) -> None:
    lexemes = cut(text)
    words_of(text, lexemes.starts)


def _references(text: str) -> None:
    references.find_references(text)
    references.find_symbols(text)


def _steps(language: str, documents: list[list[Passage]], classifier: classifiers.Classifier) -> None:
    everything = [passage for document in documents for passage in document]
    texts = [passage.text for passage in everything]
    lexemes = [cut(text) for text in texts]
    evidence = [classifier.evidence(passage) for passage in everything]
    opinion = classifier.opinion
    steps = {
        "tokens": _seconds(cut, texts),
        "spaCy: documents": _seconds(lambda one: one.doc, lexemes),
        "jieba: borders of all words": _seconds(_borders, texts),
        "values": _seconds(targets.find, texts),
        "references and symbols": _seconds(_references, texts),
        "phrases, borders (spaCy, jieba)": _seconds(classifier.index.search, map(cut, texts)),
        "all evidence of the rules": _seconds(classifier.evidence, everything),
        "features of the second opinion": _seconds(all_features, evidence),
    }
    if opinion is not None:
        steps["features and odds of labels"] = _seconds(lambda one: hear(one, opinion), evidence)
    whole, count = _seconds(classifier.classify_in_order, documents), len(texts)
    print(f"{language}, step by step:")
    for name, seconds in steps.items():
        print(f"  {name:32} {seconds / count * 1e6:7.1f} µs  {seconds / whole:6.1%} of the time")


def _whole(language: str, documents: list[list[Passage]], classifier: classifiers.Classifier) -> None:
    lengths = [len(passage.text) for document in documents for passage in document]
    seconds, count = _seconds(classifier.classify_in_order, documents), len(lengths)
    print(
        f"{language}: {count} clauses of {sum(lengths) / count:.0f} characters, {count / seconds:.0f} a second"
    )


def main() -> int:
    """Measure on the labelled clauses, after a warm-up."""
    classifier = classifiers.load()
    every = [list(group) for _, group in groupby(read_gold(), key=lambda one: one.document)][::3]
    documents = [list(passages(group)) for group in every]
    for document in documents[:10]:
        classifier.classify_in_order(document)
    of_language = {}
    for language in ("zh", "en"):
        parts = [[passage for passage in document if passage.language == language] for document in documents]
        of_language[language] = [part for part in parts if part]
        with collecting.seldom():
            collecting.let_stand()
            _whole(language, of_language[language], classifier)
    scale = 1024 if sys.platform == "darwin" else 1
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / scale:.0f} MB")
    for language, some in of_language.items():
        _steps(language, some[::4], classifier)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
