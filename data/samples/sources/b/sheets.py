"""Make the XLSX samples: a customer's audit checklist and the company's own list of record periods."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from sheet_rows import GREEN, RECORDS, SYSTEM

THIN = Border(*(Side(style="thin", color="888888"),) * 4)
HEAD = PatternFill("solid", fgColor="D9E2EC")
CENTRED = {1, 2, 5, 6, 7, 8}
GROUP = PatternFill("solid", fgColor="FFF2CC")


def _cell(sheet: Worksheet, row: int, column: int, value: object, fill: PatternFill | None = None) -> None:
    cell = sheet.cell(row, column, value)
    side = "center" if column in CENTRED or fill is HEAD else None
    cell.border, cell.alignment = THIN, Alignment(wrap_text=True, vertical="center", horizontal=side)
    cell.font = Font(name="Noto Sans CJK SC", size=10, bold=fill is not None)
    if fill:
        cell.fill = fill


def _head(sheet: Worksheet, title: str) -> None:
    sheet["A1"] = title
    sheet["A1"].font = Font(name="Noto Sans CJK SC", size=16, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.merge_cells("A1:I1")
    sheet["A2"] = "供应商 Supplier："
    sheet["D2"] = "审核日期 Date："
    sheet["G2"] = "审核员 Auditor："
    for part in ("A2:C2", "D2:F2", "G2:I2"):
        sheet.merge_cells(part)
    names = (
        "序号\nNo.",
        "条款\nClause",
        "审核内容 Audit question",
        None,
        "权重\nWeight",
        "评分 Score",
        None,
        None,
        "证据/备注\nEvidence",
    )
    lower = (None, None, "中文", "English", None, "自评\nSelf", "现场\nOn site", "得分\nPoints", None)
    for column, (upper, under) in enumerate(zip(names, lower, strict=True), start=1):
        _cell(sheet, 3, column, upper, HEAD)
        _cell(sheet, 4, column, under, HEAD)
    sheet.row_dimensions[3].height = sheet.row_dimensions[4].height = 32
    for part in ("A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:H3", "I3:I4"):
        sheet.merge_cells(part)
    for column, width in zip("ABCDEFGHI", (6, 11, 42, 42, 8, 8, 9, 8, 24), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "C5"
    sheet.print_title_rows = "3:4"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _questions(sheet: Worksheet, rows: list[tuple]) -> None:
    line, number = 5, 0
    for entry in rows:
        if entry[1] is None:
            _cell(sheet, line, 1, entry[0], GROUP)
            sheet.cell(line, 1).alignment = Alignment(horizontal="left", vertical="center")
            sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=9)
        else:
            number += 1
            clause, chinese, english, weight = entry
            for column, value in enumerate((number, clause, chinese, english, weight), start=1):
                _cell(sheet, line, column, value)
            for column in (6, 7, 9):
                _cell(sheet, line, column, None)
            _cell(sheet, line, 8, f'=IF(ISNUMBER(E{line}),E{line}*G{line},"")')
            sheet.row_dimensions[line].height = 32
        line += 1
    choice = DataValidation(type="list", formula1='"0,1,2,3,N/A"', allow_blank=True)
    choice.add(f"F5:G{line - 1}")
    sheet.add_data_validation(choice)
    _cell(sheet, line, 1, "合计 Total", HEAD)
    sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=7)
    _cell(sheet, line, 8, f"=SUM(H5:H{line - 1})", HEAD)
    notes = (
        "评分说明 Scoring: 3 = 完全符合 full, 2 = 轻微偏差 minor, 1 = 严重偏差 major, 0 = 未实施 none。",
        "K 为一票否决项 knock-out item：任一项为 0 分，审核结论为不合格。",
        "得分率低于 80% 的供应商，须在 10 个工作日内提交整改计划，60 天内复审。",
    )
    for offset, note in enumerate(notes, start=2):
        sheet.cell(line + offset, 1, note).font = Font(name="Noto Sans CJK SC", size=9, italic=True)


def build_audit_checklist(target: Path) -> None:
    """Write the checklist: two sheets to see, one hidden, merged heads, formulas, a comment, a drop-down."""
    book = Workbook()
    system = book.active
    system.title = "体系审核 System"
    _head(system, "骋峦汽车 供应商现场审核检查表 Supplier On-site Audit Checklist　CL-QF-0816 Rev.5")
    _questions(system, SYSTEM)
    system["C11"].comment = Comment("无证上岗按严重不符合项处理。", "骋峦 SQE")
    green = book.create_sheet("环保与社会责任 EHS")
    _head(green, "骋峦汽车 环保与社会责任检查表 EHS Checklist　CL-QF-0817 Rev.2")
    _questions(green, GREEN)
    hidden = book.create_sheet("参数")
    for row, (level, words) in enumerate(
        (("A", "≥90%"), ("B", "80%～89%"), ("C", "<80%，暂停新项目定点")), start=1
    ):
        hidden.cell(row, 1, level)
        hidden.cell(row, 2, words)
    hidden["A5"] = "内部备注：C 级供应商应在 30 日内更换质量负责人或提交总经理签字的改进承诺。"
    hidden.sheet_state = "hidden"
    _save(book, target)


def build_record_list(target: Path) -> None:
    """Write the company's own list of record retention periods."""
    book = Workbook()
    sheet = book.active
    sheet.title = "记录保存期限"
    sheet["A1"] = "岭栈精密部件有限公司　质量记录保存期限一览表　LZ-QP-02-R01　A/3"
    sheet["A1"].font = Font(name="Noto Sans CJK SC", size=13, bold=True)
    sheet.merge_cells("A1:F1")
    for column, name in enumerate(("序号", "编号", "记录名称", "保管部门", "保存期限", "形式"), start=1):
        _cell(sheet, 2, column, name, HEAD)
    for row, entry in enumerate(RECORDS, start=3):
        for column, value in enumerate((row - 2, *entry), start=1):
            _cell(sheet, row, column, value)
    for column, width in zip("ABCDEF", (6, 9, 46, 14, 20, 8), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A3"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    _save(book, target)


def _save(book: Workbook, target: Path) -> None:
    book.properties.creator = "sample"
    book.properties.created = datetime.datetime(2025, 3, 4, 9, 0, 0)
    book.save(target)


SHEETS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "audit_checklist": ("inbox/骋峦汽车/CL-QF-0816 供应商审厂检查表.xlsx", build_audit_checklist),
    "own_records": ("own/LZ-QP-02-R01 记录保存期限一览表.xlsx", build_record_list),
}
