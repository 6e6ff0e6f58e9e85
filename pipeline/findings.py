"""What one file gives, whoever's document it is: facts, clauses, demands, problems; kept in the cache.

A file whose bytes, place, reader, rules and limits are those of an earlier run is taken from
the cache; one whose rules alone differ is judged again from the kept extract.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

import msgspec

from domain.document import Extract, Facts
from domain.problem import DocumentError, Problem, Severity
from domain.requirement import Passage
from domain.text import fingerprint, has_han
from pipeline import collecting, documents, identify
from pipeline.cache import Cache
from pipeline.finding import Demand, Finding, decode, encode
from pipeline.identify import FoundFile
from pipeline.journal import Trap
from pipeline.requirements import Classifier
from pipeline.settings import Settings
from pipeline.versions import reader_version

Result = TypeVar("Result")
# What may be otherwise next time: such a file is read again at every run.
_PASSING = frozenset(
    {"timeout", "out-of-memory", "crashed", "internal", "vanished", "unreadable", "interrupted"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file with its finding; ``same_as`` is the path of an earlier file with the same bytes."""

    file: FoundFile
    finding: Finding
    key: str = ""
    same_as: str | None = None
    memory: int = 0


@dataclass(frozen=True, slots=True)
class Search:
    """What finding needs: the cache, the classifier when it comes to that, what is read anew.

    ``judging`` is the version of rules and model; ``force`` holds paths to read again, ``known``
    those that documents had at the last run.
    """

    settings: Settings
    cache: Cache
    judging: str
    classifier: Callable[[], Classifier]
    trap: Trap
    force: Collection[str] = ()
    command: tuple[str, ...] = ()
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    known: Collection[str] = ()


_FIRST = ("供方应在24小时内答复。", "The supplier shall answer within 24 hours.")  # a sentence to begin with

_EXTRACTS: msgspec.json.Decoder[Extract] = msgspec.json.Decoder(Extract)


def find_all(files: Sequence[FoundFile], search: Search, pool: Executor) -> Iterator[Found]:
    """Yield what each file gives, in order; only what is not known is read.

    Children read while this process takes what is known from the cache and loads the rules.
    """
    same = _duplicates(files, search)
    own = {file.source.path: file for file in files if file.source.path not in same}
    unknown = {path: file for path, file in own.items() if not _is_kept(file, search)}
    readings = _readings([*unknown.values()], search, pool)
    known = {path: _kept(file, search) for path, file in own.items() if path not in unknown}
    unclear = [own[path] for path, finding in known.items() if finding is None]
    again = _readings(unclear, search, pool)
    collecting.let_stand()  # what is known already lives as long as the run
    if any(file.problem is None for file in (*unknown.values(), *unclear)):
        search.trap("", partial(_warm, search))
    for file in files:
        path = file.source.path
        if path in same:
            yield Found(file, Finding("", Facts()), same_as=same[path])
        elif path not in known:
            yield _found(next(readings), search)
        else:
            kept = known[path]
            yield Found(file, kept, _key(file, search)) if kept else _found(next(again), search)


def _warm(search: Search) -> None:
    """Load the rules and what the first sentence would load: dictionaries, grammars of values."""
    search.classifier().classify_many([Passage(text) for text in _FIRST])


def _readings(files: Sequence[FoundFile], search: Search, pool: Executor) -> Iterator[documents.Reading]:
    return documents.read_all(files, search.settings, pool, search.command, _extracts(search))


def _duplicates(files: Sequence[FoundFile], search: Search) -> dict[str, str]:
    """Return the paths of files that are byte for byte another of the same customer, and of that.

    The one that was there before stays the document, whatever the copy is called.
    """
    first: dict[tuple[str, str], str] = {}
    same: dict[str, str] = {}
    for file in sorted(files, key=lambda file: file.source.path not in search.known):
        if file.problem is None:
            path = file.source.path
            original = first.setdefault(documents.file_mark(file.source, search.settings), path)
            if original != path:
                same[path] = original
    return same


def _identity(file: FoundFile) -> str:
    return f"{file.source.sha256} {file.source.path}"


def _extract_key(search: Search) -> str:
    return f"{reader_version()} {fingerprint(repr(search.settings.limits))}"


def _key(file: FoundFile, search: Search) -> str:
    return f"{_extract_key(search)} {search.judging} {file.source.customer_folder or ''}"


def _is_kept(file: FoundFile, search: Search) -> bool:
    if file.problem is not None or file.source.path in search.force:
        return False
    return search.cache.holds("finding", _identity(file), _key(file, search))


def _kept(file: FoundFile, search: Search) -> Finding | None:
    body = search.cache.get("finding", _identity(file), _key(file, search))
    if body is None:
        return None
    try:
        return decode(body)
    except msgspec.MsgspecError:
        return None


def _extracts(search: Search) -> Callable[[FoundFile], Extract | None]:
    def known(file: FoundFile) -> Extract | None:
        if file.source.path in search.force:
            return None
        body = search.cache.get("extract", file.source.sha256, _extract_key(search))
        try:
            return _EXTRACTS.decode(body) if body is not None else None
        except msgspec.MsgspecError:
            return None

    return known


def _found(reading: documents.Reading, search: Search) -> Found:
    """Judge what was read, and keep it."""
    file, extract = reading.file, reading.outcome.extract
    finding = _finding(reading, search)
    key = _key(file, search) if file.source.sha256 else ""
    if extract is not None and not reading.known:
        search.cache.put("extract", file.source.sha256, _extract_key(search), msgspec.json.encode(extract))
    if key and not is_passing(finding):
        keep(search.cache, file, key, finding)
        search.cache.keep()
    return Found(file, finding, key, memory=reading.outcome.memory)


def is_passing(finding: Finding) -> bool:
    """Tell whether reading may end otherwise next time."""
    return any(problem.code in _PASSING for problem in finding.problems)


def keep(cache: Cache, file: FoundFile, key: str, finding: Finding) -> None:
    """Keep a finding for the next run."""
    cache.put("finding", _identity(file), key, encode(finding))


def _finding(reading: documents.Reading, search: Search) -> Finding:
    extract, source = reading.outcome.extract, reading.file.source
    id_ = search.ids.get(documents.file_mark(source, search.settings), "")
    if extract is None:
        problem = reading.outcome.problem or Problem("internal", detail="the reader gave nothing")
        return Finding(id_, Facts(), problems=(problem,))
    facts, trouble = _guarded(partial(_facts, reading), Facts(), reading, search)
    finding = Finding(
        document=id_,
        facts=facts,
        opening=identify.opening(extract.blocks),
        format=extract.format,
        pages=extract.pages,
        coverage=extract.coverage,
        problems=(*documents.problems_of(extract), *trouble),
    )
    judged, trouble = _guarded(partial(_judged, finding, extract, search), finding, reading, search)
    return replace(judged, problems=(*judged.problems, *trouble, *_left_out(judged)))


def _facts(reading: documents.Reading) -> Facts:
    from pipeline import facts

    extract, source = reading.outcome.extract, reading.file.source
    assert extract is not None  # asked before
    name = source.path.rsplit("/", 1)[-1]
    return facts.find(extract.blocks, extract.title, name, source.customer_folder)


def _judged(finding: Finding, extract: Extract, search: Search) -> Finding:
    from pipeline import clauses, matters, referenced, requirements, twin_differences

    if not extract.blocks:
        return finding
    language = finding.facts.language
    if not language:
        language = "zh" if any(has_han(block.text) for block in extract.blocks) else "en"
    pieces = clauses.split(finding.document, extract.blocks, language)
    rows, demanded = requirements.find(pieces, finding.facts, search.classifier())
    place = {row.clause.key: at for at, row in enumerate(rows)}
    demands = tuple(
        Demand(one.key, place[one.clause.key], one.start, one.end, one.verdict, matters.figures(one))
        for one in demanded
    )
    named = referenced.named(rows, finding.facts)
    twins = twin_differences.twin_pairs(pieces, finding.facts.language)
    return replace(finding, clauses=rows, demands=demands, named=named, twins=twins)


def _left_out(finding: Finding) -> tuple[Problem, ...]:
    """Say that a document taken for irrelevant holds words of duty all the same."""
    from pipeline.titles import has_duty

    if finding.facts.type != "irrelevant":
        return ()
    if not any(has_duty(row.clause.text) for row in finding.clauses):
        return ()
    return (Problem("irrelevant-document", Severity.NOTE),)


def _guarded(
    work: Callable[[], Result], otherwise: Result, reading: documents.Reading, search: Search
) -> tuple[Result, tuple[Problem, ...]]:
    """Do one file's work; what goes wrong is that file's problem and nobody else's."""
    try:
        done = search.trap(reading.file.source.path, work)
    except DocumentError as error:
        return otherwise, (Problem(error.code, where=error.where, detail=error.detail),)
    return (otherwise, (done,)) if isinstance(done, Problem) else (done, ())
