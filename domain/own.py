"""What the company's own system already says about a customer's requirement."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """How the customer's demand stands to the company's own rule.

    STRICTER: the customer asks for more than our own procedure does.  NOT_COVERED: no own
    clause deals with it.
    """

    SAME = "same"
    DIFFERENT = "different"
    STRICTER = "stricter"
    NOT_COVERED = "not_covered"


@dataclass(frozen=True, slots=True)
class OwnClause:
    """A clause of the company's own procedures, found again by document and section."""

    document: str
    section: str
    text: str
    topic: str = "other"


@dataclass(frozen=True, slots=True)
class OwnMatch:
    """The nearest own clause and what the comparison found.

    ``compared`` shows it to a person: pairs of quotes, the customer's first, with the sign
    that says which is stricter.  ``likeness`` is 0.0 to 1.0.
    """

    relation: Relation
    nearest: OwnClause | None = None
    compared: tuple[str, ...] = ()
    likeness: float = 0.0
