"""How long a re-run takes: nothing changed, one document changed.  ``python benchmarks/rerun.py [COUNT ...]``.

Makes small documents (invented, a dozen sentences each) and one manual (PDF, some fifty pages of
our labelled clauses), runs once, then measures.  The first run is timed too; a re-run's time is
the whole process, the start of Python included.  What a small document and the manual take by
themselves, in workspaces of their own, stands above the table.  Needs the extra ``samples``.
"""

from __future__ import annotations

import html
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipeline.gold import read_gold

_PROJECT = Path(__file__).resolve().parent.parent
# What a customer asks, with the figures among which customers differ: few are the same in all documents.
_SENTENCES = (
    ("供方收到投诉后应在{}内提交8D报告。", ("24小时", "48小时", "3个工作日", "10个工作日")),
    ("供方应按PPAP等级{}提交批准文件。", ("2", "3", "4")),
    ("质量记录的保存期限不少于{}。", ("3年", "10年", "15年")),
    ("本文件适用于{}零件。", ("冲压", "注塑", "电子", "铸造")),
    ("特殊特性的过程能力指数Cpk不得低于{}。", ("1.33", "1.67")),
    ("未经甲方书面批准，供方不得变更{}。", ("材料", "工艺", "生产地点", "分供方")),
    ("供方每{}进行一次全尺寸检验并提交报告。", ("半年", "年", "两年")),
    ("交付不良率目标为{}PPM以下。", ("30", "50", "100")),
    ("外箱标签须注明{}。", ("批号和生产日期", "零件号和数量", "收货地址")),
    ("量具的重复性和再现性GR&R应不大于{}。", ("10%", "20%", "30%")),
    ("镀锌层厚度为{}μm。", ("5～8", "8～12", "12～15")),
    ("甲方每月对供方{}进行评分。", ("质量", "交付", "服务")),
    ("供方应建立{}的应急计划。", ("停电", "设备故障", "火灾")),
    ("焊接工序的操作人员须持证上岗，每{}复审一次。", ("年", "两年")),
    ("不合格品应隔离存放，{}内回复处置意见。", ("4小时", "24小时")),
    ("货款自开票之日起{}天内支付。", ("60", "90", "120")),
    ("供方应对分供方进行{}审核。", ("年度", "过程", "体系")),
    ("图样及技术资料{}，不得泄露给第三方。", ("属于甲方", "须妥善保管")),
    ("零件表面不得有{}。", ("划伤", "锈蚀", "毛刺")),
    ("供方须在{}前完成有害物质申报。", ("首批样件提交", "量产", "SOP")),
)
_DRAWN = 12  # sentences a document
_MANUAL = 1_000  # clauses of the manual
_CUSTOMERS = 20
_OTHERWISE = 0.1  # share of figures that are another document's of the same customer


def main() -> None:
    """Measure for each count given, else for 100, 1,000 and 10,000; ratios are to the first run."""
    counts = [int(argument) for argument in sys.argv[1:]] or [100, 1_000, 10_000]
    with tempfile.TemporaryDirectory() as folder:
        small = _measure(Path(folder), 1)[-1]
    with tempfile.TemporaryDirectory() as folder:
        manual = _measure(Path(folder), 0)[-1]
    print(f"one small document alone, changed: {small:.2f} s; the manual alone: {manual:.2f} s")
    print(
        f"{'documents':>9} {'first':>8} {'nothing':>16} {'one changed':>16} {'one more':>16} {'the manual':>16}"
        "  s (share of first)"
    )
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            first, *later = _measure(Path(folder), count)
        shares = " ".join(f"{seconds:>8.2f} ({seconds / first:>4.0%}) " for seconds in later)
        print(f"{count:>9} {first:>8.2f} {shares}", flush=True)


def _measure(folder: Path, count: int) -> tuple[float, ...]:
    """Return the seconds of a first run, of one with nothing changed, of three with one document changed.

    The first change ends the time in which everything is new: each customer's files are
    written once more.  The second touches its own customer's and the first one's only; the
    third is the manual's, of a customer of its own.
    """
    inbox, out = folder / "inbox", folder / "out"
    for number in range(count):
        _write(inbox, number, number)
    if count != 1:
        _write_manual(inbox, 0)
    time.sleep(3.1)  # a file just written is read again, for its time may not tell the next change
    first = _run(inbox, out)
    _run(inbox, out)
    nothing = _run(inbox, out)
    changed = []
    for number in (count // 2, min(count // 2 + 1, count - 1)) if count else ():
        _write(inbox, number, count + number + len(changed))
        changed.append(_run(inbox, out))
    if count != 1:
        _write_manual(inbox, 1)
        changed.append(_run(inbox, out))
    return first, nothing, *changed


def _write(inbox: Path, number: int, value: int) -> None:
    path = inbox / f"顾客{number % _CUSTOMERS:02}" / f"手册{number:05}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"供应商手册 第{number}号", f"文件编号：SQM-{number:05}"]
    chance = random.Random(value)
    customer = number % _CUSTOMERS
    for at in sorted(chance.sample(range(len(_SENTENCES)), _DRAWN)):
        sentence, figures = _SENTENCES[at]
        usual = figures[(customer + at) % len(figures)]
        lines.append(sentence.format(chance.choice(figures) if chance.random() < _OTHERWISE else usual))
    lines.append(f"编号{value}的零件每批附检验报告。")  # so that each version is another
    path.write_text("\n".join(lines), encoding="utf-8")


def _write_manual(inbox: Path, value: int) -> None:
    """Write the manual: clauses of several of our labelled manuals, one after the other."""
    import weasyprint

    path = inbox / "手册顾客" / "供应商质量手册.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    clauses = [one for one in read_gold() if one.doc_type == "supplier_manual" and one.lang == "zh"]
    lines = [f"<h1>供应商质量手册 第{value}版</h1><p>文件编号：SQM-M-{value}</p>"]
    for clause in clauses[:_MANUAL]:
        mark = "h2" if clause.kind == "heading" else "p"
        lines.append(f"<{mark}>{html.escape(clause.text)}</{mark}>")
    lines.append(f"<p>编号{value}的零件每批附检验报告。</p>")
    style = "<style>p { line-height: 1.8; margin: 0 0 .6em }</style>"
    weasyprint.HTML(string=style + "".join(lines)).write_pdf(path)


def _run(inbox: Path, out: Path) -> float:
    began = time.perf_counter()
    command = [sys.executable, "-m", "pipeline", "run", str(inbox), "--out", str(out), "--quiet"]
    subprocess.run(command, cwd=_PROJECT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
