"""What the statistical second opinion looks at: words, surroundings, and what the rules saw.

Words alone do not travel to strangers' documents; rule hits, party, modality, kinds of value,
section titles, lead-ins and the document's type do, so they are features beside the n-grams.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from classifiers.characters import simplify
from classifiers.duties import Duty
from classifiers.lexemes import stem
from classifiers.matching import Fired
from classifiers.targets import Value
from domain.requirement import Passage

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z]+|\d+(?:[.,]\d+)*|[^\s\w]")
_LONGEST = 400  # tokens of a text that are looked at
_SURROUNDING = 60
_CLIP = 6.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything the rules found in a passage, handed to the statistics.

    ``actors`` are the sides named in the text in order, each with whether a preposition
    makes it an object ("to the buyer"); ``has_lead_in``: the text completes a list's lead-in.
    """

    passage: Passage
    fired: tuple[Fired, ...]
    values: tuple[Value, ...]
    duty: Duty
    scores: dict[str, float]
    actors: tuple[tuple[str, bool], ...] = ()
    has_lead_in: bool = False


def words_of(text: str, longest: int = _LONGEST) -> list[str]:
    """Return folded words: Latin words by stem, Chinese runs whole, numbers as ``0``."""
    folded = simplify(unicodedata.normalize("NFKC", text)).casefold()
    words = []
    for run in _RUN.findall(folded)[:longest]:
        if run[0].isdigit():
            words.append("0")
        elif run.isascii() and run.isalpha():
            words.append(stem(run))
        else:
            words.append(run)
    return words


def ngrams(words: Iterable[str]) -> set[str]:
    """Return one to three characters in a row of Chinese, single words and pairs of the rest."""
    found: set[str] = set()
    before = "^"
    for word in words:
        if "\u3400" <= word[0] <= "\u9fff":
            for size in (1, 2, 3):
                found.update(word[start : start + size] for start in range(len(word) - size + 1))
            found.add(f"{before}_{word[:1]}")
            before = word[-1]
        else:
            found.add(word)
            found.add(f"{before}_{word}")
            before = word
    found.add(f"{before}_$")
    return found


def plain_features(passage: Passage) -> dict[str, float]:
    """Return the features that need no rules: words of the text and of its surroundings."""
    names = {f"w:{gram}": 1.0 for gram in ngrams(words_of(passage.text))}
    scale = (60.0 / max(len(names), 12)) ** 0.5  # long texts must not shout
    names = dict.fromkeys(names, min(1.0, scale))
    for prefix, text in (("s", passage.section), ("c", passage.context), ("h", " ".join(passage.header))):
        grams = ngrams(words_of(text, _SURROUNDING)) if text.strip() else set()
        weight = min(0.5, (10.0 / max(len(grams), 1)) ** 0.5 / 2)
        names.update(dict.fromkeys((f"{prefix}:{gram}" for gram in grams), weight))
    return names


def rule_features(evidence: Evidence) -> dict[str, float]:
    """Return what the rules saw, the party, the modality, the values, the document's type."""
    passage, duty = evidence.passage, evidence.duty
    found: dict[str, float] = {}
    for one in evidence.fired:
        mark = "r" if one.scope == "text" else f"r-{one.scope}"
        found[f"{mark}:{one.rule.id}"] = 1.0
        if one.rule.topic:
            found[f"{mark}-topic:{one.rule.topic}"] = 1.0
        found[f"{mark}-says:{one.rule.says}"] = 1.0
    for value in evidence.values:
        found[f"v:{value.kind}"] = 1.0
        if value.target.comparator != "=":
            found["v:compared"] = 1.0
    found[f"d:{passage.doc_type}"] = 1.0
    found[f"b:{passage.block.value}"] = 1.0
    found[f"p:{duty.party.value}"] = 1.0
    found[f"m:{duty.modality.value if duty.modality else 'none'}"] = 1.0
    found["x:duty"] = _clip(duty.distance) / 2
    found[f"x:duty-sign:{duty.distance > 0}"] = 1.0
    if evidence.has_lead_in:
        binds = f"{duty.party.value}:{duty.modality.value if duty.modality else 'none'}"
        found |= {"li:": 1.0, f"li:{binds}": 1.0, f"li:{len(passage.text) // 20}": 1.0}
    found |= _sides(evidence.actors)
    for label, score in evidence.scores.items():
        found[f"x:{label}"] = _clip(score) / 2
    best = max(evidence.scores, key=lambda label: evidence.scores[label], default="")
    found[f"x:best:{best}"] = 1.0
    found[f"d-best:{passage.doc_type}:{best}"] = 1.0
    found |= _shape(passage)
    return found


def _sides(actors: tuple[tuple[str, bool], ...]) -> dict[str, float]:
    """Tell who acts: plain statements ("The supplier designates …") have no other sign of duty."""
    subjects = [party for party, is_object in actors if not is_object]
    found = {f"a:first:{subjects[0] if subjects else 'nobody'}": 1.0}
    found.update({f"a:{'to' if is_object else 'has'}:{party}": 1.0 for party, is_object in actors})
    return found


def _shape(passage: Passage) -> dict[str, float]:
    text = passage.text.strip()
    shape = {f"l:{min(len(text) // 12, 12)}": 1.0, f"e:{text[-1:]}": 1.0}
    if passage.section and passage.section.split(" > ")[-1].strip().startswith(text):
        shape["h:is-section"] = 1.0
    if "|" in text:
        shape["h:bars"] = 1.0
    if re.match(r"[(（]?\d+(?:[.\-]\d+)+|第.{1,4}[条章]|[一二三四五六七八九十]+、", text):
        shape["h:numbered"] = 1.0
    if re.match(r"[a-z]", text):
        shape["h:lower-start"] = 1.0
    if re.search(r"\.{5}|…{2}|_{4}", text):
        shape["h:dots"] = 1.0
    if text.isupper():
        shape["h:capitals"] = 1.0
    return shape


def _clip(value: float) -> float:
    return max(-_CLIP, min(_CLIP, value))
