"""How an output folder stands: what is open, what is decided, as of the last run and since."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.problem import DocumentError, Problem
from domain.review import Decision
from pipeline import publish, reconcile, store


@dataclass(frozen=True, slots=True)
class DocumentStanding:
    """A document's requirements that a person has to decide on, and its line in the register."""

    customer: str
    path: str
    total: int
    decided: int
    id: str = ""
    revision: str = ""
    date: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole; ``workbook_unread`` says that what was entered since the last run is unknown."""

    documents: tuple[DocumentStanding, ...]
    problems: tuple[Problem, ...]
    orphans: int
    last_run: store.Run | None
    workbook_unread: bool
    last_visit: str | None = None
    confirm: int = 0
    reopened: int = 0


def stand(out: Path) -> Standing:
    """Look at an output folder without changing it.

    Raises FileNotFoundError when no run has written there, StoreError.
    """
    data = json.loads((out / publish.DATA).read_text(encoding="utf-8"))
    state = out / publish.STATE / "state.sqlite"
    if state.is_file():
        with store.opened(state) as opened:
            last_run, decisions, seen = opened.last_run(), opened.decisions(), opened.seen()
            visited = opened.last_visit()
            waiting = opened.pending()
            entered, unread = _entered_since(out, decisions, seen, waiting, opened.shown)
    else:
        last_run, visited, decisions, waiting = (
            None,
            None,
            dict[str, Decision](),
            dict[str, store.Alteration](),
        )
        entered, unread = _entered_since(out, {}, {}, {}, lambda made: None)
    earlier = {key for key, one in decisions.items() if one.decision not in ("", "open")} - entered.keys()
    decisions = {key: one for key, one in decisions.items() if key not in waiting} | entered
    in_force = {key for key, decision in decisions.items() if decision.decision not in ("", "open")}
    lines, present = _lines(data, in_force)
    asked = Counter(one.standing for key, one in waiting.items() if key in present and key in earlier)
    return Standing(
        lines,
        _problems(data),
        len(in_force - present),
        last_run,
        unread,
        visited,
        confirm=asked["confirm"],
        reopened=asked["reopen"],
    )


def _lines(data: dict[str, Any], in_force: set[str]) -> tuple[tuple[DocumentStanding, ...], set[str]]:
    """Return the register's lines, and the ids of all requirements that stand."""
    total: Counter[str] = Counter()
    decided: Counter[str] = Counter()
    present = set()
    for requirement in data["requirements"]:
        if requirement["change"] == "removed":
            continue
        present.add(requirement["id"])
        present |= {id_ for twin in requirement.get("twins", ()) for id_ in twin["requirements"]}
        total[requirement["document"]] += 1
        decided[requirement["document"]] += requirement["id"] in in_force
    lines = tuple(
        DocumentStanding(
            customer=one["customer"],
            path=one["path"],
            total=total[one["id"]],
            decided=decided[one["id"]],
            id=one["id"],
            revision=one["revision"] or "",
            date=one["date"] or "",
            status=one["status"],
        )
        for one in data["documents"]
    )
    return lines, present


def _entered_since(
    out: Path,
    latest: Mapping[str, Decision],
    seen: Mapping[str, store.Seen],
    pending: Mapping[str, store.Alteration],
    shown: Callable[[str], Mapping[str, Decision] | None],
) -> tuple[dict[str, Decision], bool]:
    from workbook import returned

    entered: dict[str, Decision] = {}
    unread = False
    for path in publish.workbooks(out):
        try:
            said = returned.read(path)
        except (OSError, DocumentError):
            unread = True
            continue
        for decision in reconcile.to_record(said, shown(said.made), {**latest, **entered}, seen, pending):
            entered[decision.requirement] = decision
    return entered, unread


def _problems(data: dict[str, Any]) -> tuple[Problem, ...]:
    return tuple(Problem(one["code"], path=one["path"] or "") for one in data["problems"])
