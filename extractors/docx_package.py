"""The parts of a Word package as XML trees: through python-docx, or raw where it refuses.

python-docx refuses Strict documents and damaged corners that do not matter for reading.
Either way the sizes were checked before (``zip_safety``) and the rest of the reader sees
the same ``Package``.
"""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from domain.problem import DocumentError
from extractors.base import ReadLimits
from extractors.docx_names import W
from extractors.xml_safety import parse_xml
from extractors.zip_safety import ZIP_ERRORS, open_package, read_member

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DUBLIN_CORE_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_WANTED = frozenset(
    {
        "styles",
        "numbering",
        "footnotes",
        "endnotes",
        "comments",
        "header",
        "footer",
    }
)


@dataclass(slots=True)
class Package:
    """The main document and the parts it relates to: kind of relation -> roots in order.

    ``broken`` names the parts that could not be read.
    """

    document: etree._Element
    title: str | None = None
    parts: dict[str, list[etree._Element]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def first(self, kind: str) -> etree._Element | None:
        """Return the first part of a kind, None when there is none."""
        roots = self.parts.get(kind)
        return roots[0] if roots else None


def load_package(path: Path, limits: ReadLimits) -> Package:
    """Open a Word package.  Raises DocumentError: damaged, encrypted, too-large."""
    with open_package(path, limits) as archive:
        package = _through_python_docx(path)
        return package if package is not None else _raw(archive)


def _through_python_docx(path: Path) -> Package | None:
    """Return the package as python-docx sees it, None when it refuses the file."""
    from docx.opc.exceptions import OpcError
    from docx.package import Package as WordPackage

    try:
        opened = WordPackage.open(str(path))
        main = opened.main_document_part
        package = Package(_root(main), _core_title(opened))
        relations = list(main.rels.values())
    except (OpcError, KeyError, AttributeError, TypeError, etree.LxmlError, DocumentError, *ZIP_ERRORS):
        return None
    if package.document.tag != f"{W}document":
        return None  # Strict names, which python-docx leaves as they are
    for relation in relations:
        kind = str(relation.reltype).rsplit("/", 1)[-1]
        if kind in _WANTED and not relation.is_external:
            try:
                package.parts.setdefault(kind, []).append(_root(relation.target_part))
            except DocumentError as error:
                package.broken.append(error.detail)
    return package


def _root(part: object) -> etree._Element:
    """Return a part's tree: python-docx has parsed the kinds it knows, the rest is bytes."""
    element = getattr(part, "element", None)
    if isinstance(element, etree._Element):
        return element
    return parse_xml(part.blob, str(part.partname))  # type: ignore[attr-defined]


def _core_title(opened: object) -> str | None:
    """Return the title of the core properties; python-docx invents a part where there is none."""
    relations = opened.rels.values()  # type: ignore[attr-defined]
    if not any(str(relation.reltype).endswith("/core-properties") for relation in relations):
        return None
    title = str(opened.core_properties.title or "")  # type: ignore[attr-defined]
    return title.strip() or None


def _raw(archive: zipfile.ZipFile) -> Package:
    """Return the package read member by member, the main part taken from the root relations."""
    names = {name.lower().lstrip("/"): name for name in archive.namelist()}
    main = _main_name(archive, names)
    package = Package(parse_xml(read_member(archive, main), main), _raw_title(archive, names))
    for kind, target in _relations(archive, names, main):
        actual = names.get(target.lower())
        if kind in _WANTED and actual is not None:
            try:
                package.parts.setdefault(kind, []).append(parse_xml(read_member(archive, actual), actual))
            except DocumentError as error:
                package.broken.append(error.detail)
    return package


def _main_name(archive: zipfile.ZipFile, names: dict[str, str]) -> str:
    for kind, target in _relations(archive, names, ""):
        if kind == "officeDocument" and target.lower() in names:
            return names[target.lower()]
    if "word/document.xml" in names:
        return names["word/document.xml"]
    raise DocumentError("damaged", "the package names no main document")


def _relations(archive: zipfile.ZipFile, names: dict[str, str], part: str) -> list[tuple[str, str]]:
    """Return (kind, target's name) of a part's relations; of the package itself for ''."""
    folder, file = posixpath.split(part)
    actual = names.get(posixpath.join(folder, "_rels", f"{file}.rels").lower())
    if actual is None:
        return []
    found: list[tuple[str, str]] = []
    for relation in parse_xml(read_member(archive, actual), actual).iter(_RELATION):
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or ""))
            found.append(((relation.get("Type") or "").rsplit("/", 1)[-1], target.lstrip("/")))
    return found


def _raw_title(archive: zipfile.ZipFile, names: dict[str, str]) -> str | None:
    if "docprops/core.xml" not in names:
        return None
    try:
        root = parse_xml(read_member(archive, names["docprops/core.xml"]), "core.xml")
    except DocumentError:
        return None
    title = root.findtext(_DUBLIN_CORE_TITLE) or ""
    return title.strip() or None
