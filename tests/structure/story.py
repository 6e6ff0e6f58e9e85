"""A document that is told: what is written to the file is at once recorded as its truth.

``Story`` is what the writers of all formats share.  A writer's ``say``, ``row``, ``note``
and ``aside`` add to the file and to the truth in the same breath, so that the two cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from structure_truth import Expected, Truth

from domain.text import solid

Writer = Callable[[Path], tuple[Path, Truth]]  # writes into a folder


@dataclass(slots=True)
class Story:
    """Clauses, notes and furniture in the order in which they were told."""

    language: str = "zh"
    clauses: list[Expected] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)

    def clause(self, text: str, number: str | None = None, shown: str = "") -> str:
        """Record a clause; ``shown`` is a number or bullet that the program makes while showing it."""
        self.clauses.append(Expected(solid(text), number, shown=solid(shown)))
        return text

    def cells(self, *cells: str, shown: str = "") -> tuple[str, ...]:
        """Record a row as it is to be read: spans repeat downwards, and leave blanks to their right.

        ``shown`` is a number that the program makes in the first cell, which is empty.
        """
        bare = tuple(map(solid, cells))
        text = "|".join(cell for cell in bare if cell)
        self.clauses.append(Expected(text, shown or None, bare, shown))
        return cells

    def noted(self, text: str) -> str:
        """Record a note."""
        self.notes.append(solid(text))
        return text

    def running(self, text: str) -> str:
        """Record a text that is furniture."""
        self.furniture.append(text)
        return text

    def truth(self) -> Truth:
        """Return all that was recorded."""
        patterns = [re.escape(solid(text)) for text in self.furniture]
        pattern = re.compile("|".join(patterns) or "(?!)")
        return Truth(tuple(self.clauses), tuple(self.notes), pattern, self.language)


@dataclass(frozen=True, slots=True)
class Made:
    """A document: its format for the table of figures, its name, and what writes it into a folder."""

    format: str
    name: str
    write: Writer
