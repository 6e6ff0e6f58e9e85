"""``csr classify``, ``explain`` and ``rules``: what the rules think of a text."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer
from typer.core import TyperCommand

from app import commands_effect
from app.console import Column, Terminal
from app.help import speaking
from app.places import workspace_around
from domain.requirement import Kind, Label, Party, Passage, Target, Verdict
from domain.wording import say
from pipeline.errors import UsageError
from pipeline.passages import passage_of

if TYPE_CHECKING:
    from classifiers.classifier import Classifier

_LONGEST_LINE = 5_000_000  # characters; a document's worth, a mistake beyond


def register(app: typer.Typer, terminal: Terminal, cls: type[TyperCommand]) -> None:
    """Add the commands."""
    language = terminal.language

    def text(key: str) -> str:
        return say(f"cli.help.{key}", language)

    Company = Annotated[Path | None, typer.Option("--company", metavar="FILE", help=text("company"))]
    Lang = Annotated[str, typer.Option("--lang", help=text("lang"))]
    Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=text("quiet"))]
    Words = Annotated[str, typer.Argument(metavar="TEXT", help=text("text"), show_default=False)]

    @app.command("classify", cls=cls, help=text("classify"))
    def classify_command(
        file: Annotated[Path | None, typer.Argument(metavar="FILE", help=text("file"))] = None,
        company: Company = None,
        lang: Lang = language,
        quiet: Quiet = False,
    ) -> int:
        with _opened(file) as stream:
            return classify_lines(stream, _classifier(company), terminal)

    @app.command("explain", cls=cls, help=text("explain"))
    def explain_command(
        text: Words, company: Company = None, lang: Lang = language, quiet: Quiet = False
    ) -> int:
        if not text.strip():
            raise UsageError("text_missing")
        verdict = _classifier(company).classify(Passage(text))
        explain(text, verdict, terminal)
        return 0

    rules = typer.Typer(
        cls=speaking(language)[1], help=text("rules"), rich_markup_mode=None, no_args_is_help=True
    )
    app.add_typer(rules, name="rules")

    @rules.command("check", cls=cls, help=text("rules_check"))
    def check_command(company: Company = None, lang: Lang = language, quiet: Quiet = False) -> int:
        return _check(_company_rules(company), terminal)

    commands_effect.add(rules, terminal, cls)

    @rules.command("try", cls=cls, help=text("rules_try"))
    def try_command(text: Words, lang: Lang = language, quiet: Quiet = False) -> int:
        if not text.strip():
            raise UsageError("text_missing")
        return _try(text, terminal)


def _company_rules(company: Path | None) -> Path | None:
    from pipeline import settings

    if company is None:
        around = workspace_around(Path.cwd())
        company = around.company if around else None
    elif not company.is_file():
        raise UsageError("no_company", path=company)
    return settings.load(company).rules


def _classifier(company: Path | None) -> "Classifier":
    import classifiers

    return classifiers.load(_company_rules(company))


@contextmanager
def _opened(file: Path | None) -> Iterator[BinaryIO]:
    if file is None or str(file) == "-":
        yield sys.stdin.buffer
        return
    if not file.is_file():
        raise UsageError("no_file", path=file)
    with file.open("rb") as stream:
        yield stream


class _BadLineError(Exception):
    """A line that is no passage; the message is for the person."""


def classify_lines(stream: BinaryIO, classifier: "Classifier", terminal: Terminal) -> int:
    """Answer each line with one line; return 1 when a line was bad."""
    status = 0
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            passage = _passage(line, terminal)
        except _BadLineError as error:
            status = 1
            terminal.data(json.dumps({"error": str(error), "line": number}, ensure_ascii=False))
            continue
        terminal.data(json.dumps(as_data(classifier.classify(passage)), ensure_ascii=False))
    return status


def _passage(line: bytes, terminal: Terminal) -> Passage:
    if len(line) > _LONGEST_LINE:
        raise _BadLineError(terminal.words("line.long", limit=_LONGEST_LINE))
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _BadLineError(terminal.words("line.json", detail=error)) from error
    if not isinstance(data, dict):
        raise _BadLineError(terminal.words("line.json", detail=type(data).__name__))
    text = data.get("text")
    if not isinstance(text, str) or not text.strip():
        raise _BadLineError(terminal.words("line.no_text"))
    values = {}
    for name in ("section", "context", "doc_type", "lang"):
        value = data.get(name)
        if value is not None and not isinstance(value, str):
            raise _BadLineError(terminal.words("line.field", name=name))
        values[name] = value or ""
    return passage_of(
        text,
        section=values["section"],
        context=values["context"],
        doc_type=values["doc_type"],
        language=values["lang"],
    )


def as_data(verdict: Verdict) -> dict[str, object]:
    """Return a verdict as the interface writes it."""
    return {
        "kind": verdict.kind,
        "verdict": verdict.label,
        "aspect": verdict.aspect,
        "confidence": round(verdict.confidence, 3),
        "review_needed": verdict.review_needed,
        "topic": verdict.topic,
        "iatf_clauses": verdict.iatf_clauses,
        "process": verdict.process,
        "department": verdict.department,
        "targets": [_target(target) for target in verdict.targets],
        "references": verdict.references,
        "symbols": verdict.symbols,
        "flags": verdict.flags,
        "modality": verdict.modality,
        "obligated": verdict.obligated,
        "reasons": [
            {"rule": reason.rule, "evidence": reason.evidence, "weight": round(reason.weight, 3)}
            for reason in verdict.reasons
        ],
    }


def _target(target: Target) -> dict[str, object]:
    data: dict[str, object] = {
        "quantity": target.quantity,
        "comparator": target.comparator,
        "value": target.value,
        "unit": target.unit,
        "text": target.text,
    }
    if target.upper is not None:
        data["upper"] = target.upper
    return data


def explain(text: str, verdict: Verdict, terminal: Terminal) -> None:
    """Say what a text is and why."""
    terminal.line(_headline(verdict, terminal), style="bold")
    terminal.marked(text, [reason.evidence for reason in verdict.reasons])
    terminal.line()
    if verdict.reasons:
        _reasons(verdict, terminal)
    else:
        terminal.line(terminal.words("explain.no_rules"))
    for name, value in _particulars(verdict, terminal):
        if value:
            terminal.line(f"{terminal.words(f'explain.{name}')}: {value}")


def _headline(verdict: Verdict, terminal: Terminal) -> str:
    parts = [terminal.words(f"explain.{verdict.kind}")]
    if verdict.kind is Kind.REQUIREMENT or verdict.label is not Label.NONE:
        parts.append(terminal.words(f"explain.{verdict.label}"))
    if verdict.aspect is not None:
        parts.append(terminal.words(f"explain.{verdict.aspect}"))
    parts.append(terminal.words("explain.confidence", percent=round(100 * verdict.confidence)))
    if verdict.review_needed:
        parts.append(terminal.words("explain.review"))
    return " · ".join(parts)


def _reasons(verdict: Verdict, terminal: Terminal) -> None:
    columns = [Column(""), Column(terminal.words("explain.rule"), narrow=True)]
    columns += [
        Column(terminal.words("explain.words")),
        Column(terminal.words("explain.weight"), number=True),
    ]
    ordered = sorted(verdict.reasons, key=lambda reason: -reason.weight)
    rows = [
        [
            terminal.words("explain.against" if reason.weight < 0 else "explain.for"),
            reason.rule,
            reason.evidence,
            f"{reason.weight:+.2f}",
        ]
        for reason in ordered
    ]
    terminal.table(columns, rows)


def _particulars(verdict: Verdict, terminal: Terminal) -> Iterator[tuple[str, str]]:
    """Yield the name and value of all else that is known, in the order of interest."""
    from app.names import clause_title, department_name, process_name, topic_name

    language = terminal.language
    yield "topic", topic_name(verdict.topic, language)
    yield "iatf", "; ".join(clause_title(number, language) for number in verdict.iatf_clauses)
    yield "process", process_name(verdict.process, language)
    yield "department", department_name(verdict.department, language)
    yield "modality", terminal.words(f"explain.{verdict.modality}") if verdict.modality else ""
    known = verdict.obligated is not Party.NONE
    yield "obligated", terminal.words(f"explain.{verdict.obligated}") if known else ""
    yield "targets", "; ".join(target.text for target in verdict.targets)
    yield "references", ", ".join(verdict.references)
    yield "symbols", " ".join(verdict.symbols)
    yield "flags", ", ".join(say_flag(flag, terminal) for flag in verdict.flags)


def say_flag(flag: str, terminal: Terminal) -> str:
    """Return a flag in the person's language."""
    from domain.wording import wording

    return wording(terminal.language).get(f"workbook.flags.{flag}", flag)


def _check(company_rules: Path | None, terminal: Terminal) -> int:
    import classifiers
    from classifiers import checking
    from pipeline.gold import GOLD, passages, read_gold, some

    corpus = passages(some(read_gold())) if GOLD.is_dir() else []
    findings = checking.check(company_rules, corpus)
    errors = 0
    for finding in findings:
        errors += finding.severity == "error"
        place = f"{finding.file}:{finding.line}" if finding.line else str(finding.file)
        kind = terminal.words(f"rules.{finding.severity}")
        rule = f" [{finding.rule}]" if finding.rule else ""
        terminal.trouble(f"{place}: {kind}{rule}: {finding.message}")
    count = classifiers.load(company_rules).rule_count if not errors else 0
    if not findings:
        terminal.line(terminal.words("rules.fine", count=count))
    else:
        warnings = len(findings) - errors
        terminal.line(terminal.words("rules.found", count=count or "?", errors=errors, warnings=warnings))
    return 1 if errors else 0


def _try(text: str, terminal: Terminal) -> int:
    from classifiers import checking

    reasons = checking.try_text(text)
    terminal.marked(text, [reason.evidence for reason in reasons])
    if not reasons:
        terminal.line(terminal.words("explain.no_rules"))
        return 0
    columns = [
        Column(terminal.words("explain.rule"), narrow=True),
        Column(terminal.words("explain.words")),
        Column(terminal.words("explain.weight"), number=True),
    ]
    terminal.table(columns, [[reason.rule, reason.evidence, f"{reason.weight:+.2f}"] for reason in reasons])
    return 0
