"""The columns of the CSR list and of the excluded items: heading, room, look and value.

To add a column: one ``Column`` here and its heading and meaning in ``domain/wording``.
A column that a person fills in also names its field of ``Decision``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from domain.document import Document
from domain.requirement import Clause, Reason
from domain.review import Decision, Row
from workbook.measure import widest_word
from workbook.page import Value
from workbook.readings import reading_line
from workbook.standing import is_filled
from workbook.twins import whole_text
from workbook.view import View, section_line

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_REASONS_SHOWN, _EVIDENCE_SHOWN = 3, 40
_STATISTICS = "opinion"  # its evidence is features, which say nothing to a reviewer
CODED = {"decision": "decisions", "importance": "importances"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    ``width`` in Excel's column units.  ``folded`` columns are grouped and hidden until a
    person unfolds them.  ``field`` is the field of Decision that a person's column holds.
    """

    key: str
    width: float
    value: Callable[[Row, View], Value]
    look: str = "machine"
    folded: bool = False
    field: str = ""

    def width_for(self, heading: str) -> float:
        """Return the width that breaks no word of the heading."""
        return max(self.width, widest_word(heading))

    @property
    def human(self) -> bool:
        """Tell whether people fill it in."""
        return bool(self.field)


def _fact(name: str) -> Callable[[Row, View], Value]:
    def value(row: Row, view: View) -> Value:
        document: Document | None = view.document_of(row)
        fact = getattr(document.facts, name) if document else None
        return str(fact) if fact else None

    return value


def _term(table: str, attribute: str) -> Callable[[Row, View], Value]:
    def value(row: Row, view: View) -> Value:
        code = getattr(row.requirement.verdict, attribute)
        return view.term(table, str(code)) if code else None

    return value


def _joined(attribute: str) -> Callable[[Row, View], Value]:
    def value(row: Row, view: View) -> Value:
        return view.say("lists.comma").join(getattr(row.requirement.verdict, attribute)) or None

    return value


def _section(row: Row, view: View) -> Value:
    return section_line(row.requirement.clause) or None


def _path(row: Row, view: View) -> Value:
    return view.say("lists.path").join(row.requirement.clause.headings) or None


def _page(row: Row, view: View) -> Value:
    return page_of(row.requirement.clause, view)


def page_of(clause: Clause, view: View) -> str | int | None:
    """Return where a clause begins, and where it ends when that is another page."""
    place = view.place(clause.locator)
    last = clause.more[-1].page if clause.more else None
    if isinstance(place, int) and last is not None and last != place:
        return view.say("lists.pages", first=place, last=last)
    return place or None


def _check(row: Row, view: View) -> Value:
    return view.say("lists.check") if row.requirement.verdict.review_needed else None


def _reasons(row: Row, view: View) -> Value:
    """Return how a matrix's row reads, and the weightiest reasons, a rule once; all stand in a folded column."""
    heaviest: dict[str, Reason] = {}
    reasons = row.requirement.verdict.reasons
    telling = [reason for reason in reasons if reason.evidence] or reasons
    for reason in sorted(telling, key=lambda reason: -abs(reason.weight)):
        heaviest.setdefault(reason.rule, reason)
    lines = [_reason(reason, view) for reason in list(heaviest.values())[:_REASONS_SHOWN]]
    reading = row.requirement.verdict.reading
    return "\n".join([reading_line(reading, view), *lines] if reading else lines) or None


def _all_reasons(row: Row, view: View) -> Value:
    return "\n".join(f"{_sign(r)} {r.rule}: {r.evidence}" for r in row.requirement.verdict.reasons) or None


def _reason(reason: Reason, view: View) -> str:
    if reason.rule.startswith(_STATISTICS):
        return f"{_sign(reason)} {view.say('lists.statistics')}"
    words = " ".join(reason.evidence.split())
    if len(words) > _EVIDENCE_SHOWN:
        words = f"{words[: _EVIDENCE_SHOWN - 1]}…"
    for mark in ("section", "context", "header"):
        words = words.replace(f"[{mark}] ", view.say(f"lists.in_{mark}"))
    return f"{_sign(reason)} {words} ({reason.rule})" if words else f"{_sign(reason)} {reason.rule}"


def _sign(reason: Reason) -> str:
    return "−" if reason.weight < 0 else "+"


def _topic(row: Row, view: View) -> Value:
    return view.names.topic(row.requirement.verdict.topic) or None


def _process(row: Row, view: View) -> Value:
    return view.names.process(row.requirement.verdict.process) or None


def _suggested(row: Row, view: View) -> Value:
    return view.names.department(row.requirement.verdict.department) or None


def _targets(row: Row, view: View) -> Value:
    targets = row.requirement.verdict.targets
    return "\n".join(_once(target.text for target in targets)) or None


def _periods(row: Row, view: View) -> Value:
    targets = row.requirement.verdict.targets
    return "\n".join(_once(t.text for t in targets if t.unit in view.names.periods)) or None


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _flags(row: Row, view: View) -> Value:
    flags = (view.term("flags", flag) for flag in row.requirement.verdict.flags)
    return view.say("lists.comma").join(flags) or None


def _change(row: Row, view: View) -> Value:
    return view.term("changes", row.change)


def _previous(row: Row, view: View) -> Value:
    return summary(row.decision, view) or None


def _own(row: Row, view: View) -> Value:
    """Return how the demand stands to the company's own rule, where that stands, the values compared."""
    match = row.own
    if match is None:
        return None
    lines = [view.term("relations", match.relation)]
    if match.nearest is not None:
        lines.append(f"{match.nearest.document} {match.nearest.section}".strip())
    return "\n".join((*lines, *match.compared))


def _standing(row: Row, view: View) -> Value:
    """Return what became of an earlier decision over a new revision, where it does not just stand."""
    if not row.standing:
        return None
    earlier = summary(row.earlier or row.decision, view)
    return view.say(f"standings.{row.standing}", decision=earlier).strip()


def summary(decision: Decision | None, view: View) -> str:
    """Return decision, date and person on one line; empty when nobody decided."""
    if decision is None or not is_filled(decision):
        return ""
    word = view.term("decisions", decision.decision) if decision.decision else ""
    return " ".join(part for part in (word, decision.at, decision.by) if part)


def entered(decision: Decision, field: str, view: View) -> Value:
    """Return what a person entered, in the workbook's language; dates as dates."""
    value: str = getattr(decision, field)
    if field in CODED:
        return view.term(CODED[field], value) if value else None
    if field in ("due", "at") and ISO_DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value or None


def _human(field: str) -> Callable[[Row, View], Value]:
    def value(row: Row, view: View) -> Value:
        return entered(row.decision, field, view) if row.decision else None

    return value


def _review(key: str, width: float, look: str = "human", field: str = "") -> Column:
    return Column(key, width, _human(field or key), look, bool(field), field or key)


COLUMNS = (
    Column("no", 4.5, lambda row, view: None, "centre"),
    Column("id", 13, lambda row, view: row.requirement.key),
    Column("customer", 11, lambda row, view: view.customer_of(row)),
    Column("document", 14, lambda row, view: view.title_of(row)),
    Column("document_number", 13, _fact("number"), folded=True),
    Column("revision", 6.5, _fact("revision"), "centre"),
    Column("section", 15, _section),
    Column("path", 26, _path, folded=True),
    Column("page", 7, _page, "centre"),
    Column("text", 46, lambda row, view: whole_text(row), "original"),
    Column("language", 8, lambda row, view: _language(row, view), "centre", folded=True),
    Column("aspect", 7.5, _term("aspects", "aspect"), "centre"),
    Column("verdict", 9, _term("labels", "label"), "centre"),
    Column("check", 7.5, _check, "centre"),
    Column("reason", 28, _reasons),
    Column("all_reasons", 40, _all_reasons, folded=True),
    Column("confidence", 9, lambda row, view: row.requirement.verdict.confidence, "percent", folded=True),
    Column("topic", 15, _topic, folded=True),
    Column(
        "clause", 9.5, lambda row, view: "\n".join(row.requirement.verdict.iatf_clauses) or None, "centre"
    ),
    Column("process", 12, _process),
    Column("suggested", 11, _suggested, folded=True),
    Column("targets", 13, _targets),
    Column("periods", 12, _periods, folded=True),
    Column("modality", 9, _term("modalities", "modality"), "centre", folded=True),
    Column("obligated", 9, _term("parties", "obligated"), "centre", folded=True),
    Column("references", 16, _joined("references"), folded=True),
    Column("symbols", 9, _joined("symbols"), "centre", folded=True),
    Column("flags", 8, _flags, "centre"),
    Column("importance", 7.5, _term("importances", "importance"), "centre"),
    Column("change", 7.5, _change, "centre"),
    Column("previous", 16, _previous, folded=True),
    Column("own", 20, _own),
    Column("standing", 13, _standing),
    _review("decision", 10, "human_centre"),
    _review("decided_importance", 10, "human_centre", "importance"),
    _review("department", 10, "human_centre"),
    _review("own_document", 14),
    _review("evidence", 14),
    _review("conformity", 7.5, "human_centre"),
    _review("measure", 18),
    _review("owner", 8.5, "human_centre"),
    _review("due", 11, "human_date"),
    _review("status", 8, "human_centre"),
    _review("comment", 18),
    _review("by", 8.5, "human_centre"),
    _review("at", 11, "human_date"),
    _review("approved", 8, "human_centre"),
)


FOLDED = frozenset(column.key for column in COLUMNS if column.folded)


def _language(row: Row, view: View) -> str:
    return view.term("languages", row.requirement.clause.language)
