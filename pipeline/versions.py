"""What a result was made with, as fingerprints: another reader or rule makes another result.

Taken from the program's own files, so that nobody has to remember to raise a number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from domain.knowledge import KNOWLEDGE

_ROOT = Path(__file__).resolve().parent.parent
_LIBRARIES = (
    "pypdfium2",
    "python-docx",
    "lxml",
    "python-calamine",
    "openpyxl",
    "chardet",
    "python-oxmsg",
)
_JUDGING = ("spacy", "jieba")
_UNREAD = frozenset({".pyc", ".md", ".rst"})


@cache
def reader_version() -> str:
    """Return what stands for the readers and the libraries they use."""
    files = [*_below(_ROOT / "extractors"), *(_ROOT / "domain").glob("*.py")]
    return _fingerprint(files, _LIBRARIES)


def judging_version(rules: Path | None = None) -> str:
    """Return what stands for splitting, rules and model, a company's own rules included."""
    own = _below(rules) if rules is not None else ()
    files = [*_below(_ROOT / "pipeline"), *_below(_ROOT / "classifiers"), *_below(KNOWLEDGE), *own]
    return _fingerprint([*files, *(_ROOT / "domain").glob("*.py")], _JUDGING)


def _below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.suffix not in _UNREAD and path.is_file()]


def _fingerprint(files: Iterable[Path], libraries: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.name.encode("utf-8", "replace"))
        digest.update(path.read_bytes())
    for name in libraries:
        digest.update(f"{name} {_installed(name)}".encode())
    return digest.hexdigest()[:16]


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
