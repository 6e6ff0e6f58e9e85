"""Wrong use, as types: who asked for what cannot be done is told so in one line."""

from __future__ import annotations


class UsageError(Exception):
    """Wrong use; ``key`` is a sentence under ``[error]`` of ``cli.toml``, ``values`` fill it."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(f"{key} {values}")
        self.key = key
        self.values = values


class MissingPartError(Exception):
    """An optional part is asked for and not installed; ``part`` is its extra's name."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part
