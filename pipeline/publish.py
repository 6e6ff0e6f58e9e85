"""The results, put into the output folder whole or not at all; and the way back of the workbook.

Every file is written under a temporary name beside its place and moved there.  A workbook
that somebody has open is left alone: the new one lies beside it under a dated name, and is
read back at the next run like the other.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from domain.problem import Problem, Severity
from domain.review import Checklist
from pipeline.store import Publication
from workbook.kept import NOTHING, Kept, Marks

WORKBOOK = "CSR-checklist.xlsx"
DATA = "checklist.json"
CUSTOMERS = "customers"
STATE = ".csr"
_KEPT = 10  # earlier workbooks
_DATED = re.compile(r"CSR-checklist\.\d{4}-\d\d-\d\d-\d{6}(-\d+)?\.xlsx")
_READ = "read "  # begins what is noted of workbooks that were read back
_TEMPORARY = ".csr-new-"

Writer = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Written:
    """Where the results lie, and what was in the way.

    ``others`` are the customers' files; ``folders`` holds what stands for all that a
    customer's folder shows, by path from the output folder.
    """

    workbook: Path
    data: Path
    problems: tuple[Problem, ...] = ()
    others: tuple[Path, ...] = ()
    folders: Mapping[str, str] = field(default_factory=dict)


def workbooks(out: Path) -> list[Path]:
    """Return the workbooks to read back, the one saved last at the end."""
    dated = [path for path in out.glob("CSR-checklist.*.xlsx") if _DATED.fullmatch(path.name)]
    main = out / WORKBOOK
    found = [*dated, main] if main.exists() else dated
    return sorted(found, key=lambda path: path.stat().st_mtime)


def is_open(path: Path) -> bool:
    """Tell whether an office program has left its mark that it has the workbook open."""
    marks = (f"~${path.name}", f".~lock.{path.name}#")
    return any((path.parent / mark).exists() for mark in marks)


def digest(checklist: Checklist, language: str, marks: Marks) -> str:
    """Return what stands for everything that a run writes, the time left out."""
    settled = replace(checklist, generated="", clauses=(), rows=())
    rows, clauses = marks.of(checklist.rows), marks.of(checklist.clauses)
    return marks.whole((language, settled, rows, clauses)).hex()


def stamp(path: Path) -> str:
    """Return what changes when a file is written: size and time; empty where there is none."""
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns}"


def stamps(written: Written, out: Path, read: Mapping[str, str]) -> str:
    """Return what stands for all that lies there, as JSON by path: stamps of files, digests of folders.

    ``read`` are the stamps that workbooks had when they were read back.
    """
    files = [written.workbook, written.data, *written.others]
    known = {path.relative_to(out).as_posix(): stamp(path) for path in files}
    known |= {f"{_READ}{name}": mark for name, mark in read.items()}
    return json.dumps(known | dict(written.folders), ensure_ascii=False)


def is_read(path: Path, known: Mapping[str, str]) -> bool:
    """Tell whether a workbook is as the program wrote it or as it was when it was read back last."""
    return stamp(path) in (known.get(path.name), known.get(f"{_READ}{path.name}"))


def stamps_of(publication: Publication | None) -> dict[str, str]:
    """Return the stamps that a publication recorded."""
    return json.loads(publication.files) if publication is not None else {}


def stands_whole(out: Path, publication: Publication) -> bool:
    """Tell whether all that was published last is there, the data untouched."""
    known = stamps_of(publication)
    if WORKBOOK not in known or len(workbooks(out)) != 1:
        return False
    return known.get(DATA) == stamp(out / DATA) and all(
        (out / path).exists() for path in known if not path.startswith(_READ)
    )


def set_aside(path: Path, now: datetime) -> Path:
    """Move an unreadable workbook to a dated name; return it."""
    aside = _free(path.with_name(f"{path.stem}.unreadable-{_stamp(now)}{path.suffix}"))
    path.replace(aside)
    return aside


def keep_old(out: Path, held_decisions: list[Path], now: datetime) -> None:
    """Keep copies of workbooks that held decisions in ``.csr/old``, the last ten."""
    old = out / STATE / "old"
    for path in held_decisions:
        old.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, _free(old / f"CSR-checklist.{_stamp(now)}.xlsx"))
    kept = sorted(old.glob("CSR-checklist.*.xlsx"), key=lambda path: (path.stat().st_mtime, path.name))
    for path in kept[:-_KEPT]:
        path.unlink()


def clear_dated(read_back: list[Path]) -> None:
    """Remove dated workbooks whose decisions are in the new one and that nobody has open."""
    for path in read_back:
        if _DATED.fullmatch(path.name) and not is_open(path):
            with suppress(OSError):
                path.unlink()


def publish(
    out: Path,
    checklist: Checklist,
    language: str,
    now: datetime,
    *,
    blocked: bool,
    last: Publication | None = None,
    kept: Kept = NOTHING,
) -> Written:
    """Write workbook, data and the files of those customers of whom something changed.  Raises OSError.

    ``blocked`` says that the workbook in place must not be replaced; ``kept`` knows pieces of
    earlier runs, which are not made again.
    """
    import workbook
    from workbook import customers, data

    clear_temporary(out)
    new_workbook = _written(out / WORKBOOK, lambda path: workbook.write(checklist, path, language, kept))
    new_data = _written(out / DATA, lambda path: data.write_json(checklist, path, language, kept))
    folder = out / f"{_TEMPORARY}{CUSTOMERS}"
    folder.mkdir()
    folders, standing = _standing(out, checklist, language, last, kept.row_marks)
    customers.write(checklist, folder, language, standing, kept)
    problems: list[Problem] = []
    place = _move(new_workbook, out / WORKBOOK, now, blocked)
    if place.name != WORKBOOK:
        problems.append(Problem("workbook-open", Severity.LOSS, path=WORKBOOK, where=place.name))
    new_data.replace(out / DATA)
    others = [out / CUSTOMERS / name / file for name in sorted(standing) for file in customers.FILES]
    for target, lies in _placed(folder, out / CUSTOMERS, now):
        others.append(lies)
        if lies != target:
            folders.pop(target.parent.name, None)  # to be written again
            shown = target.relative_to(out).as_posix()
            problems.append(Problem("workbook-open", Severity.LOSS, path=shown, where=lies.name))
    shutil.rmtree(folder)
    marks = {f"{CUSTOMERS}/{name}": mark for name, mark in folders.items()}
    return Written(place, out / DATA, tuple(problems), tuple(others), marks)


def _standing(
    out: Path, checklist: Checklist, language: str, last: Publication | None, marks: Marks
) -> tuple[dict[str, str], frozenset[str]]:
    """Return what stands for each customer's folder, and the folders that need not be written."""
    from workbook import customers

    folders = {name: digest(part, language, marks) for name, (_, part) in customers.parts(checklist).items()}
    known = stamps_of(last)
    return folders, frozenset(name for name, mark in folders.items() if _stands(out, name, mark, known))


def _placed(folder: Path, place: Path, now: datetime) -> Iterator[tuple[Path, Path]]:
    """Move the files of a folder to their place; yield where each belongs and where it lies."""
    for file in _files(folder):
        target = place / file.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        yield target, _move(file, target, now, blocked=False)


def _stands(out: Path, name: str, mark: str, known: Mapping[str, str]) -> bool:
    """Tell whether a customer's folder holds what would be written, untouched."""
    from workbook import customers

    place = f"{CUSTOMERS}/{name}"
    files = [f"{place}/{file}" for file in customers.FILES]
    return known.get(place) == mark and all(known.get(one, "-") == stamp(out / one) for one in files)


def clear_temporary(out: Path) -> None:
    """Remove what a run that was killed has left."""
    for path in out.glob(f"{_TEMPORARY}*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _written(place: Path, write: Writer) -> Path:
    temporary = place.with_name(f"{_TEMPORARY}{place.name}")
    write(temporary)
    with temporary.open("r+b") as stream:
        os.fsync(stream.fileno())
    return temporary


def _move(new: Path, place: Path, now: datetime, blocked: bool) -> Path:
    """Move a new file into place, or beside it when the old one is held open; return where."""
    if not blocked:
        try:
            return new.replace(place)
        except PermissionError:
            if not place.exists():
                raise
    return new.replace(_free(place.with_name(f"{place.stem}.{_stamp(now)}{place.suffix}")))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _free(path: Path) -> Path:
    """Return the path, or the first with a number that is not taken."""
    candidate, number = path, 1
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return candidate


def _stamp(now: datetime) -> str:
    return f"{now:%Y-%m-%d-%H%M%S}"
