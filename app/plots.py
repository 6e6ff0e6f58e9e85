"""Pictures for ``csr evaluate``: the confusion and how far the confidence can be believed (extra ``plots``)."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.wording import say
from pipeline.errors import MissingPartError

if TYPE_CHECKING:
    from pipeline.evaluation import Evaluation

_CHINESE_FONTS = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei")
_SIZE = (6.0, 5.0)  # inches
_DOTS = 150  # an inch


def need_plots() -> None:
    """Raise MissingPartError when matplotlib is not installed."""
    if find_spec("matplotlib") is None:
        raise MissingPartError("plots")


def draw(result: Evaluation, labels: tuple[str, ...], folder: Path, language: str) -> list[Path]:
    """Write ``confusion.png`` and ``calibration.png``; returns their paths.

    The words are English where no Chinese font is installed.  Raises MissingPartError, OSError.
    """
    need_plots()
    from matplotlib import font_manager

    font = next((name for name in _CHINESE_FONTS if name in font_manager.get_font_names()), None)
    spoken = "en" if language == "zh" and font is None else language
    names = {label: say(f"evaluate.table.{label}", spoken) for label in labels}
    folder.mkdir(parents=True, exist_ok=True)
    settings: Any = {"font.family": [font, "DejaVu Sans"]} if font and spoken == "zh" else {}
    return [
        _save(_confusion(result, names, spoken, settings), folder / "confusion.png", settings),
        _save(_calibration(result, spoken, settings), folder / "calibration.png", settings),
    ]


def _figure(settings: Any) -> tuple[Any, Any]:
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(settings):
        figure = Figure(figsize=_SIZE, layout="constrained")
        return figure, figure.add_subplot()


def _save(figure: Any, path: Path, settings: Any) -> Path:
    import matplotlib

    with matplotlib.rc_context(settings):
        figure.savefig(path, dpi=_DOTS)
    return path


def _confusion(result: Evaluation, names: Mapping[str, str], language: str, settings: Any) -> Any:
    figure, axes = _figure(settings)
    counts = [[result.confusion.get((true, found), 0) for found in names] for true in names]
    shares = [[count / max(sum(row), 1) for count in row] for row in counts]
    image = axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    figure.colorbar(image, ax=axes)
    for row, line in enumerate(counts):
        for column, count in enumerate(line):
            colour = "white" if shares[row][column] > 0.5 else "black"
            axes.text(column, row, str(count), ha="center", va="center", color=colour)
    axes.set_xticks(range(len(names)), list(names.values()))
    axes.set_yticks(range(len(names)), list(names.values()))
    axes.set_xlabel(say("evaluate.plot.found", language))
    axes.set_ylabel(say("evaluate.plot.labelled", language))
    axes.set_title(say("evaluate.line.confusion", language))
    return figure


def _calibration(result: Evaluation, language: str, settings: Any) -> Any:
    figure, axes = _figure(settings)
    axes.plot([0, 1], [0, 1], linestyle="--", color="grey")
    filled = [one for one in result.calibration if one.clauses]
    confidences = [one.confidence for one in filled]
    axes.plot(confidences, [one.right for one in filled], marker="o")
    for one in filled:
        axes.annotate(str(one.clauses), (one.confidence, one.right), (4, -12), textcoords="offset points")
    axes.set_xlim(0, 1.02)
    axes.set_ylim(0, 1.02)
    axes.set_xlabel(say("evaluate.plot.confidence", language))
    axes.set_ylabel(say("evaluate.plot.right", language))
    axes.set_title(say("evaluate.line.calibration", language, ece=result.ece))
    return figure
