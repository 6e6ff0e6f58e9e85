"""Which of two parties is the customer where an agreement gives both a name of their own.

``Rhea Foods Ltd. ("Rhea") and Caster Works Inc. ("Castwell")``: neither name says a side, and both recur
throughout.  Who has to do what the agreement asks is the supplier; who approves it, is told of it
and is delivered to is the customer.  What certain names mean is data (facts.toml: ``named_supplier``,
``named_customer``, ``named_nobody``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.text import fold
from pipeline.facts_knowledge import RoleWords

_TWO = 2
_MOST_NAMES = 16
_OPENING = 30  # clauses in which the parties are named
_MOST_TEXT = 400_000  # characters that are looked through
_LEAST_ACTS = 3  # what a name that says a side counts, in times that a party has to act or may act
_LEAST_DUTIES, _MARGIN = 4, 2.0
_PARENTHESIS = re.compile(r"[(（]([^()（）]{2,120})[)）]")
_QUOTED = re.compile(
    r"[\"“”‘’'「『]\s*(?:[Tt]he\s+)?([A-Z\u4e00-\u9fff][^\"“”‘’'「」『』]{1,23}?)\s*[\"“”‘’'」』]"
)
_CALLED = re.compile(
    r"(?:[Hh]ere(?:in)?after(?:\s+(?:referred\s+to|called|known))?|[Rr]eferred\s+to\s+as|以下[简簡統统]?[称稱]|下[称稱]|[简簡][称稱])\s*(?:as|the|[为為:：])*\s*[\"“”‘’'「『]?"
    r"(?P<name>[A-Z][\w&./-]+(?: [A-Z][\w&./-]*){0,2}|[\u4e00-\u9fff]{2,6})[\"“”‘’'」』]?\s*(?=[)）,，;；。]|$)"
)
_ACTS = r"\s+(?:(?:shall|will|must|may)\s+(?!(?:not\s+)?be\b)|agrees?\b|undertakes?\b|warrants?\b|represents?\b|desires?\b|wishes\b)"
_CHINESE_ACTS = "(?:应|應|须|須|必须|必須|有权|有權|负责|負責|不得|可以|可|承诺|承諾|保证|保證|同意|将|將)"
_DUTIES = r"\s+(?:shall|must|agrees? to|undertakes? to|warrants?|represents?|will)\s+(?!have the right|be entitled|pay\b|reimburse|be paid)"
_CHINESE_DUTIES = "(?:应|應|须|須|必须|必須|负责|負責|不得|承诺|承諾|保证|保證)"
_ADDRESSED = (
    r"(?:\b(?:approv\w+|consent|permission|request|order|orders|written notice|acceptance|accepted|agreement|instructions?|forecast|property)\s+(?:of|by|from|to)"
    r"|\b(?:notify|notifies|inform|informs|submit(?:ted)? to|deliver(?:ed|s|ies|y)? to|suppl(?:y|ied|ies) to|sold? to|sell to|ship(?:ped|ment)?s? to|report(?:ed)? to|provide|furnish))\s+(?:the\s+)?"
)
_CHINESE_ADDRESSED = "(?:经|經|向|报|報|通知|交付|交|征得|徵得|取得|得到|未经|未經|供给|提交|提供给)"


@dataclass(frozen=True, slots=True)
class Sides:
    """Folded names of both sides; ``open`` are names of parties of which nothing says the side."""

    supplier: tuple[str, ...] = ()
    customer: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


def find(texts: Sequence[str], words: RoleWords) -> Sides:
    """Return the sides of the two parties that an agreement's opening names; empty where it names not two.

    Names that say a side by themselves everywhere (Supplier, 需方) and 甲方 or Party A are left out.
    """
    named = [name for name in _defined(texts[:_OPENING]) if fold(name) not in words.named_nobody][
        :_MOST_NAMES
    ]
    if len(named) < _TWO:
        return Sides()
    body = "\n".join(texts)[:_MOST_TEXT]
    acts = {name: _acts(name, body) + _LEAST_ACTS * bool(_said(fold(name), words)) for name in named}
    acting = sorted((name for name in named if acts[name]), key=lambda name: -acts[name])
    if len(acting) < _TWO or (len(acting) > _TWO and acts[acting[_TWO]] * _MARGIN > acts[acting[1]]):
        return Sides()  # one party, or a third one that acts as much
    parties = acting[:_TWO]
    side = [_said(fold(name), words) for name in parties]
    if not any(side):
        side = list(by_duties((parties[0], parties[1]), body))
    if not side[0]:
        side[0] = -side[1]
    if not side[1]:
        side[1] = -side[0]
    usual = {*words.supplier, *words.customer, *(name for names in words.neutral for name in names)}
    own = [(fold(name), which) for name, which in zip(parties, side, strict=True) if fold(name) not in usual]
    return Sides(
        tuple(name for name, which in own if which < 0),
        tuple(name for name, which in own if which > 0),
        tuple(name for name, which in own if not which),
    )


def _defined(opening: Iterable[str]) -> list[str]:
    """Return the names that are given in quotation marks in parentheses or as what follows, each once."""
    found: dict[str, str] = {}
    for text in opening:
        for within in _PARENTHESIS.finditer(text):
            for quoted in _QUOTED.finditer(within[1]):
                found.setdefault(fold(quoted[1]), quoted[1])
        for called in _CALLED.finditer(text):
            found.setdefault(fold(called["name"]), called["name"])
    return list(found.values())


def _acts(name: str, body: str) -> int:
    return _count(name, body, _ACTS, _CHINESE_ACTS)


def _count(name: str, body: str, latin: str, chinese: str) -> int:
    if name.isascii() or not re.search("[\u4e00-\u9fff]", name):
        return len(re.findall(rf"(?<![\w-]){re.escape(name)}(?:{latin})", body, re.IGNORECASE))
    return len(re.findall(re.escape(name) + chinese, body))


def _said(name: str, words: RoleWords) -> int:
    """Return the side that a name says: 1 customer, -1 supplier, 0 neither."""
    customer = name in words.customer or name in words.named_customer
    supplier = name in words.supplier or name in words.named_supplier
    return customer - supplier


def by_duties(parties: tuple[str, str], body: str, least: int = _LEAST_DUTIES) -> tuple[int, int]:
    """Return the sides (1 customer, -1 supplier) by who has duties and to whom they are owed.

    Zeros where that does not tell: fewer duties than ``least``, or the other party has half as many.
    """
    duties = [_count(name, body, _DUTIES, _CHINESE_DUTIES) for name in parties]
    owed = [_addressed(name, body) for name in parties]
    weight = [(1 + duties[at]) / (1 + owed[at]) for at in (0, 1)]
    likelier = 0 if weight[0] > weight[1] else 1
    if duties[likelier] < least or weight[likelier] < _MARGIN * weight[1 - likelier]:
        return 0, 0
    return (-1, 1) if likelier == 0 else (1, -1)


def _addressed(name: str, body: str) -> int:
    if name.isascii() or not re.search("[\u4e00-\u9fff]", name):
        return len(re.findall(rf"{_ADDRESSED}{re.escape(name)}(?![\w-])", body, re.IGNORECASE))
    return len(re.findall(_CHINESE_ADDRESSED + re.escape(name), body))
