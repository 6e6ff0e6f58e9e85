"""``csr evaluate``: how good the classifier is on labelled clauses."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand

from app.console import Column, Terminal
from app.plots import draw, need_plots
from domain.wording import say
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.evaluation import Evaluation
    from pipeline.gold import GoldClause

_LABELS = ("csr", "product", "commercial", "none")


def register(app: typer.Typer, terminal: Terminal, cls: type[TyperCommand]) -> None:
    """Add the command."""
    language = terminal.language

    def text(key: str) -> str:
        return say(f"evaluate.help.{key}", language)

    @app.command("evaluate", cls=cls, help=text("command"))
    def evaluate_command(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=text("file"), show_default=False)],
        split: Annotated[str, typer.Option("--split", help=text("split"))] = "",
        mistakes: Annotated[int, typer.Option("--mistakes", help=text("mistakes"))] = 10,
        plots: Annotated[Path | None, typer.Option("--plots", metavar="FOLDER", help=text("plots"))] = None,
        rules_only: Annotated[bool, typer.Option("--rules-only", help=text("rules_only"))] = False,
        lang: Annotated[str, typer.Option("--lang", help=say("cli.help.lang", language))] = language,
        quiet: Annotated[bool, typer.Option("--quiet", "-q", help=say("cli.help.quiet", language))] = False,
    ) -> int:
        clauses = _clauses(file, split)
        if not clauses:
            terminal.trouble(say("evaluate.line.nothing", language))
            return 1
        if plots is not None:
            need_plots()
        result = _evaluate(clauses, terminal, mistakes, second_opinion=not rules_only)
        if plots is not None:
            for path in draw(result, _LABELS, plots, language):
                terminal.line(say("evaluate.line.written", language, path=path))
        return 0


def _clauses(file: Path, split: str) -> "list[GoldClause]":
    from pipeline.gold import read_gold, read_lines

    if not file.exists():
        raise UsageError("no_file", path=file)
    clauses = read_gold(file) if file.is_dir() else read_lines(file)
    return [clause for clause in clauses if not split or clause.split == split]


def _evaluate(
    clauses: "Sequence[GoldClause]", terminal: Terminal, mistakes: int, *, second_opinion: bool
) -> "Evaluation":
    from classifiers.classifier import load
    from pipeline.evaluation import by_group, compare, verdicts_of

    classifier = load(second_opinion=second_opinion)
    began = time.perf_counter()
    verdicts = verdicts_of(clauses, classifier)
    speed = len(clauses) / (time.perf_counter() - began)
    result = compare(clauses, verdicts)
    language = terminal.language
    terminal.line(
        say("evaluate.line.clauses", language, count=len(clauses), speed=speed, review=result.review)
    )
    _scores(result, terminal)
    figures = {"aspect": result.aspect, "topic": result.topic, "targets": result.targets}
    terminal.line(say("evaluate.line.accuracy", language, macro=result.macro_f1, **figures))
    _confusion(result, terminal)
    _groups("by_language", by_group(clauses, verdicts, lambda clause: clause.lang or "?"), terminal)
    _groups("by_type", by_group(clauses, verdicts, lambda clause: clause.doc_type), terminal)
    _calibration(result, terminal)
    _mistakes(result, mistakes, terminal)
    return result


def _titles(terminal: Terminal, *keys: str) -> list[str]:
    return [say(f"evaluate.table.{key}", terminal.language) for key in keys]


def _scores(result: "Evaluation", terminal: Terminal) -> None:
    titles = _titles(terminal, "class", "precision", "recall", "f1", "right", "wrongly", "missed")
    rows = [
        [
            say(f"evaluate.table.{one.name}", terminal.language),
            *(f"{figure:.3f}" for figure in (one.precision, one.recall, one.f1)),
            *(str(count) for count in (one.right, one.wrongly, one.missed)),
        ]
        for one in result.scores
    ]
    terminal.table([Column(title, number=place > 0) for place, title in enumerate(titles)], rows)


def _confusion(result: "Evaluation", terminal: Terminal) -> None:
    terminal.line(say("evaluate.line.confusion", terminal.language), style="bold")
    titles = _titles(terminal, "labelled", *_LABELS)
    rows = [
        [title, *(str(result.confusion.get((true, found), 0)) for found in _LABELS)]
        for true, title in zip(_LABELS, titles[1:], strict=True)
    ]
    terminal.table([Column(title, number=place > 0) for place, title in enumerate(titles)], rows)


def _calibration(result: "Evaluation", terminal: Terminal) -> None:
    terminal.line(say("evaluate.line.calibration", terminal.language, ece=result.ece), style="bold")
    titles = _titles(terminal, "band", "count", "confidence", "share_right")
    rows = [
        [
            f"{band.low:.1f}–{band.low + 0.1:.1f}",
            str(band.clauses),
            f"{band.confidence:.3f}",
            f"{band.right:.3f}",
        ]
        for band in result.calibration
        if band.clauses
    ]
    terminal.table([Column(title, number=place > 0) for place, title in enumerate(titles)], rows)


def _groups(title: str, groups: "Mapping[str, Evaluation]", terminal: Terminal) -> None:
    terminal.line(say(f"evaluate.line.{title}", terminal.language), style="bold")
    titles = _titles(terminal, "group", "count", "requirement", *_LABELS[:3])
    rows = []
    for name, result in groups.items():
        cells = [_f1(result, label) for label in ("requirement", *_LABELS[:3])]
        rows.append([name, str(result.clauses), *cells])
    terminal.table([Column(title, number=place > 0) for place, title in enumerate(titles)], rows)


def _f1(result: "Evaluation", label: str) -> str:
    """Return the F1 of a class, a dash where the group has none of it and none was claimed."""
    score = result.score(label)
    return f"{score.f1:.3f}" if score.right + score.wrongly + score.missed else "–"


def _mistakes(result: "Evaluation", most: int, terminal: Terminal) -> None:
    if most <= 0 or not result.mistakes:
        return
    terminal.line(say("evaluate.line.mistakes", terminal.language), style="bold")
    for one in result.mistakes[:most]:
        terminal.line(
            say(
                "evaluate.line.mistake",
                terminal.language,
                document=one.clause.document,
                labelled=one.clause.verdict,
                verdict=one.verdict.label,
                confidence=one.verdict.confidence,
                text=one.clause.text[:160],
            )
        )
