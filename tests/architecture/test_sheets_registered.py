from __future__ import annotations

import importlib
from pathlib import Path

import workbook.sheets
from domain.wording import LANGUAGES, say
from workbook.columns import COLUMNS
from workbook.sheets import SHEETS


def test_every_sheet_module_ends_in_a_sheet_that_is_listed() -> None:
    folder = Path(workbook.sheets.__file__).parent
    modules = sorted(file.stem for file in folder.glob("*.py") if file.stem not in ("__init__", "base"))
    sheets = [importlib.import_module(f"workbook.sheets.{name}").SHEET for name in modules]

    assert sorted(sheet.key for sheet in SHEETS) == sorted(sheet.key for sheet in sheets)


def test_sheets_have_the_names_that_macros_use() -> None:
    titles = {
        language: [say(f"workbook.sheets.{sheet.key}", language) for sheet in SHEETS]
        for language in LANGUAGES
    }

    assert titles == {
        "zh": [
            "识别清单",
            "顾客特殊要求清单",
            "按条款",
            "产品与商务要求",
            "变更",
            "问题文件",
            "指标对照",
            "文件台账",
            "引用文件",
            "说明",
        ],
        "en": [
            "Matrix",
            "CSR list",
            "By clause",
            "Excluded",
            "Changes",
            "Problems",
            "Values compared",
            "Register",
            "References",
            "About",
        ],
    }


def test_columns_have_the_headings_that_macros_use() -> None:
    fixed = [
        "id",
        "customer",
        "document",
        "section",
        "page",
        "text",
        "aspect",
        "verdict",
        "reason",
        "clause",
        "process",
        "decision",
        "department",
        "measure",
        "owner",
        "due",
        "status",
        "comment",
        "by",
        "at",
    ]
    headings = {
        language: [say(f"workbook.columns.{key}", language) for key in fixed] for language in LANGUAGES
    }

    assert set(fixed) <= {column.key for column in COLUMNS}
    assert headings == {
        "zh": ["编号", "顾客", "文件", "章节", "页码", "原文", "方面", "判定", "理由", "IATF条款", "过程", "评审判定", "责任部门", "措施", "责任人", "完成日期", "状态", "评审意见", "评审人", "评审日期"],
        "en": [
            *["ID", "Customer", "Document", "Section", "Page"], "Original text", *["Aspect", "Verdict", "Reason"],
            "IATF clause", "Process", *["Decision", "Department", "Measure", "Owner", "Due", "Status", "Comment", "Reviewer", "Reviewed"],
        ],
    }  # fmt: skip


def test_every_column_says_what_it_means_in_every_language() -> None:
    for column in COLUMNS:
        for language in LANGUAGES:
            assert say(f"workbook.meaning.{column.key}", language)
