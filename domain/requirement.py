"""Clauses, what they demand, and why the tool thinks so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.document import NO_ROLES, BlockKind, Locator, Roles


class Kind(StrEnum):
    """What a clause is."""

    REQUIREMENT = "requirement"
    HEADING = "heading"
    INFORMATIVE = "informative"


class Label(StrEnum):
    """The verdict: NONE for what demands nothing of the supplier.  Doubt is no label."""

    CSR = "csr"
    PRODUCT = "product"
    COMMERCIAL = "commercial"
    NONE = "none"


class Aspect(StrEnum):
    """The three aspects of the rule (工程 / 检验 / 体系)."""

    ENGINEERING = "engineering"
    INSPECTION = "inspection"
    SYSTEM = "system"


class Modality(StrEnum):
    """How strongly the words bind."""

    OBLIGATION = "obligation"
    PROHIBITION = "prohibition"
    RECOMMENDATION = "recommendation"


class Party(StrEnum):
    """Whom the words bind."""

    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    BOTH = "both"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered or unnumbered piece of a document, with everything that gives it meaning.

    ``number`` is kept as written (``第三条``, ``3.2(4)``, ``①``).  ``headings`` is the path of
    section titles from the outermost, as written, numbers included.  ``section`` is the
    nearest section number or, where there is none, the nearest heading.  ``lead_in`` is
    the sentence a list item completes (``Supplier shall:``).  ``header`` and ``cells`` are
    a table row's.  ``is_heading`` marks section titles.
    """

    key: str
    document: str
    text: str
    locator: Locator
    block: BlockKind = BlockKind.PARAGRAPH
    is_heading: bool = False
    number: str | None = None
    headings: tuple[str, ...] = ()
    section: str | None = None
    lead_in: str = ""
    header: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    language: str = "zh"
    more: tuple[Locator, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to classify with its surroundings; what is not known is empty."""

    text: str
    section: str = ""
    context: str = ""
    header: tuple[str, ...] = ()
    doc_type: str = "other"
    language: str = ""
    roles: Roles = NO_ROLES
    block: BlockKind = BlockKind.PARAGRAPH
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the rule's id, the words it saw, how much they weighed (negative: against)."""

    rule: str
    evidence: str
    weight: float


@dataclass(frozen=True, slots=True)
class Target:
    """A quantified demand: ``Cpk >= 1.67`` is quantity ``Cpk``, comparator ``>=``, value 1.67.

    ``comparator`` is one of ``>= <= > < = ~ range`` (a range has ``value`` and ``upper``);
    ``unit`` is normal (h, d, working_day, month, year, ppm, %, mm, …); ``text`` as written.
    """

    text: str
    value: float | None = None
    unit: str = ""
    comparator: str = "="
    quantity: str = ""
    upper: float | None = None


class LegendPlace(StrEnum):
    """Where the legend of a matrix was found: NEAR the table, ELSEWHERE in the document, nowhere.

    CONVENTION: the document has none; the marks have the meaning that everybody gives them.
    """

    NEAR = "near"
    ELSEWHERE = "elsewhere"
    CONVENTION = "convention"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MarkReading:
    """A mark in a matrix's row: the heads of the columns it stands in, its meaning as the legend has it.

    ``meaning`` is empty where no legend tells it.
    """

    mark: str
    columns: tuple[str, ...]
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class MatrixReading:
    """A row of marks (●/○, R/S/*) read through the legend of its table."""

    marks: tuple[MarkReading, ...]
    legend: LegendPlace


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the tool thinks of a passage, and why.  Never mixed with a person's decision."""

    kind: Kind
    label: Label
    aspect: Aspect | None = None
    confidence: float = 1.0
    review_needed: bool = False
    reasons: tuple[Reason, ...] = ()
    modality: Modality | None = None
    obligated: Party = Party.NONE
    topic: str = "other"
    iatf_clauses: tuple[str, ...] = ()
    process: str = ""
    department: str = ""
    targets: tuple[Target, ...] = ()
    references: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    importance: str = "normal"
    reading: MatrixReading | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """A piece of a clause that demands something; ``text`` is ``clause.text[start:end]``.

    ``key`` is stable over re-runs: document id, folded text, ordinal among equals.
    """

    key: str
    clause: Clause
    start: int
    end: int
    verdict: Verdict

    @property
    def text(self) -> str:
        """The original words, untouched."""
        return self.clause.text[self.start : self.end]
