"""Find the words of all rules in a text at once, and say which rules speak.

All words of all rules go into one spaCy ``PhraseMatcher``; a rule is looked at only when one
of its words is there.  A word may have a gap (``在…内``): its parts in order, within one
sentence and at most ``GAP`` tokens.  Words of one to three Han characters must stand on word
borders, and no word fires inside a longer decoy (``segmentation.toml``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from classifiers.characters import simplify
from classifiers.lexemes import Lexemes, cut, vocab
from classifiers.ruleset import Rule
from classifiers.value import Value
from domain.knowledge import KNOWLEDGE, read_toml

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher

GAP = 14
_BORDER_LENGTH = 3
_END_TOKENS = 3
_EXACT = "="  # before a word whose case counts: =REACH is the regulation, reach the verb
_QUOTE = 60  # longer evidence (a whole question) is cut
_STOPS = frozenset("。；;!?！？\n")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that speaks, with the tokens of the word that made it speak."""

    rule: Rule
    start: int
    end: int
    quote: str
    scope: str = "text"
    places: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a rule by their first part, so that absent ones cost nothing."""

    firsts: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, words: Iterable[str]) -> Words:
        """Group words by the part before their first gap."""
        grouped: dict[str, list[str]] = defaultdict(list)
        for word in words:
            grouped[word.split("…")[0]].append(word)
        return cls({first: tuple(listed) for first, listed in grouped.items()})


@dataclass(slots=True)
class Hits:
    """Where each phrase stands in a text (token ranges), values as ``#kind`` among them."""

    lexemes: Lexemes
    at: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))

    def spans(self, phrase: str) -> list[Span]:
        """Return the places of a phrase, gaps resolved."""
        found = self.at.get(phrase)
        if found is not None:
            return found
        if "…" not in phrase:
            return []
        parts = phrase.split("…")
        spans = self.at.get(parts[0], [])
        for part in parts[1:]:
            following = self.at.get(part, [])
            spans = [(s, e2) for s, e in spans for s2, e2 in following if self._near(e, s2)]
        return spans

    def _near(self, end: int, start: int) -> bool:
        if not 0 <= start - end <= GAP:
            return False
        return _STOPS.isdisjoint(self.lexemes.words[end:start])

    def has_any(self, words: Words) -> bool:
        """Tell whether one of the words stands anywhere."""
        present = words.firsts.keys() & self.at.keys()
        return any(self.spans(word) for first in present for word in words.firsts[first])


class Index:
    """The phrases of a set of rules and word lists, ready to be searched for."""

    def __init__(self, rules: Iterable[Rule], lists: Iterable[str] = ()) -> None:
        from spacy.matcher import PhraseMatcher

        self.rules = tuple(rules)
        self._by_phrase: dict[str, list[tuple[Rule, str]]] = defaultdict(list)
        self._conditions = {
            rule.id: (tuple(Words.of(group) for group in rule.with_), Words.of(rule.unless))
            for rule in self.rules
        }
        phrases: set[str] = set(lists) | set(_decoys())
        for rule in self.rules:
            for word in rule.words:
                self._by_phrase[word.split("…")[0]].append((rule, word))
            phrases.update(rule.words, rule.unless, *rule.with_)
        self._matcher: PhraseMatcher = PhraseMatcher(vocab(), attr="NORM")
        self._names: dict[int, tuple[str, ...]] = {}
        self._decoys: set[int] = set()
        self._add(part for phrase in phrases for part in phrase.split("…") if not part.startswith("#"))

    def _add(self, parts: Iterable[str]) -> None:
        same: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for part in sorted(set(parts)):
            norms = cut(part.removeprefix(_EXACT)).norms
            if norms:
                same[tuple(norms)].append(part)
        for spellings in same.values():
            doc = cut(spellings[0].removeprefix(_EXACT)).doc
            self._matcher.add(spellings[0], [doc])
            name = vocab().strings[spellings[0]]
            self._names[name] = tuple(spellings)
            if not _decoys().isdisjoint(spellings):
                self._decoys.add(name)

    def search(self, lexemes: Lexemes, values: Iterable[Value] = ()) -> Hits:
        """Find all phrases in a text; ``values`` appear as ``#kind`` and ``#any``."""
        hits = Hits(lexemes)
        decoys: list[Span] = []
        found = self._matcher(lexemes.doc)
        for name, start, end in found:
            if name in self._decoys:
                decoys.append((start, end))
        for name, start, end in found:
            if decoys and any(s <= start and end <= e and e - s > end - start for s, e in decoys):
                continue
            for spelling in self._names[name]:
                if _stands(lexemes, spelling, start, end):
                    hits.at[spelling].append((start, end))
        for value in values:
            span = lexemes.tokens(value.start, value.end)
            hits.at[f"#{value.kind}"].append(span)
            hits.at["#any"].append(span)
        return hits

    def speaking(self, hits: Hits, scope: str = "text") -> list[Fired]:
        """Return the rules that speak on a text, one entry per rule: its earliest word."""
        candidates: dict[str, tuple[Rule, list[str]]] = {}
        for phrase in list(hits.at):
            for rule, word in self._by_phrase.get(phrase, ()):
                if scope in rule.scopes:
                    candidates.setdefault(rule.id, (rule, []))[1].append(word)
        fired = [self._fire(rule, words, hits, scope) for rule, words in candidates.values()]
        return [one for one in fired if one is not None]

    def _fire(self, rule: Rule, words: list[str], hits: Hits, scope: str) -> Fired | None:
        needed, objections = self._conditions[rule.id]
        places = _places(rule, words, hits)
        if not places or not all(hits.has_any(group) for group in needed) or hits.has_any(objections):
            return None
        start, end = min(places, key=lambda span: (span[0], -span[1]))
        quote = hits.lexemes.quote(start, end)
        return Fired(
            rule, start, end, quote if len(quote) <= _QUOTE else f"{quote[:_QUOTE]}…", scope, tuple(places)
        )


def _stands(lexemes: Lexemes, spelling: str, start: int, end: int) -> bool:
    """Tell whether a phrase that was found is meant: on the borders of words, in its own case."""
    written = lexemes.words[start]
    if "\u3400" <= written[0] <= "\u9fff":
        return end - start > _BORDER_LENGTH or _on_borders(lexemes, start, end)
    if spelling.startswith(_EXACT):
        return lexemes.quote(start, end) == spelling[1:]
    if end - start == 1 and spelling.isupper() and len(spelling) <= _BORDER_LENGTH:
        return written.isupper()
    return True


def _places(rule: Rule, words: list[str], hits: Hits) -> list[Span]:
    places = [(span, word) for word in words for span in hits.spans(word)]
    if rule.where == "start":
        first = hits.lexemes.first
        places = [
            (span, word) for span, word in places if span[0] == first and _uninflected(hits, span, word)
        ]
    if rule.where == "end":
        places = [place for place in places if place[0][1] >= len(hits.lexemes.words) - _END_TOKENS]
    return [span for span, _ in places]


def _uninflected(hits: Hits, span: Span, word: str) -> bool:
    """Tell whether a word stands in its base form: 'Submit …' commands, 'Submitted …' does not."""
    quote = hits.lexemes.quote(*span)
    return not quote.isascii() or quote.casefold() == word.casefold()


def _on_borders(lexemes: Lexemes, start: int, end: int) -> bool:
    """Tell whether a short Han phrase does not cut through words as jieba sees them."""
    first, last = lexemes.word_at(start), lexemes.word_at(end - 1)
    if end - start == 1:
        return first == (start, end)
    if first == last:
        return True
    return first[0] == start and last[1] == end


@cache
def _decoys() -> frozenset[str]:
    return frozenset(simplify(word) for word in read_toml(KNOWLEDGE / "segmentation.toml")["decoys"])
