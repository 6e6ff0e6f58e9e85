"""Rules and statistics together: who decides, how sure, when a person should look.

The statistics have seen what the rules found (their hits, scores, party are features), so
their probability is the combined one; where they contradict the rules or are unsure, the row
is marked for review and never dropped.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from classifiers.features import Evidence, plain_features, rule_features
from classifiers.opinion import Known, Opinion
from classifiers.weighing import Scales
from domain.document import BlockKind
from domain.requirement import Label, Party, Reason


@dataclass(frozen=True, slots=True)
class Ruling:
    """A label with its confidence; the statistics add odds of ``subjects`` (topics) and ``aspects``."""

    label: Label
    confidence: float
    review: bool
    subjects: dict[str, float] | None = None
    aspects: dict[str, float] | None = None
    reasons: tuple[Reason, ...] = ()


def combine(rules: Ruling, evidence: Evidence, scales: Scales, opinion: Opinion | None) -> Ruling:
    """Return the combined ruling; without a model the rules' own."""
    if opinion is None:
        return rules
    features = plain_features(evidence.passage) | rule_features(evidence)
    known = opinion.known(features)
    odds = opinion.odds("label", known)
    label = _choose(odds, scales)
    if evidence.duty.party is Party.CUSTOMER and odds[label.value] < scales.opinion.against_party:
        label = Label.NONE  # words that bind only the customer: statistics alone do not outvote that
    if label is Label.CSR and _is_dimension(evidence):
        label = Label.PRODUCT
    confidence = round(odds[label.value], 3)
    review = confidence < scales.opinion.review or (
        label is not rules.label and confidence < scales.opinion.contradicted
    )
    reason = Reason(f"opinion.{label.value}", _words(opinion, known, label), confidence)
    if label is Label.NONE:
        return Ruling(label, confidence, review, reasons=(reason,))
    subjects, aspects = opinion.odds("topic", known), opinion.odds("aspect", known)
    combined = Ruling(label, confidence, review, subjects, aspects, (reason,))
    return replace(combined, label=Label.NONE) if _is_settled(evidence) else combined


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
    if best != "csr" and odds["csr"] >= scales.opinion.csr_at:
        return Label.CSR
    if best == "none" and 1.0 - odds["none"] >= scales.opinion.requirement_at:
        return Label(max((name for name in odds if name != "none"), key=lambda name: odds[name]))
    return Label(best)


def _words(opinion: Opinion, known: Known, label: Label) -> str:
    """Name the words and rules that speak most for a label, readable for a person."""
    heaviest = opinion.heaviest(label.value, known, ("w:", "r:"))
    return ", ".join(name.split(":", 1)[1].replace("_", " ") for name in heaviest)
