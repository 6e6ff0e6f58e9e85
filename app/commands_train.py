"""``csr train``: refits the second opinion with this workspace's decisions, takes it back."""

from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperCommand

from app.console import Terminal
from app.places import RULES, Workspace, workspace_around
from domain.wording import say
from pipeline.errors import UsageError


def register(app: typer.Typer, terminal: Terminal, cls: type[TyperCommand]) -> None:
    """Add the command."""
    language = terminal.language

    def text(key: str) -> str:
        return say(f"cli.help.{key}", language)

    @app.command("train", cls=cls, help=text("train"))
    def train_command(
        undo: Annotated[bool, typer.Option("--undo", help=text("train_undo"))] = False,
        lang: Annotated[str, typer.Option("--lang", help=text("lang"))] = language,
        quiet: Annotated[bool, typer.Option("--quiet", "-q", help=text("quiet"))] = False,
    ) -> int:
        place = workspace_around(Path.cwd())
        if place is None or place.company is None:
            raise UsageError("train_no_workspace")
        rules = place.company.parent / RULES
        return _undo(place, rules, terminal) if undo else _train(place, rules, terminal)


def _train(place: Workspace, rules: Path, terminal: Terminal) -> int:
    from app.commands_run import locked
    from pipeline import refitting
    from pipeline.locking import Locked, hold
    from pipeline.store import StoreError

    try:
        with hold(place.out / ".csr" / "lock"):
            found = refitting.refit(place.out, rules if rules.is_dir() else None)
            amounts = {"decisions": found.decisions, "held_out": found.held_out}
            terminal.line(terminal.words("train.learned", **amounts))
            before, after = found.right
            terminal.line(terminal.words("train.right", before=before, after=after, held_out=found.held_out))
            shipped = {"before": f"{found.shipped[0]:.3f}", "after": f"{found.shipped[1]:.3f}"}
            terminal.line(terminal.words("train.shipped", **shipped))
            if found.is_better:
                rules.mkdir(exist_ok=True)
                refitting.use(found, place.out, rules)
    except Locked as error:
        raise locked(error, place.out) from error
    except StoreError as error:
        raise UsageError("state", detail=error, path=place.out / ".csr" / "state.sqlite") from error
    terminal.line(terminal.words("train.used" if found.is_better else "train.not_used"), style="bold")
    return 0


def _undo(place: Workspace, rules: Path, terminal: Terminal) -> int:
    from pipeline import refitting

    done = refitting.undo(place.out, rules)
    terminal.line(terminal.words("train.undone" if done else "train.nothing_to_undo"))
    return 0
