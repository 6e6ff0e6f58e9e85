"""A quantified demand at its place in a text."""

from __future__ import annotations

from dataclasses import dataclass

from domain.requirement import Target


@dataclass(frozen=True, slots=True)
class Value:
    """A target with its place in the text and the kind of value that rules see."""

    target: Target
    kind: str
    start: int
    end: int
