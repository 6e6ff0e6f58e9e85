"""The process that judges: one case after another over a pipe, until the pipe ends.

``python -m pipeline.judge_child RULES`` with the company's rules folder, or nothing for
the rules that come with the tool.  It reads nothing but rules and dictionaries; what nobody
foresaw ends it, and the parent judges that case itself (``pipeline.judges``).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from extractors import serving, wire
from pipeline.finding import encode
from pipeline.judging import Case, judge

Result = TypeVar("Result")

_CASES: msgspec.json.Decoder[Case] = msgspec.json.Decoder(Case)


def main() -> None:
    """Serve judgements over standard input and output."""
    orders, answers = serving.begin()
    import classifiers

    classifier = classifiers.load(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    while True:
        case = _CASES.decode(orders.get())
        wire.send(answers, encode(judge(case, lambda: classifier, _untrapped)))


def _untrapped(path: str, work: Callable[[], Result], /) -> Result:
    return work()


if __name__ == "__main__":
    main()
