"""Who is who: which names stand for the supplier and which for the customer.

The document's own opening says it: ``甲方（需方）：…``, ``(hereinafter "Buyer")``,
``甲方向乙方采购``; and a name that recurs where only the customer stands (``pipeline.issuer``).
Where both parties have a name of their own, who has the duties tells (``pipeline.party_names``).
A bare 甲方 / 乙方 says nothing here; what is usual, the classifier knows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from domain.document import Block, BlockKind, Roles
from domain.text import fold
from pipeline import issuer, party_names
from pipeline.company_names import COMPANY, last_company
from pipeline.facts_knowledge import RoleWords, any_of, fact_words

_OPENING_BLOCKS = 120
_LONGEST = 1_500
_BEFORE = 160  # a company stands this near before "(hereinafter …"
_NO_NAME = re.compile(r"\A本|[我贵貴由归歸或应應须須的]")  # a clause that ends in 公司, not a name
_HEAD_WEIGHT, _SAID_WEIGHT = 3, 1
_MOST_TEXT = 400_000  # characters in which duties are counted


@dataclass(frozen=True, slots=True)
class _Patterns:
    terms: tuple[str, ...]
    term: re.Pattern[str]
    head: re.Pattern[str]
    called: re.Pattern[str]
    short: re.Pattern[str]
    says: tuple[tuple[re.Pattern[str], int], ...]


@cache
def _patterns() -> _Patterns:
    words = fact_words().roles
    neutral = tuple(name for names in words.neutral for name in names)
    terms = (*neutral, *words.supplier, *words.customer)
    term = any_of(terms).pattern
    person = any_of(neutral).pattern
    quotes = "[\"'“”‘’「」『』]?"
    called = "|".join(re.escape(word) for word in sorted(words.called, key=len, reverse=True))

    def verbs(names: tuple[str, ...]) -> str:
        return "(?:" + "|".join(map(re.escape, names)) + ")"

    two = f"(?P<first>{person})[^。；;:]{{0,12}}?"
    other = f"(?P<second>{person})[^。；;:]{{0,16}}?"
    return _Patterns(
        terms=terms,
        term=re.compile(term),
        head=re.compile(
            rf"(?:^|(?<=[\s,，。；;|、(（]))(?P<term>{term})\s*(?:[(（](?P<inner>[^()（）]{{1,60}})[)）])?\s*[:：]"
        ),
        called=re.compile(
            rf"[(（,，]\s*(?P<all>(?:{called})?\s*(?:为|為|as|the|:)?\s*{quotes}(?:the\s+)?(?P<term>{term}){quotes}[^()（）。]{{0,40}}?)(?:[)）,，。.]|$)"
        ),
        short=re.compile(
            rf"(?:{called})\s*(?:为|為|as|the|:)*\s*[\"'“”‘’「」『』]([^\"'“”‘’「」『』]{{2,20}})[\"'“”‘’「」『』]"
        ),
        says=(
            (re.compile(rf"{two}(?:向|从|從){other}{verbs(words.buys_from)}"), 1),
            (re.compile(rf"{two}委[托託]{other}{verbs(words.orders_from)}"), 1),
            (re.compile(rf"{two}(?:向|为|為|给|給){other}{verbs(words.sells_to)}"), -1),
            (re.compile(rf"{two}(?:purchases?|buys?|orders?|procures?)\b[^.;]{{0,60}}?\bfrom\s+{other}"), 1),
            (
                re.compile(
                    rf"{two}(?:suppl(?:y|ies)|sells?|delivers?|provides?)\b[^.;]{{0,60}}?\bto\s+{other}"
                ),
                -1,
            ),
        ),
    )


def find(blocks: Sequence[Block]) -> Roles:
    """Return the names of supplier and customer that the document's opening gives."""
    parties = _Parties(fact_words().roles)
    for text in _opening(blocks):
        parties.hear(text)
    texts = [block.text for block in blocks]
    parties.hear_duties("\n".join(texts)[:_MOST_TEXT])
    parties.infer_other_side()
    if not parties.has_heads:
        parties.hear_author(list(_opening(blocks))[:30])
    supplier, customer = parties.side(-1), parties.side(1)
    words = fact_words().roles
    own = party_names.find(texts, words)
    undecided = own.open if len(own.open) > 1 else ()
    recurring = [name for name in issuer.names(texts) if name not in (*supplier, *undecided)]
    makers = [name for name in recurring if party_names.said(name, words) < 0]  # the Toller, the Filler
    supplier = tuple(
        dict.fromkeys((*supplier, *(name for name in (*own.supplier, *makers) if name not in customer)))
    )
    named = (name for name in (*own.customer, *recurring) if name not in supplier)
    return Roles(supplier=supplier, customer=tuple(dict.fromkeys((*customer, *named))))


def opening_name(blocks: Sequence[Block], roles: Roles) -> str | None:
    """Return the customer's name as written, where the opening gives one beside its role."""
    customer = {*roles.customer, *fact_words().roles.customer}
    default = next(iter(fact_words().roles.neutral[0]))
    words = fact_words().roles
    said = {
        *words.customer,
        *words.supplier,
        *words.own,
        *(name for names in words.neutral for name in names),
    }
    if default not in roles.supplier and said.isdisjoint(roles.customer):  # a recurring name says no side
        customer.add(default)
    for text in _opening(blocks):
        heads = list(_patterns().head.finditer(text.casefold()))
        for at, head in enumerate(heads):
            if fold(head.group("term")) not in customer:
                continue
            end = heads[at + 1].start() if at + 1 < len(heads) else len(text)
            name = _company(text[head.end() : end])
            if name is not None:
                return name
        for found, company in _called(text.casefold(), text):
            if company is not None and fold(found.group("term")) in customer:
                return company
    own = [name for name in roles.customer if name not in said and name != default]
    return party_names.company_called(_opening(blocks), own)


def _called(plain: str, text: str) -> Iterator[tuple[re.Match[str], str | None]]:
    """Yield what parties are called, each with the company that stands before it and behind the one before."""
    behind = 0
    for found in _patterns().called.finditer(plain):
        before = plain[: found.start()].rstrip()
        if not before.endswith(_patterns().terms):  # 乙方（供方）：, its name follows
            yield found, last_company(text[max(behind, found.start() - _BEFORE) : found.start()])
        behind = found.end()


def _company(text: str) -> str | None:
    """Return the company a text begins with, in its own spelling."""
    piece = re.split(r"[|\n\t。；;]|[(（](?:以下|下称|hereinafter|盖章)", text, maxsplit=1)[0].strip(
        " ：:_＿"
    )
    found = COMPANY.match(piece) if piece else None
    return found.group(0).strip(" ,，") if found else None


def _opening(blocks: Sequence[Block]) -> Iterable[str]:
    content = (block for block in blocks if block.kind is not BlockKind.FURNITURE and block.text.strip())
    for _, block in zip(range(_OPENING_BLOCKS), content, strict=False):
        text = block.text[:_LONGEST]
        yield text if len(text) == len(text.casefold()) else text.casefold()


class _Parties:
    """What has been heard of the parties: sides are 1 (customer) and -1 (supplier)."""

    def __init__(self, words: RoleWords) -> None:
        self._words = words
        self._neutral = [frozenset(names) for names in words.neutral]
        self._score: defaultdict[str, int] = defaultdict(int)
        self._names: defaultdict[str, list[str]] = defaultdict(list)
        self._heads: list[str] = []

    @property
    def has_heads(self) -> bool:
        """Whether two parties are named as such."""
        return bool(self._heads)

    def hear(self, text: str) -> None:
        plain = text.casefold()
        heads = list(_patterns().head.finditer(plain))
        for at, head in enumerate(heads):
            end = heads[at + 1].start() if at + 1 < len(heads) else len(plain)
            self._hear_head(head, text[head.end() : end])
        for found, company in _called(plain, text):
            self._hear_called(found, company)
        for pattern, side in _patterns().says:
            for found in pattern.finditer(plain):
                self._score[fold(found.group("first"))] += side * _SAID_WEIGHT
                self._score[fold(found.group("second"))] -= side * _SAID_WEIGHT
        self._hear_definition(plain)

    def _terms(self, text: str) -> list[str]:
        return [fold(found.group(0)) for found in _patterns().term.finditer(text)]

    def _side_of(self, term: str) -> int:
        return (term in self._words.customer) - (term in self._words.supplier)

    def _is_neutral(self, term: str) -> bool:
        return any(term in names for names in self._neutral)

    def _hear_head(self, head: re.Match[str], rest: str) -> None:
        """甲方（需方）：… 有限公司（以下简称需方）."""
        terms = [fold(head.group("term")), *self._terms(head.group("inner") or "")]
        for inner in re.findall(r"[(（]([^()（）]{1,30})[)）]", rest[:120]):
            terms += self._terms(inner.casefold())
        if self._is_neutral(terms[0]) or len(terms) > 1 or COMPANY.match(rest.strip(" :：_")):
            self._heads.append(terms[0])
            self._link(terms, rest)

    def _hear_called(self, found: re.Match[str], company: str | None) -> None:
        """… 有限公司（以下简称“甲方”）."""
        terms = self._terms(found.group("all"))
        if company is not None and terms:
            self._heads.append(terms[0])
            self._link(terms, company)

    def _link(self, terms: list[str], rest: str) -> None:
        sides = {self._side_of(term) for term in terms} - {0}
        neutral = [term for term in terms if self._is_neutral(term)]
        names = [term for term in terms if not self._is_neutral(term)]
        company = COMPANY.match(rest.strip(" :：_"))
        if company is not None and not _NO_NAME.search(company.group(0)):
            names.append(fold(company.group(0)))
        names += [fold(short) for short in _patterns().short.findall(rest[:200].casefold())]
        if len(sides) == 1 and len(set(neutral)) <= 1:
            for term in terms:
                self._score[term] += sides.copy().pop() * _HEAD_WEIGHT
        for name in names:
            self._names[terms[0]].append(name)
            if neutral:
                self._names[neutral[0]].append(name)

    def _hear_definition(self, plain: str) -> None:
        """甲方系乙方的供应商; 乙方作为供方; Party A is the buyer."""
        for found in _patterns().term.finditer(plain):
            term = fold(found.group(0))
            said = re.match(
                r"[\"'“”」』]?\s*(?:系|是指|是|为|為|作为|作為|即|指|is|as|means)\s*(?:the\s+)?",
                plain[found.end() :],
            )
            if not self._is_neutral(term) or said is None:
                continue
            rest = plain[found.end() + said.end() :][:24]
            owned = re.match(
                rf"(?:{_patterns().term.pattern})?\s*的?\s*(?P<role>{_patterns().term.pattern})", rest
            )
            if owned is not None:
                self._score[term] += self._side_of(fold(owned.group("role"))) * _SAID_WEIGHT

    def hear_duties(self, body: str) -> None:
        """Let many duties decide between 甲方 and 乙方: a form may be filled in the other way round.

        A few say nothing: an agreement may list what the customer has to do first.
        """
        for first, second, *_ in self._words.neutral:
            sides = party_names.many_duties((first, second), body)
            for name, side in zip((first, second), sides, strict=True):
                if side and (side * self._score[name] < 0 or (side < 0 and name == first)):
                    self._score[name] = side * _HEAD_WEIGHT

    def infer_other_side(self) -> None:
        """Of two parties, the one is what the other is not."""
        for names in self._words.neutral:
            first, second = names[0], names[1]
            if self._score[first] and not self._score[second]:
                self._score[second] = -self._score[first]
            elif self._score[second] and not self._score[first]:
                self._score[first] = -self._score[second]

    def hear_author(self, opening: Sequence[str]) -> None:
        """Take the author of a manual for suppliers as the customer: 本公司 is the customer there."""
        suppliers, kinds = any_of(self._words.supplier), any_of(self._words.for_suppliers)
        addressed = any(
            suppliers.search(text.casefold()) and kinds.search(text.casefold())
            for text in opening
            if len(text) <= 60
        )
        if not addressed:
            return
        for name in self._words.own:
            self._score[name] += _HEAD_WEIGHT
        for text in opening:
            for short in _patterns().short.finditer(text.casefold()):  # as long as the text
                before = text[max(0, short.start() - 60) : short.start()]
                company = re.search(rf"(?:{COMPANY.pattern})\s*[(（,，]?\s*\Z", before)
                if company is not None and not self._side_of(fold(short.group(1))):
                    self._score[fold(company.group(0).rstrip(" (（,，"))] += _HEAD_WEIGHT
                    self._score[fold(short.group(1))] += _HEAD_WEIGHT

    def side(self, wanted: int) -> tuple[str, ...]:
        """Return all names of a side in the order heard."""
        found: dict[str, None] = {}
        for term, score in self._score.items():
            if score * wanted > 0:
                found[term] = None
                found |= dict.fromkeys(self._names.get(term, ()))
        other = {term for term, score in self._score.items() if score * wanted < 0}
        return tuple(name for name in found if name not in other)
