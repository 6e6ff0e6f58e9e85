"""OpenDocument texts and presentations: ODT, ODP (ISO 26300)."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from domain.document import BlockKind, Extract
from domain.problem import DocumentError
from extractors import signatures
from extractors.base import Format, ReadLimits
from extractors.gathering import Gathering


def claims(head: bytes, path: Path) -> bool:
    """Tell an OpenDocument package by the type it states."""
    return signatures.identify(head, path) in {signatures.ODT, signatures.ODP}


def read(path: Path, limits: ReadLimits) -> Extract:
    """Read a text with its notes and running heads, or the slides of a presentation.

    Raises DocumentError: damaged, encrypted, too-large.  Problems: open-changes (deleted
    words are left out), hidden-text (kept as furniture), truncated-reading.
    """
    from extractors.xml_safety import parse_xml
    from extractors.zip_safety import open_package, read_member

    with open_package(path, limits) as package:
        names = set(package.namelist())
        manifest = "META-INF/manifest.xml"
        if manifest in names and b"encryption-data" in read_member(package, manifest):
            raise DocumentError("encrypted", "OpenDocument package")
        content = parse_xml(read_member(package, "content.xml"), "content.xml")
        has_styles = "styles.xml" in names
        styled = parse_xml(read_member(package, "styles.xml"), "styles.xml") if has_styles else None
        title = _title(package) if "meta.xml" in names else None
    gathering = Gathering(limits)
    gathering.place("document")
    slides = _tell(content, styled, gathering, limits)
    return Extract(
        format="odt" if slides is None else "odp",
        blocks=tuple(gathering.blocks),
        pages=slides,
        coverage=gathering.coverage(),
        title=title,
        problems=tuple(gathering.problems),
    )


def _tell(content: Any, styled: Any, gathering: Gathering, limits: ReadLimits) -> int | None:
    """Gather the text or the slides, and the running heads; return the number of slides."""
    from extractors.open_text import DRAW, OFFICE, STYLE, OpenStory, T

    lists = {
        found.get(f"{STYLE}name") or "": found
        for root in (styled, content)
        if root is not None
        for found in root.iter(f"{T}list-style")
    }
    story = OpenStory(gathering, lists)
    text, show = content.find(f".//{OFFICE}text"), content.find(f".//{OFFICE}presentation")
    slides = list(show.iterfind(f"{DRAW}page")) if show is not None else []
    for number, slide in enumerate(slides[: limits.pages], 1):
        story.tell_slide(slide, number)
    if show is None and text is not None:
        story.tell(text)
    for part in () if styled is None else styled.iter(f"{STYLE}header", f"{STYLE}footer"):
        story.tell(part, BlockKind.FURNITURE)
    if changes := sum(1 for _ in content.iter(f"{T}changed-region")):
        gathering.note("open-changes", str(changes))
    return None if show is None else len(slides)


def _title(package: zipfile.ZipFile) -> str | None:
    """Return the stated title; a damaged part of properties costs no text."""
    from extractors.xml_safety import parse_xml
    from extractors.zip_safety import read_member

    try:
        root = parse_xml(read_member(package, "meta.xml"), "meta.xml")
    except DocumentError:
        return None
    return root.findtext(".//{http://purl.org/dc/elements/1.1/}title")


FORMAT = Format(name="opendocument", claims=claims, read=read)
