"""The classifier: a passage in, a verdict with its reasons out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from classifiers import references, ruleset, targets, topics
from classifiers.duties import Duty, is_lead_in, weigh_duty
from classifiers.lexemes import cut
from classifiers.matching import Fired, Hits, Index
from classifiers.parties import Actors
from classifiers.ruleset import LABELS
from classifiers.weighing import LabelOutcome, Scales, decide_label, load_scales, logistic
from domain.document import BlockKind, Roles
from domain.requirement import Kind, Label, Modality, Party, Passage, Reason, Verdict

_REMEMBERED = 4_000  # section titles and lead-ins recur; more than this many are forgotten
_HEADING_WORDS = 12
_HEADING_CHARACTERS = 34
_SENTENCE_END = re.compile(r"[。；;！!？?]\s*$|\.\s*$|，")
_QUESTION = re.compile(r"[?？]\s*$|是否|有无|吗[？?。]?$")
_PLAIN_DUTY = frozenset({"duty.must", "duty.prohibit", "duty.question"})  # no heading holds these
_ROLE_LISTS = ("supplier", "customer", "both", "prepositions", "breakers")


class Classifier:
    """Rules, word lists, topics and scales in force; see ``load``."""

    def __init__(self, rules: ruleset.Ruleset, table: dict[str, topics.Topic], scales: Scales) -> None:
        self.ruleset = rules
        self.topics = table
        self.scales = scales
        self.rule_count = len(rules.rules)
        self.fingerprint = rules.fingerprint
        self.index = Index(rules.rules, [word for name in _ROLE_LISTS for word in rules.lists[name]])
        self._surroundings: dict[tuple[str, str], tuple[Hits, list[Fired]]] = {}

    def classify_many(self, passages: Sequence[Passage]) -> list[Verdict]:
        """Classify passages one after another."""
        return [self.classify(passage) for passage in passages]

    def classify(self, passage: Passage) -> Verdict:
        """Return what the passage is, and why.  Any text gives a verdict."""
        values = targets.find(passage.text)
        lexemes = cut(passage.text)
        hits = self.index.search(lexemes, values)
        self._mark(hits, passage)
        fired = self.index.speaking(hits)
        lead_in = None
        surroundings: list[Fired] = []
        if passage.context:
            around = self._around(passage.context, "context")
            surroundings += around[1]
            lead_in = around if is_lead_in(passage.context) else None
        for text, scope in ((" | ".join(passage.header), "header"), (passage.section, "section")):
            if text.strip():
                surroundings += self._around(text, scope)[1]
        actors = self._actors(passage.roles)
        duty = weigh_duty((hits, fired), lead_in, actors, self.scales)
        outcome = decide_label(fired + surroundings, passage.doc_type, self.scales, self.topics)
        verdict = self._combine(passage, duty, outcome, fired)
        return replace(
            verdict,
            targets=tuple(value.target for value in values),
            references=references.find_references(passage.text),
            symbols=references.find_symbols(passage.text),
        )

    def speaking_on(self, text: str) -> list[Fired]:
        """Return the rules that speak on a bare text, for ``csr rules try`` and the rules' examples."""
        passage = Passage(text)
        hits = self.index.search(cut(text), targets.find(text))
        self._mark(hits, passage)
        return self.index.speaking(hits)

    def _mark(self, hits: Hits, passage: Passage) -> None:
        """Add what no word says as ``^`` marks that rules can ask for."""
        whole = (0, max(1, len(hits.lexemes.doc)))
        if not len(hits.lexemes.doc):
            return
        marks = [f"^doc:{passage.doc_type}", f"^{passage.block.value}"]
        if _QUESTION.search(passage.text):
            marks.append("^question")
        if is_lead_in(passage.text):
            marks.append("^lead_in")
        if passage.header:
            marks.append("^header")
        for mark in marks:
            hits.at[mark].append(whole)

    def _around(self, text: str, scope: str) -> tuple[Hits, list[Fired]]:
        known = self._surroundings.get((scope, text))
        if known is None:
            hits = self.index.search(cut(text), targets.find(text))
            known = (hits, self.index.speaking(hits, scope))
            if len(self._surroundings) >= _REMEMBERED:
                self._surroundings.clear()
            self._surroundings[scope, text] = known
        return known

    def _actors(self, roles: Roles) -> Actors:
        lists = self.ruleset.lists
        supplier, customer = lists["supplier"], lists["customer"]
        if roles.supplier or roles.customer:
            supplier = tuple(word for word in supplier if word not in roles.customer) + self._known(roles.supplier)
            customer = tuple(word for word in customer if word not in roles.supplier) + self._known(roles.customer)
        return Actors(supplier, customer, lists["both"], lists["prepositions"], lists["breakers"])

    def _known(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return the role words that the index searches for (the others are names of companies)."""
        listed = {*self.ruleset.lists["supplier"], *self.ruleset.lists["customer"]}
        return tuple(word for word in listed if word.casefold() in words)

    def _combine(self, passage: Passage, duty: Duty, outcome: LabelOutcome, fired: list[Fired]) -> Verdict:
        scales = self.scales
        if passage.is_heading or self._looks_like_heading(passage, fired):
            reasons = (Reason("kind.heading", passage.text[:60], 1.0),)
            return Verdict(Kind.HEADING, Label.NONE, confidence=0.9, reasons=reasons)
        sure = logistic(abs(duty.distance), scales.confidence.kind_slope)
        near = abs(duty.distance) < scales.kind.doubt
        if duty.distance < 0 and not near:
            return Verdict(Kind.INFORMATIVE, Label.NONE, confidence=round(sure, 3), reasons=duty.reasons)
        if duty.distance < 0 and not any(one.rule.says in LABELS for one in fired):
            return Verdict(Kind.INFORMATIVE, Label.NONE, confidence=round(sure, 3), reasons=duty.reasons)
        content = logistic(outcome.distance, scales.confidence.label_slope)
        confidence = min(sure, content) if outcome.decided else min(sure, scales.label.unknown)
        flags = tuple(dict.fromkeys(one.rule.flag for one in fired if one.rule.flag))
        topic = outcome.topic
        label = outcome.label if outcome.decided else Label.CSR
        return Verdict(
            kind=Kind.REQUIREMENT,
            label=label,
            aspect=outcome.aspect if label is not Label.COMMERCIAL else None,
            confidence=round(confidence, 3),
            review_needed=near or confidence < scales.confidence.review or not outcome.decided,
            reasons=duty.reasons + outcome.reasons + self._flag_reasons(fired),
            modality=duty.modality or Modality.OBLIGATION,
            obligated=duty.party if duty.party is not Party.NONE else Party.SUPPLIER,
            topic=topic.id,
            iatf_clauses=topic.iatf_clauses if label is Label.CSR else (),
            process=topic.process if label is Label.CSR else "",
            department=topic.department,
            flags=flags,
            importance="high" if "red_line" in flags else topic.importance,
        )

    @staticmethod
    def _flag_reasons(fired: list[Fired]) -> tuple[Reason, ...]:
        return tuple(Reason(one.rule.id, one.quote, 0.0) for one in fired if one.rule.says == "flag")

    @staticmethod
    def _looks_like_heading(passage: Passage, fired: list[Fired]) -> bool:
        """Tell a heading where nobody said so: short, unpunctuated, equal to its section, no modal verb."""
        text = passage.text.strip()
        if passage.block not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or _SENTENCE_END.search(text):
            return False
        if any(one.rule.id in _PLAIN_DUTY for one in fired):
            return False
        if passage.block is BlockKind.HEADING:
            return True
        short = (
            len(text) <= _HEADING_CHARACTERS
            if re.search(r"[\u3400-\u9fff]", text)
            else len(text.split()) <= _HEADING_WORDS
        )
        return short and bool(passage.section) and passage.section.split(" > ")[-1].strip().startswith(text)


def load(company_rules: Path | None = None) -> Classifier:
    """Read rules, topics and scales, the company's overrides included.

    Raises ConfigurationError naming file, line and cure.
    """
    table = topics.load(company_rules)
    rules = ruleset.load(company_rules, frozenset(table))
    return Classifier(rules, table, load_scales(company_rules))
