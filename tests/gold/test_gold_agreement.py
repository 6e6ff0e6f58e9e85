"""The second, cold labelling agrees with the first as the README says."""

import json
from collections import Counter, defaultdict

from pipeline.gold import GOLD, GoldClause, read_gold


def _pairs() -> list[tuple[GoldClause, dict[str, str]]]:
    documents: dict[str, list[GoldClause]] = defaultdict(list)
    for clause in read_gold():
        documents[clause.document].append(clause)
    lines = (GOLD / "second" / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    second = [json.loads(line) for line in lines]
    return [(documents[one["document"]][one["index"]], one) for one in second]


def _kappa(pairs: list[tuple[str, str]]) -> float:
    agreed = sum(first == second for first, second in pairs) / len(pairs)
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    chance = sum(firsts[name] * seconds[name] for name in firsts) / len(pairs) ** 2
    return (agreed - chance) / (1 - chance)


def test_two_readers_agree_on_four_hundred_test_clauses() -> None:
    pairs = _pairs()

    assert len(pairs) >= 400
    assert {first.split for first, _ in pairs} == {"test"}
    assert _kappa([(first.verdict, second["verdict"]) for first, second in pairs]) >= 0.95
    assert _kappa([(first.kind, second["kind"]) for first, second in pairs]) >= 0.94
