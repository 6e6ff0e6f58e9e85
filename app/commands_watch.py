"""``csr watch``: the run again whenever a file lands or changes, until somebody stops it."""

import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from typer.core import TyperCommand

from app.commands_run import close, do, job_of, locked, place_of
from app.console import Terminal
from app.places import Workspace
from domain.problem import ConfigurationError
from domain.wording import say
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.watching import Look

_PATIENCE = 60.0  # seconds after which is said what is waited for


def register(app: typer.Typer, terminal: Terminal, cls: type[TyperCommand]) -> None:
    """Add the command."""
    language = terminal.language

    def text(key: str) -> str:
        return say(f"cli.help.{key}", language)

    Seconds = Annotated[float, typer.Option(metavar="SECONDS", min=0.1, max=3600, help=text("every"))]
    Quiet = Annotated[float, typer.Option(metavar="SECONDS", min=0.0, max=3600, help=text("settle"))]

    @app.command("watch", cls=cls, help=text("watch"))
    def watch_command(
        inbox: Annotated[Path | None, typer.Argument(metavar="INBOX", help=text("inbox"))] = None,
        out: Annotated[Path | None, typer.Option(metavar="OUT", help=text("out"))] = None,
        company: Annotated[Path | None, typer.Option(metavar="FILE", help=text("company"))] = None,
        jobs: Annotated[int | None, typer.Option(metavar="N", min=1, max=64, help=text("jobs"))] = None,
        every: Seconds = 2.0,
        settle: Quiet = 5.0,
        lang: Annotated[str, typer.Option("--lang", help=text("lang"))] = language,
        quiet: Annotated[bool, typer.Option("--quiet", "-q", help=text("quiet"))] = False,
    ) -> int:
        return _watch(place_of(inbox, out, company), jobs, every, settle, terminal)


def _watch(place: Workspace, jobs: int | None, every: float, settle: float, terminal: Terminal) -> int:
    """Watch until interrupted; one watcher a workspace.  Raises UsageError."""
    from pipeline.locking import Locked, hold

    try:
        with hold(place.out / ".csr" / "watch.lock"):
            _Watch(place, jobs, settle, terminal).go_on(every)
    except Locked as error:
        raise locked(error, place.out) from error


class _Watch:
    def __init__(self, place: Workspace, jobs: int | None, settle: float, terminal: Terminal) -> None:
        from pipeline.watching import Inbox

        self._place, self._jobs, self._terminal = place, jobs, terminal
        self._inbox = Inbox(place.inbox, place.out, settle)
        self._is_first = True
        self._waiting_since: float | None = None
        self._said = ""

    def go_on(self, every: float) -> NoReturn:
        """Look, wait, run, again and again."""
        from pipeline.watching import State

        while True:
            look = self._inbox.look(time.monotonic())
            if look.state is State.READY:
                self._run()
            elif look.state is not State.QUIET:
                self._wait(look)
            time.sleep(every)

    def _wait(self, look: "Look") -> None:
        """Say what is waited for, once, when it takes long."""
        now = time.monotonic()
        self._waiting_since = self._waiting_since or now
        key = f"{look.state} {look.path}"
        if now - self._waiting_since >= _PATIENCE and key != self._said:
            self._said = key
            self._say(f"watch.{look.state}", path=look.path or self._place.inbox)

    def _run(self) -> None:
        from pipeline.locking import Locked

        try:
            job = job_of(self._place, self._jobs, None, frozenset(), self._terminal)
            self._say("watch.running")
            outcome = do(job, self._terminal)
        except Locked as error:
            held = error.holder
            if self._said != f"held {held.pid}":
                self._said = f"held {held.pid}"
                self._say("watch.held", pid=held.pid, host=held.host, since=held.since)
            return
        except (ConfigurationError, UsageError, OSError) as error:
            if self._is_first:
                raise
            self._inbox.done()  # to be tried again with the next change
            self._say("watch.failed", detail=error)
            return
        self._is_first, self._waiting_since, self._said = False, None, ""
        self._inbox.done()
        if not outcome.is_unchanged:
            close(outcome, job, self._terminal)
        self._say("watch.ready", path=self._place.inbox)

    def _say(self, key: str, **values: object) -> None:
        moment = f"{datetime.now().astimezone():%H:%M:%S}"
        self._terminal.line(f"{moment}  {self._terminal.words(key, **values)}")
