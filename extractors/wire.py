"""What goes over the pipe between the run and the process that reads files.

JSON in frames of an 8-byte big-endian length and a body, checked against the types on the
way in.  Never pickle: the child has handled hostile data, and what it says is data only.
"""

from __future__ import annotations

import re
from typing import Any, BinaryIO

import msgspec

from domain.document import Extract
from extractors.base import ReadLimits

_LENGTH = 8
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

# A frame is refused beyond this: a child gone mad must not fill the parent's memory.
FRAME_LIMIT = 1_000_000_000


class WireError(Exception):
    """What came over the pipe is no message."""


class Order(msgspec.Struct, frozen=True, tag="order"):
    """Read this file within these limits."""

    path: str
    limits: ReadLimits


class Read(msgspec.Struct, frozen=True, tag="read"):
    """The file was read."""

    extract: Extract


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """The file cannot be read: a problem code, the detail for the log, the place."""

    code: str
    detail: str = ""
    where: str = ""


class MoreTime(msgspec.Struct, frozen=True, tag="more-time"):
    """The file needs so many seconds more than its limit; the answer is still to come."""

    seconds: float


Answer = Read | Refused | MoreTime
_ANSWERS: msgspec.json.Decoder[Answer] = msgspec.json.Decoder(Answer)


def encode(message: Order | Answer) -> bytes:
    """Return a message as JSON.

    A lone half of a surrogate pair, which UTF-8 cannot carry, becomes U+FFFD.
    """
    try:
        return msgspec.json.encode(message)
    except UnicodeEncodeError:
        return msgspec.json.encode(_mended(msgspec.to_builtins(message)))


def _mended(value: Any) -> Any:  # any JSON value: that is what the wire carries
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _mended(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_mended(item) for item in value]
    return value


def decode_order(data: bytes) -> Order:
    """Return the order in the data.  Raises WireError."""
    try:
        return msgspec.json.decode(data, type=Order)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise WireError(str(error)) from error


def decode_answer(data: bytes) -> Answer:
    """Return the answer in the data.  Raises WireError."""
    try:
        return _ANSWERS.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise WireError(str(error)) from error


def send(stream: BinaryIO, data: bytes) -> None:
    """Write one frame.  Raises OSError when the other side is gone."""
    stream.write(len(data).to_bytes(_LENGTH, "big"))
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """Read one frame; None at the end of the stream, also in the middle of a frame.

    Raises WireError when the frame says it is longer than FRAME_LIMIT.
    """
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    length = int.from_bytes(head, "big")
    if length > FRAME_LIMIT:
        raise WireError(f"frame of {length} bytes")
    body = stream.read(length)
    return body if len(body) == length else None
