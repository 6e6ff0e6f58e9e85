"""The review record: what the departments say to each requirement of one customer, to sign."""

from __future__ import annotations

from pathlib import Path

from domain.review import Decision, Row
from workbook.form import Form
from workbook.identification_record import source
from workbook.standing import needs_check
from workbook.twins import whole_text
from workbook.view import View

_HEADS = (
    "number",
    "requirement",
    "source",
    "department",
    "opinion",
    "feasibility",
    "risk",
    "measure",
    "conclusion",
)
_SHARES = (0.04, 0.29, 0.13, 0.08, 0.12, 0.1, 0.06, 0.11, 0.07)


def write(view: View, customer: str, path: Path) -> None:
    """Write the record of one customer; ``view`` holds that customer's rows only.

    What people entered is filled in; the rest is left for them to write.
    """
    form = Form(view, view.say("forms.review_title"), landscape=True)
    scope = view.say(
        "forms.scope_text",
        documents=len(view.checklist.documents),
        requirements=len(view.listed),
        review=sum(map(needs_check, view.listed)),
    )
    form.facts(
        [
            (view.say("forms.customer"), customer),
            (view.say("forms.review_date"), ""),
            (view.say("forms.scope"), scope),
            (view.say("about.company"), view.checklist.company),
        ]
    )
    if view.listed:
        heads = [view.say(f"forms.{head}") for head in _HEADS]
        rows = [_line(number, row, view) for number, row in enumerate(view.listed, start=1)]
        form.table(heads, rows, [form.room * share for share in _SHARES], height=1.4)
    else:
        form.sentence(view.say("forms.no_requirements"))
    _add_conclusion(form, view)
    form.save(path)


def _line(number: int, row: Row, view: View) -> list[str]:
    verdict = row.requirement.verdict
    said = row.decision or Decision("")
    mark = view.say("forms.to_check") if needs_check(row) else ""
    return [
        str(number),
        whole_text(row) + mark,
        f"{source(row, view)}\n{row.requirement.key}",
        said.department or view.names.department(verdict.department),
        said.comment,
        view.say("forms.feasible"),
        view.say("forms.risks").replace("  ", "\n"),
        "\n".join(part for part in (said.measure, said.owner, said.due) if part),
        view.term("decisions", said.decision) if said.decision else "",
    ]


def _add_conclusion(form: Form, view: View) -> None:
    form.heading(view.say("forms.overall"))
    form.sentence(view.say("forms.overall_text"))
    form.heading(view.say("forms.signatures"))
    departments = list(view.names.departments.values())
    heads = [view.say(f"forms.{key}") for key in ("department", "opinion", "signature", "signed_on")]
    rows = [[department, "", "", ""] for department in departments]
    form.table(heads, rows, [form.room * share for share in (0.2, 0.4, 0.2, 0.2)], labels=(0,), height=0.8)
