"""The progress bar: files, pages, time left.  Nothing at all where nobody looks on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.console import Terminal

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from domain.document import Document
    from pipeline.identify import FoundFile
    from pipeline.run import Watcher

# A file counts as its bytes and this: the time for a small file is not in its bytes.
_FILE_WEIGHT = 50_000


class _Nobody:
    """Looks at nothing."""

    def found(self, files: Sequence[FoundFile]) -> None:
        """Take no note."""

    def finished(self, document: Document) -> None:
        """Take no note."""

    def stage(self, name: str) -> None:
        """Take no note."""


class _Bar:
    """Moves a bar by the weight of the files that are done."""

    def __init__(self, progress: Progress, task: TaskID, terminal: Terminal) -> None:
        self._progress = progress
        self._task = task
        self._terminal = terminal
        self._total = self._done = self._pages = 0

    def found(self, files: Sequence[FoundFile]) -> None:
        """Set the bar's length."""
        self._total = len(files)
        self._progress.update(self._task, total=sum(_FILE_WEIGHT + file.source.size for file in files))
        self._show()

    def finished(self, document: Document) -> None:
        """Move the bar."""
        self._done += 1
        self._pages += document.pages or 0
        self._progress.advance(self._task, _FILE_WEIGHT + document.source.size)
        self._show()

    def stage(self, name: str) -> None:
        """Name what is being done."""
        self._progress.update(self._task, description=self._terminal.words(f"progress.{name}"))

    def _show(self) -> None:
        files = self._terminal.words("progress.files", done=self._done, total=self._total)
        pages = self._terminal.words("progress.pages", pages=self._pages)
        self._progress.update(self._task, files=files, pages=pages)


@contextmanager
def looking_on(terminal: Terminal) -> Iterator[Watcher]:
    """Show the progress of a run while the block runs; the bar is gone afterwards."""
    if not terminal.is_interactive:
        yield _Nobody()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    progress = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TextColumn("{task.fields[files]}"),
        TextColumn("{task.fields[pages]}", style="dim"),
        TimeRemainingColumn(compact=True),
        console=Console(),
        transient=True,
    )
    with progress:
        task = progress.add_task(terminal.words("progress.listing"), total=None, files="", pages="")
        yield _Bar(progress, task, terminal)
