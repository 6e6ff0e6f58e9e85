"""What the change report says, in one language: the same for the form, the page and the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.report import (
    SUBSTANCE,
    AnnouncedEntry,
    ChangeReport,
    EntryGroup,
    EntrySide,
    Notice,
    Outcome,
    ReportEntry,
    RevisionFacts,
    SectionPlace,
)
from domain.revision import ChangeKind, Direction, Relation, Standing
from domain.wording import say, wording
from workbook.marked import Mark, Piece, new_pieces, old_pieces
from workbook.names import Names, names

_CALM = frozenset({EntryGroup.OWN_MARK})
_LONGEST_LIST = 60  # numbers of changes in one sentence


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """A report with the sentences of one language."""

    report: ChangeReport
    language: str
    names: Names

    def sentence(self, key: str, **values: object) -> str:
        """Return a sentence of ``diff.toml``."""
        return say(f"diff.{key}", self.language, **values)

    def revision(self, facts: RevisionFacts) -> str:
        """Return the revision, or that none is stated."""
        return facts.revision or self.sentence("report.no_revision")

    @property
    def header(self) -> str:
        """Return document and revisions on one line."""
        old, new = self.report.old, self.report.new
        line = self.sentence(
            "report.header",
            title=new.title or new.file,
            number=new.number,
            old=self.revision(old),
            new=self.revision(new),
        )
        return line.strip()

    def facts(self) -> list[tuple[str, str, str]]:
        """Return name, old value and new value of what the documents say of themselves."""
        old, new = self.report.old, self.report.new
        rows = [
            ("name", old.title, new.title),
            ("number", old.number, new.number),
            ("revision", old.revision, new.revision),
            ("date", old.date, new.date),
            ("pages", str(old.pages or ""), str(new.pages or "")),
            ("file", old.file, new.file),
        ]
        if old.problems or new.problems:
            rows.append(("problems", self._problems(old), self._problems(new)))
        nothing = self.sentence("report.not_said")
        return [(self.sentence(f"report.{key}"), a or nothing, b or nothing) for key, a, b in rows]

    def _problems(self, facts: RevisionFacts) -> str:
        known = wording(self.language)
        return "\n".join(known.get(f"problems.{code}.message", code) for code in facts.problems)

    def counts(self) -> list[tuple[str, str]]:
        """Return each kind of change with its count, the unchanged last."""
        counted = sorted(self.report.counts, key=lambda one: one[0] is ChangeKind.UNCHANGED)
        return [(self.sentence(f"kinds.{kind}"), str(count)) for kind, count in counted]

    def summary(self) -> str:
        """Return how much there is to decide; the revision's own marks and other text are left out."""
        acting = [
            entry
            for entry in self.report.entries
            if entry.group in (EntryGroup.SUBSTANCE, EntryGroup.SETTING)
        ]
        amounts = {one.value: sum(entry.standing is one for entry in acting) for one in Standing}
        return self.sentence("report.summary_line", unannounced=len(self.unannounced()), **amounts)

    def unannounced(self) -> list[int]:
        """Return the places of the unannounced changes of substance, other text behind demands."""
        entries = self.report.entries
        return sorted(at for at in self.report.unannounced if entries[at].kind in SUBSTANCE)

    def numbers(self, places: Sequence[int]) -> str:
        """Return the numbers of entries as a person reads them, each with its section."""
        shown = [self._numbered(at) for at in places[:_LONGEST_LIST]]
        more = ["…"] if len(places) > _LONGEST_LIST else []
        return ("、" if self.language == "zh" else ", ").join([*shown, *more])

    def _numbered(self, at: int) -> str:
        side = self.report.entries[at].new or self.report.entries[at].old
        section = _short_section(side.section) if side else ""
        return f"{at + 1} ({section})" if section else str(at + 1)

    def outcome(self, one: AnnouncedEntry) -> tuple[Piece, ...]:
        """Return what came of an announcement, alerting where it is not as announced."""
        alerts = one.outcome in (Outcome.ABSENT, Outcome.OTHERWISE)
        said = Piece(self.sentence(f"outcomes.{one.outcome}"), Mark.ALERT if alerts else Mark.PLAIN)
        if not one.untouched or len(one.untouched) > _MOST_UNTOUCHED:
            return (said,)
        places = ", ".join(self._place_name(place) for place in one.untouched)
        return in_lines((said, Piece(self.sentence("report.untouched", places=places), Mark.ALERT)))

    def _place_name(self, place: SectionPlace) -> str:
        number = place.number.upper() if place.kind != "section" or place.number.isalpha() else place.number
        name = self.sentence(f"places.{place.kind}", number=number)
        return f"{name} {self.sentence('places.row', number=place.row)}" if place.row else name

    def change(self, entry: ReportEntry) -> tuple[Piece, ...]:
        """Return what happened, which way, and whether it was announced, a line each."""
        lines = [Piece(self.sentence(f"kinds.{entry.kind}"), Mark.STRONG)]
        told = entry.kind in (ChangeKind.STRENGTHENED, ChangeKind.WEAKENED)
        if entry.direction is not Direction.UNKNOWN and not told:
            lines.append(Piece(self.sentence(f"directions.{entry.direction}")))
        if entry.relation is not Relation.ONE:
            lines.append(Piece(self.sentence(f"relations.{entry.relation}")))
        if entry.label is not None and entry.group not in _CALM:
            lines.append(Piece(self.sentence(f"labels.{entry.label}")))
        if entry.group not in _CALM and entry.notice is not Notice.UNKNOWN:
            alerts = entry.notice is Notice.UNANNOUNCED and entry.kind in SUBSTANCE
            lines.append(
                Piece(self.sentence(f"notices.{entry.notice}"), Mark.ALERT if alerts else Mark.FAINT)
            )
        return in_lines(lines)

    def place(self, side: EntrySide | None) -> str:
        """Return section and page of a side."""
        if side is None:
            return ""
        if side.section and side.page.isdecimal():
            return self.sentence("report.place", section=side.section, page=side.page)
        if side.page.isdecimal():
            return self.sentence("report.page_only", page=side.page)
        return " ".join(part for part in (side.section, side.page) if part)

    def old_text(self, entry: ReportEntry) -> tuple[Piece, ...]:
        """Return place and old text with deletions marked; a dash where there is none."""
        if entry.old is None or (entry.kind is ChangeKind.NEW and entry.relation is Relation.ONE):
            return (Piece("—", Mark.FAINT),)
        whole = Mark.DELETE if entry.new is None else Mark.PLAIN
        pieces = old_pieces(entry.segments) or (Piece(entry.old.text, whole),)
        return self._placed(entry.old, pieces)

    def new_text(self, entry: ReportEntry) -> tuple[Piece, ...]:
        """Return place and new text with insertions marked; a dash where there is none."""
        if entry.new is None:
            return (Piece("—", Mark.FAINT),)
        whole = Mark.INSERT if entry.old is None else Mark.PLAIN
        pieces = new_pieces(entry.segments) or (Piece(entry.new.text, whole),)
        return self._placed(entry.new, pieces)

    def _placed(self, side: EntrySide, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
        place = self.place(side)
        return (Piece(f"{place}\n", Mark.FAINT), *pieces) if place else pieces

    def action(self, entry: ReportEntry) -> tuple[Piece, ...]:
        """Return what has to be done and by whom."""
        if entry.group in _CALM:
            return ()
        lines = [Piece(self.standing(entry), Mark.STRONG)]
        if entry.decision:
            decided = " / ".join(self._decision(code) for code in entry.decision.split())
            lines.append(Piece(self.sentence("report.decided", decision=decided)))
        if entry.department:
            department = self.names.department(entry.department)
            lines.append(Piece(self.sentence("report.department", department=department)))
        if entry.topic and self.names.topic(entry.topic):
            lines.append(Piece(self.names.topic(entry.topic), Mark.FAINT))
        return in_lines(lines)

    def _decision(self, code: str) -> str:
        return wording(self.language).get(f"diff.decisions.{code}", code)

    def standing(self, entry: ReportEntry) -> str:
        """Return what becomes of the earlier decision."""
        if entry.kind is ChangeKind.NEW:
            return self.sentence("report.new_decision")
        if entry.kind is ChangeKind.REMOVED:
            return self.sentence("report.gone")
        return self.sentence(f"standings.{entry.standing}")

    def departments(self) -> list[tuple[str, int]]:
        """Return who must act and on how many changes, in the order of their table."""
        counted: dict[str, int] = {}
        for entry in self.report.entries:
            if entry.department and entry.standing is not Standing.STANDS:
                counted[entry.department] = counted.get(entry.department, 0) + 1
        known = [key for key in self.names.departments if key in counted]
        rest = [key for key in counted if key not in known]
        return [(self.names.department(key), counted[key]) for key in (*known, *rest)]


_LONGEST_SECTION = 16
_MOST_UNTOUCHED = 8  # places named one by one


def _short_section(section: str) -> str:
    """Return the number of a section; ``附录 B`` and ``Annex B`` whole, a title without number cut."""
    first, _, rest = section.partition(" ")
    if rest and not any(char.isdigit() for char in first):
        first = f"{first} {rest.partition(' ')[0]}"
    return first if len(first) <= _LONGEST_SECTION else f"{first[: _LONGEST_SECTION - 1]}…"


def in_lines(lines: Sequence[Piece]) -> tuple[Piece, ...]:
    """Put a line break between the pieces that say something."""
    said = [line for line in lines if line.text]
    return tuple(
        Piece(line.text if at == len(said) - 1 else f"{line.text}\n", line.mark)
        for at, line in enumerate(said)
    )


def speak(report: ChangeReport, language: str) -> ChangeWords:
    """Return the report in ``zh`` or ``en``."""
    return ChangeWords(report, language, names(language))
