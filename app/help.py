"""Help pages in the person's language: the words that the command-line library adds itself."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

from domain.wording import say

_HEADINGS = {
    "Usage:": "usage",
    "Options:": "options",
    "Commands:": "commands",
    "Arguments:": "arguments",
}
_HEADING = re.compile(r"^(Usage:|Options:|Commands:|Arguments:)", re.MULTILINE)
_OF_HELP = "Show this message and exit."


def speaking(language: str) -> tuple[type[TyperCommand], type[TyperGroup]]:
    """Return classes of commands and groups whose help is in the language."""

    class Command(TyperCommand):
        """A command with help in the person's language."""

        def get_help(self, ctx: Any) -> str:
            """Return the help page."""
            return translated(super().get_help(ctx), language)

    class Group(TyperGroup):
        """A group of commands with help in the person's language."""

        def get_help(self, ctx: Any) -> str:
            """Return the help page."""
            return translated(super().get_help(ctx), language)

    return Command, Group


def translated(page: str, language: str) -> str:
    """Return a help page with its headings in the language."""
    page = _HEADING.sub(lambda found: say(f"cli.usage.{_HEADINGS[found[1]]}", language), page)
    return page.replace(_OF_HELP, say("cli.usage.help", language))
