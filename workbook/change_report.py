"""The change report for signature: a DOCX with old and new text side by side."""

from __future__ import annotations

from pathlib import Path

from domain.report import ChangeReport, EntryGroup
from domain.review import Checklist
from workbook.change_words import ChangeWords, speak
from workbook.form import CellText, Form
from workbook.view import see

_SHARES = (0.04, 0.11, 0.345, 0.345, 0.16)


def write(report: ChangeReport, path: Path, language: str) -> None:
    """Write the report to sign; raises OSError when it cannot be written."""
    words = speak(report, language)
    nothing = Checklist(report.generated, "", documents=(), clauses=(), rows=(), problems=())
    form = Form(see(nothing, language), words.sentence("report.title"), landscape=True, head=words.header)
    _add_facts(form, words)
    _add_summary(form, words)
    _add_announced(form, words)
    form.sentence(words.sentence("report.legend"))
    for group in EntryGroup:
        _add_entries(form, words, group)
    _add_signatures(form, words)
    form.sentence(words.sentence("report.note"))
    form.save(path)


def _add_facts(form: Form, words: ChangeWords) -> None:
    report = words.report
    generated = report.generated[:10]
    form.facts(
        [
            (words.sentence("report.customer"), report.customer or "—"),
            (words.sentence("report.generated"), generated),
        ]
    )
    heads = [words.sentence(f"report.{key}") for key in ("document", "old_revision", "new_revision")]
    form.table(heads, words.facts(), [form.room * share for share in (0.16, 0.42, 0.42)], labels=(0,))


def _add_summary(form: Form, words: ChangeWords) -> None:
    counts = words.counts()
    form.heading(words.sentence("report.summary"))
    width = form.room / len(counts)
    form.table([name for name, _ in counts], [[count for _, count in counts]], [width] * len(counts))
    form.sentence(words.summary())


def _add_announced(form: Form, words: ChangeWords) -> None:
    report = words.report
    form.heading(words.sentence("report.announced"))
    if not report.announced:
        form.sentence(words.sentence("line.nothing_announced" if report.has_history else "line.no_history"))
    else:
        heads = [words.sentence(f"report.{key}") for key in ("announcement", "outcome", "entries")]
        rows: list[list[CellText]] = [
            [
                f"{one.announcement.revision}  {one.announcement.text}".strip(),
                words.outcome(one),
                words.numbers(one.entries),
            ]
            for one in report.announced
        ]
        form.table(heads, rows, [form.room * share for share in (0.5, 0.17, 0.33)])
    if not report.has_history:
        return
    places = words.unannounced()
    form.sentence(
        words.sentence("line.unannounced", count=len(places), numbers=words.numbers(places))
        if places
        else words.sentence("line.all_announced")
    )


def _add_entries(form: Form, words: ChangeWords, group: EntryGroup) -> None:
    entries = [(at, entry) for at, entry in enumerate(words.report.entries, start=1) if entry.group is group]
    if not entries and group is EntryGroup.OWN_MARK:
        return
    form.heading(words.sentence(f"report.{group}"))
    if not entries:
        form.sentence(words.sentence("report.none"))
        return
    heads = [words.sentence("table.number")]
    heads += [words.sentence(f"report.{key}") for key in ("change", "old_text", "new_text", "action")]
    rows: list[list[CellText]] = [
        [str(at), words.change(entry), words.old_text(entry), words.new_text(entry), words.action(entry)]
        for at, entry in entries
    ]
    form.table(heads, rows, [form.room * share for share in _SHARES])


def _add_signatures(form: Form, words: ChangeWords) -> None:
    form.heading(words.sentence("report.signatures"))
    heads = [words.sentence(f"report.{key}") for key in ("who", "count", "opinion", "signature", "signed_on")]
    rows = [[words.sentence("report.prepared"), "", "", "", ""]]
    rows += [[name, str(count), "", "", ""] for name, count in words.departments()]
    rows.append([words.sentence("report.approved"), "", "", "", ""])
    widths = [form.room * share for share in (0.2, 0.1, 0.36, 0.19, 0.15)]
    form.table(heads, rows, widths, labels=(0,), height=1.0)
