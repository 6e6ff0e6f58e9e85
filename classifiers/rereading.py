"""What the network says of a clause, read once more beside what the rules found and what it says of the neighbours.

A small network over some sixty figures, which reads them straight and through one hidden layer: the first
network's own odds (with the neighbours heard and without), how much the likely topics speak for each label,
the rules' scores and duty, the form of the text, and the odds of three clauses before and after.  It is
fitted on what networks said of documents that they had not read (``pipeline.training``), so it knows how far
to trust them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.requirement import Modality, Party
from domain.text import has_han

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from classifiers.features import Evidence
    from classifiers.opinion import Opinion

_STEPS = (-3, -2, -1, 1, 2, 3)  # to the neighbours that are asked
_LEAST = 1e-4  # odds below it are all alike
_LONGEST = 400  # characters; a longer text is only long
_SENTENCE_ENDS = tuple(".。;；")
_LABELS = ("csr", "product", "commercial")
_RULES = len(_LABELS) + 10 + len(Party) + len(Modality) + 1  # figures of ``_of_rules``


@dataclass(frozen=True, slots=True)
class Said:
    """What the network says of a document's clauses, a row each: odds of labels and topics.

    ``alone`` are the labels' odds with silence around the clause; ``kinds`` (topics x labels) is 1
    where a topic belongs to a label.
    """

    labels: NDArray[np.float32]
    alone: NDArray[np.float32]
    topics: NDArray[np.float32]
    kinds: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Rereading:
    """The weights: ``kinds`` as in ``Said``, ``hidden`` (figures x hidden numbers) and their ``bias``.

    ``weights`` (figures and hidden numbers x labels) and ``intercept`` give the scores.
    """

    kinds: NDArray[np.float32]
    hidden: NDArray[np.float32]
    bias: NDArray[np.float32]
    weights: NDArray[np.float32]
    intercept: NDArray[np.float32]

    def odds(self, figures: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the odds of the labels, in the network's order, for each row of figures."""
        import numpy as np

        seen = np.hstack([figures, np.maximum(figures @ self.hidden + self.bias, 0)])
        return odds_of(seen @ self.weights + self.intercept)


def odds_of(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the odds that scores stand for; those of a row add up to 1."""
    import numpy as np

    odds: NDArray[np.float32] = np.exp(scores - scores.max(axis=1, keepdims=True))
    odds /= odds.sum(axis=1, keepdims=True)
    return odds


def said_of(
    vectors: NDArray[np.float32], opinion: Opinion, kinds: NDArray[np.float32], *, heard: bool
) -> tuple[NDArray[np.float32], Said]:
    """Return the readings of a document's clauses and what the network says; ``heard``: with neighbours."""
    by_itself = opinion.alone(vectors)
    alone = opinion.odds_matrix("label", by_itself)
    readings = opinion.read(vectors) if heard else by_itself
    labels = opinion.odds_matrix("label", readings) if heard else alone
    return readings, Said(labels, alone, opinion.odds_matrix("topic", readings), kinds)


def figures(every: Sequence[Evidence], said: Said, *, heard: bool) -> NDArray[np.float32]:
    """Return a row of figures for each clause; without ``heard`` its neighbours are taken to be like itself."""
    import numpy as np

    own = np.array([_of_rules(evidence) for evidence in every], dtype=np.float32)
    around = _around(said.labels) if heard else np.tile(said.labels, len(_STEPS))
    logs = [np.log(odds + _LEAST) for odds in (said.labels, said.alone, said.topics @ said.kinds)]
    return np.hstack([*logs, own, around]).astype(np.float32)


def width(labels: int) -> int:
    """Return how many figures a clause has."""
    return (3 + len(_STEPS)) * labels + _RULES


def _around(labels: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the odds of the neighbours side by side.

    Beyond the ends of a document, or of what is known of it, the clauses are taken to be like those
    that do stand around: that there are none says nothing.
    """
    import numpy as np

    reach, count = max(_STEPS), len(labels)
    padded = np.pad(labels, ((reach, reach), (0, 0)))
    known = np.pad(np.ones(count, dtype=np.float32), reach)
    there = np.stack([known[reach + step : reach + step + count] for step in _STEPS])[:, :, None]
    odds = np.stack([padded[reach + step : reach + step + count] for step in _STEPS])
    met = there.sum(axis=0)
    like = np.where(met > 0, odds.sum(axis=0) / np.maximum(met, 1), labels)
    return np.hstack(list(np.where(there > 0, odds, like)))


def _of_rules(evidence: Evidence) -> list[float]:
    """Return what the rules found, and the form of the text."""
    passage, duty = evidence.passage, evidence.duty
    text = passage.text
    return [
        *(evidence.scores.get(label, 0.0) for label in _LABELS),
        duty.distance,
        float(len(evidence.fired)),
        min(len(text), _LONGEST) / 100,
        float(evidence.has_lead_in),
        float(bool(passage.context)),
        float(bool(passage.header)),
        float(len(evidence.values)),
        float(text.rstrip().endswith(_SENTENCE_ENDS)),
        float("|" in text),
        float("?" in text or "？" in text),
        *(float(duty.party is party) for party in Party),
        *(float(duty.modality is modality) for modality in Modality),
        float(has_han(text)),
    ]
