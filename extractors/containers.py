"""What lies inside archives and mails, written out one member a file under names of our own.

``unpack`` never uses a member's name as a path, so no name can lead out of the folder; it
counts the bytes that really come out, so no stated size is believed.  To add a kind, write
its generator of ``_Piece`` and name it in ``_KINDS``.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from domain.problem import DocumentError
from extractors import mail_parts, signatures
from extractors.archive_tools import unpack_with_tool
from extractors.base import ReadLimits
from extractors.mail_parts import Part
from extractors.zip_safety import ZIP_ERRORS

MOST_MEMBERS = 2_000
_HEAD = 8192
_CHUNK = 1 << 20
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_LONGEST_NAME = 200
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_ERRORS = (*ZIP_ERRORS, tarfile.TarError)


@dataclass(frozen=True, slots=True)
class Member:
    """A part of a container.

    ``name`` is shown with ``/`` and leads nowhere; ``file`` is its name in the folder it was
    written to, empty where ``code`` says why it was not.
    """

    name: str
    file: str = ""
    size: int = 0
    sha256: str = ""
    code: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    name: str
    open: Callable[[], IO[bytes]] | None = None
    code: str = ""
    detail: str = ""


def is_container(signature: str) -> bool:
    """Tell whether a file of this signature can hold others."""
    return signature in _KINDS


def unpack(path: Path, into: Path, limits: ReadLimits) -> tuple[Member, ...] | None:
    """Write the members of a container into an empty folder; None when it is no container.

    Raises DocumentError: damaged, encrypted, too-large, archive-tool (a kind that needs a
    tool which is not installed).
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    kind = _KINDS.get(signatures.identify(head, path))
    if kind is None:
        return None
    budget = limits.expanded_size
    members: list[Member] = []
    try:
        for piece in kind(path, into, limits):
            if len(members) >= MOST_MEMBERS:
                members.append(Member("…", code="too-large", detail=f"more than {MOST_MEMBERS} members"))
                break
            member = _written(piece, into, len(members), min(budget, limits.file_size))
            budget -= member.size
            members.append(member)
    except _ERRORS as error:
        if not members:
            raise DocumentError("damaged", f"{type(error).__name__}: {error}") from error
        members.append(Member("…", code="damaged", detail=f"{type(error).__name__}: {error}"))
    return tuple(_distinct(members))


def _written(piece: _Piece, into: Path, ordinal: int, most: int) -> Member:
    name = _shown(piece.name)
    if piece.open is None:
        return Member(name, code=piece.code, detail=piece.detail)
    suffix = PurePosixPath(name).suffix.lower()
    file = f"{ordinal:04}{suffix if _SUFFIX.fullmatch(suffix) else ''}"
    place = into / file
    digest, size = hashlib.sha256(), 0
    try:
        with piece.open() as stream, place.open("xb") as copy:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > most:
                    break
                digest.update(chunk)
                copy.write(chunk)
    except _ERRORS as error:
        place.unlink(missing_ok=True)
        code = "encrypted" if "password" in str(error).lower() or "encrypted" in str(error) else "damaged"
        return Member(name, code=code, detail=str(error))
    if size > most:
        place.unlink(missing_ok=True)
        return Member(name, code="too-large", detail=f"more than {most} bytes unpacked")
    return Member(name, file, size, digest.hexdigest())


def _shown(name: str) -> str:
    """Return a member's name as it is listed: no root, no drive, no way up, no control character."""
    plain = "".join(char if char.isprintable() else "\ufffd" for char in name.replace("\\", "/"))
    parts = [re.sub(r"^[A-Za-z]:", "", part).replace("!", "！") for part in plain.split("/")]
    kept = [part.strip() for part in parts if part.strip() not in ("", ".", "..")]
    return "/".join(kept)[-_LONGEST_NAME:].lstrip("/") or "unnamed"


def _distinct(members: list[Member]) -> Iterator[Member]:
    """Give members of one name an ordinal, so that each has a path of its own."""
    seen: dict[str, int] = {}
    for member in members:
        seen[member.name] = count = seen.get(member.name, 0) + 1
        if count == 1:
            yield member
            continue
        place = PurePosixPath(member.name)
        name = str(place.with_name(f"{place.stem} ({count}){place.suffix}"))
        yield Member(name, member.file, member.size, member.sha256, member.code, member.detail)


def _zip(path: Path, _into: Path, _limits: ReadLimits) -> Iterator[_Piece]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            name = _zip_name(info)
            if stat.S_ISLNK(info.external_attr >> 16):
                yield _Piece(name, code="link-outside", detail="a link inside an archive")
            elif info.flag_bits & _ENCRYPTED:
                yield _Piece(name, code="encrypted", detail="zip member")
            else:
                yield _Piece(name, partial(archive.open, info))


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; one that is not marked as UTF-8 is read as GB18030 where that fits."""
    if info.flag_bits & _UTF8_NAME or info.filename.isascii():
        return info.filename
    try:
        data = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030", "big5"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _tar(path: Path, _into: Path, _limits: ReadLimits) -> Iterator[_Piece]:
    with tarfile.open(path, "r:*") as archive:
        for info in archive:
            if info.isfile():
                yield _Piece(info.name, partial(_tar_member, archive, info))
            elif info.issym() or info.islnk():
                yield _Piece(info.name, code="link-outside", detail="a link inside an archive")


def _file(place: Path) -> IO[bytes]:
    return place.open("rb")


def _tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    stream = archive.extractfile(info)
    if stream is None:
        raise tarfile.TarError("a member without bytes")
    return stream


def _compressed(path: Path, into: Path, limits: ReadLimits) -> Iterator[_Piece]:
    """Open what is packed as one file: a tar inside, or the file itself."""
    try:
        with tarfile.open(path, "r:*") as archive:
            archive.next()
    except (tarfile.TarError, EOFError, OSError):
        if path.suffix.lower() in {".bz2", ".xz"}:
            raise DocumentError("unsupported", "a single packed file") from None
        yield _Piece(path.stem, partial(gzip.open, path))  # type: ignore[arg-type]  # binary by default
        return
    yield from _tar(path, into, limits)


def _with_tool(path: Path, into: Path, limits: ReadLimits) -> Iterator[_Piece]:
    for name, place in unpack_with_tool(path, into / "tool", limits):
        yield _Piece(name, partial(_file, place))


def _parts(read: Callable[[Path], Iterator[Part]]) -> Callable[[Path, Path, ReadLimits], Iterator[_Piece]]:
    def pieces(path: Path, _into: Path, _limits: ReadLimits) -> Iterator[_Piece]:
        for part in read(path):
            yield _Piece(part.name, part.open)

    return pieces


_KINDS: dict[str, Callable[[Path, Path, ReadLimits], Iterator[_Piece]]] = {
    signatures.ZIP: _zip,
    signatures.TAR: _tar,
    "gzip archive": _compressed,
    "bzip2 archive": _compressed,
    "xz archive": _compressed,
    "7-Zip archive": _with_tool,
    "RAR archive": _with_tool,
    signatures.MAIL: _parts(mail_parts.attachments),
    signatures.OUTLOOK: _parts(mail_parts.outlook_attachments),
}
