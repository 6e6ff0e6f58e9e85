"""Checklists about invented companies, rich enough to show every part of the workbook."""

from __future__ import annotations

from domain.document import (
    Box,
    Document,
    DocumentStatus,
    Facts,
    Locator,
    PageCoverage,
    SourceFile,
)
from domain.problem import Problem, Severity
from domain.referenced import ReferencedDocument, ReferenceKind, ReferencePlace
from domain.requirement import (
    Aspect,
    Clause,
    Kind,
    Label,
    Modality,
    Party,
    Reason,
    Requirement,
    Target,
    Verdict,
)
from domain.review import Checklist, ClauseRow, Decision, Row

GENERATED = "2026-03-02T08:30:00+08:00"


def document(key: str, customer: str, title: str | None, language: str = "zh", **facts: str) -> Document:
    ending = "pdf" if language == "zh" else "docx"
    return Document(
        id=key,
        source=SourceFile(f"{customer}/{title or key}.{ending}", key * 4, 12_345, customer),
        customer=customer,
        facts=Facts(title=title, language=language, **facts),
        blocks=(),
        status=DocumentStatus.OK,
        format=ending,
        pages=12 if language == "zh" else None,
        coverage=(PageCoverage("1", 900, 800, 90, 10), PageCoverage("2", 500, 450, 50, 0)),
    )


def clause(
    key: str, document_key: str, text: str, heading: str = "", page: int | None = 3, **more: object
) -> Clause:
    place = Locator(page=page, box=Box(72.04, 100.26, 520.0, 130.0)) if page else Locator(paragraph=17)
    number = heading.split(" ")[0] if heading else None
    return Clause(
        key=key,
        document=document_key,
        text=text,
        locator=place,
        headings=("第一章 总则", heading) if heading else (),
        section=number,
        **more,  # type: ignore[arg-type]
    )


def verdict(label: Label = Label.CSR, **more: object) -> Verdict:
    values: dict[str, object] = {
        "aspect": Aspect.SYSTEM,
        "confidence": 0.92,
        "reasons": (Reason("records.retention", "保存 15 年", 2.1), Reason("product.limit", "µm", -0.4)),
        "modality": Modality.OBLIGATION,
        "obligated": Party.SUPPLIER,
        "topic": "record_retention",
        "iatf_clauses": ("7.5.3.2.1",),
        "process": "S6",
        "department": "management",
    }
    return Verdict(Kind.REQUIREMENT, label, **(values | more))  # type: ignore[arg-type]


def row(key: str, of: Clause, said: Verdict | None = None, **more: object) -> Row:
    requirement = Requirement(key, of, 0, len(of.text), said or verdict())
    return Row(requirement, **more)  # type: ignore[arg-type]


ZH = document(
    "d-zh",
    "晨岳汽车",
    "供应商品质保证手册",
    number="CY-SQM-01",
    revision="C",
    date="2026-01-15",
    type="supplier_manual",
)
ZH_TECHNICAL = document("d-ta", "晨岳汽车", "前桥支架技术协议", type="technical_agreement")
EN = document("d-en", "Halden Motors", "Supplier Quality Manual", "en", number="HM-SQ-200", revision="7")
UNREAD = Document(
    id="d-bad",
    source=SourceFile("晨岳汽车/包装规范.pdf", "0" * 64, 77),
    customer="晨岳汽车",
    facts=Facts(),
    blocks=(),
    status=DocumentStatus.FAILED,
    problems=(Problem("encrypted", Severity.FATAL, "晨岳汽车/包装规范.pdf"),),
)

CAPABILITY = (
    "供应商应对所有特殊特性进行过程能力研究，量产阶段 Cpk 不得低于 1.67，并于每月 5 日前将数据提交顾客质量部门；"
    "低于目标值时，须在 24 小时内采取 100% 检验，并提交改善计划，直至连续三批达标并经顾客书面同意后方可取消。"
)
EIGHT_D = "8D | D3 24 小时 | D5 5 天 | D8 15 天"
COATING = "镀层厚度不小于 12 µm。"
PRICE = "付款期限为收到发票后 90 天。"
PPAP = (
    "The supplier shall submit a PPAP level 3 package, including the GM 1927 form, at least 10 working days "
    "before the first serial delivery and keep all records for 15 years after end of production."
)
STOP_SHIP = "Shipping product under a stop-ship notice is prohibited without exception."


def decided() -> Decision:
    return Decision(
        requirement="q-1",
        decision="csr",
        department="质量部",
        measure="修订《过程能力管理程序》QP-08 第 5.3 条",
        owner="李敏",
        due="2026-04-30",
        status="进行中",
        comment="与现行程序相比更严",
        by="王工",
        at="2026-03-05",
        text_then=CAPABILITY,
        importance="high",
        own_document="QP-08 5.3",
        evidence="SPC 月报",
        conformity="否",
    )


def rows() -> tuple[Row, ...]:
    capability = verdict(
        aspect=Aspect.ENGINEERING,
        topic="process_capability",
        iatf_clauses=("9.1.1.1", "8.3.3.3"),
        process="C8",
        department="quality",
        targets=(
            Target("Cpk 不得低于 1.67", 1.67, "", ">=", "Cpk"),
            Target("每月 5 日前", 5.0, "day", "<="),
            Target("24 小时内", 24.0, "h", "<="),
            Target("100%", 100.0, "%"),
        ),
        symbols=("◇",),
        importance="high",
    )
    doubted = verdict(
        review_needed=True, confidence=0.41, process="M6", iatf_clauses=("10.2.3",), topic="other"
    )
    product = verdict(Label.PRODUCT, aspect=Aspect.ENGINEERING, process="", iatf_clauses=(), topic="other")
    commercial = verdict(Label.COMMERCIAL, aspect=None, process="", iatf_clauses=(), topic="other")
    ppap = verdict(
        aspect=Aspect.ENGINEERING,
        process="C7",
        iatf_clauses=("8.3.4.4",),
        references=("GM 1927", "PPAP"),
        topic="ppap",
    )
    red = verdict(
        modality=Modality.PROHIBITION,
        process="C5",
        iatf_clauses=("8.7.1.1",),
        flags=("red_line",),
        importance="high",
    )
    return (
        row("q-1", clause("c-1", "d-zh", CAPABILITY, "5-1 工序能力"), capability, decision=decided()),
        row("q-2", clause("c-2", "d-zh", EIGHT_D, "5-4 解决问题的5原则", page=9), doubted),
        row("q-3", clause("c-3", "d-ta", COATING, "3.2 表面处理"), product),
        row("q-4", clause("c-4", "d-ta", PRICE, "7 付款"), commercial),
        row("q-5", clause("c-5", "d-en", PPAP, "4.2 Part approval", page=None, language="en"), ppap),
        row("q-6", clause("c-6", "d-en", STOP_SHIP, "6.1 Stop ship", page=None, language="en"), red),
        row(
            "q-7", clause("c-7", "d-en", '=HYPERLINK("http://x","y") shall be text', page=None, language="en")
        ),
    )


REFERENCED = (
    ReferencedDocument(
        "晨岳汽车",
        "CY-Q-118",
        ReferenceKind.CUSTOMER,
        places=tuple(
            ReferencePlace(ZH.id, f"c-{at}", f"3.{at} 记录", Locator(page=at)) for at in range(1, 8)
        ),
    ),
    ReferencedDocument(
        "晨岳汽车",
        "《供应商品质保证手册》",
        ReferenceKind.CUSTOMER,
        ZH.id,
        (ReferencePlace(ZH_TECHNICAL.id, "c-9", "2", Locator(paragraph=17)),),
    ),
    ReferencedDocument(
        EN.customer, "ISO 9001", ReferenceKind.STANDARD, "", (ReferencePlace(EN.id, "c-3", "4.3", Locator()),)
    ),
)


def small(**more: object) -> Checklist:
    """Two customers, three documents that were read and one that was not."""
    values: dict[str, object] = {
        "generated": GENERATED,
        "version": "0.1.0",
        "documents": (ZH, ZH_TECHNICAL, EN, UNREAD),
        "rows": rows(),
        "clauses": tuple(ClauseRow(each.requirement.clause, "requirement") for each in rows()),
        "problems": (
            Problem("encrypted", Severity.FATAL, "晨岳汽车/包装规范.pdf"),
            Problem("unheard-of", Severity.NOTE, "晨岳汽车/供应商品质保证手册.pdf", "第 7 页", "x"),
        ),
        "referenced": REFERENCED,
        "rules": 240,
        "ruleset": "2026.03",
        "company": "海川精密",
    }
    return Checklist(**(values | more))  # type: ignore[arg-type]
