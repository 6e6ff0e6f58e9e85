"""Containers of the inbox opened: the members of archives and mails become files to read.

A member is listed as ``pack.zip!/folder/file.pdf``.  What was unpacked lies under the state
folder by the container's fingerprint, so that an unchanged container is not opened again;
a container within a container is opened too, down to a fixed depth.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from domain.document import SourceFile
from domain.problem import Problem
from extractors.base import ReadLimits
from extractors.encodings import looks_like_text
from extractors.unpacking import Unpacked, UnpackOrder
from pipeline.cache import Cache
from pipeline.children import environment
from pipeline.identify import FoundFile, is_leftover
from pipeline.publish import STATE
from pipeline.settings import Settings

FOLDER = "unpacked"
MARK = "!/"
_DEEPEST = 4  # containers within containers
_KIND = "container"
_VERSION = "1"  # of what is kept of a container; a new one opens them all again
_MAGIC = (b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_OFFICE = (b"[Content_Types].xml", b"mimetype", b"_rels/", b"word/", b"xl/", b"ppt/")
_OLE, _OLE_SUFFIXES = b"\xd0\xcf\x11\xe0", frozenset({".doc", ".xls", ".ppt", ".dot", ".xlt", ".pps", ".wps"})
_HEAD = 4096
_DECODER: msgspec.json.Decoder[Unpacked] = msgspec.json.Decoder(Unpacked)
# What may be otherwise next time.
_PASSING = frozenset({"timeout", "out-of-memory", "vanished", "unreadable", "internal", "archive-tool"})


@dataclass(frozen=True, slots=True)
class Unpacker:
    """Where members are put, what is remembered of earlier runs and of this one, the bounds."""

    state: Path
    cache: Cache
    limits: ReadLimits
    jobs: int = 1
    answers: dict[str, Unpacked] = field(default_factory=dict)
    plain: set[str] = field(default_factory=set)  # contents that are no container

    @property
    def folder(self) -> Path:
        """The folder below the state's that holds what was unpacked."""
        return self.state / FOLDER


def of(out: Path, cache: Cache, settings: Settings) -> Unpacker:
    """Return the unpacker of an output folder."""
    return Unpacker(out / STATE, cache, settings.limits, settings.jobs)


def opened(files: Sequence[FoundFile], unpacker: Unpacker) -> tuple[FoundFile, ...]:
    """Return the files and, behind each container, its members; clear away what nobody needs."""
    used: set[str] = set()
    _ask_side_by_side(files, unpacker)
    found = [
        one for file in files for one in _with_members(file, _looked_into(file, unpacker), unpacker, used, 1)
    ]
    _clear(unpacker.folder, used)
    return tuple(found)


def _ask_side_by_side(files: Sequence[FoundFile], unpacker: Unpacker) -> None:
    """Unpack the containers that are not known yet; what came of it is remembered."""
    fresh = {
        file.source.sha256: file
        for file in files
        if _kept(file, unpacker) is None and _is_candidate(file, unpacker)
    }
    with ThreadPoolExecutor(max(1, unpacker.jobs)) as pool:
        asked = [
            (sha256, pool.submit(_ask, file.place, unpacker.folder / sha256, unpacker.limits))
            for sha256, file in fresh.items()
        ]
        for sha256, future in asked:
            unpacker.answers[sha256] = future.result()
            _keep(sha256, unpacker)


def _is_candidate(file: FoundFile, unpacker: Unpacker) -> bool:
    """Tell whether a file may be a container; its first bytes are looked at once."""
    sha256 = file.source.sha256
    if file.problem is not None or not sha256 or sha256 in unpacker.plain:
        return False
    if _may_hold(file.place):
        return True
    unpacker.plain.add(sha256)
    return False


def _keep(sha256: str, unpacker: Unpacker) -> None:
    answer = unpacker.answers[sha256]
    if answer.code not in _PASSING:
        unpacker.cache.put(_KIND, sha256, _VERSION, msgspec.json.encode(answer))


def _kept(file: FoundFile, unpacker: Unpacker) -> Unpacked | None:
    """Return what an earlier run or look found in a file of these bytes, None when nobody looked."""
    sha256 = file.source.sha256
    if sha256 in unpacker.answers:
        return unpacker.answers[sha256]
    body = unpacker.cache.get(_KIND, sha256, _VERSION) if sha256 else None
    if body is None:
        return None
    answer = _DECODER.decode(body)
    return answer if _is_there(unpacker.folder / sha256, answer) else None


def _looked_into(file: FoundFile, unpacker: Unpacker) -> Unpacked | None:
    """Return what a file holds, None for what is no container."""
    answer = _kept(file, unpacker)
    if answer is None:
        if not _is_candidate(file, unpacker):
            return None
        sha256 = file.source.sha256
        answer = unpacker.answers[sha256] = _ask(file.place, unpacker.folder / sha256, unpacker.limits)
        _keep(sha256, unpacker)
    return answer if answer.members is not None or answer.code else None


def _is_there(folder: Path, answer: Unpacked) -> bool:
    return all((folder / one.file).is_file() for one in answer.members or () if one.file)


def _may_hold(place: Path) -> bool:
    """Tell by its first bytes whether a file is worth asking; office packages are not."""
    try:
        with place.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return False
    if head.startswith(b"PK"):
        return not any(mark in head for mark in _OFFICE)
    if head.startswith(_OLE):
        return place.suffix.lower() not in _OLE_SUFFIXES
    if head.startswith(_MAGIC) or head[257:262] == b"ustar":
        return True
    return looks_like_text(head) and b":" in head.split(b"\n", 1)[0]


def _ask(place: Path, into: Path, limits: ReadLimits) -> Unpacked:
    """Have the file unpacked by a process that may die without harm."""
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True, exist_ok=True)
    order = msgspec.json.encode(UnpackOrder(str(place), str(into), limits))
    apart: dict[str, bool] = {} if sys.platform == "win32" else {"start_new_session": True}
    process = subprocess.Popen(
        (sys.executable, "-X", "utf8", "-m", "extractors.unpacking"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        **apart,  # type: ignore[call-overload]  # keyword of one platform
    )
    try:
        said, _ = process.communicate(order, timeout=limits.seconds)
        answer = _DECODER.decode(said)
    except subprocess.TimeoutExpired:
        answer = Unpacked(code="timeout", detail=f"not unpacked after {limits.seconds:g} s")
    except msgspec.MsgspecError:
        answer = Unpacked(code="crashed", detail=f"exit status {process.poll()}")
    finally:
        _end(process)
    if not answer.members:
        shutil.rmtree(into, ignore_errors=True)
    return answer


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        if sys.platform != "win32":
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
    process.wait()


def _with_members(
    file: FoundFile, answer: Unpacked | None, unpacker: Unpacker, used: set[str], depth: int
) -> Iterator[FoundFile]:
    source = file.source
    if answer is None:
        yield file
        return
    if answer.code:
        yield replace(file, problem=Problem(answer.code, path=source.path, detail=answer.detail))
        return
    yield file
    used.add(source.sha256)
    for member in answer.members or ():
        if is_leftover(member.name):
            continue
        path = f"{source.path}{MARK}{member.name}"
        inner = SourceFile(path, member.sha256, member.size, source.customer_folder)
        if member.code:
            problem = Problem(member.code, path=path, detail=member.detail)
            yield FoundFile(replace(inner, sha256=""), file.place, problem)
            continue
        one = FoundFile(inner, unpacker.folder / source.sha256 / member.file)
        if depth >= _DEEPEST and _may_hold(one.place):
            yield replace(one, problem=Problem("too-deep", path=path, detail=f"{depth} containers around it"))
            continue
        yield from _with_members(one, _looked_into(one, unpacker), unpacker, used, depth + 1)


def _clear(folder: Path, used: set[str]) -> None:
    """Remove what earlier runs unpacked and this one does not need."""
    if folder.is_dir():
        for entry in folder.iterdir():
            if entry.name not in used:
                shutil.rmtree(entry, ignore_errors=True)
