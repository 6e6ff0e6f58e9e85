"""Whom does a duty bind?  The actor before the duty word, unless a preposition stands before it.

``甲方应每周提供预测`` binds the customer; ``经甲方书面批准后方可变更`` and ``甲方提供的模具应妥善保管``
bind the supplier.  The document's own opening may name the sides (``Roles``); else the usual
names hold (lists.toml: supplier, customer, both).  Doubt binds the supplier: a missed duty
is the worst error.
"""

from __future__ import annotations

from dataclasses import dataclass

from classifiers.lexemes import Lexemes
from classifiers.matching import Hits, Span
from domain.document import Roles
from domain.requirement import Party

_SHORT = 3  # letters of an abbreviation
_REACH = 9  # tokens between a customer and the duty word that still make it the subject
_SENTENCE_ENDS = frozenset("。；;!！?？")
_ARTICLES = frozenset({"the", "an", "a", "its", "our"})


@dataclass(frozen=True, slots=True)
class Actors:
    """Words that name the sides, and the words around them that make them objects or owners."""

    usual: dict[str, Party]
    named: tuple[tuple[str, Party], ...]
    prepositions: frozenset[str]
    breakers: frozenset[str]

    @classmethod
    def of(cls, lists: dict[str, tuple[str, ...]], roles: Roles) -> Actors:
        """Return the words of lists.toml as the document's own roles turn them."""
        usual = dict.fromkeys(lists["both"], Party.BOTH)
        for word in lists["supplier"]:
            usual[word] = Party.CUSTOMER if word.casefold() in roles.customer else Party.SUPPLIER
        for word in lists["customer"]:
            usual[word] = Party.SUPPLIER if word.casefold() in roles.supplier else Party.CUSTOMER
        named = [(name, Party.SUPPLIER) for name in roles.supplier if name]
        named += [(name, Party.CUSTOMER) for name in roles.customer if name]
        return cls(usual, tuple(named), frozenset(lists["prepositions"]), frozenset(lists["breakers"]))


@dataclass(frozen=True, slots=True)
class Actor:
    """A side named at a place; an object when a preposition stands before it."""

    party: Party
    span: Span
    is_object: bool = False


def find_actors(hits: Hits, actors: Actors) -> list[Actor]:
    """Return the sides named in a text in order, the longest name where several start together."""
    named = [
        (actors.usual[word], span) for word in hits.at.keys() & actors.usual.keys() for span in hits.at[word]
    ]
    named += _by_name(hits.lexemes, actors.named)
    named.sort(key=lambda one: (one[1][0], -one[1][1]))
    behind = {end for word in hits.at.keys() & actors.prepositions for _, end in hits.at[word]}
    kept: list[Actor] = []
    for party, span in named:
        if not kept or span[0] >= kept[-1].span[1]:
            kept.append(Actor(party, span, _before_articles(span[0], hits.lexemes) in behind))
    return kept


def _by_name(lexemes: Lexemes, named: tuple[tuple[str, Party], ...]) -> list[tuple[Party, Span]]:
    """Find the names that the document itself gives its sides (a company's short name)."""
    text = lexemes.text.casefold() if named else ""
    found = []
    for name, party in named:
        start = text.find(name)
        while start >= 0:
            if _is_whole(lexemes.text, start, start + len(name)):
                found.append((party, lexemes.tokens(start, start + len(name))))
            start = text.find(name, start + len(name))
    return found


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a name is no part of a Latin word; a short one is written in capitals."""
    name = text[start:end]
    if not name.isascii():
        return True
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    if any(char.isascii() and char.isalnum() for char in around):
        return False
    return len(name) > _SHORT or name.isupper() or not name.isalpha()


def _before_articles(token: int, lexemes: Lexemes) -> int:
    while token and lexemes.norms[token - 1] in _ARTICLES:
        token -= 1
    return token


def bound_by(duty: Span, hits: Hits, actors: Actors, named: list[Actor]) -> Party | None:
    """Return the side that the duty word at a place binds, None when nobody is named before it."""
    if not named:
        return None
    start = _sentence_start(hits.lexemes, duty[0])
    for actor in reversed(named):
        if actor.is_object or actor.span[0] < start or actor.span[1] > duty[0]:
            continue
        if actor.party is not Party.CUSTOMER:
            return actor.party
        return Party.CUSTOMER if _is_subject(actor, duty, hits, actors) else None
    return None


def _is_subject(actor: Actor, duty: Span, hits: Hits, actors: Actors) -> bool:
    first, last = actor.span[1], duty[0]
    if last - first > _REACH:
        return False
    between = (span for word in hits.at.keys() & actors.breakers for span in hits.at[word])
    return not any(first <= start and end <= last for start, end in between)


def _sentence_start(lexemes: Lexemes, token: int) -> int:
    for number in range(token - 1, -1, -1):
        if lexemes.words[number] in _SENTENCE_ENDS:
            return number + 1
    return 0
