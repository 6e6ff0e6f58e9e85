"""The terminal: what is said, where, and how it looks.  Words come from ``domain/wording``.

Results go to standard output, trouble to standard error, one line each.  When standard
output is no terminal, tables are lines with tabs and there is no progress bar.
"""

from __future__ import annotations

import io
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from domain.wording import say, wording

if TYPE_CHECKING:
    from rich.console import Console

_CONTROL = ("Cc", "Cs", "Co", "Zl", "Zp")
_BIDIRECTIONAL = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and whether it holds numbers."""

    title: str
    number: bool = False
    style: str = ""
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class Terminal:
    """Speaks one language to one person.  ``quiet`` leaves out all but trouble."""

    language: str
    quiet: bool = False

    def words(self, key: str, **values: object) -> str:
        """Return a sentence of ``cli.toml``."""
        return say(f"cli.{key}", self.language, **values)

    def name(self, table: str, code: str) -> str:
        """Return the name of a code, or the code where it has none."""
        return wording(self.language).get(f"cli.{table}.{code}", code)

    @property
    def is_interactive(self) -> bool:
        """Tell whether somebody looks on."""
        return not self.quiet and sys.stdout.isatty()

    def line(self, text: str = "", style: str = "") -> None:
        """Say a line on standard output."""
        if self.quiet:
            return
        if style and sys.stdout.isatty():
            self._rich().print(_plain(text), style=style, markup=False, highlight=False, soft_wrap=True)
        else:
            sys.stdout.write(f"{_plain(text)}\n")

    def data(self, text: str) -> None:
        """Write a line for a machine, as it is, also when quiet."""
        sys.stdout.write(f"{text}\n")

    def trouble(self, text: str) -> None:
        """Say a line on standard error."""
        sys.stdout.flush()
        sys.stderr.write(f"{_plain(text)}\n")

    def table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[str]], footer: Sequence[str] = ()
    ) -> None:
        """Show a table; with tabs where nobody looks on."""
        if self.quiet:
            return
        if not sys.stdout.isatty():
            for row in ([column.title for column in columns], *rows, *([footer] if footer else [])):
                self.data("\t".join(_plain(cell).replace("\t", " ") for cell in row))
            return
        self._rich().print(_rich_table(columns, rows, footer))

    def marked(self, text: str, words: Sequence[str]) -> None:
        """Show a text with words marked in it."""
        if self.quiet:
            return
        if not sys.stdout.isatty():
            self.data(_plain(text))
            return
        from rich.text import Text

        shown = Text(_plain(text))
        shown.highlight_words([word for word in words if word.strip()], "bold yellow", case_sensitive=False)
        self._rich().print(shown, soft_wrap=True)

    def _rich(self) -> Console:
        from rich.console import Console

        return Console(file=sys.stdout)


def _rich_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], footer: Sequence[str]) -> object:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_footer=bool(footer), footer_style="bold")
    for place, column in enumerate(columns):
        table.add_column(
            Text(column.title),
            Text(footer[place]) if footer else "",
            justify="right" if column.number else "left",
            style=column.style or None,
            no_wrap=column.number or column.narrow,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(Text(_plain(cell)) for cell in row))
    return table


def _plain(text: str) -> str:
    """Return the text without what could steer a terminal: escapes, and changes of direction."""
    return "".join(char if _harmless(char) else "\ufffd" for char in text)


def _harmless(char: str) -> bool:
    if char in "\n\t":
        return True
    return unicodedata.category(char) not in _CONTROL and char not in _BIDIRECTIONAL


def prepare_streams() -> None:
    """Let a terminal that cannot show a character show a question mark instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            utf8 = not stream.isatty() and sys.platform == "win32"
            stream.reconfigure(encoding="utf-8" if utf8 else None, errors="replace")


@contextmanager
def discard_closed_pipe() -> Iterator[None]:
    """End in silence when whoever reads our output has gone (``csr … | head``)."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _to_nowhere(sys.stdout)


def _to_nowhere(stream: TextIO) -> None:
    import os

    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
