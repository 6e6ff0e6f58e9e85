"""The parts of mails: what the header says, the words of the body, the attachments.

Python's own parser reads EML; python-oxmsg reads Outlook's MSG.  Nothing is fetched.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from pathlib import Path
from typing import Any, BinaryIO

from domain.problem import DocumentError
from extractors.encodings import decode

_MOST_PARTS = 2_000
_SIGNATURE_PICTURE = 40_000  # bytes; a smaller picture inside the body is a logo
# What Python's mail parser raises on what strangers write.
_ERRORS = (
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    ArithmeticError,
    RecursionError,
    MessageError,
)
# What the parser of Outlook's files meets in broken ones.
_OUTLOOK_ERRORS = (*_ERRORS, OSError, struct.error, AssertionError, RuntimeError)
_FIELDS = ("Subject", "From", "To", "Cc", "Date")


@dataclass(frozen=True, slots=True)
class Part:
    """An attachment: its name and how to open its bytes."""

    name: str
    open: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail: its fields as (name, value), its body as text or as a page."""

    fields: tuple[tuple[str, str], ...]
    text: str = ""
    page: bytes = b""


def letter(path: Path) -> Letter:
    """Read the header and body of an EML.  Raises DocumentError("damaged")."""
    message = _message(path)
    fields = tuple((name, value) for name in _FIELDS if (value := _field(message, name)))
    try:
        body = message.get_body(("html", "plain"))
        charset = body.get_content_charset() if body else None
        kind = body.get_content_type() if body else ""
    except _ERRORS as error:
        raise DocumentError("damaged", f"mail: {error}") from error
    if body is None:
        return Letter(fields)
    data = _bytes(body)
    if kind == "text/html":
        if charset and charset.replace("-", "").replace("_", "").isalnum():
            data = b'<meta charset="' + charset.encode("ascii", "ignore") + b'">' + data
        return Letter(fields, page=data)
    return Letter(fields, decode(data, charset)[0])


def attachments(path: Path) -> Iterator[Part]:
    """Yield the attachments of an EML; small pictures of the body (logos) are left out.

    Raises DocumentError("damaged"), also after some.
    """
    try:
        yield from _attachments(_message(path))
    except _ERRORS as error:
        raise DocumentError("damaged", f"mail: {error}") from error


def _attachments(message: EmailMessage) -> Iterator[Part]:
    body = {id(part) for part in (message.get_body(("html",)), message.get_body(("plain",))) if part}
    for count, part in enumerate(_leaves(message)):
        if count >= _MOST_PARTS:
            return
        if id(part) in body:
            continue
        data = _attached(part)
        name = _name(part, count)
        if part.get_filename() is None and part.get_content_maintype() in ("text", "multipart"):
            continue
        if part.get_content_maintype() == "image" and len(data) < _SIGNATURE_PICTURE and _is_inside(part):
            continue
        yield Part(name, lambda data=data: io.BytesIO(data))  # type: ignore[misc]


def outlook_letter(path: Path) -> Letter:
    """Read the header and body of an MSG.  Raises DocumentError("damaged")."""
    with _Outlook(path) as message:
        given = {
            "Subject": message.subject,
            "From": message.sender,
            "To": ", ".join(filter(None, (one.email_address or one.name for one in message.recipients))),
            "Date": message.sent_date.isoformat(" ", "minutes") if message.sent_date else "",
        }
        fields = tuple((name, _line(given[name])) for name in given if given[name])
        page = message.html_body
        return Letter(fields, message.body or "", b"" if message.body else (page or "").encode())


def outlook_attachments(path: Path) -> Iterator[Part]:
    """Yield the attachments of an MSG that have bytes of their own."""
    with _Outlook(path) as message:
        kept = [(one.file_name, one.file_bytes) for one in message.attachments]
    for count, (name, data) in enumerate(kept):
        if data:
            yield Part(name or f"attachment-{count + 1}", lambda data=data: io.BytesIO(data))  # type: ignore[misc]


class _Outlook:
    """An MSG that is open; what its reader raises becomes a DocumentError."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Any:
        from oxmsg import Message as OutlookMessage

        try:
            return OutlookMessage.load(str(self._path))
        except _OUTLOOK_ERRORS as error:
            raise DocumentError("damaged", f"Outlook message: {type(error).__name__}: {error}") from error

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        if error is not None and isinstance(error, _OUTLOOK_ERRORS):
            raise DocumentError("damaged", f"Outlook message: {type(error).__name__}: {error}") from error


def _message(path: Path) -> EmailMessage:
    try:
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
    except _ERRORS as error:
        raise DocumentError("damaged", f"mail: {error}") from error
    assert isinstance(message, EmailMessage)  # the policy makes it one
    return message


def _field(message: Message, name: str) -> str:
    try:
        return _line(str(message.get(name, "")))
    except _ERRORS:  # a date in the year 99999: what stands there is shown
        return next(
            (_line(str(value)) for key, value in message.raw_items() if key.lower() == name.lower()), ""
        )


def _line(text: str) -> str:
    return " ".join(text.split())


def _leaves(message: Message) -> Iterator[EmailMessage]:
    """Yield the parts that hold something, a mail within the mail as one part."""
    waiting: list[Message] = [message]
    while waiting:
        part = waiting.pop(0)
        payload = part.get_payload()
        if part.get_content_type() != "message/rfc822" and part.is_multipart() and isinstance(payload, list):
            waiting[:0] = [one for one in payload if isinstance(one, Message)][:_MOST_PARTS]
        elif isinstance(part, EmailMessage):
            yield part


def _bytes(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except _ERRORS:
        data = None
    return data if isinstance(data, bytes) else b""


def _attached(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        inner = inner[0] if isinstance(inner, list) and inner else inner
        try:
            return inner.as_bytes() if isinstance(inner, Message) else b""
        except _ERRORS:
            return b""  # a mail that cannot be written as it was read
    return _bytes(part)


def _name(part: EmailMessage, count: int) -> str:
    try:
        name = part.get_filename()
    except _ERRORS:
        name = None
    if name:
        return _line(str(name))
    return f"message-{count + 1}.eml" if part.get_content_type() == "message/rfc822" else f"part-{count + 1}"


def _is_inside(part: EmailMessage) -> bool:
    return part.get("Content-ID") is not None or part.get_content_disposition() == "inline"
