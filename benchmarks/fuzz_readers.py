"""Damaged files for every reader: what is no document must end as one with a code, never as a fault.

    python benchmarks/fuzz_readers.py flips FILE_OR_FOLDER ... [--seconds 600] [--keep FOLDER]
    python benchmarks/fuzz_readers.py atheris FOLDER_OF_SEEDS [options of libFuzzer]

``flips`` needs nothing: it damages files again and again, members of packages before they
are packed anew, and reads each in a process of its own.  ``atheris`` (pip install atheris)
is led by coverage and needs seeds of one format.  A fault is an exception that is no
``DocumentError``, an account of characters that does not add up, or a reading of more than
20 seconds; a crash inside PDFium or another library costs only the child of a run, and is
counted apart.
"""

from __future__ import annotations

import io
import os
import random
import re
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

LATE = 20  # seconds
_FAULT = 3  # exit status of a process that met one
_MEMORY = 3_000_000_000
_LARGEST = 400_000  # bytes of a seed; damage to larger ones is rarely met
_FRAME = re.compile(r'File ".*?/((?:extractors|domain)/.*?)$', re.MULTILINE)
_NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483648", b"999999999999", b"1e309", b"NaN", b"")


def read_bytes(data: bytes, name: str = "file") -> str:
    """Read data as a file, and unpack it; return what came of it.  Raises what nobody foresaw."""
    from domain.problem import DocumentError
    from extractors.base import ReadLimits
    from extractors.reading import read
    from extractors.unpacking import UnpackOrder, answer

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        limits = ReadLimits(ocr_page_seconds=0.0, seconds=5.0)
        into = Path(folder) / "members"
        into.mkdir()
        answer(UnpackOrder(str(path), str(into), limits))
        try:
            extract = read(path, limits)
        except DocumentError as error:
            return error.code
        except MemoryError:
            return "out-of-memory"
    for place in extract.coverage:
        if place.found != place.in_blocks + place.in_furniture + place.lost or place.lost < 0:
            raise AssertionError(f"the account of {place}")
    return f"{extract.format} read"


def damaged(data: bytes, dice: random.Random) -> bytes:
    """Return a file with a few places spoilt; in a package one member is, and it is packed anew."""
    if data.startswith(b"PK\x03\x04") and dice.random() < 0.85:
        try:
            return _repacked(data, dice)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
            pass
    return _spoilt(data, dice)


def _repacked(data: bytes, dice: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        members = [member for member in old.infolist() if member.file_size < 10 * _LARGEST]
        chosen = dice.choice(members)
        for member in members:
            content = old.read(member)
            new.writestr(member.filename, _spoilt(content, dice) if member is chosen else content)
    return out.getvalue()


def _spoilt(data: bytes, dice: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 4, 16))):
        at = dice.randrange(len(out) + 1)
        length = dice.choice((1, 2, 8, 64, 512))
        kind = dice.randrange(6)
        if kind == 0 and at < len(out):
            out[at] ^= 1 << dice.randrange(8)
        elif kind == 1:
            del out[at : at + length]
        elif kind == 2:
            out[at:at] = out[at : at + length] * dice.choice((1, 2, 50))
        elif kind == 3:
            out[at : at + length] = dice.randbytes(length)
        elif kind == 4 and dice.random() < 0.1:
            del out[at:]
        elif kind == 5:
            _renumber(out, at, dice)
    return bytes(out)


def _renumber(out: bytearray, at: int, dice: random.Random) -> None:
    """Put an odd number in the place of the next one."""
    found = re.compile(rb"-?\d+").search(out, at, at + 2_000)
    if found:
        out[found.start() : found.end()] = dice.choice(_NUMBERS)


def _in_a_child(data: bytes, name: str) -> tuple[str, str]:
    """Return what came of the data, and the trace of a fault."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        os._exit(_serve(data, name, writing))
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        said = stream.read().decode("utf-8", "replace")
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        late = os.WTERMSIG(status) == signal.SIGALRM
        return ("late", said) if late else (f"signal {os.WTERMSIG(status)}", said)
    return ("fault", said) if os.WEXITSTATUS(status) == _FAULT else (said, "")


def _serve(data: bytes, name: str, writing: int) -> int:
    import faulthandler
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    faulthandler.dump_traceback_later(LATE - 1, file=writing)
    signal.alarm(LATE)
    try:
        os.write(writing, read_bytes(data, name).encode())
    except BaseException:  # noqa: BLE001  # whatever it is, it is what we look for
        os.write(writing, traceback.format_exc()[-3_000:].encode("utf-8", "replace"))
        return _FAULT
    return 0


def flip(paths: list[Path], seconds: float, keep: Path, seed: int) -> int:
    """Damage and read files until the time is over; return how many faults were met."""
    files = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    seeds = [file for file in files if file.is_file() and 0 < file.stat().st_size <= _LARGEST]
    dice = random.Random(seed)
    told: Counter[str] = Counter()
    met: set[str] = set()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        file = dice.choice(seeds)
        data = damaged(file.read_bytes(), dice)
        outcome, trace = _in_a_child(data, f"file{file.suffix}")
        told[outcome] += 1
        place = [*trace.strip().splitlines()[-1:], *_FRAME.findall(trace)[-1:]]
        new = str(place) not in met
        if outcome.startswith("signal") or (outcome in ("fault", "late") and new):
            met.update([] if outcome.startswith("signal") else [str(place)])
            keep.mkdir(parents=True, exist_ok=True)
            name = f"{outcome}-{told.total()}-{file.name}"
            (keep / name).write_bytes(data)
            (keep / f"{name}.trace").write_text(trace, encoding="utf-8")
            print(name, place, flush=True)
    for outcome, count in told.most_common():
        print(f"{count:7} {outcome}")
    return len(met)


def led_by_coverage(arguments: list[str]) -> None:
    """Hand the readers to atheris."""
    try:
        import atheris  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        sys.exit("atheris is not installed: pip install atheris (Linux and macOS), or use `flips`")
    with atheris.instrument_imports(include=["extractors"]):
        import extractors.formats
        import extractors.reading  # noqa: F401
    atheris.Setup([sys.argv[0], *arguments], read_bytes)
    atheris.Fuzz()


def main() -> None:
    """Damage files, or let atheris do it."""
    import argparse

    if sys.argv[1:2] == ["atheris"]:
        led_by_coverage(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["flips", "atheris"])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--keep", type=Path, default=Path("fuzzed"))
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    given = parser.parse_args()
    print(f"seed {given.seed}")
    sys.exit(min(flip(given.paths, given.seconds, given.keep, given.seed), 1))


if __name__ == "__main__":
    main()
