"""Workbooks of invented customers: merged heads, several tables on a sheet, hidden sheets, forms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from story import Made, Story
from structure_truth import Truth

Value = str | int | float | date | None


def _put(sheet: Worksheet, top: int, rows: Sequence[Sequence[Value]], *, bold: int = 0) -> int:
    """Write rows from a row on; return the row after them."""
    for offset, row in enumerate(rows):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(top + offset, column, value)
            if offset < bold:
                cell.font = Font(bold=True)
    return top + len(rows)


def merged(folder: Path) -> tuple[Path, Truth]:
    """Headings in two rows with merged cells, groups merged down the first column."""
    story, book = Story("zh"), Workbook()
    sheet = book.worksheets[0]
    sheet.title = "特性清单"
    sheet["A1"] = story.clause("骧远转向 特殊特性与检测频次")
    sheet.merge_cells("A1:F1")
    heads = (("特性", "允许值", None, "检测", None, "备注"), (None, "下限", "上限", "方法", "频次", None))
    rows: list[tuple[Value, ...]] = [
        ("齿条直径", 23.95, 24.05, "千分尺", "每小时五件", "记录在控制图上，越界时停机"),
        (None, 23.97, 24.03, "在线测量", "百分之百", "与主轴联锁"),
        ("表面硬度", 58, 62, "洛氏硬度计", "每炉三件", "试块与零件同炉"),
        ("拉杆扭矩", "35 N·m", "45 N·m", "电动扳手", "全数", "数据保存十五年，可按序号查询"),
    ]
    _put(sheet, 2, heads, bold=2)
    _put(sheet, 4, rows)
    for area in ("A2:A3", "B2:C2", "D2:E2", "F2:F3", "A4:A5"):
        sheet.merge_cells(area)
    story.cells("特性", "允许值", "", "检测", "", "备注")
    story.cells("特性", "下限", "上限", "方法", "频次", "备注")
    story.cells("齿条直径", "23.95", "24.05", "千分尺", "每小时五件", "记录在控制图上，越界时停机")
    story.cells("齿条直径", "23.97", "24.03", "在线测量", "百分之百", "与主轴联锁")
    story.cells("表面硬度", "58", "62", "洛氏硬度计", "每炉三件", "试块与零件同炉")
    story.cells("拉杆扭矩", "35 N·m", "45 N·m", "电动扳手", "全数", "数据保存十五年，可按序号查询")
    return _saved(book, folder / "merged.xlsx"), story.truth()


def several(folder: Path) -> tuple[Path, Truth]:
    """Three tables under each other, each with a title and heads of its own, remarks between them."""
    story, book = Story("en"), Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Targets"
    sheet["A1"] = story.clause("Quellmark Drives: supplier scorecard 2026")
    tables: tuple[tuple[str, tuple[tuple[Value, ...], ...], str], ...] = (
        (
            "1. Quality",
            (
                ("Metric", "Target", "Measured by", "Action when missed"),
                ("Field returns", "15 ppm", "plant", "Recovery plan within ten days"),
                ("Line rejects", "40 ppm", "plant", "Containment at the supplier's cost"),
            ),
            "Rejects that the plant has caused are taken out of the count by the plant itself.",
        ),
        (
            "2. Delivery",
            (
                ("Metric", "Target", "Due date"),
                ("On time in full", "99.5 %", date(2026, 1, 31)),
                ("Premium freight", "none", date(2026, 6, 30)),
            ),
            "Freight that Quellmark ordered by telephone is not counted.",
        ),
        (
            "3. Sustainability",
            (
                ("Item", "Requirement", "Evidence"),
                (1, "Carbon report for the last calendar year", "Signed statement"),
                (2, "Share of recycled aluminium above one half", "Certificates of the smelter"),
                (3, "No minerals from regions of conflict", "Template of the industry"),
            ),
            "Evidence is uploaded before the first of May.",
        ),
    )
    top = 3
    for title, rows, remark in tables:
        sheet.cell(top, 1, story.clause(title, title[:2]))
        top = _put(sheet, top + 1, rows, bold=1)
        width = max(len(rows) for _, (rows, *_), _ in tables)
        for row in rows:
            shown = [value.isoformat() if isinstance(value, date) else str(value) for value in row]
            story.cells(*shown, *[""] * (width - len(shown)))
        sheet.cell(top + 1, 1, story.clause(remark))
        top += 4
    return _saved(book, folder / "several.xlsx"), story.truth()


def hidden(folder: Path) -> tuple[Path, Truth]:
    """A cover, a list, a hidden sheet that still binds, and notes at cells."""
    story, book = Story("zh"), Workbook()
    cover = book.worksheets[0]
    cover.title = "封面"
    cover["B2"] = story.clause("榕川照明 供应商包装与物流要求")
    cover["B4"] = story.clause("本清单自签收之日起生效，对已量产的零件设三个月过渡期。")
    listed = book.create_sheet("要求")
    rows: tuple[tuple[Value, ...], ...] = (
        ("编号", "要求", "责任部门", "期限"),
        ("L-01", "灯罩逐件套袋，袋口朝下，袋内不得留有切屑。", "物流部", "样件前"),
        ("L-02", "周转箱每次回厂后清洗，清洗记录保存一年。", "物流部", "持续"),
        ("L-03", "出货通知在装车后三十分钟内发出。", "计划部", "持续"),
    )
    _put(listed, 1, rows, bold=1)
    for row in rows:
        story.cells(*[str(value) for value in row])
    listed["B3"].comment = Comment(story.noted("清洗剂须不含硅油。"), "SQE")
    secret = book.create_sheet("罚则")
    secret.sheet_state = "hidden"
    rules: tuple[tuple[Value, ...], ...] = (
        ("情形", "处理方式", "比例"),
        ("错装", "整批退回并承担往返运费", 0.05),
        ("漏贴标签", "在甲方现场补贴", 0.01),
    )
    _put(secret, 1, rules, bold=1)
    for line in (2, 3):
        secret.cell(line, 3).number_format = "0%"
    story.cells("情形", "处理方式", "比例")
    story.cells("错装", "整批退回并承担往返运费", "5%")
    story.cells("漏贴标签", "在甲方现场补贴", "1%")
    return _saved(book, folder / "hidden.xlsx"), story.truth()


def form(folder: Path) -> tuple[Path, Truth]:
    """A questionnaire: answers left open, section rows inside the table, cells of several lines."""
    story, book = Story("en"), Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Self assessment"
    sheet["A1"] = story.clause("Self assessment of new suppliers of Bramhurst Cooling")
    sheet.merge_cells("A1:D1")
    rows: tuple[tuple[Value, ...], ...] = (
        ("No.", "Question", "Answer", "Remarks"),
        ("A", "Organisation", None, None),
        ("A1", "Is the person responsible for product safety named and trained?", None, None),
        ("A2", "Are all shifts covered by an inspector who may stop the line?", None, "Both plants"),
        ("B", "Brazing process", None, None),
        (
            "B1",
            "Is the oxygen in the furnace recorded:\n- without gaps,\n- with an alarm at 60 ppm?",
            None,
            None,
        ),
        ("B2", "Is every core leak tested with helium?", None, "Proof with a sample that leaks"),
    )
    _put(sheet, 3, rows, bold=1)
    for row in rows:
        story.cells(*[str(value or "") for value in row])
    return _saved(book, folder / "form.xlsx"), story.truth()


def _saved(book: Workbook, path: Path) -> Path:
    book.save(path)
    return path


DOCUMENTS = tuple(Made("xlsx", write.__name__, write) for write in (merged, several, hidden, form))
