"""How long a re-run takes: nothing changed, one document changed.  ``python benchmarks/rerun.py [COUNT ...]``.

Makes small documents (invented, a dozen sentences each), runs once, then measures.  The
first run is timed too; a re-run's time is the whole process, the start of Python included.
What one document takes by itself, in a workspace of its own, stands above the table.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

_PROJECT = Path(__file__).resolve().parent.parent
_SENTENCES = (
    "供方应在{n}小时内提交8D报告。",
    "供方应按PPAP等级{n}提交批准文件。",
    "供方应保存质量记录不少于{n}年。",
    "本文件适用于第{n}类零件。",
)


def main() -> None:
    """Measure for each count given, else for 100, 1,000 and 10,000; ratios are to the first run."""
    counts = [int(argument) for argument in sys.argv[1:]] or [100, 1_000, 10_000]
    with tempfile.TemporaryDirectory() as folder:
        *_, alone = _measure(Path(folder), 1)
    print(f"one document alone, changed: {alone:.2f} s")
    print(
        f"{'documents':>9} {'first':>8} {'nothing':>16} {'one changed':>16} {'one more':>16}  s (share of first)"
    )
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            first, *later = _measure(Path(folder), count)
        shares = " ".join(f"{seconds:>8.2f} ({seconds / first:>4.0%}) " for seconds in later)
        print(f"{count:>9} {first:>8.2f} {shares}", flush=True)


def _measure(folder: Path, count: int) -> tuple[float, ...]:
    """Return the seconds of a first run, of one with nothing changed, of two with one document changed.

    The first change ends the time in which everything is new: each customer's files are
    written once more.  The second touches its own customer's and the first one's only.
    """
    inbox, out = folder / "inbox", folder / "out"
    for number in range(count):
        _write(inbox, number, number)
    time.sleep(3.1)  # a file just written is read again, for its time may not tell the next change
    first = _run(inbox, out)
    _run(inbox, out)
    nothing = _run(inbox, out)
    changed = []
    for number in (count // 2, min(count // 2 + 1, count - 1)):
        _write(inbox, number, count + number + len(changed))
        changed.append(_run(inbox, out))
    return first, nothing, *changed


def _write(inbox: Path, number: int, value: int) -> None:
    path = inbox / f"顾客{number % 20:02}" / f"手册{number:05}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"供应商手册 第{number}号", f"文件编号：SQM-{number:05}"]
    lines += [sentence.format(n=value + at) for at, sentence in enumerate(_SENTENCES * 3)]
    path.write_text("\n".join(lines), encoding="utf-8")


def _run(inbox: Path, out: Path) -> float:
    began = time.perf_counter()
    command = [sys.executable, "-m", "pipeline", "run", str(inbox), "--out", str(out), "--quiet"]
    subprocess.run(command, cwd=_PROJECT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
