"""``csr rules check``: runs every rule's examples and names slips, silent and shadowed rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from classifiers.classifier import Classifier, load
from classifiers.lexemes import cut
from classifiers.matching import Fired
from classifiers.ruleset import Rule
from domain.knowledge import KNOWLEDGE
from domain.requirement import Passage, Reason

_LANGUAGES = ("zh", "en")
_OFTEN = 3  # a rule that spoke less often may stand beside another by chance


@dataclass(frozen=True, slots=True)
class Finding:
    """One slip; ``severity`` is error (an example fails) or warning (worth a look)."""

    severity: str
    rule: str
    message: str
    file: str
    line: int


def check(company_rules: Path | None = None, corpus: Sequence[Passage] = ()) -> list[Finding]:
    """Check all rule files in force; an empty list means nothing to mend.

    On the passages of ``corpus`` every shipped rule should speak somewhere, and no rule only
    where another says the same of the same words.  A company's own rule may stay silent there.
    Raises ConfigurationError for a file that cannot be read at all.
    """
    classifier = load(company_rules)
    findings: list[Finding] = []
    for rule in classifier.ruleset.rules:
        findings += _examples(rule, classifier)
        findings += _languages(rule)
    findings += _shadowed(classifier.ruleset.rules)
    if corpus:
        findings += _on_corpus(classifier, corpus)
    return findings


def try_text(text: str, company_rules: Path | None = None) -> list[Reason]:
    """Return what each rule that speaks on a text sees in it."""
    fired = load(company_rules).speaking_on(text)
    return [Reason(one.rule.id, one.quote, one.rule.weight) for one in fired]


def _finding(severity: str, rule: Rule, message: str) -> Finding:
    return Finding(severity, rule.id, message, str(rule.file), rule.line)


def _speaks(classifier: Classifier, rule: Rule, text: str) -> bool:
    return any(one.rule.id == rule.id for one in classifier.speaking_on(text))


def _examples(rule: Rule, classifier: Classifier) -> Iterable[Finding]:
    # Rules that need a table, a document type or a heading around them cannot speak on a bare text.
    needs_more = "text" not in rule.scopes or any(
        all(word.startswith("^") and word != "^question" for word in group)
        for group in (*rule.with_, rule.words)
    )
    if not rule.yes and not needs_more:
        yield _finding("error", rule, "has no yes example")
    if not rule.no:
        yield _finding("error", rule, "has no no example")
    for text in rule.yes:
        if not _speaks(classifier, rule, text):
            yield _finding("error", rule, f"does not speak on its yes example: {text}")
    for text in rule.no:
        if _speaks(classifier, rule, text):
            yield _finding("error", rule, f"speaks on its no example: {text}")
    for text in rule.todo_yes:
        if _speaks(classifier, rule, text):
            yield _finding("warning", rule, f"now speaks on a todo_yes example, move it to yes: {text}")


def _languages(rule: Rule) -> Iterable[Finding]:
    missing = [language for language in _LANGUAGES if language not in rule.languages]
    if "any" not in rule.languages and missing and not rule.id.endswith(("-zh", "-en")):
        yield _finding("warning", rule, f"has no words in {', '.join(missing)}")


def _shadowed(rules: Iterable[Rule]) -> Iterable[Finding]:
    """Name words that stand in two rules of the same topic and verdict: one of them is idle."""
    seen: dict[tuple[str, str, str], Rule] = {}
    for rule in rules:
        counted = Counter(" ".join(cut(word).norms) for word in rule.words if word[0] != "#")
        for word in counted:
            first = seen.setdefault((rule.says, rule.topic or rule.id, word), rule)
            if (
                first is not rule
                and first.scopes == rule.scopes
                and not rule.with_
                and first.weight >= rule.weight
            ):
                yield _finding("warning", rule, f"the word {word!r} stands in {first.id} already")


def _on_corpus(classifier: Classifier, corpus: Sequence[Passage]) -> Iterable[Finding]:
    """Name rules that speak nowhere in many passages, and rules beside which another always says the same."""
    times: Counter[str] = Counter()
    covers: dict[str, set[str]] = {}
    for passage in corpus:
        everything = classifier.evidence(passage).fired
        fired = [one for one in everything if one.rule.file.suffix == ".toml"]  # not the lexicon's
        for one in fired:
            covering = {other.rule.id for other in fired if _covers(other, one)}
            covers[one.rule.id] = covers.get(one.rule.id, covering) & covering
            times[one.rule.id] += 1
    for rule in classifier.ruleset.rules:
        if not times[rule.id]:
            if rule.file.is_relative_to(KNOWLEDGE):
                yield _finding("warning", rule, f"speaks on none of {len(corpus)} labelled clauses")
        elif times[rule.id] >= _OFTEN and covers[rule.id]:
            beside = ", ".join(sorted(covers[rule.id]))
            yield _finding(
                "warning", rule, f"wherever it speaks ({times[rule.id]} times) {beside} says the same"
            )


def _covers(other: Fired, one: Fired) -> bool:
    """Tell whether another rule says the same, of the same words or more, and weighs no less."""
    return (
        other.rule is not one.rule
        and other.scope == one.scope
        and (other.rule.says, other.rule.topic) == (one.rule.says, one.rule.topic)
        and other.rule.weight >= one.rule.weight
        and other.start <= one.start
        and other.end >= one.end
    )
