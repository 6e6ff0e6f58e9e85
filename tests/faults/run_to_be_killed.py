"""One run over a folder, for a test that kills it: ``run_to_be_killed.py INBOX OUT``."""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline import settings
from pipeline.run import Job, run

_COMMAND = (sys.executable, str(Path(__file__).with_name("child_that_misbehaves.py")))


class _Nobody:
    def found(self, files: object) -> None:
        """Take no note."""

    def finished(self, document: object) -> None:
        """Take no note."""

    def stage(self, name: str) -> None:
        """Take no note."""


if __name__ == "__main__":
    run(Job(Path(sys.argv[1]), Path(sys.argv[2]), settings.load(), "zh", command=_COMMAND), _Nobody())
