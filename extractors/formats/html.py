"""Web pages: HTML, XHTML, pages saved from a customer's portal.

Nothing is fetched and no script runs; what the site puts around the document is furniture.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from domain.document import Extract
from domain.problem import DocumentError
from extractors import signatures
from extractors.base import Format, ReadLimits
from extractors.encodings import decode
from extractors.gathering import Gathering

if TYPE_CHECKING:
    from lxml import etree

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_WINDOW = 8192
# Characters that no page may hold and that the parser stops at.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def claims(head: bytes, path: Path) -> bool:
    """Tell a page by its first tag."""
    return signatures.identify(head, path) == signatures.HTML


def read(path: Path, limits: ReadLimits) -> Extract:
    """Read a page.

    Raises DocumentError: unsupported (binary after all), empty, damaged.  Problems:
    hidden-text (kept as furniture), truncated-reading.
    """
    from extractors.html_page import PageReader

    data = path.read_bytes()
    text, _ = decode(data, _declared(data))
    root = _parse(_FORBIDDEN.sub("", text))
    gathering = Gathering(limits)
    gathering.place("document")
    PageReader(root, gathering).tell()
    return Extract(
        format="html",
        blocks=tuple(gathering.blocks),
        coverage=gathering.coverage(),
        title=_title(root),
        problems=tuple(gathering.problems),
    )


def _declared(data: bytes) -> str | None:
    """Return the encoding that the page states of itself."""
    found = _CHARSET.search(data[:_WINDOW]) or _XML_ENCODING.search(data[:_WINDOW])
    return found.group(1).decode("ascii", "replace") if found else None


def _parse(text: str) -> etree._Element:
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        if not text.strip():
            raise DocumentError("empty", "nothing but blanks") from error
        raise DocumentError("damaged", f"page: {error}") from error
    return root


def _title(root: etree._Element) -> str | None:
    """Return the page's title, or its first heading."""
    for path in (".//title", ".//h1"):
        found = root.find(path)
        if found is not None:
            text = " ".join("".join(str(part) for part in found.itertext()).split())
            if text:
                return text
    return None


FORMAT = Format(name="html", claims=claims, read=read)
