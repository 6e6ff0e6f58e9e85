"""The process that unpacks one container: ``python -m extractors.unpacking`` with an order on its input.

What strangers packed may swell or hang; so it happens here, under a limit on memory, and
the parent (``pipeline.unpacking``) keeps the time.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from domain.problem import DocumentError
from extractors.base import ReadLimits
from extractors.child import limit_memory
from extractors.containers import Member, unpack


class UnpackOrder(msgspec.Struct, frozen=True):
    """What to unpack, into which empty folder, within which bounds."""

    path: str
    into: str
    limits: ReadLimits


class Unpacked(msgspec.Struct, frozen=True):
    """The members, None where the file is no container; or why it could not be unpacked."""

    members: tuple[Member, ...] | None = None
    code: str = ""
    detail: str = ""


def answer(order: UnpackOrder) -> Unpacked:
    """Unpack, or say why not."""
    try:
        return Unpacked(unpack(Path(order.path), Path(order.into), order.limits))
    except DocumentError as error:
        return Unpacked(code=error.code, detail=error.detail)
    except FileNotFoundError as error:
        return Unpacked(code="vanished", detail=str(error))
    except OSError as error:
        return Unpacked(code="unreadable", detail=str(error))
    except MemoryError:
        return Unpacked(code="out-of-memory", detail="the allocation was refused")


def main() -> None:
    """Take the order from standard input, give the answer on standard output."""
    order = msgspec.json.decode(sys.stdin.buffer.read(), type=UnpackOrder)
    limit_memory(order.limits.memory)
    sys.stdout.buffer.write(msgspec.json.encode(answer(order)))


if __name__ == "__main__":
    main()
