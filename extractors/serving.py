"""What a child process does to serve: orders in, answers out, and an end when its parent ends.

It dies with its parent: by signal on Linux, by the end of its input elsewhere.
"""

from __future__ import annotations

import ctypes
import os
import queue
import sys
import threading
import traceback
from types import TracebackType
from typing import BinaryIO

from extractors import wire

_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of <linux/prctl.h>


def begin() -> tuple[queue.Queue[bytes], BinaryIO]:
    """Return the orders that come over standard input, and the stream that takes the answers.

    From now on the process ends with its input, and whatever a library prints goes to
    standard error.
    """
    sys.excepthook = _end
    _die_with_parent()
    answers = _private_output()
    orders: queue.Queue[bytes] = queue.Queue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, orders), daemon=True).start()
    return orders, answers


def _listen(stream: BinaryIO, orders: queue.Queue[bytes]) -> None:
    """Pass orders on; when the parent is gone, go too, whatever the main thread does."""
    while (data := wire.receive(stream)) is not None:
        orders.put(data)
    os._exit(0)


def _end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """End with the trace on standard error, at once: the listening thread holds the interpreter."""
    traceback.print_exception(kind, error, trace)
    sys.stderr.flush()
    os._exit(1)


def _private_output() -> BinaryIO:
    """Keep standard output for answers; what libraries print there goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, 9, 0, 0, 0)
        if str(os.getppid()) != os.environ.get("CSR_PARENT", str(os.getppid())):
            os._exit(0)  # the parent died before the signal was asked for
