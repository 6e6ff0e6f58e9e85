"""``csr history`` and ``csr link``: what became of a requirement, which document a file is."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand

from app.console import Terminal
from app.places import Workspace, workspace_around
from domain.wording import say, wording
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from domain.review import Decision
    from pipeline.store import Alteration

_SHOWN = (
    "decision", "importance", "department", "own_document", "evidence", "conformity", "measure", "owner", "due",
    "status", "comment", "approved",
)  # fmt: skip
_CODED = {"decision": "decisions", "importance": "importances"}
_HEADINGS = {"importance": "decided_importance"}  # of columns that have another name than the field


def register(app: typer.Typer, terminal: Terminal, cls: type[TyperCommand]) -> None:
    """Add the commands."""
    language = terminal.language

    def text(key: str) -> str:
        return say(f"cli.help.{key}", language)

    Out = Annotated[Path | None, typer.Option(metavar="OUT", help=text("status_out"))]
    Lang = Annotated[str, typer.Option("--lang", help=text("lang"))]
    Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=text("quiet"))]

    @app.command("history", cls=cls, help=text("history"))
    def history_command(
        requirement: Annotated[str, typer.Argument(metavar="ID", help=text("id"), show_default=False)],
        out: Out = None,
        lang: Lang = language,
        quiet: Quiet = False,
    ) -> int:
        return _history(requirement.strip(), _place(out), terminal)

    @app.command("link", cls=cls, help=text("link"))
    def link_command(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=text("link_file"), show_default=False)],
        document: Annotated[
            str, typer.Argument(metavar="DOCUMENT", help=text("link_document"), show_default=False)
        ],
        out: Out = None,
        lang: Lang = language,
        quiet: Quiet = False,
    ) -> int:
        return _link(file, document.strip(), _place(out), terminal)


def _place(out: Path | None) -> Workspace:
    """Return where the results lie.  Raises UsageError."""
    around = workspace_around(Path.cwd())
    if out is None and around is None:
        raise UsageError("no_workspace")
    folder = out or (around.out if around else Path.cwd())
    inbox = around.inbox if around else Path.cwd()
    if not (folder / ".csr" / "state.sqlite").is_file():
        raise UsageError("no_out", path=folder)
    return Workspace(inbox, folder.absolute(), None)


def _history(requirement: str, place: Workspace, terminal: Terminal) -> int:
    from pipeline import store
    from pipeline.recall import state_file

    with store.opened(state_file(place.out)) as state:
        seen = state.seen().get(requirement)
        changes, decisions = state.changes_of(requirement), state.decided(requirement)
        marks = state.revision_marks()
    if seen is None and not decisions:
        raise UsageError("no_requirement", id=requirement)
    if seen is not None:
        terminal.line(terminal.words("history.text", text=" ".join(seen.text.split())))
        path = marks.get(seen.document, "").partition(" ")[2]
        key = "history.stands" if seen.in_last_run else "history.gone"
        terminal.line(terminal.words(key, path=path, document=seen.document))
    first = min((recorded for recorded, _ in decisions), default="9")
    lines = [(started, 0, _changed(change, started >= first, terminal)) for started, change in changes]
    lines += [(recorded, 1, _decided(decision, terminal)) for recorded, decision in decisions]
    for moment, _, line in sorted(lines):
        terminal.line(f"{moment[:16].replace('T', ' ')}  {line}")
    return 0


def _changed(change: "Alteration", decided: bool, terminal: Terminal) -> str:
    line = terminal.words(f"history.{change.kind}")
    if change.text_before:
        line += terminal.words("history.before", text=" ".join(change.text_before.split()))
    if change.standing in ("confirm", "reopen") and decided:
        line += terminal.words(f"history.{change.standing}")
    return line


def _decided(decision: "Decision", terminal: Terminal) -> str:
    values = [(name, getattr(decision, name)) for name in _SHOWN]
    fields = [_field(name, value, terminal) for name, value in values if value]
    said = terminal.words("history.and").join(fields) or terminal.words("history.taken_back")
    who = " ".join(part for part in (decision.by, decision.at) if part)
    return terminal.words("history.decided", said=said, who=who or "–")


def _field(name: str, value: str, terminal: Terminal) -> str:
    """Return a field as the workbook calls it, with its value."""
    heading = say(f"workbook.columns.{_HEADINGS.get(name, name)}", terminal.language)
    table = _CODED.get(name)
    shown = wording(terminal.language).get(f"workbook.{table}.{value}", value) if table else value
    return terminal.words("history.field", name=heading, value=" ".join(shown.split()))


def _link(file: Path, document: str, place: Workspace, terminal: Terminal) -> int:
    from datetime import datetime

    from app.commands_run import path_in_inbox
    from pipeline import store
    from pipeline.locking import Locked, hold
    from pipeline.recall import state_file

    path = path_in_inbox(file, place)
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        with hold(place.out / ".csr" / "lock"), store.opened(state_file(place.out)) as state:
            known = {*state.revision_marks(), *state.document_ids().values()}
            if document not in known:
                raise UsageError("no_document", id=document)
            state.add_link(now, path, document)
    except Locked as error:
        held = error.holder
        raise UsageError("locked", out=place.out, pid=held.pid, host=held.host, since=held.since) from error
    terminal.line(terminal.words("history.linked", path=path, document=document))
    return 0
