"""Parsing XML that strangers made: no entities, no network, no huge trees."""

from __future__ import annotations

from lxml import etree

from domain.problem import DocumentError

# ISO 29500 Strict uses other names for the same things; the readers know the Transitional ones.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
)


def parse_xml(data: bytes, part: str) -> etree._Element:
    """Parse one part of an Office package, Strict names made Transitional.

    Raises DocumentError("damaged") for what is not well-formed, nested beyond the parser's
    bound or swollen by entities.
    """
    for strict, transitional in _STRICT:
        data = data.replace(strict, transitional)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError("damaged", f"{part}: {error}") from error


def is_element(node: etree._Element) -> bool:
    """Tell an element from a comment, a processing instruction or an entity left unread."""
    return isinstance(node.tag, str)
