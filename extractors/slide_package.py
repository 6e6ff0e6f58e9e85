"""The parts of a PowerPoint package: slides in order, what each of them refers to."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from domain.problem import DocumentError
from extractors.xml_safety import parse_xml
from extractors.zip_safety import read_member

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_SLIDE_NAME = re.compile(r"ppt/slides/[^/]*?(\d*)\.xml", re.IGNORECASE)
_LONGEST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the kind (``slide``, ``notesSlide``, ``chart``) and the part."""

    kind: str
    part: str


@dataclass(slots=True)
class SlidePackage:
    """An open package; parts are parsed when asked for and kept."""

    package: zipfile.ZipFile
    broken: list[str] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)
    _roots: dict[str, etree._Element | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the parts; packages differ in the case of their names."""
        self._names = {name.lower().lstrip("/"): name for name in self.package.namelist()}

    def root(self, part: str) -> etree._Element | None:
        """Return a part's root element; None, and remembered as broken, when it cannot be read."""
        if part not in self._roots:
            self._roots[part] = self._parse(part)
        return self._roots[part]

    def _parse(self, part: str) -> etree._Element | None:
        name = self._names.get(part.lower())
        if name is None:
            return None
        try:
            data = read_member(self.package, name)
            data = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", data)
            return parse_xml(data, part)
        except DocumentError:
            self.broken.append(part)
            return None

    def relations(self, part: str) -> dict[str, Relation]:
        """Return what a part refers to inside the package, by relation id, in order."""
        folder, name = posixpath.split(part)
        root = self.root(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, Relation] = {}
        for relation in () if root is None else root.iter(_RELATION):
            target = relation.get("Target")
            if target and relation.get("TargetMode") != "External":
                kind = (relation.get("Type") or "").rsplit("/", 1)[-1]
                whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                found[relation.get("Id") or str(len(found))] = Relation(kind, whole)
        return found

    def related(self, part: str, kind: str) -> str | None:
        """Return the first part of a kind that a part refers to."""
        return next((one.part for one in self.relations(part).values() if one.kind == kind), None)

    def slides(self) -> list[str]:
        """Return the slides in the order of the show; by name where the package does not say."""
        main = self.related("", "officeDocument") or "ppt/presentation.xml"
        root = self.root(main)
        relations = self.relations(main)
        listed = [] if root is None else [one.get(R_ID) or "" for one in root.iter(f"{P}sldId")]
        known = [relations[one].part for one in listed if one in relations]
        present = [part for part in known if part.lower() in self._names]
        if len(present) < len(known):
            self.broken += [part for part in known if part.lower() not in self._names]
        # a slide that nothing lists is not shown by any program
        return present or sorted(filter(_SLIDE_NAME.fullmatch, self._names), key=_slide_order)


def _slide_order(name: str) -> tuple[int, str]:
    match = _SLIDE_NAME.fullmatch(name)
    digits = match.group(1)[:_LONGEST_DIGITS] if match else ""
    return (int(digits) if digits else 0, name)
