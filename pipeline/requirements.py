"""Clauses to requirements: sentence by sentence, neighbours of one mind put together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from domain.document import BlockKind, Facts
from domain.requirement import Clause, Kind, Modality, Party, Passage, Requirement, Verdict
from domain.review import ClauseRow
from domain.text import fingerprint, fold
from pipeline import matrices
from pipeline.customer_names import with_customer
from pipeline.matrices import Matrices
from pipeline.matrix_legends import is_legend
from pipeline.matrix_verdicts import as_head, as_legend, through
from pipeline.splitting import split

_UNCUT = frozenset({BlockKind.TABLE_ROW, BlockKind.HEADING})
_COVER_SHARE = 0.9  # of the clauses below headings: what stands over that many is the cover's title
_SENTENCE_END = re.compile(r"[。；;.!?？！，,]$")
_NUMBERED = re.compile(r"[(（§]?\s*(?:[a-z]?\d|第.{1,4}[章节節条條部篇]|[一二三四五六七八九十]+[、）)])")
_BY_STRENGTH = (Modality.RECOMMENDATION, Modality.OBLIGATION, Modality.PROHIBITION)
_BY_IMPORTANCE = ("low", "normal", "high", "critical")

Item = TypeVar("Item")
Cutter = Callable[[str], Sequence[tuple[int, int]]]


class Classifier(Protocol):
    """What this stage asks of a classifier."""

    def classify_many(self, passages: Sequence[Passage]) -> Sequence[Verdict]:
        """Return one verdict for each passage, by itself."""
        ...

    def classify_in_order(self, passages: Sequence[Passage]) -> Sequence[Verdict]:
        """Return one verdict for each passage of a document, neighbours heard."""
        ...


@dataclass(frozen=True, slots=True)
class _Sentence:
    clause: Clause
    start: int
    end: int
    passage: Passage


def find(
    clauses: Sequence[Clause], facts: Facts, classifier: Classifier, cut: Cutter | None = None
) -> tuple[tuple[ClauseRow, ...], tuple[Requirement, ...]]:
    """Return every clause with its kind, and the requirements, both in reading order."""
    cover = _cover(clauses, facts)
    facts = replace(facts, roles=with_customer(facts, clauses))
    read = matrices.read(clauses, facts.roles)
    sentences = [
        _completed(sentence, read)
        for clause in clauses
        for sentence in _sentences(clause, facts, cover, cut or _spans)
    ]
    verdicts = [
        _through(sentence, verdict, read)
        for sentence, verdict in zip(
            sentences,
            classifier.classify_in_order([sentence.passage for sentence in sentences]),
            strict=True,
        )
    ]
    of_clause: dict[str, list[tuple[_Sentence, Verdict]]] = {clause.key: [] for clause in clauses}
    for sentence, verdict in zip(sentences, verdicts, strict=True):
        of_clause[sentence.clause.key].extend(_parts(sentence, verdict, classifier))
    rows: list[ClauseRow] = []
    requirements: list[Requirement] = []
    seen: Counter[str] = Counter()
    for clause in clauses:
        judged = of_clause[clause.key]
        rows.append(ClauseRow(clause, _kind(clause, [verdict for _, verdict in judged])))
        requirements.extend(_requirements(judged, seen))
    return tuple(rows), tuple(requirements)


def _completed(sentence: _Sentence, read: Matrices) -> _Sentence:
    """Give a matrix's row its header and the sentence that its marks say, for the classifier alone."""
    row = read.rows.get(sentence.clause.key)
    if row is None:
        return sentence
    passage = replace(sentence.passage, header=row.header, is_heading=False)
    return replace(sentence, passage=replace(passage, context=row.lead) if row.lead else passage)


def _through(sentence: _Sentence, verdict: Verdict, read: Matrices) -> Verdict:
    clause, text = sentence.clause, sentence.passage.text
    row = read.rows.get(clause.key)
    if row is not None:
        return through(verdict, row, sentence.passage.doc_type)
    if clause.key in read.legends and is_legend(text, clause.cells):
        return as_legend(verdict, text)
    return as_head(verdict, text) if clause.key in read.heads else verdict


def _parts(
    sentence: _Sentence, verdict: Verdict, classifier: Classifier
) -> Iterable[tuple[_Sentence, Verdict]]:
    """Return a sentence with its verdict, or its parts with theirs where it holds several."""
    if sentence.clause.block in _UNCUT or sentence.clause.is_heading:
        return [(sentence, verdict)]
    found = []
    for part in split(sentence.passage, verdict, classifier.classify_many):
        text = sentence.passage.text[part.start : part.end]
        start = sentence.start + part.start + len(text) - len(text.lstrip())
        end = sentence.start + part.start + len(text.rstrip())
        found.append((_Sentence(sentence.clause, start, end, sentence.passage), part.verdict))
    return found


def _spans(text: str) -> Sequence[tuple[int, int]]:
    from pipeline.sentences import spans

    return spans(text)


def _cover(clauses: Sequence[Clause], facts: Facts) -> str | None:
    """Return the outermost heading that is the document's own title, folded.

    It says nothing of a clause's subject: all of a quality manual is below "quality manual".
    """
    outermost = Counter(fold(clause.headings[0]) for clause in clauses if clause.headings)
    if not outermost:
        return None
    title = fold(facts.title or "")
    if title in outermost:
        return title
    first, count = outermost.most_common(1)[0]
    nested = any(len(clause.headings) > 1 and fold(clause.headings[0]) == first for clause in clauses)
    nested = nested and _NUMBERED.match(first) is None
    return first if nested and count >= _COVER_SHARE * outermost.total() else None


def _section(clause: Clause, cover: str | None) -> str:
    """Return the last two headings, the document's own title left out."""
    headings = clause.headings
    if headings and fold(headings[0]) == cover:
        headings = headings[1:]
    return " > ".join(headings[-2:])


def _sentences(clause: Clause, facts: Facts, cover: str | None, cut: Cutter) -> Iterable[_Sentence]:
    whole = clause.is_heading or clause.block in _UNCUT
    spans = [(0, len(clause.text))] if whole else cut(clause.text)
    is_title = _is_title(clause, facts)
    before = ""
    for start, end in spans:
        text = clause.text[start:end]
        if not text.strip():
            continue
        passage = Passage(
            text=text,
            section=_section(clause, cover),
            context=clause.lead_in or before,
            header=clause.header,
            doc_type=facts.type,
            language=clause.language,
            roles=facts.roles,
            block=clause.block,
            is_heading=clause.is_heading or is_title,
        )
        before = text
        yield _Sentence(clause, start, end, passage)


def _is_title(clause: Clause, facts: Facts) -> bool:
    """Tell whether a line is the document's own title, whatever words of duty stand in it."""
    text = fold(clause.text)
    return bool(facts.title) and text == fold(facts.title or "") and _SENTENCE_END.search(text) is None


def _kind(clause: Clause, verdicts: Sequence[Verdict]) -> str:
    if any(verdict.kind is Kind.REQUIREMENT for verdict in verdicts):
        return Kind.REQUIREMENT.value
    return (Kind.HEADING if clause.is_heading else Kind.INFORMATIVE).value


def _requirements(judged: Sequence[tuple[_Sentence, Verdict]], seen: Counter[str]) -> Iterable[Requirement]:
    groups: list[list[tuple[_Sentence, Verdict]]] = []
    goes_on = False
    for sentence, verdict in judged:
        if verdict.kind is not Kind.REQUIREMENT:
            goes_on = False
            continue
        if goes_on and _mind(groups[-1][-1][1]) == _mind(verdict):
            groups[-1].append((sentence, verdict))
        else:
            groups.append([(sentence, verdict)])
        goes_on = True
    for group in groups:
        first, last = group[0][0], group[-1][0]
        text = first.clause.text[first.start : last.end]
        key = key_of(first.clause.document, text, seen)
        verdict = merge([one for _, one in group])
        yield Requirement(key, first.clause, first.start, last.end, verdict)


def key_of(document: str, text: str, seen: Counter[str]) -> str:
    """Return the key of the next requirement of a document; ``seen`` counts equal texts before it."""
    mark = fold(text)
    seen[mark] += 1
    return f"R-{fingerprint(document, mark, str(seen[mark]))}"


def _mind(verdict: Verdict) -> tuple[str, str | None, str]:
    return verdict.label, verdict.aspect, verdict.topic


def merge(verdicts: Sequence[Verdict]) -> Verdict:
    """Make one verdict of several that agree on label, aspect and topic.

    The lowest confidence, the strongest modality, the highest importance, and all that
    any of them saw, each once.
    """
    first = verdicts[0]
    if len(verdicts) == 1:
        return first
    return replace(
        first,
        confidence=min(verdict.confidence for verdict in verdicts),
        review_needed=any(verdict.review_needed for verdict in verdicts),
        reasons=_each_once(verdict.reasons for verdict in verdicts),
        modality=_strongest([verdict.modality for verdict in verdicts if verdict.modality]),
        obligated=_parties([verdict.obligated for verdict in verdicts]),
        iatf_clauses=_each_once(verdict.iatf_clauses for verdict in verdicts),
        process=next((verdict.process for verdict in verdicts if verdict.process), ""),
        department=next((verdict.department for verdict in verdicts if verdict.department), ""),
        targets=_each_once(verdict.targets for verdict in verdicts),
        references=_each_once(verdict.references for verdict in verdicts),
        symbols=_each_once(verdict.symbols for verdict in verdicts),
        flags=_each_once(verdict.flags for verdict in verdicts),
        importance=max((verdict.importance for verdict in verdicts), key=_importance),
    )


def _each_once(groups: Iterable[tuple[Item, ...]]) -> tuple[Item, ...]:
    return tuple(dict.fromkeys(item for group in groups for item in group))


def _strongest(modalities: Sequence[Modality]) -> Modality | None:
    return max(modalities, key=_BY_STRENGTH.index, default=None)


def _parties(parties: Sequence[Party]) -> Party:
    named = {party for party in parties if party is not Party.NONE}
    if not named:
        return Party.NONE
    return named.pop() if len(named) == 1 else Party.BOTH


def _importance(name: str) -> int:
    return _BY_IMPORTANCE.index(name) if name in _BY_IMPORTANCE else 1
