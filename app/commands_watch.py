"""``csr watch``: the run again whenever a file lands in the inbox or changes."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperCommand

from app.commands_run import place_of, run_once
from app.console import Terminal
from app.places import Workspace
from domain.wording import say
from pipeline.errors import UsageError

_LEAST, _MOST = 0.2, 3600.0


def register(app: typer.Typer, terminal: Terminal, cls: type[TyperCommand]) -> None:
    """Add the command."""
    language = terminal.language

    def text(key: str) -> str:
        return say(f"cli.help.{key}", language)

    @app.command("watch", cls=cls, help=text("watch"))
    def watch_command(
        inbox: Annotated[Path | None, typer.Argument(metavar="INBOX", help=text("inbox"))] = None,
        out: Annotated[Path | None, typer.Option(metavar="OUT", help=text("out"))] = None,
        company: Annotated[Path | None, typer.Option(metavar="FILE", help=text("company"))] = None,
        own: Annotated[Path | None, typer.Option(metavar="DIR", help=text("own"))] = None,
        jobs: Annotated[int | None, typer.Option(metavar="N", min=1, max=64, help=text("jobs"))] = None,
        every: Annotated[
            float, typer.Option(metavar="SECONDS", min=_LEAST, max=_MOST, help=text("every"))
        ] = 2.0,
        settle: Annotated[
            float, typer.Option(metavar="SECONDS", min=0.0, max=_MOST, help=text("settle"))
        ] = 4.0,
        lang: Annotated[str, typer.Option("--lang", help=text("lang"))] = language,
        quiet: Annotated[bool, typer.Option("--quiet", "-q", help=text("quiet"))] = False,
    ) -> int:
        place = place_of(inbox, out, company, own)
        watch(place, every, settle, lambda: run_once(place, jobs, terminal), terminal)
        return 0


def watch(
    place: Workspace, every: float, settle: float, work: Callable[[], object], terminal: Terminal
) -> None:
    """Look and run until interrupted; a second watcher of the same results is told who the first is."""
    from pipeline.locking import Locked, hold
    from pipeline.watching import Rest, has_gone, look

    watched = [one for one in (place.inbox, place.own, place.company) if one is not None]
    rest = Rest(settle)
    try:
        with hold(place.out / ".csr" / "watch.lock"):
            terminal.line(terminal.words("watch.begins", inbox=place.inbox))
            while True:
                seen = look(watched)
                is_due = rest.is_due(seen, time.monotonic()) and not has_gone(rest.done, seen, place.inbox)
                if is_due and _ran(work, terminal):
                    rest.ran(seen)
                    terminal.line(terminal.words("watch.waits", inbox=place.inbox))
                time.sleep(every)
    except Locked as error:
        held = error.holder
        raise UsageError("watched", out=place.out, pid=held.pid, host=held.host, since=held.since) from error


def _ran(work: Callable[[], object], terminal: Terminal) -> bool:
    """Run; a run of somebody else is waited for, anything wrong is said and the watch goes on."""
    try:
        work()
    except UsageError as error:
        terminal.trouble(terminal.words(f"error.{error.key}", **error.values))
        return error.key != "locked"
    except OSError as error:
        terminal.trouble(terminal.words("error.system", detail=error))
    return True
