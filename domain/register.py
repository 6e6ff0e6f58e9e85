"""The register of customers' documents: what there is, since when, until when it holds unchecked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A document in the register; dates are ISO 8601 days as far as they are known, else empty.

    ``received`` is when a run first saw this content, ``checked`` when a person last asked
    the customer for a newer one, ``next_check`` when it is time to ask again.
    """

    document: str
    received: str = ""
    checked: str = ""
    next_check: str = ""


def is_overdue(next_check: str, today: str) -> bool:
    """Tell whether the day of the next check has passed; both are ISO 8601 days."""
    return bool(next_check) and next_check < today
