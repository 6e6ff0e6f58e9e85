"""The rules in force, loaded when a file has to be judged and not before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import cache
from pipeline.versions import judging_version

if TYPE_CHECKING:
    from classifiers.classifier import Classifier


@dataclass(frozen=True, slots=True)
class Rules:
    """What is known of the rules without loading them; ``version`` changes with any of them."""

    load: Callable[[], Classifier]
    version: str
    count: int
    fingerprint: str


def look(company_rules: Path | None, known: Path) -> Rules:
    """Return the rules; they are read now unless an earlier run has found them sound.

    ``known`` is the cache's file.  Raises ConfigurationError.
    """
    import classifiers

    judging = judging_version(company_rules)
    load = once(lambda: classifiers.load(company_rules))
    body = None
    if known.exists():
        with cache.opened(known) as kept:
            body = kept.get("rules", "", judging)
    if body is not None:
        count, _, fingerprint = body.decode().partition(" ")
        return Rules(load, judging, int(count), fingerprint)
    classifier = load()
    return Rules(load, judging, classifier.rule_count, classifier.fingerprint)


def keep(kept: cache.Cache, rules: Rules) -> None:
    """Note that these rules are sound."""
    if kept.get("rules", "", rules.version) is None:
        kept.put("rules", "", rules.version, f"{rules.count} {rules.fingerprint}".encode())
