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

THIN = Border(*(Side(style="thin", color="888888"),) * 4)
HEAD = PatternFill("solid", fgColor="D9E2EC")
GROUP = PatternFill("solid", fgColor="FFF2CC")

# clause, zh question, en question, weight (1 to 3; K = knock-out)
SYSTEM = [
    ("一、体系与文件 System and documents", None),
    ("4.3.2", "是否识别了骋峦的顾客特定要求，并有与自身程序的对照表？", "Are the customer-specific requirements of Chengluan identified and compared with own procedures?", 3),
    ("7.5.3", "图纸和标准收到后是否在 5 个工作日内完成评审，旧版是否收回？", "Are new drawings reviewed within 5 working days and old issues withdrawn?", 2),
    ("7.5.3.2.1", "PPAP 资料、检验记录是否保存到产品停产后 15 年？", "Are PPAP files and inspection records kept until 15 years after end of production?", 3),
    ("5.1.1.1", "是否签署廉洁协议，并建立举报渠道？", "Is the integrity agreement signed and a whistle-blowing channel set up?", 1),
    ("二、人员 Personnel", None),
    ("7.2", "关键岗位（焊接、检验、叉车）人员是否持证上岗，证书是否在有效期内？", "Do key operators hold valid certificates?", 2),
    ("7.2.3", "内审员是否每年至少参加两次体系或过程审核？", "Does each internal auditor take part in at least two audits a year?", 1),
    ("三、开发与变更 Development and changes", None),
    ("8.3.3.3", "带 ▽、★ 标记的特性是否在 PFMEA、控制计划、作业指导书中一致标识？", "Are ▽ and ★ characteristics marked alike in PFMEA, control plan and work instruction?", 3),
    ("8.3.4.4", "量产前是否取得 PPAP 批准（等级 3）？", "PPAP level 3 approved before SOP?", "K"),
    ("8.5.6.1", "4M 变更是否提前 90 天申请，获批前是否严禁发货？", "4M changes applied for 90 days ahead; no shipment before approval?", "K"),
    ("四、制造过程 Manufacturing process", None),
    ("8.5.1.1", "现场操作是否与控制计划一致？抽查 3 个工序。", "Does practice match the control plan? Check three stations.", 3),
    ("9.1.1.1", "特殊特性 Cpk 是否 ≥1.67 并每月统计？不足时是否 100% 检验？", "Cpk ≥ 1.67 for special characteristics, calculated monthly?", 3),
    ("10.2.4", "防错装置是否每班验证并有记录？", "Error-proofing verified each shift and recorded?", 2),
    ("8.5.2.1", "能否在 2 小时内由成品追溯到原材料批次？（现场演练）", "Trace from finished part to raw-material lot within 2 h (live exercise)?", 3),
    ("7.1.5.1.1", "特殊特性量具的 GRR 是否不大于 10%？", "GRR of gauges for special characteristics not above 10 %?", 2),
    ("五、检验与不合格品 Inspection and nonconforming product", None),
    ("8.6.2", "是否每年进行一次全尺寸检验和功能试验，报告是否提交顾客？", "Layout inspection and functional test once a year, report submitted?", 2),
    ("8.7.1", "不合格品是否红箱隔离、上锁，并在 24 小时内评审？", "Nonconforming parts locked in red boxes and reviewed within 24 h?", 3),
    ("8.7.1.4", "返工是否有作业指导书，返工件是否重新检验？", "Rework instruction available, reworked parts re-inspected?", 2),
    ("六、投诉与改进 Complaints", None),
    ("10.2.3", "投诉：是否 2 小时响应、48 小时提交 D3、7 个工作日提交 D5？", "Complaints: answer in 2 h, D3 in 48 h, D5 in 7 working days?", 3),
    ("10.2.5", "售后退回件是否在 10 个工作日内完成分析？", "Field returns analysed within 10 working days?", 2),
    ("七、供方与物流 Sub-suppliers and logistics", None),
    ("8.4.2.4", "是否对二级供方每年审核，并监控其 PPM 和交付？", "Sub-suppliers audited yearly, PPM and delivery monitored?", 2),
    ("8.5.4", "是否先进先出，温湿度敏感物料是否受控？", "FIFO? Sensitive material controlled?", 2),
    ("6.1.2.3", "是否有应急计划，且每年演练一次？", "Contingency plan tested once a year?", 2),
]
GREEN = [
    ("E1", "是否建立禁限用物质清单，并每年更新？", "List of banned substances updated yearly?", 2),
    ("E2", "IMDS/CAMDS 是否在 OTS 样件前完成？", "IMDS/CAMDS finished before OTS samples?", 3),
    ("E3", "危险废物是否交由有资质单位处理，联单是否保存 5 年？", "Hazardous waste handed to licensed firms, slips kept 5 years?", 2),
    ("E4", "是否发布 CSR（企业社会责任）报告？", "Is a corporate social responsibility (CSR) report published?", 1),
    ("E5", "是否使用童工或强迫劳动？", "Any child labour or forced labour?", "K"),
]


def _cell(sheet: Worksheet, row: int, column: int, value: object, fill: PatternFill | None = None) -> None:
    cell = sheet.cell(row, column, value)
    cell.border, cell.alignment = THIN, Alignment(wrap_text=True, vertical="center")
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
    names = ("序号\nNo.", "条款\nClause", "审核内容 Audit question", None, "权重\nWeight", "评分 Score", None, None, "证据/备注\nEvidence")
    lower = (None, None, "中文", "English", None, "自评\nSelf", "现场\nOn site", "得分\nPoints", None)
    for column, (upper, under) in enumerate(zip(names, lower, strict=True), start=1):
        _cell(sheet, 3, column, upper, HEAD)
        _cell(sheet, 4, column, under, HEAD)
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
    for row, (level, words) in enumerate((("A", "≥90%"), ("B", "80%～89%"), ("C", "<80%，暂停新项目定点")), start=1):
        hidden.cell(row, 1, level)
        hidden.cell(row, 2, words)
    hidden["A5"] = "内部备注：C 级供应商应在 30 日内更换质量负责人或提交总经理签字的改进承诺。"
    hidden.sheet_state = "hidden"
    _save(book, target)


RECORDS = [
    ("QR-01", "PPAP 文件 PPAP files", "质量部", "产品停产后 3 年", "电子"),
    ("QR-02", "进货、过程、出货检验记录 Inspection records", "质量部", "3 年", "纸质"),
    ("QR-03", "可追溯性记录 Traceability records", "生产部", "5 年", "电子"),
    ("QR-04", "8D 报告 8D reports", "质量部", "3 年", "电子"),
    ("QR-05", "内审、管理评审记录 Audit and review records", "管理者代表", "3 年", "电子"),
    ("QR-06", "培训记录 Training records", "人力资源部", "员工离职后 2 年", "纸质"),
    ("QR-07", "量具校准、MSA 记录 Calibration and MSA", "质量部", "5 年", "电子"),
    ("QR-08", "有害物质检测报告、IMDS", "质量部", "10 年", "电子"),
    ("QR-09", "安全件（▽、S、D）检验记录 Records of safety parts", "质量部", "15 年", "电子"),
]


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
    _save(book, target)


def _save(book: Workbook, target: Path) -> None:
    book.properties.creator = "sample"
    book.properties.created = datetime.datetime(2025, 3, 4, 9, 0, 0)
    book.save(target)


SHEETS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "audit_checklist": ("inbox/骋峦汽车/CL-QF-0816 供应商审厂检查表.xlsx", build_audit_checklist),
    "own_records": ("own/LZ-QP-02-R01 记录保存期限一览表.xlsx", build_record_list),
}
