"""The end of a run: what it found goes into the state, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from domain.review import ADDED, Checklist, Decision, Row
from pipeline import documents, lineage, publish, reconcile, store
from pipeline.comparison import Compared
from pipeline.recall import Recollection, state_file
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Done:
    """What a run has found and written; ``digest`` stands for all of it."""

    checklist: Checklist
    placed: Sequence[lineage.Placed]
    compared: Compared
    known: Recollection
    digest: str
    written: publish.Written


def record(out: Path, settings: Settings, done: Done) -> None:
    """Write the run into the state, after the results are in place."""
    checklist, compared, last = done.checklist, done.compared, done.known.last
    amounts = (len(checklist.documents), len(checklist.problems))
    run_line = store.Run(checklist.generated, checklist.version, checklist.ruleset, *amounts)
    places = {document.id: (document.customer, document.source.path) for document in checklist.documents}
    ids = {
        documents.file_mark(one.document.source, settings): one.lineage
        for one in done.placed
        if one.document.source.sha256
    }
    with store.opened(state_file(out)) as state:
        number = state.add_run(run_line)
        state.add_documents(number, ids)
        for revision in compared.revisions:
            state.add_revision(replace(revision, run=number))
        state.add_adopted(number, compared.adopted)
        epoch = number
        if compared.is_new_epoch:
            state.add_changes(number, compared.changes.values())
        elif last is not None:
            epoch = last.epoch
        present = [
            row
            for row in checklist.rows
            if row.change != reconcile.REMOVED and not row.requirement.key.startswith(ADDED)
        ]
        present += [Row(one) for row in present for twin in row.twins for one in twin.requirements]
        state.add_requirements(number, present, places)
        shown = _shown([row.decision for row in checklist.rows if row.decision is not None])
        files = publish.stamps(done.written, out, done.known.read_stamps)
        state.add_publication(store.Publication(checklist.generated, done.digest, epoch, shown, files))


def _shown(decisions: Sequence[Decision]) -> str:
    return msgspec.json.encode(decisions).decode()
