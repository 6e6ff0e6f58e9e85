"""Which language to speak: what the person asks for, else the system's, else Chinese."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping, Sequence

from domain.wording import LANGUAGES

_SILENT = ("", "c", "posix")


class UnknownLanguageError(ValueError):
    """The language asked for is not spoken."""


def choose(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> str:
    """Return zh or en from ``--lang`` among the arguments, else from the locale.

    Raises UnknownLanguageError.
    """
    asked = _asked(arguments)
    if asked is None:
        return from_locale(os.environ if environment is None else environment)
    if asked not in LANGUAGES:
        raise UnknownLanguageError(asked)
    return asked


def _asked(arguments: Sequence[str]) -> str | None:
    asked = None
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
        elif argument == "--lang" and place + 1 < len(arguments):
            asked = arguments[place + 1]
    return asked


def from_locale(environment: Mapping[str, str]) -> str:
    """Return the language of the locale; zh where it cannot be told (C, POSIX, nothing)."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name, ""):
            return _of(value)
    return _of(_system_locale())


def _system_locale() -> str:
    """Ask the system where no variable tells: Windows and programs started from a desktop."""
    if sys.platform == "win32":
        import ctypes

        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return locale.windows_locale.get(number, "")
    return locale.getlocale()[0] or ""


def _of(name: str) -> str:
    word = name.replace("-", "_").split(".")[0].split("_")[0].casefold()
    if word in _SILENT or word.startswith(("zh", "chinese")):
        return "zh"
    return "en"
