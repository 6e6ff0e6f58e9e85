"""Reading one file, whatever it is: the door that the supervised child comes through."""

from __future__ import annotations

from pathlib import Path

from domain.document import Extract
from domain.problem import DocumentError
from extractors import signatures
from extractors.base import Format, ReadLimits
from extractors.formats import FORMATS

_HEAD = 8192  # bytes that a format sees when it is asked whether a file is its own


def find_format(head: bytes, path: Path) -> Format | None:
    """Return the format that claims a file by its content, None when none does."""
    return next((candidate for candidate in FORMATS if candidate.claims(head, path)), None)


def read(path: Path, limits: ReadLimits) -> Extract:
    """Read a file with the format that claims it.

    Raises DocumentError: empty, too-large, encrypted, unsupported (``detail`` names what
    the file is, as far as its first bytes tell), and whatever the format raises.
    """
    size = path.stat().st_size
    if size == 0:
        raise DocumentError("empty", "0 bytes")
    if size > limits.file_size:
        raise DocumentError("too-large", f"{size} bytes")
    with path.open("rb") as file:
        head = file.read(_HEAD)
    found = find_format(head, path)
    if found is not None:
        extract = found.read(path, limits)
        if not extract.blocks and not extract.problems:
            raise DocumentError("empty", "no text in it")
        return extract
    signature = signatures.identify(head, path)
    if signature == signatures.ENCRYPTED_OFFICE:
        raise DocumentError("encrypted", signature)
    if not head.strip(b"\x00"):
        raise DocumentError("empty", "nothing but zero bytes")
    raise DocumentError("unsupported", signature)
