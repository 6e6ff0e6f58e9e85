"""Customers' names made into folder names that every system accepts and nobody can escape from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from domain.text import fingerprint

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]')
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?")
_MOST_BYTES = 120  # of UTF-8: paths on Windows are short, names on ext4 at most 255 bytes
_EMPTY = "_"


def folder_name(name: str) -> str:
    """Return a name for one folder: no separators, nothing reserved, at most 120 bytes."""
    text = _INVISIBLE.sub("", _FORBIDDEN.sub("_", unicodedata.normalize("NFC", name)))
    text = " ".join(text.split()).rstrip(" .")
    if text.startswith((".", "~$")):
        text = f"_{text.lstrip('.~$')}"
    if _RESERVED.fullmatch(text):
        text = f"_{text}"
    if len(text.encode("utf-8")) > _MOST_BYTES:
        start = text.encode("utf-8")[: _MOST_BYTES - 13].decode("utf-8", "ignore").rstrip(" .")
        text = f"{start}-{fingerprint(name)}"
    return text or _EMPTY


def folder_names(names: Iterable[str]) -> dict[str, str]:
    """Return a folder name for each name; names that a file system takes for one stay apart."""
    folders: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(set(names)):
        folder, count = folder_name(name), 2
        while _same(folder) in taken:
            folder = f"{folder_name(name)}-{count}"
            count += 1
        taken.add(_same(folder))
        folders[name] = folder
    return folders


def _same(folder: str) -> str:
    """Return what Windows and macOS compare names by."""
    return unicodedata.normalize("NFKC", folder).casefold()
