"""How the network of the second opinion is fitted: its size, its speed, what it must do without now and then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

TEXT, TITLE, TYPE = range(3)  # where a feature comes from, as its name begins (``classifiers.features``)
_SOURCES = dict.fromkeys(("s", "ts", "r-section", "r-section-says", "r-section-topic"), TITLE)
_SOURCES |= dict.fromkeys(("d", "d-best"), TYPE)


def source_of(feature: str) -> int:
    """Return where a feature comes from: the section's title, the document's type, or the rest."""
    return _SOURCES.get(feature.partition(":")[0], TEXT)


@dataclass(frozen=True, slots=True)
class Plan:
    """How to fit: rounds, speed, dropout and window were chosen by cross-validation over whole documents.

    Members, width and number of features are what the model's size allows.  ``features`` bounds
    the number of features (the most frequent are kept), ``width`` is the length of a clause's
    vector, ``heard`` of what its window says, ``places`` the window's.
    ``left_out`` and ``silenced`` are the shares of hidden numbers and of features dropped,
    ``alone`` of the documents whose clauses are learned one by one, ``untitled`` and ``untyped`` of the
    clauses that are learned without their section's title and their document's type: in strangers'
    documents these are often lost or wrong.  ``weights`` are those of the heads.
    ``members`` networks are fitted from other beginnings and speak with their mean voice.
    """

    members: int = 2
    features: int = 36_000
    width: int = 56
    heard: int = 48
    places: int = 7
    rounds: int = 20
    documents: int = 4
    speed: float = 3e-3
    left_out: float = 0.4
    silenced: float = 0.4
    alone: float = 0.3
    untitled: float = 0.3
    untyped: float = 0.2
    smoothing: float = 0.03
    seed: int = 0
    weights: Mapping[str, float] = field(default_factory=lambda: {"label": 1.0, "topic": 0.5, "aspect": 0.5})
