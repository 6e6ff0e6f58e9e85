"""Rules and statistics together: who decides, how sure, when a person should look.

The statistics have seen what the rules found (their hits, scores, party are features), so
their probability is the combined one; where they contradict the rules or are unsure, the row
is marked for review and never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from classifiers.features import Evidence, all_features
from classifiers.opinion import Known, Opinion
from classifiers.rereading import figures, said_of
from classifiers.ruleset import LABELS, Rule
from classifiers.weighing import Scales
from domain.document import BlockKind
from domain.requirement import Label, Modality, Party, Reason

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SENTENCE = re.compile(r"[。.；;，,]\s*$")
_BOUND = (Party.SUPPLIER, Party.BOTH)
_MARKS = re.compile(r"[_^$<>]|(?<=>)o")  # of beginning, end, pairs and sides
_HOUSE_SURE = 0.95
_SWING = 0.1  # neighbours that change the odds by less are not worth a reason


@dataclass(frozen=True, slots=True)
class Ruling:
    """A label with its confidence; the statistics add odds of ``subjects`` (topics) and ``aspects``."""

    label: Label
    confidence: float
    review: bool
    subjects: dict[str, float] | None = None
    aspects: dict[str, float] | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """What the statistics say of a passage: its known features, its reading and the odds of the labels.

    ``alone`` are the odds of the passage by itself, ``odds`` with its neighbours heard;
    ``neighbours`` names the likeliest labels before and after, empty where none were heard.
    """

    known: Known
    reading: NDArray[np.float32]
    alone: dict[str, float]
    odds: dict[str, float]
    neighbours: str = ""


def hear(evidence: Evidence, opinion: Opinion) -> Heard:
    """Ask the statistics about a passage by itself."""
    return hear_in_order([evidence], opinion)[0]


def hear_in_order(every: Sequence[Evidence], opinion: Opinion) -> list[Heard]:
    """Ask the statistics about the passages of one document, in their order: neighbours speak for each other.

    Clauses of a kind stand together: what stands between two limits of a table is one more.
    """
    import numpy as np

    if not every:
        return []
    known = [opinion.known(all_features(evidence)) for evidence in every]
    vectors = np.stack([opinion.vector(one) for one in known])
    readings, alone = _odds(every, opinion, vectors, heard=False)
    together, neighbours = alone, [""] * len(known)
    if len(known) > 1:
        readings, together = _odds(every, opinion, vectors, heard=True)
        likeliest = ["-", *(max(odds, key=lambda name: odds[name]) for odds in alone), "-"]
        neighbours = [f"{one} / {two}" for one, two in zip(likeliest, likeliest[2:], strict=False)]
    return [Heard(*one) for one in zip(known, readings, alone, together, neighbours, strict=True)]


def _odds(
    every: Sequence[Evidence], opinion: Opinion, vectors: NDArray[np.float32], *, heard: bool
) -> tuple[NDArray[np.float32], list[dict[str, float]]]:
    """Return the readings of a document's clauses and the odds of their labels; ``heard``: with neighbours."""
    if opinion.again is None:
        readings = opinion.read(vectors) if heard else opinion.alone(vectors)
        return readings, opinion.odds_of_each("label", readings)
    readings, said = said_of(vectors, opinion, opinion.again.kinds, heard=heard)
    return readings, opinion.named("label", opinion.again.odds(figures(every, said, heard=heard)))


def combine(
    rules: Ruling,
    evidence: Evidence,
    scales: Scales,
    opinion: Opinion | None,
    heard: Heard | None,
) -> Ruling:
    """Return the combined ruling; without a model the rules' own."""
    house = _house_rule(evidence, scales)
    if house is not None:
        return _by_house(house, rules)
    if opinion is None or heard is None:
        return rules
    odds = heard.odds
    label = _settled(_choose(odds, scales), odds, evidence, scales)
    plain = label is Label.NONE and _binds_plainly(evidence) and odds["none"] < _sure(evidence, scales)
    if plain:
        label = _likeliest_demand(odds)
    confidence = round(odds[label.value], 3)
    review = (
        plain
        or confidence < scales.opinion.review
        or (label is not rules.label and confidence < scales.opinion.contradicted)
    )
    reasons = [Reason(f"opinion.{label.value}", _words(opinion, heard, label), confidence)]
    swing = odds[label.value] - heard.alone[label.value]
    if heard.neighbours and abs(swing) >= _SWING:
        reasons.append(Reason("opinion.neighbours", heard.neighbours, round(swing, 2)))
    if label is Label.NONE:
        return Ruling(label, confidence, review, reasons=tuple(reasons))
    subjects, aspects = (opinion.odds(head, heard.reading) for head in ("topic", "aspect"))
    combined = Ruling(label, confidence, review, subjects, aspects, tuple(reasons))
    return replace(combined, label=Label.NONE) if _is_settled(evidence) else combined


def _house_rule(evidence: Evidence, scales: Scales) -> Rule | None:
    """Return the heaviest rule of the company's own that says what a text is, if there is one."""
    spoke = [
        one.rule
        for one in evidence.fired
        if one.rule.is_house and one.scope == "text" and one.rule.weight >= scales.opinion.house
    ]
    deciding = [rule for rule in spoke if rule.says in LABELS or rule.says == "nothing"]
    return max(deciding, key=lambda rule: rule.weight, default=None)


def _by_house(house: Rule, rules: Ruling) -> Ruling:
    """Return what a house rule says; the row is settled, so nobody need look."""
    label = Label(house.says) if house.says in LABELS else Label.NONE
    subjects = {house.topic: 1.0} if house.topic else None
    return replace(rules, label=label, confidence=_HOUSE_SURE, review=False, subjects=subjects)


def _only_defines(evidence: Evidence) -> bool:
    """Tell whether a text explains a term and has no word of duty."""
    return evidence.duty.modality is None and any(
        one.rule.id == "none.definition" and one.scope == "text" for one in evidence.fired
    )


def _settled(label: Label, odds: dict[str, float], evidence: Evidence, scales: Scales) -> Label:
    """Return the label that stands after what statistics alone may not outvote."""
    if _is_named(evidence):
        if label is Label.NONE and odds["csr"] >= scales.opinion.named:
            label = Label.CSR
    elif evidence.duty.party is Party.CUSTOMER and odds[label.value] < scales.opinion.against_party:
        label = Label.NONE  # words that bind only the customer: statistics alone do not outvote that
    if label is Label.CSR and _is_dimension(evidence):
        label = Label.PRODUCT
    if odds["none"] >= scales.opinion.defined and _only_defines(evidence):
        label = Label.NONE
    return label


def _is_named(evidence: Evidence) -> bool:
    """Tell whether a text is what the rule calls a csr by name (hard cases 1 and 10).

    A right of the customer to audit or to enter, a question of an audit checklist.
    """
    spoke = {one.rule.id for one in evidence.fired if one.scope == "text"}
    is_asked = "duty.question" in spoke and evidence.passage.doc_type == "audit_checklist"
    return is_asked or "duty.access-right" in spoke


def _is_dimension(evidence: Evidence) -> bool:
    """Tell whether a table's row is a nominal value with its tolerance, whatever stands beside it."""
    return any(one.rule.id == "product.tolerance-row" and one.scope == "text" for one in evidence.fired)


def _is_settled(evidence: Evidence) -> bool:
    """Tell whether a rule settles that a passage demands nothing: foreign documents, revision tables."""
    settled = {"none.irrelevant"}
    if evidence.passage.block is BlockKind.TABLE_ROW:
        settled.add("none.revision-table")
    return any(one.rule.id in settled for one in evidence.fired)


def _choose(odds: dict[str, float], scales: Scales) -> Label:
    """Choose with recall first: a csr is missed only when it is clearly something else."""
    best = max(odds, key=lambda name: odds[name])
    at = scales.opinion.csr_at if best == "none" else scales.opinion.csr_over
    if best != "csr" and odds["csr"] >= at:
        return Label.CSR
    if best == "none" and 1.0 - odds["none"] >= scales.opinion.requirement_at:
        return _likeliest_demand(odds)
    return Label(best)


def _likeliest_demand(odds: dict[str, float]) -> Label:
    return Label(max((name for name in odds if name != "none"), key=lambda name: odds[name]))


def _binds_plainly(evidence: Evidence) -> bool:
    """Tell whether a whole sentence says that somebody must, and names the supplier (or both) or nobody.

    No title and no surroundings outvote that: a missed duty is the worst error.
    """
    duty = evidence.duty
    subjects = [party for party, is_object in evidence.actors if not is_object]
    return (
        duty.party in _BOUND
        and subjects[:1] in ([], [duty.party.value])
        and duty.modality in (Modality.OBLIGATION, Modality.PROHIBITION)
        and not any(one.rule.says == "nothing" and one.scope == "text" for one in evidence.fired)
        and _SENTENCE.search(evidence.passage.text) is not None
    )


def _sure(evidence: Evidence, scales: Scales) -> float:
    """Return how surely none a plain duty must be to be left out: surer where its subject is the supplier."""
    is_named = any(not is_object for _, is_object in evidence.actors)
    return scales.opinion.plain_duty_named if is_named else scales.opinion.plain_duty


def _words(opinion: Opinion, heard: Heard, label: Label) -> str:
    """Name the words and rules that speak most for a label, readable for a person."""
    plain = map(_plain, opinion.heaviest(label.value, heard.known, heard.reading))
    return ", ".join(dict.fromkeys(filter(None, plain)))


@lru_cache(maxsize=10_000)
def _plain(feature: str) -> str:
    return " ".join(_MARKS.sub(" ", feature.split(":", 1)[1]).split())
