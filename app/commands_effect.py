"""``csr rules effect``: how many rows the company's own rules add, remove and move."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand

from app.console import Column, Terminal
from app.places import RULES, Workspace, workspace_around
from domain.wording import say
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from domain.requirement import Label
    from pipeline.house_effect import Effect, Shift

_SHOWN = 20


def add(rules: typer.Typer, terminal: Terminal, cls: type[TyperCommand]) -> None:
    """Add the command to the group ``csr rules``."""
    language = terminal.language

    def text(key: str) -> str:
        return say(f"cli.help.{key}", language)

    @rules.command("effect", cls=cls, help=text("rules_effect"))
    def effect_command(
        lang: Annotated[str, typer.Option("--lang", help=text("lang"))] = language,
        quiet: Annotated[bool, typer.Option("--quiet", "-q", help=text("quiet"))] = False,
    ) -> int:
        place = workspace_around(Path.cwd())
        if place is None or place.company is None:
            raise UsageError("no_workspace")
        return _effect(place, place.company.parent / RULES, terminal)


def _effect(place: Workspace, folder: Path, terminal: Terminal) -> int:
    import classifiers
    from pipeline import house_effect
    from pipeline.recall import state_file
    from pipeline.store import StoreError

    company = classifiers.load(folder if folder.is_dir() else None)
    own = frozenset(rule.id for rule in company.ruleset.rules if rule.file.parent == folder)
    state = state_file(place.out)
    if not state.exists():
        raise UsageError("no_run", out=place.out)
    try:
        found = house_effect.effect(state, classifiers.load(), company, own)
    except StoreError as error:
        raise UsageError("state", detail=error, path=state) from error
    _show(found, terminal)
    return 0


def _show(found: "Effect", terminal: Terminal) -> None:
    from pipeline.house_effect import LABELS

    columns = [Column(terminal.words("effect.verdict"))]
    columns += [
        Column(terminal.words(f"effect.{key}"), number=True) for key in ("without", "with", "difference")
    ]
    rows = []
    for label in LABELS:
        before, after = found.without.get(label, 0), found.with_rules.get(label, 0)
        rows.append([terminal.name("labels", label), str(before), str(after), f"{after - before:+d}"])
    terminal.table(columns, rows)
    if not found.shifts:
        terminal.line(terminal.words("effect.none"))
        return
    for shift in found.shifts[:_SHOWN]:
        terminal.line(_line(shift, terminal))
    if len(found.shifts) > _SHOWN:
        terminal.line(terminal.words("effect.more", count=len(found.shifts) - _SHOWN))


def _line(shift: "Shift", terminal: Terminal) -> str:
    clause = shift.clause
    return terminal.words(
        "effect.line",
        path=shift.path,
        section=clause.section or clause.number or "–",
        before=_named(shift.without, terminal),
        after=_named(shift.with_rules, terminal),
        rules=", ".join(shift.rules) or "–",
        text=clause.text if len(clause.text) <= 90 else f"{clause.text[:89]}…",
    )


def _named(labels: "tuple[Label, ...]", terminal: Terminal) -> str:
    names = dict.fromkeys(terminal.name("labels", label) for label in labels)
    return ", ".join(names) or terminal.name("labels", "none")
