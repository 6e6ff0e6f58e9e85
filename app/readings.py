"""The readings of the rule on the terminal: which one is in force, what the others would list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.console import Terminal
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from domain.review import Checklist


def known(profile: str) -> str:
    """Return the name of a reading.  Raises UsageError."""
    from domain.reading import PROFILES

    if profile not in PROFILES:
        raise UsageError("no_profile", profile=profile, known=", ".join(PROFILES))
    return profile


def show(checklist: Checklist, terminal: Terminal) -> None:
    """Say how many rows the list has and would have by the other readings, and what contradicts itself."""
    from workbook.standing import counts_by_reading

    if terminal.quiet:
        return
    counts = counts_by_reading(checklist)
    now = counts.pop(checklist.profile)
    others = [
        terminal.words(
            "summary.reading",
            profile=terminal.name("profiles", name),
            count=count,
            difference=f"{count - now:+d}",
        )
        for name, count in counts.items()
    ]
    comma = "，" if terminal.language == "zh" else ", "
    shown = terminal.name("profiles", checklist.profile)
    terminal.line(terminal.words("summary.readings", profile=shown, count=now, others=comma.join(others)))
    odds = sum(len(one.disagreeing) for matter in checklist.matters for one in matter.customers)
    if odds:
        terminal.line(terminal.words("summary.odds", count=odds))
