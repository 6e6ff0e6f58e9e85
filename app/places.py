"""Where a command works when it is not told: the workspace, or a clone of the project."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.settings import FILE_NAME

INBOX, OWN, OUTPUTS, RULES = "inbox", "own", "outputs", "rules"
_SAMPLES = Path("data") / "samples" / INBOX
_MARKS_OF_THE_PROJECT = ("pipeline", "classifiers", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class Workspace:
    """An inbox with its output folder; ``company`` is the settings file, None in a clone; ``own`` the own procedures."""

    inbox: Path
    out: Path
    company: Path | None
    own: Path | None = None


def workspace_around(folder: Path) -> Workspace | None:
    """Return the workspace or clone that the folder lies in, the folder itself included."""
    for here in (folder, *folder.parents):
        if (here / FILE_NAME).is_file() and (here / INBOX).is_dir():
            return Workspace(here / INBOX, here / OUTPUTS, here / FILE_NAME, here / OWN)
        if (here / _SAMPLES).is_dir() and all((here / mark).exists() for mark in _MARKS_OF_THE_PROJECT):
            return Workspace(here / _SAMPLES, here / OUTPUTS, None, here / _SAMPLES.parent / OWN)
    return None


def workspace_of(inbox: Path, here: Path) -> Workspace:
    """Return where the results of an inbox go when nothing else is said.

    An inbox of a workspace (or the workspace's folder itself) belongs to it; any other
    inbox is read with the settings of the workspace one stands in, into its ``outputs``,
    and outside of any workspace into ``outputs`` of the current folder.
    """
    inbox = inbox.absolute()
    if (inbox / FILE_NAME).is_file() and (inbox / INBOX).is_dir():
        return Workspace(inbox / INBOX, inbox / OUTPUTS, inbox / FILE_NAME, inbox / OWN)
    if (inbox.parent / FILE_NAME).is_file():
        return Workspace(inbox, inbox.parent / OUTPUTS, inbox.parent / FILE_NAME, inbox.parent / OWN)
    around = workspace_around(here)
    if around is None:
        return Workspace(inbox, here / OUTPUTS, None)
    return Workspace(inbox, around.out, around.company, around.own if around.company else None)
