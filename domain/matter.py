"""Figures that customers set on the same matter: whose is which, which is the strictest."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MatterValue:
    """A figure as a requirement has it.

    ``amount`` is in the matter's measure (hours, times a year, or the unit as written);
    ``conditions`` are ids of what it holds for (``safety``, ``launch``), as far as the words say.
    """

    requirement: str
    text: str
    amount: float
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a requirement that belongs to the matter with this id; see ``MatterValue``."""

    matter: str
    text: str
    amount: float
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CustomerValues:
    """What one customer asks on a matter, the strictest first.

    ``disagreeing`` are pairs of places in ``values`` that the customer's documents ask at
    once though they differ: the strictest of a pair first.
    """

    customer: str
    values: tuple[MatterValue, ...]
    disagreeing: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter of ``data/knowledge/matters.toml`` on which there are figures.

    ``names`` are by language.  ``customers`` begin with the one that is strictest of all.
    """

    id: str
    names: dict[str, str]
    customers: tuple[CustomerValues, ...]
