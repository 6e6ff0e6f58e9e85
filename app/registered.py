"""``csr status --documents`` and ``--checked``: the register of customers' documents."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from app.console import Column, Terminal
from domain.register import is_overdue
from pipeline.errors import UsageError

_SHOWN = ("customer", "title", "id", "revision", "issued", "effective", "received", "contract", "next_check")


def show_register(out: Path, terminal: Terminal) -> int:
    """Show the register as of the last run and of the checks since, what is overdue marked."""
    from pipeline import settings, store
    from pipeline.recall import state_file
    from pipeline.register import next_check

    place = out / "checklist.json"
    if not place.is_file():
        raise UsageError("no_out", path=out)
    company = out.parent / settings.FILE_NAME
    days = settings.load(company if company.is_file() else None).check_days
    with store.opened(state_file(out)) as state:
        checked = state.checked()
    today = f"{datetime.now().astimezone():%Y-%m-%d}"
    documents = json.loads(place.read_text(encoding="utf-8"))["documents"]
    late = 0
    rows: list[list[str]] = []
    for one in documents:
        asked = checked.get(one["id"], "")[:10]
        if asked and one["status"] != "superseded":
            one["next_check"] = next_check(one["received"] or "", asked, days)
        overdue = is_overdue(one["next_check"] or "", today)
        late += overdue
        rows.append([*_cells(one), terminal.words("register.overdue") if overdue else ""])
    columns = [Column(terminal.words(f"register.{name}")) for name in _SHOWN]
    terminal.table([*columns, Column(terminal.words("register.mark"))], rows)
    terminal.line(terminal.words("register.total", total=len(documents), overdue=late))
    return 0


def _cells(one: dict[str, Any]) -> list[str]:
    shown = {**one, "title": one["title"] or one["path"], "issued": one["issued"] or one["date"]}
    return [str(shown[name] or "") for name in _SHOWN]


def note_check(out: Path, document: str, terminal: Terminal) -> int:
    """Record that somebody asked the customer today whether there is a newer revision.  Raises UsageError."""
    from app.commands_run import locked
    from pipeline import store
    from pipeline.locking import Locked, hold
    from pipeline.recall import state_file

    if not state_file(out).is_file():
        raise UsageError("no_out", path=out)
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        with hold(out / ".csr" / "lock"), store.opened(state_file(out)) as state:
            if document not in state.revision_marks():
                raise UsageError("no_document", id=document)
            state.add_check(now, document)
    except Locked as error:
        raise locked(error, out) from error
    terminal.line(terminal.words("register.noted", document=document, day=now[:10]))
    return 0
