"""A folder that only the user can write to, for caches that are loaded again."""

from __future__ import annotations

import os
import stat
import tempfile
from functools import cache
from pathlib import Path


@cache
def private_cache() -> Path:
    """Return the user's cache folder of this program, made with access for the user alone.

    Falls back to a fresh temporary folder of this process when the folder cannot be made
    private (another owner, a link, a read-only home).
    """
    from platformdirs import user_cache_path

    folder = user_cache_path("csr-checklist", appauthor=False)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_private(folder):
            return folder
    except OSError:
        pass
    return Path(tempfile.mkdtemp(prefix="csr-checklist-"))


def _is_private(folder: Path) -> bool:
    facts = folder.lstat()
    if not stat.S_ISDIR(facts.st_mode) or not os.access(folder, os.W_OK):
        return False
    if os.name != "posix":
        return True
    if facts.st_uid != os.getuid():
        return False
    if facts.st_mode & 0o077:
        folder.chmod(0o700)
    return True
