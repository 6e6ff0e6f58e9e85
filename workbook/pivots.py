"""Requirements counted and gathered by customer, document, process and clause.

pandas does the gathering; it loads only when a workbook is made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from domain.review import Row
from workbook.standing import needs_check, present, standing_label
from workbook.view import View, section_pointer

Cells = Mapping[tuple[str, str], tuple[str, ...]]


def sections_by_process(view: View) -> Cells:
    """Return for (document id, process id) the sections that apply, in reading order."""
    return _gather(
        [
            (
                row.requirement.clause.document,
                row.requirement.verdict.process,
                section_pointer(row.requirement.clause),
            )
            for row in view.listed
        ]
    )


def entries_by_clause(view: View) -> Cells:
    """Return for (clause, customer) a line per section with the ids that stand in it.

    The clause is "" for requirements that belong to none, and stays as it is when it is
    unknown.
    """
    import pandas

    records = [
        (
            number,
            view.customer_of(row),
            view.title_of(row),
            section_pointer(row.requirement.clause),
            row.requirement.key,
        )
        for row in view.listed
        for number in _clauses_of(row, view)
    ]
    frame = pandas.DataFrame(records, columns=["clause", "customer", "document", "section", "id"])
    if frame.empty:
        return {}
    several = frame.groupby("customer")["document"].transform("nunique") > 1
    frame.loc[several, "section"] = frame["document"] + " " + frame["section"]
    lines: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for clause, customer, section, id_ in frame[["clause", "customer", "section", "id"]].to_numpy().tolist():
        lines[clause, customer, section].append(id_)
    comma = view.say("lists.comma")
    return _gather(
        [
            (
                clause,
                customer,
                view.say("clauses.entry", section=section.strip(), ids=comma.join(ids)).strip(),
            )
            for (clause, customer, section), ids in lines.items()
        ]
    )


def _clauses_of(row: Row, view: View) -> Sequence[str]:
    numbers = row.requirement.verdict.iatf_clauses
    known = [view.names.clause(number) or number for number in numbers]
    return list(dict.fromkeys(known)) or [""]


def _gather(records: Sequence[tuple[str, str, str]]) -> Cells:
    """Gather the third parts of the records by the first two, equal ones once, order kept.

    By hand: pandas calls a function for each of thousands of small groups.
    """
    gathered: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for row, column, line in records:
        gathered[row, column][line] = None
    return {key: tuple(lines) for key, lines in gathered.items()}


def counts_by_document(view: View) -> dict[str, dict[str, int]]:
    """Return for each document id how many rows are csr, product, commercial, none, and to check."""
    import pandas

    records = [
        (row.requirement.clause.document, standing_label(row), needs_check(row))
        for row in present(view.checklist.rows)
    ]
    frame = pandas.DataFrame(records, columns=["document", "label", "check"])
    counts = pandas.crosstab(frame["document"], frame["label"])
    counts["check"] = frame.groupby("document")["check"].sum()
    columns = ["csr", "product", "commercial", "none", "check"]
    whole = counts.reindex(index=list(view.documents), columns=columns).fillna(0).astype(int)
    names = [str(document) for document in whole.index]
    return {
        name: dict(zip(columns, values, strict=True))
        for name, values in zip(names, whole.to_numpy().tolist(), strict=True)
    }
