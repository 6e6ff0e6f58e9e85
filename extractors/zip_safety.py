"""Opening zip packages that strangers made: sizes are added up before anything is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from domain.problem import DocumentError
from extractors.base import ReadLimits

_MAX_MEMBERS = 20_000
_ENCRYPTED = 0x1

# What Python's zipfile raises on a member that is cut, damaged or packed in an unknown way.
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


def open_package(path: Path, limits: ReadLimits) -> zipfile.ZipFile:
    """Open a zip whose members together stay within ``limits.expanded_size`` bytes.

    Raises DocumentError: damaged, encrypted, too-large.
    """
    try:
        package = zipfile.ZipFile(path)
    except ZIP_ERRORS as error:
        raise DocumentError("damaged", f"zip: {error}") from error
    members = package.infolist()
    total = sum(member.file_size for member in members)
    if total > limits.expanded_size or len(members) > _MAX_MEMBERS:
        package.close()
        raise DocumentError("too-large", f"{len(members)} parts, {total} bytes unpacked")
    if any(member.flag_bits & _ENCRYPTED for member in members):
        package.close()
        raise DocumentError("encrypted", "zip members are encrypted")
    return package


def read_member(package: zipfile.ZipFile, name: str) -> bytes:
    """Return a member's bytes, never more than its stated size.

    Raises DocumentError("damaged") when it is missing or cannot be unpacked.
    """
    try:
        with package.open(name) as stream:
            stated = package.getinfo(name).file_size
            return stream.read(stated)
    except KeyError as error:
        raise DocumentError("damaged", f"the part {name} is missing") from error
    except ZIP_ERRORS as error:
        raise DocumentError("damaged", f"the part {name}: {error}") from error


def member_names(path: Path) -> frozenset[str]:
    """Return the names in a zip's listing; empty when it cannot be read."""
    try:
        with zipfile.ZipFile(path) as package:
            return frozenset(package.namelist())
    except ZIP_ERRORS:
        return frozenset()
