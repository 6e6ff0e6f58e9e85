"""The process that reads files: one order after another over a pipe, until the pipe ends.

``python -m extractors.child``.  Native readers may abort, hang or swell; that is why they
run here and why the parent watches (``pipeline.workers``).  The child dies with its
parent (``extractors.serving``), and in a hang that holds the interpreter by a timer in C.
"""

from __future__ import annotations

import faulthandler
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

from domain.document import Extract
from domain.problem import DocumentError
from extractors import more_time, serving, wire
from extractors.base import ReadLimits

Reader = Callable[[Path, ReadLimits], Extract]

_BACKSTOP = 10.0  # seconds that the parent has for killing a late child before it kills itself
_ROOM = 1_500_000_000  # bytes of address space beyond the limit: libraries map more than they use


def main() -> None:
    """Serve the real readers over standard input and output."""
    from extractors.reading import read

    serve(read)


def serve(read: Reader) -> None:
    """Answer orders from standard input on standard output until the input ends."""
    orders, answers = serving.begin()
    while True:
        order = wire.decode_order(orders.get())
        more_time.ask_through(partial(_ask, answers, order.limits.seconds))
        faulthandler.dump_traceback_later(order.limits.seconds + _BACKSTOP, exit=True)
        answer = answer_order(order, read)
        wire.send(answers, wire.encode(answer))
        faulthandler.cancel_dump_traceback_later()


def _ask(answers: BinaryIO, limit: float, seconds: float) -> None:
    """Tell the parent that the file in hand takes longer, and wait as long before giving it up."""
    faulthandler.dump_traceback_later(limit + seconds + _BACKSTOP, exit=True)
    wire.send(answers, wire.encode(wire.MoreTime(seconds)))


def answer_order(order: wire.Order, read: Reader) -> wire.Answer:
    """Read one file.  What no code foresees ends the process; the parent calls it internal."""
    limit_memory(order.limits.memory)
    try:
        return wire.Read(read(Path(order.path), order.limits))
    except DocumentError as error:
        return wire.Refused(error.code, error.detail, error.where)
    except FileNotFoundError as error:
        return wire.Refused("vanished", str(error))
    except OSError as error:
        return wire.Refused("unreadable", str(error))
    except MemoryError:
        return wire.Refused("out-of-memory", "the allocation was refused")


def limit_memory(memory: int) -> None:
    """Bound this process's memory to so many bytes and some room, where the system can."""
    if sys.platform != "win32":
        import resource

        try:
            _, hard = resource.getrlimit(resource.RLIMIT_AS)
            wanted = memory + _ROOM
            allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
        except (ValueError, OSError):
            return  # macOS knows the limit and refuses it; the parent's watch remains


if __name__ == "__main__":
    main()
