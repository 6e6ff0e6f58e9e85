"""How an output folder stands: what is open, what is decided, as of the last run and since."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.problem import DocumentError, Problem
from domain.review import Decision
from pipeline import publish, reconcile, store


@dataclass(frozen=True, slots=True)
class DocumentStanding:
    """A document's requirements that a person has to decide on."""

    customer: str
    path: str
    total: int
    decided: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole; ``workbook_unread`` says that what was entered since the last run is unknown."""

    documents: tuple[DocumentStanding, ...]
    problems: tuple[Problem, ...]
    orphans: int
    last_run: store.Run | None
    workbook_unread: bool


def stand(out: Path) -> Standing:
    """Look at an output folder without changing it.

    Raises FileNotFoundError when no run has written there, StoreError.
    """
    data = json.loads((out / publish.DATA).read_text(encoding="utf-8"))
    last_run, decisions = None, dict[str, Decision]()
    state = out / publish.STATE / "state.sqlite"
    if state.is_file():
        with store.opened(state) as opened:
            last_run, decisions, seen = opened.last_run(), opened.decisions(), opened.seen()
    else:
        seen = {}
    entered, unread = _entered_since(out, decisions, seen)
    in_force = {
        key for key, decision in (decisions | entered).items() if decision.decision not in ("", "open")
    }
    total: Counter[str] = Counter()
    decided: Counter[str] = Counter()
    present = set()
    for requirement in data["requirements"]:
        present.add(requirement["id"])
        total[requirement["document"]] += 1
        decided[requirement["document"]] += requirement["id"] in in_force
    documents = tuple(
        DocumentStanding(one["customer"], one["path"], total[one["id"]], decided[one["id"]])
        for one in data["documents"]
    )
    return Standing(documents, _problems(data), len(in_force - present), last_run, unread)


def _entered_since(
    out: Path, latest: dict[str, Decision], seen: dict[str, store.Seen]
) -> tuple[dict[str, Decision], bool]:
    from workbook import returned

    entered: dict[str, Decision] = {}
    unread = False
    for path in publish.workbooks(out):
        try:
            decisions = returned.read(path).decisions
        except (OSError, DocumentError):
            unread = True
            continue
        for decision in reconcile.to_record(decisions, latest, seen):
            entered[decision.requirement] = decision
    return entered, unread


def _problems(data: dict[str, Any]) -> tuple[Problem, ...]:
    return tuple(Problem(one["code"], path=one["path"] or "") for one in data["problems"])
