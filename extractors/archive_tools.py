"""7z and RAR archives by a tool that is there: libarchive's tar (Windows and macOS have it) or bsdtar."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from domain.problem import DocumentError
from extractors.base import ReadLimits

_SHORT = 10  # seconds for asking a tool who it is


@cache
def tool() -> str | None:
    """Return the program that unpacks 7z and RAR, None where none is installed."""
    for name in ("bsdtar", "tar"):
        found = shutil.which(name)
        if found is not None and "bsdtar" in _version(found):
            return found
    return None


def _version(program: str) -> str:
    try:
        asked = subprocess.run(
            [program, "--version"], capture_output=True, timeout=_SHORT, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.decode("utf-8", "replace")


def unpack_with_tool(path: Path, into: Path, limits: ReadLimits) -> Iterator[tuple[str, Path]]:
    """Unpack into a new folder and yield name and place of each ordinary file.

    The tool refuses absolute names, ways up and writing through links by itself; links it
    made are not followed.  Raises DocumentError: archive-tool, encrypted, damaged, timeout.
    """
    program = tool()
    if program is None:
        raise DocumentError("archive-tool", "no bsdtar")
    into.mkdir()
    try:
        done = subprocess.run(
            [program, "-x", "-f", str(path), "-C", str(into), "--no-same-owner", "--no-same-permissions"],
            capture_output=True,
            timeout=limits.seconds,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError("timeout", f"{limits.seconds:g} s") from error
    said = done.stderr.decode("utf-8", "replace")
    files = [one for one in sorted(into.rglob("*")) if one.is_file() and not one.is_symlink()]
    if done.returncode and ("ncrypt" in said or "assphrase" in said):
        raise DocumentError("encrypted", said[:500])
    if done.returncode and not files:
        raise DocumentError("damaged", said[:500])
    for file in files:
        yield file.relative_to(into).as_posix(), file
