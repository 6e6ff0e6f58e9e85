"""Refits the second opinion with what this workspace's people decided; used only when it is better.

A quarter of the decisions is held out, and so are the shipped test documents.  The new
model lies in the company's rules folder, where every run finds it; the one before is kept
under ``.csr/models`` and can be taken back.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from classifiers import classifier as rules
from classifiers.opinion import OWN_MODEL, save
from domain.requirement import Label
from domain.review import ADDED
from domain.text import fingerprint
from pipeline import evaluation, store, training
from pipeline.errors import MissingPartError, UsageError
from pipeline.gold import GOLD, GoldClause, read_gold
from pipeline.recall import state_file

if TYPE_CHECKING:
    from classifiers.classifier import Classifier
    from classifiers.opinion import Opinion

LEAST = 40  # decisions; below it a held-out quarter says nothing
_HELD_OUT = 4  # one in so many
_WEIGHT = 3  # a decision of this workspace counts like so many shipped clauses
_LARGEST_LOSS = 0.01  # of the mean F1 on the shipped test documents
_LABELS = frozenset(label.value for label in Label)


@dataclass(frozen=True, slots=True)
class Refit:
    """What refitting gave: right verdicts on held-out decisions and the mean F1 on shipped test documents."""

    decisions: int
    held_out: int
    right: tuple[int, int]
    shipped: tuple[float, float]
    opinion: Opinion

    @property
    def is_better(self) -> bool:
        """Tell whether more held-out decisions are right and nothing is lost elsewhere."""
        before, after = self.shipped
        return self.right[1] > self.right[0] and after >= before - _LARGEST_LOSS


def refit(out: Path, company_rules: Path | None) -> Refit:
    """Refit and measure; nothing is changed.  Raises UsageError, MissingPartError, StoreError."""
    if find_spec("scipy") is None:
        raise MissingPartError("train")
    if not GOLD.is_dir():
        raise UsageError("train_no_labels", path=GOLD)
    decided = decisions_of(out)
    if len(decided) < LEAST:
        raise UsageError("train_few", count=len(decided), least=LEAST)
    taught = [one for one in decided if not _is_held_out(one)]
    held_out = [one for one in decided if _is_held_out(one)]
    gold = read_gold()
    lessons = [one for one in gold if one.split == "train"] + _repeated(taught)
    present = rules.load(company_rules)
    again = present.opinion.again if present.opinion is not None else None
    opinion = training.train(lessons, again)
    tests = [one for one in gold if one.split == "test"]
    new = rules.load(company_rules, opinion=opinion)
    return Refit(
        decisions=len(decided),
        held_out=len(held_out),
        right=(_right(held_out, present), _right(held_out, new)),
        shipped=(evaluation.evaluate(tests, present).macro_f1, evaluation.evaluate(tests, new).macro_f1),
        opinion=opinion,
    )


def decisions_of(out: Path) -> list[GoldClause]:
    """Return the requirements that people decided on, as labelled clauses, in reading order."""
    place = out / "checklist.json"
    if not place.is_file():
        raise UsageError("no_out", path=out)
    data = json.loads(place.read_text(encoding="utf-8"))
    with store.opened(state_file(out)) as state:
        said = state.decisions()
    documents = {one["id"]: one for one in data["documents"]}
    clauses = {one["id"]: one for one in data["clauses"]}
    found: list[GoldClause] = []
    for one in data["requirements"]:
        decision, clause = said.get(one["id"]), clauses.get(one["clause"])
        if decision is None or clause is None or decision.decision not in _LABELS:
            continue
        if one["change"] == "removed" or one["standing"] == "reopen" or one["id"].startswith(ADDED):
            continue
        document = documents[one["document"]]
        found.append(
            GoldClause(
                document=f"workspace {one['document']}",
                text=one["text"],
                kind="informative" if decision.decision == Label.NONE else "requirement",
                verdict=decision.decision,
                doc_type=document["type"],
                lang=document["language"] or "",
                section=" > ".join(clause["section_path"]),
                context=" | ".join(clause["header"]) or clause["lead_in"] or "",
                topic=one["topic"],
                aspect=one["aspect"],
            )
        )
    return found


def _is_held_out(one: GoldClause) -> bool:
    """Tell by the words, so that the same decisions are held out each time."""
    return int(fingerprint(one.document, one.text), 16) % _HELD_OUT == 0


def _repeated(taught: Sequence[GoldClause]) -> list[GoldClause]:
    return [one for copy in range(_WEIGHT) for one in _documents(taught, f" {copy}")]


def _documents(taught: Sequence[GoldClause], mark: str) -> list[GoldClause]:
    import msgspec

    return [msgspec.structs.replace(one, document=f"{one.document}{mark}") for one in taught]


def _right(clauses: Sequence[GoldClause], classifier: Classifier) -> int:
    verdicts = evaluation.verdicts_of(clauses, classifier)
    return sum(one.verdict == said.label for one, said in zip(clauses, verdicts, strict=True))


def use(refitted: Refit, out: Path, company_rules: Path) -> None:
    """Let every run use the new model from now on; keep the one before."""
    place = company_rules / OWN_MODEL
    beside = place.with_name(f".{OWN_MODEL}.part.npz")
    save(beside, refitted.opinion)
    kept = out / ".csr" / "models"
    kept.mkdir(parents=True, exist_ok=True)
    if place.is_file():
        place.replace(kept / f"{datetime.now().astimezone():%Y-%m-%d-%H%M%S-%f}.npz")
    beside.replace(place)


def undo(out: Path, company_rules: Path) -> bool:
    """Take the last refitting back; tell whether there was one."""
    place = company_rules / OWN_MODEL
    if not place.is_file():
        return False
    earlier = sorted((out / ".csr" / "models").glob("*.npz"))
    if earlier:
        earlier[-1].replace(place)
    else:
        place.unlink()
    return True
