"""Makes the register of customers' documents: when each came, when to ask for a newer one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.document import Document, DocumentStatus
from domain.register import RegisterLine


@dataclass(frozen=True, slots=True)
class Arrivals:
    """When a content was first seen (by document and SHA-256), what was asked for when (by document)."""

    received: Mapping[tuple[str, str], str]
    checked: Mapping[str, str]


def lines(documents: Sequence[Document], arrivals: Arrivals, days: int) -> tuple[RegisterLine, ...]:
    """Return a line for each document; ``days`` after it came or was asked for it is to be checked."""
    return tuple(_line(document, arrivals, days) for document in documents)


def _line(document: Document, arrivals: Arrivals, days: int) -> RegisterLine:
    received = arrivals.received.get((document.id, document.source.sha256), "")[:10]
    checked = arrivals.checked.get(document.id, "")[:10]
    current = document.status is not DocumentStatus.SUPERSEDED
    return RegisterLine(
        document.id, received, checked, next_check(received, checked, days) if current else ""
    )


def next_check(received: str, checked: str, days: int) -> str:
    """Return the day on which to ask again; empty where it is not known since when the document is here."""
    begin = max(received, checked)
    return (date.fromisoformat(begin) + timedelta(days=days)).isoformat() if begin else ""
