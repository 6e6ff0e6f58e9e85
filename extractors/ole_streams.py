"""Streams of OLE compound files that strangers made, with a bound on their size."""

from __future__ import annotations

from pathlib import Path

from domain.problem import DocumentError
from extractors.base import ReadLimits


def read_streams(path: Path, names: tuple[str, ...], limits: ReadLimits) -> dict[str, bytes]:
    """Return those of the named root streams that are there.

    Raises DocumentError: damaged, too-large.
    """
    import olefile

    found: dict[str, bytes] = {}
    try:
        with olefile.OleFileIO(str(path)) as file:
            for name in names:
                if not file.exists(name):
                    continue
                if file.get_size(name) > limits.file_size:
                    raise DocumentError("too-large", f"stream {name}")
                found[name] = file.openstream(name).read()
    except (
        OSError,
        ValueError,
        IndexError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
    ) as error:
        raise DocumentError("damaged", f"compound file: {error}") from error
    return found
