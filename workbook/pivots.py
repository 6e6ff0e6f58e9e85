"""Requirements counted and gathered by customer, document, process and clause.

pandas does the counting; it loads only when a workbook is made.  What is gathered into small
groups is gathered by hand: pandas calls a function for each of thousands of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, partial

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
    names, numbers = _names(view), cache(partial(_known_clauses, view))
    several = _with_several(names)
    lines: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in view.listed:
        clause = row.requirement.clause
        customer, title = names[clause.document]
        section = section_pointer(clause)
        shown = f"{title} {section}" if customer in several else section
        for number in numbers(row.requirement.verdict.iatf_clauses):
            lines[number, customer, shown].append(row.requirement.key)
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


def _names(view: View) -> dict[str, tuple[str, str]]:
    """Return customer and title of each document that has a row in the list."""
    first = {row.requirement.clause.document: row for row in view.listed}
    return {document: (view.customer_of(row), view.title_of(row)) for document, row in first.items()}


def _with_several(names: Mapping[str, tuple[str, str]]) -> frozenset[str]:
    """Return the customers whose rows come from documents of more than one title."""
    counts = Counter(customer for customer, _ in set(names.values()))
    return frozenset(customer for customer, count in counts.items() if count > 1)


def _known_clauses(view: View, numbers: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(view.names.clause(number) or number for number in numbers)) or [""]


def _gather(records: Sequence[tuple[str, str, str]]) -> Cells:
    """Gather the third parts of the records by the first two, equal ones once, order kept."""
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
