"""Every file that could not be read, or only in part: what happened and what to do."""

from __future__ import annotations

from domain.problem import Severity
from workbook.page import Entry, Page
from workbook.sheets.base import Sheet
from workbook.view import View

_WIDTHS = (48.0, 12.0, 50.0, 60.0, 24.0, 18.0)
_HEADS = ("file", "severity", "message", "advice", "where", "code")
_ORDER = {Severity.FATAL: 0, Severity.LOSS: 1, Severity.NOTE: 2}


def _write(page: Page, view: View) -> None:
    page.set_widths(_WIDTHS)
    page.freeze("A2")
    page.set_print(1, f"{view.say('print.draft')}|{view.say('print.page')}", large=False)
    page.add([Entry(view.say(f"problems_sheet.{head}"), "head_machine") for head in _HEADS], least=30)
    problems = sorted(view.checklist.problems, key=lambda problem: (_ORDER[problem.severity], problem.path))
    for problem in problems:
        page.add(
            [
                Entry(problem.path, "label"),
                Entry(view.term("severities", problem.severity), "centre"),
                Entry(view.advice(problem.code, "message")),
                Entry(view.advice(problem.code, "advice")),
                Entry(problem.where),
                Entry(problem.code, "centre"),
            ]
        )
    if not problems:
        page.add([Entry(view.say("problems_sheet.none"), "decided", span=2)])
    page.filter(len(_HEADS), page.rows)


SHEET = Sheet("problems", _write)
