"""What the statistical second opinion looks at: words, surroundings, and what the rules saw.

Words alone do not travel to strangers' documents; rule hits, party, modality, kinds of value,
section titles, lead-ins and the document's type do, so they are features beside the n-grams.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from classifiers.characters import simplify
from classifiers.duties import Duty
from classifiers.lexemes import Lexemes, fold_word, stem, tokens_of
from classifiers.matching import Fired
from classifiers.parties import Actor
from classifiers.thesaurus import shipped
from classifiers.value import Value
from domain.requirement import Passage

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z]+|\d+(?:[.,]\d+)*|[^\s\w]")
_LONGEST = 400  # tokens of a text that are looked at
_SURROUNDING = 60
_CLIP = 6.0
_MARK = 2  # characters of a cell that holds a mark (R, ●, A1)


@dataclass(frozen=True, slots=True)
class Side:
    """Where a text names a side: characters ``start`` to ``end``, and the name that stands for it."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything the rules found in a passage, handed to the statistics.

    ``actors`` are the sides named in the text in order, each with whether a preposition
    makes it an object ("to the buyer"); ``has_lead_in``: the text completes a list's lead-in;
    ``sides`` say where the actors stand; ``norms`` are the text's folded tokens; ``columns``
    name the sides that head a table's columns, the others empty.
    """

    passage: Passage
    fired: tuple[Fired, ...]
    values: tuple[Value, ...]
    duty: Duty
    scores: dict[str, float]
    actors: tuple[tuple[str, bool], ...] = ()
    has_lead_in: bool = False
    sides: tuple[Side, ...] = ()
    norms: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


def sides_of(named: Iterable[Actor], lexemes: Lexemes) -> tuple[Side, ...]:
    """Return where the sides stand that are named in a text."""
    return tuple(
        Side(
            lexemes.starts[one.span[0]],
            lexemes.ends[one.span[1] - 1],
            f"<{one.party.value}>{'o' if one.is_object else ''}",
        )
        for one in named
        if one.span[1] > one.span[0]
    )


def words_of(text: str, longest: int = _LONGEST, sides: Iterable[Side] = ()) -> list[str]:
    """Return folded words: Latin words by stem, Chinese runs whole, numbers as ``0``.

    A named side becomes ``<supplier>``, ``<customer>`` or ``<both>`` (``<customer>o`` as an
    object), so that 乙方, "Seller" and a document's own short names are one word.
    """
    words: list[str] = []
    place = 0
    for side in sides:
        if side.start >= place:
            words += _runs(text[place : side.start])
            words.append(side.name)
            place = side.end
    words += _runs(text[place:])
    return words[:longest]


def _runs(text: str) -> list[str]:
    folded = simplify(unicodedata.normalize("NFKC", text)).casefold()
    words = []
    for run in _RUN.findall(folded):
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


def frames(words: Iterable[str]) -> set[str]:
    """Return three Latin words or sides in a row, and two with any word between."""
    solid = [word for word in words if word[0].isalnum() or word[0] == "<"]
    solid = [word for word in solid if not "\u3400" <= word[0] <= "\u9fff"]
    found = {f"{one}..{three}" for one, three in zip(solid, solid[2:], strict=False)}
    return found | {f"{a}_{b}_{c}" for a, b, c in zip(solid, solid[1:], solid[2:], strict=False)}


def all_features(evidence: Evidence) -> dict[str, float]:
    """Return everything the second opinion looks at."""
    found = plain_features(evidence)
    found.update(concept_features(evidence))
    found.update(rule_features(evidence))
    return found


def plain_features(evidence: Evidence) -> dict[str, float]:
    """Return the words of the text and of its surroundings."""
    passage = evidence.passage
    words = words_of(passage.text, sides=evidence.sides)
    names = [f"w:{gram}" for gram in ngrams(words)]
    scale = min(1.0, (60.0 / max(len(names), 12)) ** 0.5)  # long texts must not shout
    found = dict.fromkeys(names, scale)
    found.update(dict.fromkeys((f"k:{frame}" for frame in frames(words)), scale))
    for prefix, text in (("s", passage.section), ("c", passage.context), ("h", " ".join(passage.header))):
        if text.strip():
            found.update(_around(prefix, text))
    return found


@lru_cache(maxsize=2_000)  # titles, lead-ins and table heads recur
def _around(prefix: str, text: str) -> dict[str, float]:
    grams = ngrams(words_of(text, _SURROUNDING))
    weight = min(0.5, (10.0 / max(len(grams), 1)) ** 0.5 / 2)
    return dict.fromkeys((f"{prefix}:{gram}" for gram in grams), weight)


def concept_features(evidence: Evidence) -> dict[str, float]:
    """Return the concepts of the text, in pairs as they follow, with party and modality; those around it."""
    passage, duty = evidence.passage, evidence.duty
    said = shipped().find(evidence.norms)
    scale = min(1.0, (6.0 / max(len(said), 1)) ** 0.5)
    names = {name for concepts in said for name in concepts}
    binds = f"{duty.party.value}/{duty.modality.value if duty.modality else 'none'}"
    found = {f"t:{name}": scale for name in names}
    found.update({f"tm:{name}/{binds}": scale for name in names})
    first = ["^", *(concepts[0] for concepts in said)]
    found.update({f"tb:{one}>{two}": scale for one, two in pairwise(first)})
    families = Counter(name.split(".")[0] for concepts in said for name in concepts)
    total = families.total()
    found.update({f"tf:{family}": count / total for family, count in families.items()})
    if not total:
        found["tf:none"] = 1.0
    around = f"{passage.context} {' '.join(passage.header)}"
    for prefix, text in (("ts", passage.section), ("tc", around)):
        if text.strip():
            found.update(dict.fromkeys((f"{prefix}:{name}" for name in _concepts_around(text)), 0.5))
    return found


@lru_cache(maxsize=2_000)
def _concepts_around(text: str) -> tuple[str, ...]:
    said = shipped().find([fold_word(token) for token in tokens_of(text)])
    return tuple({name: 0 for concepts in said for name in concepts})


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
    found |= _cells(evidence)
    return found


def _cells(evidence: Evidence) -> dict[str, float]:
    """Tell what stands in which column of a table's row: who is responsible, whose column has the mark.

    ``R`` below "Supplier" is a duty, ``R`` below "Buyer" none; a side's name below "By whom" says who acts.
    """
    header, text = evidence.passage.header, evidence.passage.text
    parts = text.split("|")
    if len(parts) != len(header):
        return {}
    found, start = {}, 0
    for number, part in enumerate(parts):
        end = start + len(part)
        named = [side.name for side in evidence.sides if start <= side.start < end]
        head = evidence.columns[number] if evidence.columns else ""
        said = part.strip()
        cell = named[0] if named else said.casefold() if len(said) <= _MARK else "..."
        if cell[:1].isdigit():
            cell = "0"
        found[f"q:{head or _head(header[number])}:{cell}"] = 1.0
        start = end + 1
    return found


@lru_cache(maxsize=2_000)
def _head(words: str) -> str:
    return "_".join(_runs(words)[:2])


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
