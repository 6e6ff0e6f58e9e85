"""The inbox listed with what is remembered of it: what looks the same is not read to know its bytes."""

from __future__ import annotations

from pathlib import Path

from pipeline.cache import Cache
from pipeline.identify import FoundFile, Mark, find_files

_KIND = "file"


def listed(
    inbox: Path, out: Path | None, forced: frozenset[str] | None, kept: Cache
) -> tuple[FoundFile, ...]:
    """List the files below a folder; ``forced`` are paths to be read for their bytes, None for all."""
    before = {path: Mark(stamp, sha256) for path, (stamp, sha256) in kept.marks(_KIND).items()}
    marks = {} if forced is None else {path: one for path, one in before.items() if path not in forced}
    files = find_files(inbox, leave_out=out, marks=marks)
    for file in files:
        path, sha256 = file.source.path, file.source.sha256
        if file.stamp and before.get(path) != Mark(file.stamp, sha256):
            kept.put(_KIND, path, file.stamp, sha256.encode())
    return files
