"""Clauses a second through the whole classifier, by language, and the share of each step.

    python benchmarks/classifier.py

Compare the shares and the ratio of the languages, not the seconds: machines differ.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Sequence

import classifiers
from classifiers import targets
from classifiers.features import all_features
from classifiers.lexemes import cut
from domain.requirement import Passage
from pipeline.gold import passages, read_gold


def _rate(work: Callable[[Passage], object], texts: Sequence[Passage]) -> float:
    began = time.perf_counter()
    for passage in texts:
        work(passage)
    return len(texts) / (time.perf_counter() - began)


def main() -> int:
    """Measure on the labelled clauses, after a warm-up."""
    classifier = classifiers.load()
    everything = passages(read_gold())
    classifier.classify_many(everything[:500])
    steps: dict[str, Callable[[Passage], object]] = {
        "whole classifier": classifier.classify,
        "values": lambda passage: targets.find(passage.text),
        "tokens": lambda passage: cut(passage.text),
        "all evidence of the rules": classifier.evidence,
    }
    for language in ("zh", "en"):
        texts = [passage for passage in everything if passage.language == language]
        rates = {name: _rate(work, texts) for name, work in steps.items()}
        evidence = [classifier.evidence(passage) for passage in texts]
        began = time.perf_counter()
        for one in evidence:
            all_features(one)
        rates["features of the second opinion"] = len(texts) / (time.perf_counter() - began)
        whole = rates["whole classifier"]
        length = sum(len(passage.text) for passage in texts) / len(texts)
        print(f"{language}: {len(texts)} clauses of {length:.0f} characters, {whole:.0f} a second")
        for name, rate in rates.items():
            print(f"  {name:32} {rate:9.0f}/s  {whole / rate:6.1%} of the time")
    scale = 1024 if sys.platform == "darwin" else 1
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / scale:.0f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
