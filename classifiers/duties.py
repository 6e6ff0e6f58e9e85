"""Does a text demand something, of whom, and how strongly?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from classifiers.matching import Fired, Hits
from classifiers.parties import Actors, bound_by, find_actors
from classifiers.ruleset import DUTY, LABELS
from classifiers.weighing import Scales
from domain.requirement import Modality, Party, Reason

_LEAD_IN = re.compile(r"[:：]\s*$|(?:下列|以下|如下|following|shall|must|to)\W*$", re.IGNORECASE)
_FINISHED = re.compile(r"[.。!！?？;；][)）”\"'’」]?\s*$")


@dataclass(frozen=True, slots=True)
class Duty:
    """What the duty words of a passage add up to.

    ``distance`` is the sum of duties minus objections, less the threshold: above zero the
    passage demands something.
    """

    distance: float
    modality: Modality | None
    party: Party
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Voice:
    fired: Fired
    party: Party | None
    weight: float


def weigh_duty(
    text: tuple[Hits, list[Fired]],
    lead_in: tuple[Hits, list[Fired]] | None,
    around: list[Fired],
    actors: Actors,
    scales: Scales,
) -> Duty:
    """Add up the duty words of a text and of the lead-in it completes, and what speaks against.

    ``around`` are the rules that speak on section titles and table heads: there only
    objections and the table head's own duty count.

    A duty that binds the customer only speaks against a requirement on the supplier.
    """
    voices = _voices(text, actors, scales, 1.0)
    if lead_in is not None:
        voices += _voices(lead_in, actors, scales, scales.kind.lead_in)
    objections = [one for one in (*text[1], *around) if one.rule.says == "nothing"]
    heads = [one for one in around if one.rule.says in DUTY and one.scope == "header"]
    voices += [_Voice(one, None, one.rule.weight) for one in heads]
    binding = [voice for voice in voices if voice.party is not Party.CUSTOMER]
    weights = sorted((voice.weight for voice in binding), reverse=True)
    total = weights[0] + scales.kind.more * sum(weights[1:]) if weights else 0.0
    total -= sum(one.rule.weight for one in objections)
    content, subject = _content(text[1], scales)
    total += content
    reasons = [Reason("duty.content", subject, round(content, 2))] if content else []
    reasons += [Reason(voice.fired.rule.id, _quote(voice.fired), round(voice.weight, 2)) for voice in binding]
    customers = [voice for voice in voices if voice.party is Party.CUSTOMER]
    if customers:
        total += scales.kind.customer_duty
        reasons += [
            Reason("party.customer", voice.fired.quote, scales.kind.customer_duty) for voice in customers[:1]
        ]
    reasons += [Reason(one.rule.id, _quote(one), -one.rule.weight) for one in objections]
    return Duty(total - scales.kind.threshold, _modality(binding), _party(binding, customers), tuple(reasons))


def _content(fired: list[Fired], scales: Scales) -> tuple[float, str]:
    """Return what the subject of a text counts as duty, and the words that name the subject.

    Plain statements of a manual demand too, by what they are about.
    """
    speaking = [one for one in fired if one.rule.says in LABELS]
    if not speaking:
        return 0.0, ""
    heaviest = max(speaking, key=lambda one: one.rule.weight)
    return min(scales.kind.content_most, scales.kind.content * heaviest.rule.weight), heaviest.quote


def is_lead_in(text: str) -> bool:
    """Tell whether a text by its own end announces a list ("Supplier shall:")."""
    return _LEAD_IN.search(text) is not None


def is_completed(context: str) -> bool:
    """Tell whether a context is a lead-in that its items complete: it does not end as a sentence."""
    return is_lead_in(context) or _FINISHED.search(context) is None


def _quote(fired: Fired) -> str:
    return fired.quote if fired.scope == "text" else f"[{fired.scope}] {fired.quote}"


def _voices(part: tuple[Hits, list[Fired]], actors: Actors, scales: Scales, share: float) -> list[_Voice]:
    hits, fired = part
    duties = [one for one in fired if one.rule.says in DUTY]
    if not duties:
        return []
    named = find_actors(hits, actors)
    voices = []
    for one in duties:
        parties = [bound_by(span, hits, actors, named) for span in sorted(set(one.places))]
        free = [party for party in parties if party is not Party.CUSTOMER]
        party = free[0] if free else Party.CUSTOMER
        voices.append(_Voice(one, party, one.rule.weight * share))
    return voices


def _modality(binding: list[_Voice]) -> Modality | None:
    if not binding:
        return None
    strongest = max(binding, key=lambda voice: voice.weight)
    return Modality(strongest.fired.rule.says)


def _party(binding: list[_Voice], customers: list[_Voice]) -> Party:
    named = [voice for voice in binding if voice.party is not None]
    if named:
        party = max(named, key=lambda voice: voice.weight).party
        return party or Party.SUPPLIER
    if binding:
        return Party.SUPPLIER
    return Party.CUSTOMER if customers else Party.NONE
