"""``csr diff``: what changed between two revisions of a document."""

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand

from app.console import Column, Terminal
from app.names import department_name
from app.places import workspace_around
from domain.wording import say, wording
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from domain.report import ChangeReport, ReportEntry
    from workbook.change_words import ChangeWords

WRONG_USE = 2
_WIDEST = 60  # characters of a difference in the table
_AROUND = 8  # characters shown on both sides of a difference


def register(app: typer.Typer, terminal: Terminal, cls: type[TyperCommand]) -> None:
    """Add the command."""
    language = terminal.language

    def text(key: str) -> str:
        return say(f"diff.help.{key}", language)

    @app.command("diff", cls=cls, help=text("command"))
    def diff_command(
        old: Annotated[Path, typer.Argument(metavar="OLD", help=text("old"), show_default=False)],
        new: Annotated[Path | None, typer.Argument(metavar="[NEW]", help=text("new"))] = None,
        from_: Annotated[str | None, typer.Option("--from", metavar="REV", help=text("from"))] = None,
        to: Annotated[str | None, typer.Option("--to", metavar="REV", help=text("to"))] = None,
        out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help=text("out"))] = None,
        lang: Annotated[str, typer.Option("--lang", help=say("cli.help.lang", language))] = language,
        quiet: Annotated[bool, typer.Option("--quiet", "-q", help=say("cli.help.quiet", language))] = False,
    ) -> int:
        if new is not None and (from_ or to):
            raise UsageError("diff_either")
        if new is None:
            return diff_document(str(old), (from_, to), out, terminal)
        return diff(old, new, out, terminal)


def diff(old: Path, new: Path, out: Path | None, terminal: Terminal) -> int:
    """Compare two files, show the changes, write the report where one is asked for.

    Returns the exit status: 1 when a file could not be read or only in part.
    """
    from pipeline import settings
    from pipeline.report_files import UnreadableError, report_of_files

    for path in (old, new):
        if not path.is_file():
            raise UsageError("no_file", path=path)
    wrong = _wrong_out(out, (old, new))
    if wrong is not None:
        terminal.trouble(say(f"diff.line.{wrong}", terminal.language, path=out))
        return WRONG_USE
    around = workspace_around(Path.cwd())
    chosen = settings.load(around.company if around else None)
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        import classifiers

        report = report_of_files(old, new, classifiers.load(chosen.rules), chosen, now)
    except UnreadableError as error:
        _say_unreadable(error.path, error.code, terminal)
        return 1
    show(report, terminal)
    if out is not None:
        write(report, out, terminal.language)
        terminal.line(say("diff.line.written", terminal.language, path=out), style="bold green")
    return _partial(report, terminal)


def diff_document(
    name: str, revisions: tuple[str | None, str | None], out: Path | None, terminal: Terminal
) -> int:
    """Compare two revisions that the workspace has read, show the changes, write the report if asked.

    Raises UsageError.
    """
    from pipeline.report_state import report_of_document
    from pipeline.store import StoreError

    wrong = _wrong_out(out, ())
    if wrong is not None:
        terminal.trouble(say(f"diff.line.{wrong}", terminal.language, path=out))
        return WRONG_USE
    around = workspace_around(Path.cwd())
    if around is None:
        raise UsageError("no_workspace")
    if not (around.out / ".csr" / "state.sqlite").is_file():
        raise UsageError("no_out", path=around.out)
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        report = report_of_document(around.out, name, *revisions, now)
    except StoreError as error:
        raise UsageError("state", detail=error, path=around.out / ".csr" / "state.sqlite") from error
    show(report, terminal)
    if out is not None:
        write(report, out, terminal.language)
        terminal.line(say("diff.line.written", terminal.language, path=out), style="bold green")
    return _partial(report, terminal)


def _wrong_out(out: Path | None, files: tuple[Path, ...]) -> str | None:
    if out is None:
        return None
    if out.suffix.lower() not in (".docx", ".html", ".htm"):
        return "bad_out"
    if not out.parent.is_dir():
        return "no_folder"
    return "out_is_input" if out.resolve() in [path.resolve() for path in files] else None


def _say_unreadable(path: Path, code: str, terminal: Terminal) -> None:
    known = wording(terminal.language)
    message = known.get(f"problems.{code}.message", code)
    advice = known.get(f"problems.{code}.advice", "")
    terminal.trouble(
        say("diff.line.failed", terminal.language, path=path, message=message, advice=advice).strip()
    )


def _partial(report: "ChangeReport", terminal: Terminal) -> int:
    for side in (report.old, report.new):
        for code in side.problems:
            _say_unreadable(Path(side.file), code, terminal)
    return 1 if report.old.problems or report.new.problems else 0


def write(report: "ChangeReport", out: Path, language: str) -> None:
    """Write the report by the ending of the file's name, whole or not at all.  Raises OSError."""
    from workbook import change_page, change_report

    beside = out.with_name(f".{out.name}.{os.getpid()}.part")
    writer = change_report.write if out.suffix.lower() == ".docx" else change_page.write
    try:
        writer(report, beside, language)
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)


def show(report: "ChangeReport", terminal: Terminal) -> None:
    """Show the changes in a table, with what was announced."""
    from pipeline.report_files import has_little_in_common, is_reversed
    from workbook.change_words import speak

    words = speak(report, terminal.language)
    old, new = report.old, report.new
    title = new.title or new.file
    versions = {"old": words.revision(old), "new": words.revision(new)}
    terminal.line(words.sentence("line.documents", title=title, **versions), style="bold")
    if is_reversed(report):
        terminal.trouble(words.sentence("line.reversed", old=old.date, new=new.date))
    if old.number and new.number and old.number != new.number:
        terminal.trouble(words.sentence("line.other_document", old=old.number, new=new.number))
    elif has_little_in_common(report):
        terminal.trouble(words.sentence("line.little_in_common"))
    if not report.entries:
        terminal.line(words.sentence("line.no_change"))
        return
    _show_entries(words, terminal)
    _show_counts(words, terminal)
    _show_announced(words, terminal)


def _show_counts(words: "ChangeWords", terminal: Terminal) -> None:
    unchanged = words.counts()[-1][1]
    changed = [f"{name} {count}" for name, count in words.counts()[:-1] if count != "0"]
    between = "，" if terminal.language == "zh" else ", "
    terminal.line(
        words.sentence(
            "line.counts",
            changed=len(words.report.entries),
            counts=between.join(changed),
            unchanged=unchanged,
        )
    )


def _show_entries(words: "ChangeWords", terminal: Terminal) -> None:
    decided = any(entry.decision for entry in words.report.entries)
    keys = ["number", "change", "section", "page", "difference", "verdict", "department", "notice"]
    keys += ["standing"] if decided else []
    columns = [Column(words.sentence(f"table.{key}"), number=key == "number") for key in keys]
    rows = [
        [
            str(at),
            words.sentence(f"kinds.{entry.kind}"),
            side.section if side else "",
            side.page if side else "",
            _difference(entry),
            words.sentence(f"labels.{entry.label}") if entry.label else "",
            department_name(entry.department, terminal.language) if entry.department else "",
            words.sentence(f"notices.{entry.notice}"),
            *([words.sentence(f"standings.{entry.standing}") if entry.decision else ""] if decided else []),
        ]
        for at, entry in enumerate(words.report.entries, start=1)
        for side in [entry.new or entry.old]
    ]
    terminal.table(columns, rows)


def _difference(entry: "ReportEntry") -> str:
    """Return what differs on one line: values, else pieces, else the opening words."""
    values = [f"{one.old or '∅'} → {one.new or '∅'}" for one in entry.values if one.old or one.new]
    if values:
        return _short("; ".join(values))
    marks = {"delete": "[-{}-]", "insert": "{{+{}+}}", "equal": "{}"}
    if entry.old and entry.new and entry.segments:
        pieces = [
            marks[one.kind].format(_middle(one.new) if one.kind == "equal" else (one.old or one.new))
            for one in entry.segments
        ]
        return _short("".join(pieces))
    side = entry.new or entry.old
    return _short(side.text) if side else ""


def _middle(text: str) -> str:
    if len(text) <= 2 * _AROUND + 1:
        return text
    return f"{text[:_AROUND]}…{text[-_AROUND:]}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"


def _show_announced(words: "ChangeWords", terminal: Terminal) -> None:
    report = words.report
    if not report.announced:
        terminal.line(words.sentence("line.nothing_announced" if report.has_history else "line.no_history"))
    else:
        terminal.line(words.sentence("line.announced"), style="bold")
    for one in report.announced:
        numbers = words.sentence("line.entries", numbers=words.numbers(one.entries)) if one.entries else ""
        terminal.line(
            words.sentence(
                "line.outcome",
                outcome=" ".join(piece.text.strip() for piece in words.outcome(one)),
                text=one.announcement.text,
                entries=numbers,
            )
        )
    places = words.unannounced()
    if report.has_history:
        counted = words.sentence("line.unannounced", count=len(places), numbers=words.numbers(places))
        terminal.line(counted if places else words.sentence("line.all_announced"))
