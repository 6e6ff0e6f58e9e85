"""``csr init``, ``status`` and ``doctor``: the workspace, how it stands, what works here."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand

from app.console import Column, Terminal
from app.places import INBOX, OUTPUTS, OWN, RULES, workspace_around
from domain.wording import say
from pipeline.errors import UsageError
from pipeline.settings import FILE_NAME

if TYPE_CHECKING:
    from pipeline.standing import Standing


def register(app: typer.Typer, terminal: Terminal, cls: type[TyperCommand]) -> None:
    """Add the commands."""
    language = terminal.language

    def text(key: str) -> str:
        return say(f"cli.help.{key}", language)

    Lang = Annotated[str, typer.Option("--lang", help=text("lang"))]
    Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=text("quiet"))]

    @app.command("init", cls=cls, help=text("init"))
    def init_command(
        folder: Annotated[Path, typer.Argument(metavar="DIR", help=text("folder"), show_default=False)],
        lang: Lang = language,
        quiet: Quiet = False,
    ) -> int:
        return init(folder, terminal)

    @app.command("status", cls=cls, help=text("status"))
    def status_command(
        out: Annotated[Path | None, typer.Argument(metavar="OUT", help=text("status_out"))] = None,
        lang: Lang = language,
        quiet: Quiet = False,
    ) -> int:
        return _status(out, terminal)

    @app.command("doctor", cls=cls, help=text("doctor"))
    def doctor_command(lang: Lang = language, quiet: Quiet = False) -> int:
        from app.doctor import examine

        return examine(terminal)


def init(folder: Path, terminal: Terminal) -> int:
    """Make a workspace; never touch one that is there.  Raises UsageError."""
    settings = folder / FILE_NAME
    if settings.exists():
        raise UsageError("not_empty", path=folder)
    for name in (INBOX, OWN, OUTPUTS, RULES):
        (folder / name).mkdir(parents=True, exist_ok=True)
    settings.write_text(terminal.words("company_toml.text").lstrip("\n"), encoding="utf-8", newline="\n")
    inbox = folder / INBOX
    terminal.line(terminal.words("init.made", path=folder))
    terminal.line(terminal.words("init.next", inbox=inbox, command=f"csr run {_quoted(inbox)}"))
    return 0


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)


def _status(out: Path | None, terminal: Terminal) -> int:
    from app.commands_run import problem_line
    from pipeline.standing import stand
    from pipeline.store import StoreError

    if out is None:
        around = workspace_around(Path.cwd())
        if around is None:
            raise UsageError("no_workspace")
        out = around.out
    try:
        standing = stand(out)
    except FileNotFoundError as error:
        raise UsageError("no_out", path=out) from error
    except StoreError as error:
        raise UsageError("state", detail=error, path=out / ".csr" / "state.sqlite") from error
    _show_standing(standing, terminal)
    for problem in standing.problems:
        terminal.trouble(problem_line(problem, terminal))
    return 0


def _show_standing(standing: "Standing", terminal: Terminal) -> None:
    texts = ("customer", "document", "id", "revision", "date", "status")
    columns = [Column(terminal.words(f"table.{name}")) for name in texts]
    columns += [Column(terminal.words(f"table.{name}"), number=True) for name in ("open", "decided", "total")]
    rows = [
        [
            line.customer,
            line.path,
            line.id,
            line.revision,
            line.date,
            terminal.name("documentstatus", line.status),
            str(line.total - line.decided),
            str(line.decided),
            str(line.total),
        ]
        for line in standing.documents
    ]
    total = sum(line.total for line in standing.documents)
    decided = sum(line.decided for line in standing.documents)
    if len({line.customer for line in standing.documents}) > 1:
        rows = _with_customers(rows, standing)
    footer = [terminal.words("table.total"), *[""] * 5, str(total - decided), str(decided), str(total)]
    terminal.table(columns, rows, footer)
    terminal.line(terminal.words("status.open", open=total - decided, total=total, decided=decided))
    if standing.confirm or standing.reopened:
        amounts = {"confirm": standing.confirm, "reopened": standing.reopened}
        terminal.line(terminal.words("status.waiting", **amounts))
    if standing.orphans:
        terminal.line(terminal.words("status.orphans", count=standing.orphans))
    if standing.workbook_unread:
        terminal.line(terminal.words("status.blocked"))
    run = standing.last_run
    if run is None:
        terminal.line(terminal.words("status.never"))
    else:
        amounts = {"files": run.files, "problems": run.problems}
        terminal.line(terminal.words("status.last", started=run.started, version=run.version, **amounts))


def _with_customers(rows: list[list[str]], standing: "Standing") -> list[list[str]]:
    """Put a line with the sums before each customer's documents."""
    totals: Counter[str] = Counter()
    decided: Counter[str] = Counter()
    for line in standing.documents:
        totals[line.customer] += line.total
        decided[line.customer] += line.decided
    shown: list[list[str]] = []
    for row in rows:
        customer = row[0]
        if not any(earlier[0] == customer for earlier in shown):
            shown.append(_sums(customer, totals, decided))
        shown.append(["", *row[1:]])
    return shown


def _sums(customer: str, totals: Mapping[str, int], decided: Mapping[str, int]) -> list[str]:
    amounts = (totals[customer] - decided[customer], decided[customer], totals[customer])
    return [customer, *[""] * 5, *(str(amount) for amount in amounts)]
