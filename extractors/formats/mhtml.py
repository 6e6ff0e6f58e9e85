"""Saved web pages in one file (MHTML, RFC 2557): the page inside; pictures are left out."""

from __future__ import annotations

import tempfile
from email import message_from_bytes, policy
from email.message import Message
from pathlib import Path

from domain.document import Extract
from domain.problem import DocumentError
from extractors import signatures
from extractors.base import Format, ReadLimits

_MOST_PARTS = 5_000


def claims(head: bytes, path: Path) -> bool:
    """Tell an archive by its mail fields and the parts that belong together."""
    return signatures.identify(head, path) == signatures.MHTML


def read(path: Path, limits: ReadLimits) -> Extract:
    """Read the page that the archive was saved for; nothing is fetched.

    Raises DocumentError: damaged (no page inside), and what the reader of pages raises.
    """
    from dataclasses import replace

    from extractors.formats import html

    try:
        message = message_from_bytes(path.read_bytes(), policy=policy.compat32)
        page = _page(message)
    except (ValueError, LookupError, RecursionError) as error:
        raise DocumentError("damaged", f"web page archive: {error}") from error
    with tempfile.TemporaryDirectory() as folder:
        inner = Path(folder) / "page.html"
        inner.write_bytes(page)
        return replace(html.read(inner, limits), format="mhtml")


def _page(message: Message) -> bytes:
    """Return the bytes of the first page, its stated encoding written into it."""
    for count, part in enumerate(message.walk()):
        if count > _MOST_PARTS:
            break
        payload = part.get_payload(decode=True)
        if part.get_content_type() in {"text/html", "application/xhtml+xml"} and isinstance(payload, bytes):
            charset = part.get_content_charset() or ""
            if charset.replace("-", "").replace("_", "").isalnum():
                return b'<meta charset="' + charset.encode("ascii", "ignore") + b'">' + payload
            return payload
    raise DocumentError("damaged", "web page archive without a page")


FORMAT = Format(name="mhtml", claims=claims, read=read)
