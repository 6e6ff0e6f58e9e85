"""The class of a pair of clauses: what happened between the old words and the new ones.

Only what is known to mean the same is reworded; every other difference is one of substance, so
that no decision is kept over it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import Indel

from domain.requirement import Party
from domain.revision import ChangeKind, ClauseFacts, Direction, ValueChange
from pipeline.changes_knowledge import change_knowledge
from pipeline.changes_values import changed_values, numbers_of, overall
from pipeline.changes_wording import any_of, canonical, is_reworded, plain, words
from pipeline.likeness import body, scanned, skeleton

_SUBSTANCE = (ChangeKind.VALUE_CHANGED, ChangeKind.STRENGTHENED, ChangeKind.WEAKENED)
_FEW = 2  # words beside a value that come and go with it


@dataclass(frozen=True, slots=True)
class Finding:
    """The class of a difference of words; the place of the clause is not looked at."""

    kind: ChangeKind
    direction: Direction = Direction.UNKNOWN
    values: tuple[ValueChange, ...] = ()
    reasons: tuple[str, ...] = ()


UNCHANGED = Finding(ChangeKind.UNCHANGED)
_STRONGER = (ChangeKind.STRENGTHENED, Direction.STRICTER)
_WEAKER = (ChangeKind.WEAKENED, Direction.LOOSER)


def is_same(old: str, new: str) -> bool:
    """Tell whether two texts differ by their setting only (see ``pipeline.likeness``)."""
    if old == new:
        return True
    if len(_NEGATION.findall(old)) != len(_NEGATION.findall(new)):
        return False  # "not able" and "notable", "no parts" and "No. parts" differ by more than setting
    return skeleton(old) == skeleton(new) or skeleton(scanned(old)) == skeleton(scanned(new))


_NEGATION = re.compile(r"\b(?:can)?not\b|\bno\b(?!\.)", re.IGNORECASE)


def classify(old: ClauseFacts, new: ClauseFacts) -> Finding:
    """Return the class of a pair, with the words that give it its meaning: lead-in and column heads."""
    found = classify_words(body(old), body(new))
    if found.kind in _SUBSTANCE:
        return _with_party(found, old, new)
    around = _around(old, new)
    return around if around.kind in _SUBSTANCE or found.kind is ChangeKind.UNCHANGED else found


def classify_words(old: str, new: str) -> Finding:
    """Return the class of a difference of two texts."""
    if is_same(old, new):
        return UNCHANGED
    if is_reworded(old, new):
        return Finding(ChangeKind.REWORDED, reasons=("words",))
    return _substance(old, new)


def _around(old: ClauseFacts, new: ClauseFacts) -> Finding:
    for reason, before, after in (
        ("lead_in", old.lead_in, new.lead_in),
        ("header", " | ".join(old.header), " | ".join(new.header)),
    ):
        found = classify_words(before, after)
        if found.kind is ChangeKind.UNCHANGED:
            continue
        if found.kind is not ChangeKind.REWORDED and ((before and after) or _binds(before + after)):
            return Finding(found.kind, found.direction, found.values, (reason, *found.reasons))
        return Finding(ChangeKind.REWORDED, reasons=(reason,))
    return UNCHANGED


def _binds(text: str) -> bool:
    """Tell whether a text that is missing on one side may have carried meaning of its own."""
    found = strengths(text)
    return bool(numbers_of(text) or any(count for level, count in found.items() if level != "must"))


def _substance(old: str, new: str) -> Finding:
    before, after = canonical(old), canonical(new)
    gone, come = _difference(before, after)
    values = changed_values(old, new)
    if gone and come:
        return _replaced(old, new, (gone, come), values)
    return _valued(old, new, values, gone + come) or _one_sided(gone, come, values)


def _difference(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    gone: list[str] = []
    come: list[str] = []
    for one in Indel.opcodes(before, after):
        if one.tag == "delete":
            gone += before[one.src_start : one.src_end]
        elif one.tag == "insert":
            come += after[one.dest_start : one.dest_end]
    return tuple(token for token in gone if token not in ",;、"), tuple(t for t in come if t not in ",;、")


def _replaced(
    old: str,
    new: str,
    words_changed: tuple[tuple[str, ...], tuple[str, ...]],
    values: tuple[ValueChange, ...],
) -> Finding:
    strength = _strength_change(old, new)
    if strength:
        return Finding(*strength, values, ("modality",))
    valued = _valued(old, new, values, ())
    if valued:
        return valued
    gone, come = (_text(one) for one in words_changed)
    for weaker in change_knowledge().weaker:
        left, right = any_of(weaker.before), any_of(weaker.after)
        if left.search(gone) and right.search(come):
            return Finding(*_WEAKER, values, ("words",))
        if right.search(gone) and left.search(come):
            return Finding(*_STRONGER, values, ("words",))
    party = _party_change(gone, come)
    if party:
        return Finding(*party, values, ("party",))
    shown = values or (ValueChange(gone, come),)
    return Finding(ChangeKind.VALUE_CHANGED, Direction.UNKNOWN, shown, ("words",))


def _valued(
    old: str, new: str, values: tuple[ValueChange, ...], one_sided: tuple[str, ...]
) -> Finding | None:
    """Class the pair by its values, unless a value merely came or went with other words."""
    paired = any(change.old and change.new for change in values)
    if not paired and (numbers_of(old) == numbers_of(new) or len(_wordy(one_sided)) > _FEW):
        return None
    return Finding(ChangeKind.VALUE_CHANGED, overall(values), values, ("value",))


def _wordy(tokens: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(token for token in tokens if not token[0].isdigit())


def _one_sided(gone: tuple[str, ...], come: tuple[str, ...], values: tuple[ValueChange, ...]) -> Finding:
    """Class what was only added, only dropped, or put into another order."""
    if not gone and not come:
        return Finding(ChangeKind.VALUE_CHANGED, Direction.UNKNOWN, values, ("order",))
    text = _text(gone + come)
    takes_away = any_of(change_knowledge().exceptions.words).search(text) is not None
    takes_away = takes_away or bool({"不", "not", "no", "无"} & set(gone + come))
    stronger = bool(come) is not takes_away
    reasons = ("exception",) if takes_away else (("added",) if come else ("dropped",))
    return Finding(*(_STRONGER if stronger else _WEAKER), values, reasons)


def _text(tokens: tuple[str, ...]) -> str:
    pieces: list[str] = []
    for token in tokens:
        latin = token[0].isascii() and bool(pieces) and pieces[-1][-1].isascii()
        pieces.append(f" {token}" if latin else token)
    return "".join(pieces)


@cache
def _levels() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((one.level, any_of(one.words), any_of(one.unless)) for one in change_knowledge().strength)


def word_of(level: str, text: str) -> str:
    """Return the first word of a level of binding in a text, folded; empty where there is none."""
    folded = plain(text)
    for name, pattern, unless in _levels():
        found = pattern.search(unless.sub(" ", folded)) if name == level else None
        if found:
            return found[0]
    return ""


def strengths(text: str) -> Counter[str]:
    """Count the words of each level of binding; compounds are blotted out first."""
    folded = plain(text)
    return Counter({level: len(words.findall(unless.sub(" ", folded))) for level, words, unless in _levels()})


SCORES = {"must": 3, "must_not": 3, "recommended": 2, "recommended_not": 2, "may": 1}


def _strength_change(old: str, new: str) -> tuple[ChangeKind, Direction] | None:
    """Compare how strongly two texts bind; a duty that becomes a ban is stronger, way unknown."""
    before, after = strengths(old), strengths(new)
    lost, won = before - after, after - before
    if not lost or not won:
        return None
    highest = [max(SCORES[level] for level in side) for side in (lost, won)]
    if highest[0] != highest[1]:
        return _WEAKER if highest[0] > highest[1] else _STRONGER
    kind = ChangeKind.STRENGTHENED if won["must_not"] or won["recommended_not"] else ChangeKind.WEAKENED
    return kind, Direction.UNKNOWN


def _party_change(gone: str, come: str) -> tuple[ChangeKind, Direction] | None:
    parties = change_knowledge().parties
    supplier, customer = any_of(parties.supplier), any_of(parties.customer)
    if supplier.search(gone) and customer.search(come):
        return _WEAKER
    if customer.search(gone) and supplier.search(come):
        return _STRONGER
    return None


def _with_party(found: Finding, old: ClauseFacts, new: ClauseFacts) -> Finding:
    """Let the verdicts say who is bound, where both know it."""
    bound = (Party.SUPPLIER, Party.BOTH)
    if old.obligated is None or new.obligated is None or found.reasons != ("words",):
        return found
    if old.obligated in bound and new.obligated is Party.CUSTOMER:
        return Finding(*_WEAKER, found.values, ("party",))
    if old.obligated is Party.CUSTOMER and new.obligated in bound:
        return Finding(*_STRONGER, found.values, ("party",))
    return found


__all__ = [
    "SCORES",
    "Finding",
    "classify",
    "classify_words",
    "is_same",
    "strengths",
    "word_of",
    "words",
]
