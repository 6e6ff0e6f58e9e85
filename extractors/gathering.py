"""Blocks of a flowing document in reading order, with the account of every character.

Readers of formats without pages (DOCX, HTML, text, sheets) put their blocks in here; the
account (``PageCoverage``) and the bound on characters come for free.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from domain.document import Block, BlockKind, Locator, PageCoverage
from domain.problem import Problem, Severity
from domain.text import count_characters
from extractors.base import ReadLimits


@dataclass(slots=True)
class _Tally:
    in_blocks: int = 0
    in_furniture: int = 0
    lost: int = 0


@dataclass(slots=True)
class Gathering:
    """Takes blocks until the limit of characters; what comes later is counted as lost."""

    limits: ReadLimits
    blocks: list[Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ordinal: int = 0
    tables: int = 0
    _characters: int = 0
    _full: bool = False
    _tallies: dict[str, _Tally] = field(default_factory=dict)

    def add(self, block: Block, place: str = "document", characters: int | None = None) -> None:
        """Take a block.

        ``characters`` is what the block adds to the account when that is not the length
        of its text (cells filled with what stands in another row).
        """
        amount = count_characters(block.text) if characters is None else characters
        tally = self.place(place)
        if self._characters + len(block.text) > self.limits.characters:
            self._stop()
        if self._full:
            tally.lost += amount
            return
        self._characters += len(block.text)
        if block.kind is BlockKind.FURNITURE:
            tally.in_furniture += amount
        else:
            tally.in_blocks += amount
        self.blocks.append(block)

    def add_flowing(self, block: Block, place: str = "document", characters: int | None = None) -> None:
        """Take a block of the flow and give it the next paragraph ordinal."""
        self.ordinal += 1
        self.add(replace(block, locator=Locator(paragraph=self.ordinal)), place, characters)

    def next_table(self) -> int:
        """Return the number of a new table, from 1."""
        self.tables += 1
        return self.tables

    def place(self, place: str) -> _Tally:
        """Return the account of a place, opened when it is new."""
        return self._tallies.setdefault(place, _Tally())

    def lose(self, characters: int, place: str = "document") -> None:
        """Count characters that stand in the file and in no block."""
        self.place(place).lost += characters

    def note(self, code: str, detail: str = "", where: str = "", severity: Severity = Severity.NOTE) -> None:
        """Remember a problem that does not end the reading."""
        self.problems.append(Problem(code=code, severity=severity, where=where, detail=detail))

    def coverage(self) -> tuple[PageCoverage, ...]:
        """Return the account, one entry a place, in the order the places were met."""
        return tuple(
            PageCoverage(
                place=place,
                found=tally.in_blocks + tally.in_furniture + tally.lost,
                in_blocks=tally.in_blocks,
                in_furniture=tally.in_furniture,
                lost=tally.lost,
            )
            for place, tally in self._tallies.items()
        )

    def _stop(self) -> None:
        if not self._full:
            self._full = True
            detail = f"more than {self.limits.characters} characters"
            self.note("truncated-reading", detail, severity=Severity.LOSS)
