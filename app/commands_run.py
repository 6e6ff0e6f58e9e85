"""``csr run``: the main job, its progress and its closing words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand

from app import readings
from app.console import Column, Terminal
from app.places import Workspace, workspace_around, workspace_of
from domain.problem import Problem, Severity
from domain.referenced import ReferenceKind
from domain.wording import say, wording
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from domain.document import Document
    from domain.review import Row
    from pipeline.locking import Locked
    from pipeline.run import Job, Outcome

_SHOWN_DOCUMENTS = 60
_SHOWN_PROBLEMS = 200


def register(app: typer.Typer, terminal: Terminal, cls: type[TyperCommand]) -> None:
    """Add the command."""
    language = terminal.language

    def text(key: str) -> str:
        return say(f"cli.help.{key}", language)

    @app.command("run", cls=cls, help=text("run"))
    def run_command(
        inbox: Annotated[Path | None, typer.Argument(metavar="INBOX", help=text("inbox"))] = None,
        out: Annotated[Path | None, typer.Option(metavar="OUT", help=text("out"))] = None,
        company: Annotated[Path | None, typer.Option(metavar="FILE", help=text("company"))] = None,
        own: Annotated[Path | None, typer.Option(metavar="DIR", help=text("own"))] = None,
        jobs: Annotated[int | None, typer.Option(metavar="N", min=1, max=64, help=text("jobs"))] = None,
        force: Annotated[bool, typer.Option("--force", help=text("force"))] = False,
        force_file: Annotated[
            list[Path] | None, typer.Option(metavar="FILE", help=text("force_file"))
        ] = None,
        profile: Annotated[str | None, typer.Option(metavar="NAME", help=text("profile"))] = None,
        scheduler: Annotated[str | None, typer.Option(metavar="ADDR", help=text("scheduler"))] = None,
        lang: Annotated[str, typer.Option("--lang", help=text("lang"))] = language,
        quiet: Annotated[bool, typer.Option("--quiet", "-q", help=text("quiet"))] = False,
    ) -> int:
        place = place_of(inbox, out, company, own)
        again = None if force else _paths(force_file or [], place)
        return _run(place, jobs, scheduler, again, terminal, profile)


def place_of(inbox: Path | None, out: Path | None, company: Path | None, own: Path | None) -> Workspace:
    """Return where to read and write, and where the own procedures lie.  Raises UsageError."""
    place = _place(inbox, out, company)
    if own is None:
        return place
    if not own.is_dir():
        raise UsageError("no_own", path=own)
    return replace(place, own=own.absolute())


def run_once(place: Workspace, jobs: int | None, terminal: Terminal) -> int:
    """Run as ``csr run`` without options does; return its exit status."""
    return _run(place, jobs, None, frozenset(), terminal)


def _place(inbox: Path | None, out: Path | None, company: Path | None) -> Workspace:
    here = Path.cwd()
    if inbox is None:
        found = workspace_around(here)
        if found is None:
            raise UsageError("no_workspace")
    else:
        found = workspace_of(inbox, here)
    place = Workspace(found.inbox, (out or found.out).absolute(), company or found.company, found.own)
    if place.inbox.is_file():
        raise UsageError("inbox_is_file", path=place.inbox)
    if not place.inbox.is_dir():
        raise UsageError("no_inbox", path=place.inbox)
    if place.company is not None and not place.company.is_file():
        raise UsageError("no_company", path=place.company)
    if place.inbox.resolve().is_relative_to(place.out.resolve()):
        raise UsageError("out_is_inbox", path=place.out)
    return place


def _paths(files: list[Path], place: Workspace) -> frozenset[str]:
    """Return files as the inbox lists them.  Raises UsageError."""
    return frozenset(path_in_inbox(file, place) for file in files)


def path_in_inbox(file: Path, place: Workspace) -> str:
    """Return a file's path as it is listed, given from here or from the inbox.  Raises UsageError."""
    from pipeline.identify import shown

    inbox = place.inbox.resolve()
    for candidate in (file.absolute(), inbox / file):
        if candidate.exists() and candidate.resolve().is_relative_to(inbox):
            return shown(candidate.resolve().relative_to(inbox))
    raise UsageError("no_file", path=file)


def _run(
    place: Workspace,
    jobs: int | None,
    scheduler: str | None,
    force: frozenset[str] | None,
    terminal: Terminal,
    profile: str | None = None,
) -> int:
    from app.progress import looking_on
    from pipeline import collecting, settings
    from pipeline.locking import Locked
    from pipeline.run import Job, run
    from pipeline.store import StoreError

    chosen = settings.load(place.company)
    if jobs is not None:
        chosen = replace(chosen, jobs=jobs)
    if profile is not None:
        chosen = replace(chosen, profile=readings.known(profile))
    job = Job(place.inbox, place.out, chosen, terminal.language, scheduler, force=force, own=place.own)
    try:
        with collecting.seldom():
            with looking_on(terminal) as watcher:
                outcome = run(job, watcher)
            return close(outcome, job, terminal)
    except Locked as error:
        raise locked(error, place.out) from error
    except StoreError as error:
        state = place.out / ".csr" / "state.sqlite"
        raise UsageError("state", detail=error, path=state) from error


def locked(error: "Locked", out: Path) -> UsageError:
    """Return what is said to a person when somebody else works on the folder."""
    held = error.holder
    return UsageError("locked", out=out, pid=held.pid, host=held.host, since=held.since)


def close(outcome: "Outcome", job: "Job", terminal: Terminal) -> int:
    """Say what came of it; return the exit status."""
    checklist = outcome.checklist
    if not checklist.documents:
        terminal.line(terminal.words("summary.nothing", inbox=job.inbox))
    else:
        _show_documents(outcome, terminal)
    if checklist.documents or checklist.rows or checklist.orphans:
        _show_totals(outcome, terminal)
    if outcome.is_unchanged:
        terminal.line(terminal.words("summary.unchanged", made=checklist.generated))
    problems = (*checklist.problems, *outcome.written.problems)
    _show_problems(problems, terminal)
    terminal.line()
    terminal.line(terminal.words("summary.result", path=outcome.written.workbook), style="bold green")
    return 1 if any(problem.severity is not Severity.NOTE for problem in problems) else 0


def _present(outcome: "Outcome") -> "list[Row]":
    """Return the rows whose requirement still stands in a document."""
    return [row for row in outcome.checklist.rows if row.change != "removed"]


def _show_documents(outcome: "Outcome", terminal: Terminal) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for row in _present(outcome):
        requirement = row.requirement
        counts[requirement.clause.document, requirement.verdict.label] += 1
        counts[requirement.clause.document, "review"] += requirement.verdict.review_needed
    documents = outcome.checklist.documents
    shown = documents[:_SHOWN_DOCUMENTS] if terminal.is_interactive else documents
    names = ("csr", "product", "commercial", "review")
    columns = [Column(terminal.words(f"table.{name}")) for name in ("customer", "document", "type")]
    columns.append(Column(terminal.words("table.pages"), number=True))
    columns += [Column(terminal.words(f"table.{name}"), number=True) for name in names]
    columns.append(Column(terminal.words("table.status"), narrow=True))
    rows = [
        [
            document.customer,
            _listed(document),
            type_name(document.facts.type, terminal.language),
            _number(document.pages or 0),
            *(_number(counts[document.id, name]) for name in names),
            terminal.name("documentstatus", document.status),
        ]
        for document in shown
    ]
    totals = [str(sum(counts[document.id, name] for document in documents)) for name in names]
    pages = sum(document.pages or 0 for document in documents)
    footer = [terminal.words("table.total"), "", "", str(pages), *totals, ""]
    terminal.table(columns, rows, footer)
    if len(shown) < len(documents):
        terminal.line(terminal.words("table.more", count=len(documents) - len(shown)))


def _listed(document: "Document") -> str:
    """Return the path without the customer's folder, which stands in its own column."""
    source = document.source
    folder = f"{source.customer_folder}/"
    return source.path.removeprefix(folder) if source.customer_folder else source.path


def type_name(code: str, language: str) -> str:
    """Return a document type's name; nothing for a document of no known type."""
    if code == "other":
        return ""
    return wording(language).get(f"cli.doctype.{code}", code)


def _number(value: int) -> str:
    return str(value) if value else "·"


def _show_totals(outcome: "Outcome", terminal: Terminal) -> None:
    checklist = outcome.checklist
    rows = _present(outcome)
    labels = Counter(str(row.requirement.verdict.label) for row in rows)
    review = sum(row.requirement.verdict.review_needed for row in rows)
    changes = Counter(row.change for row in rows)
    kept = sum(row.decision is not None for row in rows)
    title = terminal.words(
        "summary.title",
        documents=len(checklist.documents),
        pages=sum(document.pages or 0 for document in checklist.documents),
        seconds=duration(outcome.seconds, terminal),
    )
    terminal.line(title, style="bold")
    amounts = {name: labels[name] for name in ("csr", "product", "commercial")}
    terminal.line(terminal.words("summary.counts", **amounts))
    terminal.line(terminal.words("summary.review" if review else "summary.no_review", count=review))
    readings.show(checklist, terminal)
    if changes["new"] < len(rows) or outcome.removed:
        counts = {name: changes[name] for name in ("new", "changed", "moved")}
        terminal.line(terminal.words("summary.changes", **counts, removed=outcome.removed, kept=kept))
    waiting = Counter(row.standing for row in rows)
    if waiting["confirm"] or waiting["reopen"]:
        asked = {"confirm": waiting["confirm"], "reopened": waiting["reopen"]}
        terminal.line(terminal.words("status.waiting", **asked))
    named = [one for one in checklist.referenced if one.kind is ReferenceKind.CUSTOMER]
    if named:
        missing = sum(one.is_missing for one in named)
        terminal.line(terminal.words("summary.referenced", count=len(named), missing=missing))
    if checklist.orphans:
        terminal.line(terminal.words("summary.orphans", count=len(checklist.orphans)))


def duration(seconds: float, terminal: Terminal) -> str:
    """Return a time as a person says it."""
    if seconds < 60:
        return terminal.words("summary.seconds", seconds=f"{seconds:.1f}" if seconds < 10 else round(seconds))
    whole = round(seconds)
    return terminal.words("summary.minutes", minutes=whole // 60, seconds=whole % 60)


def _show_problems(problems: Sequence[Problem], terminal: Terminal) -> None:
    if not problems:
        return
    terminal.line()
    terminal.line(terminal.words("summary.problems", count=len(problems)), style="bold yellow")
    shown = problems[:_SHOWN_PROBLEMS] if terminal.is_interactive else problems
    for problem in shown:
        terminal.trouble(problem_line(problem, terminal))
    if len(problems) > len(shown):
        count = len(problems) - len(shown)
        terminal.trouble(terminal.words("summary.more_problems", count=count))


def problem_line(problem: Problem, terminal: Terminal) -> str:
    """Return a problem as one line: path, what happened, what to do."""
    sentences = wording(terminal.language)
    message = sentences.get(f"problems.{problem.code}.message", problem.code)
    advice = sentences.get(f"problems.{problem.code}.advice", "")
    key = "summary.problem_where" if problem.where else "summary.problem"
    line = terminal.words(key, path=problem.path, where=problem.where, message=message, advice=advice)
    return " ".join(line.split())
