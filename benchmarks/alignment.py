"""How long the comparison of two revisions takes: ``python -m benchmarks.alignment``."""

from __future__ import annotations

import time
from random import Random

from domain.revision import ClauseFacts
from pipeline.alignment import align, counts

VERBS = ("提交", "保存", "审核", "批准", "评价", "检验", "标识", "记录", "培训", "隔离")
THINGS = (
    "报告",
    "样件",
    "控制计划",
    "量具",
    "模具",
    "首件",
    "批次",
    "图纸",
    "分供方",
    "包装",
    "标签",
    "程序",
)


def manual(size: int, random: Random) -> list[ClauseFacts]:
    """Make clauses after few templates, so that neighbours are alike."""
    sides = []
    for at in range(size):
        words = f"供应商应在 {random.randint(1, 90)} 天内{random.choice(VERBS)}{random.choice(THINGS)}和{random.choice(THINGS)}，由{random.choice(THINGS)}小组{random.choice(VERBS)}，编号 {at}。"
        number = f"{at // 20}.{at % 20}"
        sides.append(
            ClauseFacts(f"k{at}", f"{number} {words}", at, number, (f"{at // 20} 第{at // 20}部分",))
        )
    return sides


def main() -> None:
    """Print seconds by size and share of rewritten clauses."""
    random = Random(5)
    for size in (300, 1000, 3000):
        old = manual(size, random)
        for share in (0.0, 0.15, 1.0):
            new = [
                ClauseFacts(
                    f"n{side.order}",
                    side.text.replace("供应商应", "供应商宜"),
                    side.order,
                    side.number,
                    side.headings,
                )
                if random.random() < share
                else side
                for side in old
            ]
            start = time.perf_counter()
            found = align(old, new)
            seconds = time.perf_counter() - start
            told = {kind.value: count for kind, count in counts(found).items() if count}
            print(f"{size:5} clauses, {share:4.0%} rewritten: {seconds:6.2f} s  {told}")


if __name__ == "__main__":
    main()
