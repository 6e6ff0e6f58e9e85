"""The classifier: a passage in, a verdict with its reasons out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from classifiers import headings, lexicon, references, ruleset, targets, topics
from classifiers.combining import Heard, Ruling, combine, hear, hear_in_order
from classifiers.duties import Duty, is_completed, is_lead_in, weigh_duty
from classifiers.features import Evidence, sides_of
from classifiers.lexemes import cut
from classifiers.matching import Fired, Hits, Index
from classifiers.opinion import Opinion, in_force
from classifiers.parties import Actors, find_actors
from classifiers.ruleset import LABELS
from classifiers.weighing import LabelOutcome, Scales, decide_label, load_scales, logistic
from domain.document import Roles
from domain.requirement import Aspect, Kind, Label, Modality, Party, Passage, Reason, Verdict

_FOREIGN_TOPIC = 0.05  # a topic that belongs to another verdict counts this much
_REMEMBERED = 4_000  # section titles and lead-ins recur; more than this many are forgotten
_DOTS = re.compile(r"[.．·]{5}|…{3}|(?:\. ){4}")  # leaders of a contents page
_QUESTION = re.compile(r"[?？]\s*(?:[(（][^()（）]{1,24}[)）]\s*)?$|是否|有无|吗[？?。]?$")
# Topics that also occur with another verdict than their usual one, and the aspect they have there.
_OTHER_ASPECT = {(Label.PRODUCT, "environment_substances"): Aspect.ENGINEERING}
_TOPIC_ASPECT = 0.9  # … and what the usual aspect of the topic adds
_RULES_ASPECT = 0.5  # what the rules' aspect adds to the statistics' probability of it
_ROLE_LISTS = ("supplier", "customer", "both", "prepositions", "breakers")


class Classifier:
    """Rules, word lists, topics and scales in force; see ``load``."""

    def __init__(
        self,
        rules: ruleset.Ruleset,
        terms: Sequence[ruleset.Rule],
        table: dict[str, topics.Topic],
        scales: Scales,
        opinion: Opinion | None = None,
    ) -> None:
        self.opinion = opinion
        self.ruleset = rules
        self.topics = table
        self.scales = scales
        self.rule_count = len(rules.rules)
        self.fingerprint = rules.fingerprint
        self.index = Index(
            [*rules.rules, *terms], [word for name in _ROLE_LISTS for word in rules.lists[name]]
        )
        self._fitting = {
            label: {name for name, one in table.items() if one.label in (label, None)}
            | {name for other, name in _OTHER_ASPECT if other is label}
            for label in Label
        }
        self._sides: dict[Roles, Actors] = {}
        self._surroundings: dict[tuple[str, str], tuple[Hits, list[Fired]]] = {}

    def classify_many(self, passages: Sequence[Passage]) -> list[Verdict]:
        """Classify passages that have nothing to do with each other."""
        return [self.classify(passage) for passage in passages]

    def classify_in_order(self, passages: Sequence[Passage]) -> list[Verdict]:
        """Classify the passages of one document in their order: neighbours speak for each other."""
        looked = [self._look(passage) for passage in passages]
        if self.opinion is None:
            return [self._verdict(evidence, outcome, None) for evidence, outcome in looked]
        heard = hear_in_order([evidence for evidence, _ in looked], self.opinion)
        return [
            self._verdict(evidence, outcome, one)
            for (evidence, outcome), one in zip(looked, heard, strict=True)
        ]

    def classify(self, passage: Passage) -> Verdict:
        """Return what the passage is by itself, and why.  Any text gives a verdict."""
        evidence, outcome = self._look(passage)
        return self._verdict(evidence, outcome, None)

    def _verdict(self, evidence: Evidence, outcome: LabelOutcome, heard: Heard | None) -> Verdict:
        text = evidence.passage.text
        is_scored = evidence.passage.doc_type == "audit_checklist"  # a figure alone in a cell is points there
        return replace(
            self._combine(evidence, outcome, heard),
            targets=tuple(one.target for one in evidence.values if not (is_scored and one.kind == "cell")),
            references=references.find_references(text),
            symbols=references.find_symbols(text),
        )

    def evidence(self, passage: Passage) -> Evidence:
        """Return all that the rules find in a passage and around it."""
        return self._look(passage)[0]

    def _look(self, passage: Passage) -> tuple[Evidence, LabelOutcome]:
        values = targets.find(passage.text)
        hits = self.index.search(cut(passage.text), values)
        self._mark(hits, passage)
        fired = self.index.speaking(hits)
        lead_in = None
        surroundings: list[Fired] = []
        if passage.context:
            around = self._around(passage.context, "context")
            surroundings += around[1]
            lead_in = around if is_completed(passage.context) else None
        for text, scope in ((" | ".join(passage.header), "header"), (passage.section, "section")):
            if text.strip():
                surroundings += self._around(text, scope)[1]
        around_it = [one for one in surroundings if one.scope in ("section", "header")]
        sides = self._actors(passage.roles)
        duty = weigh_duty((hits, fired), lead_in, around_it, sides, self.scales)
        named = find_actors(hits, sides)
        everything = fired + surroundings
        outcome = decide_label(everything, passage.doc_type, self.scales, self.topics)
        evidence = Evidence(
            passage=passage,
            fired=tuple(everything),
            values=values,
            duty=duty,
            scores=outcome.scores,
            actors=tuple((one.party.value, one.is_object) for one in named),
            has_lead_in=lead_in is not None,
            sides=sides_of(named, hits.lexemes),
            norms=tuple(hits.lexemes.norms),
            columns=tuple(self._head_side(head, sides) for head in passage.header),
        )
        return evidence, outcome

    def _head_side(self, head: str, sides: Actors) -> str:
        """Return the side that heads a column, empty where none or several do."""
        named = {one.party.value for one in find_actors(self._around(head, "header")[0], sides)}
        return f"<{named.pop()}>" if len(named) == 1 else ""

    def speaking_on(self, text: str) -> list[Fired]:
        """Return the rules that speak on a bare text, for ``csr rules try`` and the rules' examples."""
        passage = Passage(text)
        hits = self.index.search(cut(text), targets.find(text))
        self._mark(hits, passage)
        return self.index.speaking(hits)

    def _mark(self, hits: Hits, passage: Passage) -> None:
        """Add what no word says as ``^`` marks that rules can ask for."""
        if not hits.lexemes.words:
            return
        whole = (0, len(hits.lexemes.words))
        marks = [f"^doc:{passage.doc_type}", f"^{passage.block.value}"]
        if _QUESTION.search(passage.text):
            marks.append("^question")
        if is_lead_in(passage.text):
            marks.append("^lead_in")
        if passage.header:
            marks.append("^header")
        if _DOTS.search(passage.text):
            marks.append("^dots")
        for mark in marks:
            hits.at[mark].append(whole)

    def _around(self, text: str, scope: str) -> tuple[Hits, list[Fired]]:
        known = self._surroundings.get((scope, text))
        if known is None:
            # a path of headings ("Logistics > 14.2") holds no values
            values = () if scope == "section" else targets.find(text)
            hits = self.index.search(cut(text), values)
            known = (hits, self.index.speaking(hits, scope))
            if len(self._surroundings) >= _REMEMBERED:
                self._surroundings.clear()
            self._surroundings[scope, text] = known
        return known

    def _actors(self, roles: Roles) -> Actors:
        known = self._sides.get(roles)
        if known is None:
            if len(self._sides) >= _REMEMBERED:
                self._sides.clear()
            known = self._sides[roles] = Actors.of(self.ruleset.lists, roles)
        return known

    def _combine(self, evidence: Evidence, outcome: LabelOutcome, heard: Heard | None) -> Verdict:
        passage, duty, scales = evidence.passage, evidence.duty, self.scales
        fired = [one for one in evidence.fired if one.scope == "text"]
        if not passage.is_heading and headings.looks_like_one(passage, fired):
            return headings.verdict(passage)
        ruling = self._ruling(duty, outcome, fired)
        if self.opinion is not None and heard is None:
            heard = hear(evidence, self.opinion)
        ruling = combine(ruling, evidence, scales, self.opinion, heard)
        if passage.is_heading and not headings.is_none(passage, ruling, scales.kind):
            return headings.verdict(passage)
        if ruling.label is Label.NONE:
            reasons = duty.reasons + ruling.reasons
            return Verdict(Kind.INFORMATIVE, Label.NONE, confidence=ruling.confidence, reasons=reasons)
        topic, aspect = self._subject(ruling, outcome)
        flags = tuple(dict.fromkeys(one.rule.flag for one in fired if one.rule.flag))
        is_csr = ruling.label is Label.CSR
        return Verdict(
            kind=Kind.REQUIREMENT,
            label=ruling.label,
            aspect=aspect,
            confidence=ruling.confidence,
            review_needed=ruling.review or passage.is_heading,
            reasons=duty.reasons + outcome.reasons + ruling.reasons + self._flag_reasons(fired),
            modality=duty.modality or Modality.OBLIGATION,
            obligated=duty.party if duty.party is not Party.NONE else Party.SUPPLIER,
            topic=topic.id,
            iatf_clauses=topic.iatf_clauses if is_csr else (),
            process=topic.process if is_csr else "",
            department=topic.department,
            flags=flags,
            importance="high" if "red_line" in flags else topic.importance,
        )

    def _ruling(self, duty: Duty, outcome: LabelOutcome, fired: list[Fired]) -> Ruling:
        """Return what the rules alone say."""
        scales = self.scales
        sure = logistic(abs(duty.distance), scales.confidence.kind_slope)
        near = abs(duty.distance) < scales.kind.doubt
        nothing_said = not any(one.rule.says in LABELS for one in fired)
        if duty.distance < 0 and (not near or nothing_said):
            return Ruling(Label.NONE, round(sure, 3), near)
        content = logistic(outcome.distance, scales.confidence.label_slope)
        confidence = min(sure, content) if outcome.decided else min(sure, scales.label.unknown)
        review = near or confidence < scales.confidence.review or not outcome.decided
        return Ruling(outcome.label if outcome.decided else Label.CSR, round(confidence, 3), review)

    def _subject(self, ruling: Ruling, outcome: LabelOutcome) -> tuple[topics.Topic, Aspect | None]:
        """Return topic and aspect: the rules' where they fit the label, else the statistics'."""
        topic, aspect = outcome.topic, outcome.aspect
        if ruling.subjects:
            topic = self.topics[self._likeliest(ruling.label, ruling.subjects, outcome.subjects)]
            if topic.id != outcome.topic.id or ruling.label is not outcome.label:
                aspect = topic.aspect if topic.label is ruling.label else None
        if ruling.label is Label.COMMERCIAL:
            return topic, None
        usual = topic.aspect if topic.label is ruling.label else None
        if ruling.aspects:
            weighed = {
                name: odds + _RULES_ASPECT * (name == aspect) + _TOPIC_ASPECT * (name == usual)
                for name, odds in ruling.aspects.items()
            }
            return topic, Aspect(max(weighed, key=lambda name: weighed[name]))
        return topic, aspect or _OTHER_ASPECT.get((ruling.label, topic.id)) or topic.aspect or Aspect.SYSTEM

    def _likeliest(self, label: Label, odds: dict[str, float], weights: dict[str, float]) -> str:
        """Return the topic that statistics and rules together find likeliest among those of a label."""
        total = sum(weights.values()) or 1.0
        share = self.scales.opinion.topic_rules

        scores = {**odds}
        for name, weight in weights.items():
            scores[name] = scores.get(name, 0.0) + share * weight / total
        fitting = self._fitting[label]
        best = max(
            scores, key=lambda name: scores[name] if name in fitting else _FOREIGN_TOPIC * scores[name]
        )
        return best if best in self.topics else "other"

    @staticmethod
    def _flag_reasons(fired: list[Fired]) -> tuple[Reason, ...]:
        return tuple(Reason(one.rule.id, one.quote, 0.0) for one in fired if one.rule.says == "flag")


def load(
    company_rules: Path | None = None, *, second_opinion: bool = True, opinion: Opinion | None = None
) -> Classifier:
    """Read rules, topics and scales, the company's overrides included.

    Without ``second_opinion`` the rules decide alone; ``opinion`` is heard instead of the one in force.  Raises ConfigurationError naming file, line and cure.
    """
    table = topics.load(company_rules)
    rules = ruleset.load(company_rules, frozenset(table))
    terms = lexicon.rules_of(topics.knowledge_file("lexicon.tsv", company_rules), frozenset(table))
    heard = (opinion or in_force(company_rules)) if second_opinion else None
    return Classifier(rules, terms, table, load_scales(company_rules), heard)
