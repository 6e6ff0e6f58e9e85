"""How long a re-run takes: nothing changed, one document changed.  ``python benchmarks/rerun.py [COUNT ...]``.

Makes small documents (invented, a dozen sentences each), runs once, then measures.  The
first run is timed too; a re-run's time is the whole process, the start of Python included.
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
    """Measure for each count given, else for 100, 1,000 and 10,000."""
    counts = [int(argument) for argument in sys.argv[1:]] or [100, 1_000, 10_000]
    print(f"{'documents':>10} {'first run':>10} {'nothing':>10} {'one changed':>12}   seconds")
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            print(
                f"{count:>10} " + " ".join(f"{seconds:>10.2f}" for seconds in _measure(Path(folder), count))
            )


def _measure(folder: Path, count: int) -> tuple[float, float, float]:
    inbox, out = folder / "inbox", folder / "out"
    for number in range(count):
        _write(inbox, number, number)
    time.sleep(3.1)  # a file just written is read again, for its time may not tell the next change
    first = _run(inbox, out)
    _run(inbox, out)
    nothing = _run(inbox, out)
    _write(inbox, count // 2, count + 1)
    return first, nothing, _run(inbox, out)


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
