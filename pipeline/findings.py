"""What one file gives, whoever's document it is: facts, clauses, demands, problems; kept in the cache.

A file whose bytes, place, reader, rules and limits are those of an earlier run is taken from
the cache; one whose rules alone differ is judged again from the kept extract.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

import msgspec

from domain.document import Extract, Facts
from domain.problem import Problem
from domain.requirement import Passage
from domain.text import fingerprint
from pipeline import collecting, documents
from pipeline.cache import Cache
from pipeline.finding import Finding, decode, encode
from pipeline.identify import FoundFile
from pipeline.journal import Trap
from pipeline.judges import Judges, how_many
from pipeline.judging import Case, judge
from pipeline.requirements import Classifier
from pipeline.settings import Settings
from pipeline.versions import reader_version

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


PATIENCE = 3.0  # seconds of judging in this process before others help (pipeline.judges)
_AHEAD = 3  # files for each helper that wait to be judged or to be taken
_FIRST = ("供方应在24小时内答复。", "The supplier shall answer within 24 hours.")  # a sentence to begin with

_EXTRACTS: msgspec.json.Decoder[Extract] = msgspec.json.Decoder(Extract)


def find_all(files: Sequence[FoundFile], search: Search, pool: Executor) -> Generator[Found]:
    """Yield what each file gives, in order; only what is not known is read.  To be closed when left.

    Children read while this process takes what is known from the cache and loads the rules.
    """
    same = _duplicates(files, search)
    own = {file.source.path: file for file in files if file.source.path not in same}
    unknown = {path: file for path, file in own.items() if not _is_kept(file, search)}
    fresh = _judged(_readings([*unknown.values()], search, pool), len(unknown), search)
    known = {path: _kept(file, search) for path, file in own.items() if path not in unknown}
    unclear = [own[path] for path, finding in known.items() if finding is None]
    again = _judged(_readings(unclear, search, pool), len(unclear), search)
    collecting.let_stand()  # what is known already lives as long as the run
    if any(file.problem is None for file in (*unknown.values(), *unclear)):
        search.trap("", partial(_warm, search))
    with closing(fresh), closing(again):  # no helper outlives the work
        for file in files:
            path = file.source.path
            if path in same:
                yield Found(file, Finding("", Facts()), same_as=same[path])
            elif path not in known:
                yield next(fresh)
            else:
                kept = known[path]
                yield Found(file, kept, _key(file, search)) if kept else next(again)


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


def _found(reading: documents.Reading, search: Search, finding: Finding | None = None) -> Found:
    """Judge what was read, unless somebody did, and keep it."""
    file, extract = reading.file, reading.outcome.extract
    finding = finding or _finding(reading, search)
    key = _key(file, search) if file.source.sha256 else ""
    if extract is not None and not reading.known:
        search.cache.put("extract", file.source.sha256, _extract_key(search), msgspec.json.encode(extract))
    if key and not is_passing(finding):
        keep(search.cache, file, key, finding)
        search.cache.keep()
    return Found(file, finding, key, memory=reading.outcome.memory)


def _judged(readings: Iterator[documents.Reading], left: int, search: Search) -> Generator[Found]:
    """Judge what comes in its order: here at first, with helpers when that takes long.

    ``left`` is how many readings there are.
    """
    spent = 0.0
    for reading in readings:
        count = how_many(search.settings.jobs, left) if spent >= PATIENCE else 1
        if count > 1:
            with Judges(count, search.settings.rules) as judges:
                yield from _side_by_side(chain([reading], readings), judges, _AHEAD * count, search)
            return
        began = time.monotonic()
        found = _found(reading, search)
        spent += time.monotonic() - began
        left -= 1
        yield found


def _side_by_side(
    readings: Iterable[documents.Reading], judges: Judges, ahead: int, search: Search
) -> Iterator[Found]:
    waiting: deque[tuple[documents.Reading, Future[Finding | None] | None]] = deque()
    for reading in readings:
        case = _case(reading, search)
        waiting.append((reading, judges.ask(case) if case else None))
        if len(waiting) > ahead:
            yield _answered(*waiting.popleft(), search)
    while waiting:
        yield _answered(*waiting.popleft(), search)


def _answered(reading: documents.Reading, asked: Future[Finding | None] | None, search: Search) -> Found:
    """Wait for the judgement; what a helper did not manage is judged here, trapped and logged."""
    return _found(reading, search, documents.result(asked) if asked else None)


def _case(reading: documents.Reading, search: Search) -> Case | None:
    extract, source = reading.outcome.extract, reading.file.source
    if extract is None:
        return None
    id_ = search.ids.get(documents.file_mark(source, search.settings), "")
    return Case(id_, source.path, source.customer_folder, extract)


def is_passing(finding: Finding) -> bool:
    """Tell whether reading may end otherwise next time."""
    return any(problem.code in _PASSING for problem in finding.problems)


def keep(cache: Cache, file: FoundFile, key: str, finding: Finding) -> None:
    """Keep a finding for the next run."""
    cache.put("finding", _identity(file), key, encode(finding))


def _finding(reading: documents.Reading, search: Search) -> Finding:
    case = _case(reading, search)
    if case is not None:
        return judge(case, search.classifier, search.trap)
    id_ = search.ids.get(documents.file_mark(reading.file.source, search.settings), "")
    problem = reading.outcome.problem or Problem("internal", detail="the reader gave nothing")
    return Finding(id_, Facts(), problems=(problem,))
