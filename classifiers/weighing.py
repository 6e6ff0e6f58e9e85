"""Weights to verdicts: is it a requirement, which label, which topic and aspect, how sure."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from classifiers.matching import Fired
from classifiers.ruleset import LABELS
from classifiers.topics import Topic, knowledge_file
from domain.knowledge import line_of_slip, read_toml
from domain.problem import ConfigurationError
from domain.requirement import Aspect, Label, Reason


class KindScale(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """How duty and objections are added up."""

    threshold: float
    doubt: float
    customer_duty: float
    lead_in: float
    more: float
    content: float
    content_most: float
    title: float
    styled_title: float


class LabelScale(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """How rules for a verdict are added up."""

    more: float
    context: float
    header: float
    section: float
    margin: float
    unknown: float


class ConfidenceScale(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """How distances become confidence."""

    kind_slope: float
    label_slope: float
    review: float


class OpinionScale(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """When the statistics decide, and when a person should look."""

    csr_at: float
    csr_over: float
    requirement_at: float
    defined: float
    house: float
    plain_duty: float
    plain_duty_named: float
    review: float
    contradicted: float
    topic_rules: float
    named: float
    against_party: float


class Scales(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """weighing.toml."""

    kind: KindScale
    label: LabelScale
    confidence: ConfidenceScale
    opinion: OpinionScale
    doc_type: dict[str, dict[str, float]]

    def share(self, scope: str) -> float:
        """Return what a rule weighs that speaks on this part of the surroundings."""
        shares = {"context": self.label.context, "header": self.label.header, "section": self.label.section}
        return shares.get(scope, 1.0)


def load_scales(company: Path | None = None) -> Scales:
    """Read weighing.toml.  Raises ConfigurationError when it does not fit."""
    path = knowledge_file("weighing.toml", company)
    data: dict[str, Any] = read_toml(path)
    try:
        return msgspec.convert(data, Scales)
    except msgspec.ValidationError as error:
        raise ConfigurationError(str(path), line_of_slip(path, str(error)), str(error)) from error


@dataclass(frozen=True, slots=True)
class LabelOutcome:
    """The verdict's content: what won, by how much, and the reasons."""

    label: Label
    aspect: Aspect | None
    topic: Topic
    distance: float
    decided: bool
    reasons: tuple[Reason, ...]
    scores: dict[str, float]
    subjects: dict[str, float]


def fading_sum(weights: Iterable[float], share: float) -> float:
    """Add weights, the largest whole, each further one counting ``share`` of the one before."""
    ordered = sorted(weights, reverse=True)
    return sum(weight * share**place for place, weight in enumerate(ordered))


def logistic(distance: float, slope: float) -> float:
    """Return 1 / (1 + exp(-slope * distance))."""
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, slope * distance))))


def decide_label(fired: list[Fired], doc_type: str, scales: Scales, topics: dict[str, Topic]) -> LabelOutcome:
    """Weigh all rules that speak for csr, product or commercial."""
    speaking = [one for one in fired if one.rule.says in LABELS]
    weights: dict[str, list[float]] = defaultdict(list)
    for one in speaking:
        weights[one.rule.says].append(one.rule.weight * scales.share(one.scope))
    priors = scales.doc_type.get(doc_type, {})
    scores = {
        label: fading_sum(weights[label], scales.label.more) + priors.get(label, 0.0) for label in LABELS
    }
    best = _winner(scores, scales)
    others = max(score for label, score in scores.items() if label != best)
    decided = scores[best] > scales.label.unknown and (bool(speaking) or scores[best] - others > 1.0)
    topic, aspect = _topic_of(best, speaking, scales, topics)
    reasons = _reasons(speaking, priors, doc_type, best, scales)
    return LabelOutcome(
        Label(best),
        aspect,
        topic,
        scores[best] - others,
        decided,
        reasons,
        scores,
        _subjects(speaking, scales),
    )


def _winner(scores: dict[str, float], scales: Scales) -> str:
    best = max(LABELS, key=lambda label: scores[label])
    if best != "csr" and scores[best] - scores["csr"] < scales.label.margin:
        return "csr"
    return best


def _subjects(speaking: list[Fired], scales: Scales) -> dict[str, float]:
    """Return the weight of each topic over all rules that speak, whatever they speak for."""
    weights: dict[str, float] = defaultdict(float)
    for one in speaking:
        if one.rule.topic:
            weights[one.rule.topic] += one.rule.weight * scales.share(one.scope)
    return dict(weights)


def _topic_of(
    label: str, speaking: list[Fired], scales: Scales, topics: dict[str, Topic]
) -> tuple[Topic, Aspect | None]:
    weights: dict[str, float] = defaultdict(float)
    aspects: dict[tuple[str, str], float] = defaultdict(float)
    for one in speaking:
        if one.rule.says == label:
            weight = one.rule.weight * scales.share(one.scope)
            of = one.rule.topic or "other"
            weights[of] += weight if of != "other" else weight / 100
            aspects[of, one.rule.aspect] += weight
    if not weights:
        return topics["other"], None if label == "commercial" else Aspect.SYSTEM
    name = max(weights, key=lambda topic: weights[topic])
    topic = topics[name]
    stated = {aspect: w for (of, aspect), w in aspects.items() if of == name and aspect}
    if stated and max(stated.values()) >= aspects.get((name, ""), 0.0):
        return topic, Aspect(max(stated, key=lambda aspect: stated[aspect]))
    if label == "commercial":
        return topic, None
    return topic, topic.aspect or Aspect.SYSTEM


def _reasons(
    speaking: list[Fired], priors: dict[str, float], doc_type: str, best: str, scales: Scales
) -> tuple[Reason, ...]:
    reasons = [
        Reason(
            one.rule.id,
            one.quote if one.scope == "text" else f"[{one.scope}] {one.quote}",
            round(one.rule.weight * scales.share(one.scope) * (1 if one.rule.says == best else -1), 2),
        )
        for one in speaking
    ]
    reasons += [
        Reason(f"doc-type.{label}", doc_type, weight if label == best else -weight)
        for label, weight in priors.items()
    ]
    return tuple(sorted(reasons, key=lambda reason: -abs(reason.weight)))
