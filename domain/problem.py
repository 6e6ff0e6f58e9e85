"""Trouble, as data: what went wrong with which file, by code.

The sentences for people stand in ``domain/wording``; each code has a heading in
``docs/problems.md`` (a test holds the three together).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """FATAL: the file gave nothing.  LOSS: a part is missing.  NOTE: worth knowing."""

    FATAL = "fatal"
    LOSS = "loss"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that went wrong; ``detail`` is for the log, ``where`` for the reader."""

    code: str
    severity: Severity = Severity.FATAL
    path: str = ""
    where: str = ""
    detail: str = ""


class DocumentError(Exception):
    """A file that cannot be read any further; costs only itself.

    ``code`` is a problem code of ``docs/problems.md``.
    """

    def __init__(self, code: str, detail: str = "", where: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
        self.where = where


class ConfigurationError(Exception):
    """A settings or rule file that cannot be used: one line with file, line and cure."""

    def __init__(self, file: str, line: int | None, message: str) -> None:
        place = f"{file}:{line}" if line else file
        super().__init__(f"{place}: {message}")
        self.file = file
        self.line = line
        self.message = message
