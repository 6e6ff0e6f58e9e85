"""Documents that customers' documents refer to, and whether they are at hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.document import NOWHERE, Locator


class ReferenceKind(StrEnum):
    """CUSTOMER: the customer's own manual, specification, form.  STANDARD: national, international, of the trade."""

    CUSTOMER = "customer"
    STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class Named:
    """A document that a clause names, as written; ``clause`` is the clause's place in its document."""

    name: str
    kind: ReferenceKind
    clause: int


@dataclass(frozen=True, slots=True)
class ReferencePlace:
    """Where a document is named: id of the document, key of the clause, its section and place."""

    document: str
    clause: str
    section: str = ""
    locator: Locator = NOWHERE


@dataclass(frozen=True, slots=True)
class ReferencedDocument:
    """A document that a customer's documents name.

    ``held`` is the id of the document in the inbox that it is, empty where it is not there
    (a standard is never looked for).
    """

    customer: str
    name: str
    kind: ReferenceKind
    held: str = ""
    places: tuple[ReferencePlace, ...] = ()

    @property
    def is_missing(self) -> bool:
        """Tell whether it has to be asked for."""
        return self.kind is ReferenceKind.CUSTOMER and not self.held
