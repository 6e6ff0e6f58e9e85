"""What lies in the inbox: the files to read, what is skipped, what cannot be followed.

Also gives every document the id that stays with it over re-runs.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import translate
from functools import cache
from pathlib import Path
from types import MappingProxyType

from domain.document import Block, BlockKind, Facts, SourceFile
from domain.problem import Problem
from domain.text import fingerprint

# What editors, sync tools, version control and system shells leave behind (INTERFACE).
_LEFTOVER_FILES = (
    "~$*",
    "~wr*.tmp",
    ".~lock*",
    ".~*",
    "._*",
    ".ds_store",
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    "icon\r",
    "*.part",
    "*.partial",
    "*.crdownload",
    "*.download",
    "*.opdownload",
    "*.!ut",
    "*.filepart",
    "*.tmp",
    "*.swp",
    "*.baiduyun.p.downloading",
    "*.downloading",
    "*.td",
    "*.xltd",
    ".sync*",
    ".gitkeep",
    ".gitignore",
    ".directory",
    ".fuse_hidden*",
    ".nfs*",
)
_LEFTOVER_FOLDERS = (
    ".csr",
    ".git",
    ".svn",
    ".hg",
    "__macosx",
    "@eadir",
    "#recycle",
    "$recycle.bin",
    "system volume information",
    ".trash*",
    ".stfolder",
    ".stversions",
    ".dropbox.cache",
    ".tmp.drivedownload",
    ".tmp.driveupload",
    ".idea",
    ".vscode",
)
_CHUNK = 1 << 20
_SETTLED = 3_000_000_000  # nanoseconds; file systems count times in steps of up to two seconds
_OPENING = 200  # characters of a document that stand for it when it has neither number nor title


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of the inbox: how it is listed, where it lies, and why it cannot be read.

    ``stamp`` is empty for a file so fresh that its time may not tell the next change.
    """

    source: SourceFile
    place: Path
    problem: Problem | None = None
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells without reading it that a file is the same: ``stamp`` of size, time and place."""

    stamp: str
    sha256: str


def find_files(
    inbox: Path, leave_out: Path | None = None, marks: Mapping[str, Mark] = MappingProxyType({})
) -> tuple[FoundFile, ...]:
    """List the files under the inbox in order of path, each with its fingerprint.

    ``marks`` are those of an earlier listing, by path: a file with the same stamp is not
    read again to know its fingerprint.

    Leftovers of editors and sync tools are skipped; so is the folder ``leave_out``.  A link
    that leads out of the inbox is listed with the problem ``link-outside``.
    """
    root = inbox.resolve()
    skipped = leave_out.resolve() if leave_out else None
    found = [_look(root, place, marks) for place in _walk(root, root, skipped)]
    return tuple(sorted(found, key=lambda file: file.source.path))


def _walk(root: Path, folder: Path, skipped: Path | None) -> Iterator[Path]:
    """Yield files, links that lead out, and folders that cannot be opened."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    for entry in entries:
        place = Path(entry.path)
        if not entry.is_dir():
            if not _matches(entry.name, _LEFTOVER_FILES):
                yield place
        elif _leads_out(root, place):
            yield place
        elif _is_own_folder(place) and place != skipped and not _matches(entry.name, _LEFTOVER_FOLDERS):
            yield from _walk(root, place, skipped)


def _matches(name: str, patterns: Sequence[str]) -> bool:
    return _compiled(tuple(patterns)).match(name.casefold()) is not None


def is_leftover(path: str) -> bool:
    """Tell whether a member of an archive is what an editor or a system left behind."""
    *folders, name = path.split("/")
    return _matches(name, _LEFTOVER_FILES) or any(_matches(one, _LEFTOVER_FOLDERS) for one in folders)


@cache
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(translate(pattern) for pattern in patterns))


def _leads_out(root: Path, place: Path) -> bool:
    try:
        return not place.resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        return False  # a ring of links; opening it will say so


def _is_own_folder(place: Path) -> bool:
    """Tell a folder from a link or junction to one: what those show lies elsewhere in the inbox."""
    return place.resolve() == place


def _look(root: Path, place: Path, marks: Mapping[str, Mark]) -> FoundFile:
    path = shown(place.relative_to(root))
    parts = path.split("/")
    customer = parts[0] if len(parts) > 1 else None
    try:
        status = place.lstat()
        if not stat.S_ISREG(status.st_mode):  # in a folder of the inbox a plain file leads nowhere else
            if _leads_out(root, place):
                return _unreadable(path, customer, place, "link-outside", str(place.resolve()))
            status = place.stat()
        if not stat.S_ISREG(status.st_mode):
            return _unreadable(path, customer, place, "unreadable", "neither a file nor a folder that opens")
        stamp = f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"
        mark = marks.get(path)
        sha256 = mark.sha256 if mark is not None and mark.stamp == stamp else hash_file(place)
        source = SourceFile(path, sha256, status.st_size, customer)
    except FileNotFoundError as error:
        return _unreadable(path, customer, place, "vanished", str(error))
    except OSError as error:
        return _unreadable(path, customer, place, "unreadable", str(error))
    settled = time.time_ns() - status.st_mtime_ns > _SETTLED
    return FoundFile(source, place, stamp=stamp if settled else "")


def _unreadable(path: str, customer: str | None, place: Path, code: str, detail: str) -> FoundFile:
    source = SourceFile(path, "", 0, customer)
    return FoundFile(source, place, Problem(code, path=path, detail=detail))


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file, read piece by piece.  Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def shown(path: Path) -> str:
    """Return a relative path as it is listed: with ``/``, composed, without control characters.

    Names that are no UTF-8 (a Chinese archive unpacked on Linux) are read as GB18030.
    """
    text = path.as_posix()
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        with suppress(UnicodeEncodeError):  # a half of a surrogate pair that stands for no byte (Windows)
            text = os.fsencode(text).decode("gb18030", "replace")
    composed = unicodedata.normalize("NFC", text)
    return "".join("\ufffd" if unicodedata.category(char) in ("Cc", "Cs") else char for char in composed)


class DocumentIds:
    """Gives out document ids, unique within a run; ask in order of path.

    ``kept`` are ids that files of this run had before: they are given to nobody else.
    """

    def __init__(self, kept: Iterable[str] = ()) -> None:
        self._taken = set(kept)

    def give(self, customer: str, facts: Facts, opening: str, path: str) -> str:
        """Return ``D-`` and the fingerprint of customer and number, or title, or opening words.

        What has none of these (a file that could not be read) is known by its path.
        """
        mark = fingerprint(customer, facts.number or facts.title or opening or path)
        return self.free(f"D-{mark}")

    def free(self, wanted: str) -> str:
        """Return the id, or the first with an ordinal that nobody has; it is taken from now on."""
        candidate, ordinal = wanted, 1
        while candidate in self._taken:
            ordinal += 1
            candidate = f"{wanted}-{ordinal}"
        self._taken.add(candidate)
        return candidate


def opening(blocks: Sequence[Block]) -> str:
    """Return the first 200 characters of the text, furniture left out."""
    text = ""
    for block in blocks:
        if block.kind is not BlockKind.FURNITURE:
            text += block.text
        if len(text) >= _OPENING:
            break
    return text[:_OPENING]
