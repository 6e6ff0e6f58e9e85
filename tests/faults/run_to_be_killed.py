"""One run over a folder, for a test that kills it: ``run_to_be_killed.py INBOX OUT``.

The judge is a light one: what is killed here is the writing, and loading the rules would
take most of each run's time.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from domain.requirement import Aspect, Kind, Label, Passage, Verdict
from pipeline import rules_in_force, settings
from pipeline.run import Job, run

_COMMAND = (sys.executable, str(Path(__file__).with_name("child_that_misbehaves.py")))


class _Judge:
    """Takes every sentence with 应 for a requirement."""

    rule_count, fingerprint = 1, "judge"

    def classify_many(self, passages: Sequence[Passage]) -> list[Verdict]:
        """Judge as in order."""
        return self.classify_in_order(passages)

    def classify_in_order(self, passages: Sequence[Passage]) -> list[Verdict]:
        """Judge by one character."""
        return [
            Verdict(Kind.REQUIREMENT, Label.CSR, Aspect.SYSTEM)
            if "应" in passage.text
            else Verdict(Kind.INFORMATIVE, Label.NONE)
            for passage in passages
        ]


class _Nobody:
    def found(self, files: object) -> None:
        """Take no note."""

    def finished(self, document: object) -> None:
        """Take no note."""

    def stage(self, name: str) -> None:
        """Take no note."""


if __name__ == "__main__":
    rules = rules_in_force.Rules(_Judge, "1", 1, "judge")  # type: ignore[arg-type]
    rules_in_force.look = lambda own, known: rules
    run(Job(Path(sys.argv[1]), Path(sys.argv[2]), settings.load(), "zh", command=_COMMAND), _Nobody())
