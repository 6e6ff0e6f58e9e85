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
from domain.requirement import Party

_REACH = 9  # tokens between a customer and the duty word that still make it the subject
_SENTENCE_ENDS = frozenset("。；;!！?？")


@dataclass(frozen=True, slots=True)
class Actors:
    """Words that name the sides, from lists.toml and the document's roles."""

    supplier: tuple[str, ...]
    customer: tuple[str, ...]
    both: tuple[str, ...]
    prepositions: tuple[str, ...]
    breakers: tuple[str, ...]
    named_supplier: tuple[str, ...] = ()
    named_customer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """A side named at a place."""

    party: Party
    span: Span


def find_actors(hits: Hits, actors: Actors) -> list[Actor]:
    """Return the sides named in a text, longest names first, without those behind prepositions."""
    named = [
        Actor(party, span)
        for party, words in (
            (Party.BOTH, actors.both),
            (Party.SUPPLIER, actors.supplier),
            (Party.CUSTOMER, actors.customer),
        )
        for word in words
        for span in hits.spans(word)
    ]
    named += _by_name(hits.lexemes, Party.SUPPLIER, actors.named_supplier)
    named += _by_name(hits.lexemes, Party.CUSTOMER, actors.named_customer)
    named.sort(key=lambda actor: (actor.span[0], actor.span[0] - actor.span[1]))
    kept: list[Actor] = []
    for actor in named:
        if not kept or actor.span[0] >= kept[-1].span[1]:
            kept.append(actor)
    return kept


def _by_name(lexemes: Lexemes, party: Party, names: tuple[str, ...]) -> list[Actor]:
    """Find the names that the document itself gives its sides (a company's short name)."""
    text = lexemes.text.casefold()
    found = []
    for name in names:
        start = text.find(name)
        while start >= 0:
            span = lexemes.tokens(start, start + len(name))
            found.append(Actor(party, span))
            start = text.find(name, start + len(name))
    return found


def is_object(actor: Actor, hits: Hits, actors: Actors) -> bool:
    """Tell whether a preposition (or a preposition and an article) stands just before."""
    first = actor.span[0]
    doc = hits.lexemes.doc
    while first and doc[first - 1].norm_ in ("the", "an", "a", "its", "our"):
        first -= 1
    return any(end == first for word in actors.prepositions for _, end in hits.spans(word))


def bound_by(duty: Span, hits: Hits, actors: Actors, named: list[Actor]) -> Party | None:
    """Return the side that the duty word at a place binds, None when nobody is named before it."""
    start = _sentence_start(hits.lexemes, duty[0])
    before = [actor for actor in named if start <= actor.span[0] and actor.span[1] <= duty[0]]
    for actor in reversed(before):
        if is_object(actor, hits, actors):
            continue
        if actor.party is not Party.CUSTOMER:
            return actor.party
        return Party.CUSTOMER if _is_subject(actor, duty, hits, actors) else None
    return None


def _is_subject(actor: Actor, duty: Span, hits: Hits, actors: Actors) -> bool:
    gap = duty[0] - actor.span[1]
    if gap > _REACH:
        return False
    return not any(
        actor.span[1] <= span[0] and span[1] <= duty[0]
        for word in actors.breakers
        for span in hits.spans(word)
    )


def _sentence_start(lexemes: Lexemes, token: int) -> int:
    for number in range(token - 1, -1, -1):
        if lexemes.doc[number].text in _SENTENCE_ENDS:
            return number + 1
    return 0
