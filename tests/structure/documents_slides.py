"""Presentations of invented customers: columns, groups, tables, automatic numbers, hidden slides, notes."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from story import Made, Story
from structure_truth import Truth

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.presentationml"
_SPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{_OFFICE}"'
)
_POINT = 12700
_GROUP = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'


@dataclass(slots=True)
class Show(Story):
    """A presentation in the making; places are in points."""

    slides: list[list[str]] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    spoken: dict[int, str] = field(default_factory=dict)

    def slide(self, mark: str = "") -> None:
        """Begin a slide."""
        self.slides.append([])
        self.marks.append(mark)

    def draw(self, *shapes: str) -> None:
        """Put shapes on the slide in the order of the file."""
        self.slides[-1] += shapes

    def save(self, path: Path) -> Path:
        """Write the package."""
        numbers = range(1, len(self.slides) + 1)
        listed = "".join(f'<p:sldId id="{255 + n}" r:id="s{n}"/>' for n in numbers)
        types = f'<Override PartName="/ppt/presentation.xml" ContentType="{_TYPE}.presentation.main+xml"/>'
        members = {
            "_rels/.rels": _relations({"r1": ("officeDocument", "ppt/presentation.xml")}),
            "ppt/presentation.xml": f'<p:presentation {_SPACES}><p:sldIdLst>{listed}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/></p:presentation>',
            "ppt/_rels/presentation.xml.rels": _relations(
                {f"s{n}": ("slide", f"slides/slide{n}.xml") for n in numbers}
            ),
        }
        for n, shapes, mark in zip(numbers, self.slides, self.marks, strict=True):
            types += f'<Override PartName="/ppt/slides/slide{n}.xml" ContentType="{_TYPE}.slide+xml"/>'
            members[f"ppt/slides/slide{n}.xml"] = _page("sld", shapes, mark)
            if n in self.spoken:
                body = shape(self.spoken[n], 0, 0, 100, 50, kind="body")
                types += (
                    f'<Override PartName="/ppt/notesSlides/n{n}.xml" ContentType="{_TYPE}.notesSlide+xml"/>'
                )
                members[f"ppt/notesSlides/n{n}.xml"] = _page("notes", [body], "")
                members[f"ppt/slides/_rels/slide{n}.xml.rels"] = _relations(
                    {"n1": ("notesSlide", f"../notesSlides/n{n}.xml")}
                )
        default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr(
                "[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types">{default}{types}</Types>'
            )
            for name, text in members.items():
                package.writestr(name, text)
        return path


def shape(
    text: str, x: int, y: int, width: int, height: int, *, kind: str = "", number: str = "", level: int = 0
) -> str:
    """Return a ``p:sp``; a line of text is a paragraph, ``number`` the automatic numbering of them."""
    mark = f'<p:ph type="{kind}"/>' if kind else ""
    made = f'<a:buAutoNum type="{number}"/>' if number else ""
    lines = "".join(
        f'<a:p><a:pPr lvl="{level}">{made}</a:pPr><a:r><a:t>{line}</a:t></a:r></a:p>'
        for line in text.split("\n")
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="9" name="s"/><p:cNvSpPr/><p:nvPr>{mark}</p:nvPr></p:nvSpPr><p:spPr>'
        f'{_frame("a:xfrm", x, y, width, height)}<a:prstGeom prst="rect"/></p:spPr><p:txBody><a:bodyPr/>{lines}</p:txBody></p:sp>'
    )


def grid(rows: tuple[tuple[str, ...], ...], x: int, y: int, width: int) -> str:
    """Return a table; ``^`` goes on with the cell above, ``<`` with the one at the left."""
    made = ""
    for at, row in enumerate(rows):
        cells = ""
        for column, text in enumerate(row):
            tall = at + 1 < len(rows) and rows[at + 1][column] == "^" and text not in ("^", "<")
            wide = column + 1 < len(row) and row[column + 1] == "<"
            marks = ' rowSpan="2"' if tall else ""
            marks += ' gridSpan="2"' if wide else ""
            marks += {"^": ' vMerge="1"', "<": ' hMerge="1"'}.get(text, "")
            inner = "" if text in ("^", "<") else f"<a:r><a:t>{text}</a:t></a:r>"
            cells += f"<a:tc{marks}><a:txBody><a:bodyPr/><a:p>{inner}</a:p></a:txBody></a:tc>"
        made += f'<a:tr h="{20 * _POINT}">{cells}</a:tr>'
    columns = f'<a:gridCol w="{width * _POINT // len(rows[0])}"/>' * len(rows[0])
    uri = "http://schemas.openxmlformats.org/drawingml/2006/table"
    return (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="8" name="t"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
        f'{_frame("p:xfrm", x, y, width, 20 * len(rows))}<a:graphic><a:graphicData uri="{uri}"><a:tbl><a:tblPr firstRow="1"/>'
        f"<a:tblGrid>{columns}</a:tblGrid>{made}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def group(*shapes: str, x: int, y: int, scale: int) -> str:
    """Return a group whose inner places count in units of their own."""
    inner = (
        f'<a:xfrm><a:off x="{x * _POINT}" y="{y * _POINT}"/><a:ext cx="{200 * _POINT}" cy="{200 * _POINT}"/>'
    )
    inner += (
        f'<a:chOff x="0" y="0"/><a:chExt cx="{200 * scale * _POINT}" cy="{200 * scale * _POINT}"/></a:xfrm>'
    )
    return f"<p:grpSp>{_GROUP}<p:grpSpPr>{inner}</p:grpSpPr>{''.join(shapes)}</p:grpSp>"


def columns(folder: Path) -> tuple[Path, Truth]:
    """Two columns of boxes drawn in disorder, a footer, numbers of slides, notes of the speaker."""
    show = Show("en")
    show.slide()
    title = show.clause("What Harrowgate Motors expects of launches")
    left = ("Before the trial run", "Gauges are bought off.", "Operators hold a licence for their station.")
    right = (
        "After the trial run",
        "Scrap is explained part by part.",
        "The rate is shown over a full shift.",
    )
    for text in (*left, *right):
        show.clause(text)
    foot = show.running("Harrowgate supplier day")
    show.draw(
        shape("\n".join(right[1:]), 380, 160, 300, 200),
        shape(foot, 40, 500, 200, 20, kind="ftr"),
        shape(show.running("1"), 640, 500, 40, 20, kind="sldNum"),
        shape(left[0], 40, 110, 300, 30),
        shape(right[0], 380, 110, 300, 30),
        shape("\n".join(left[1:]), 40, 160, 300, 200),
        shape(title, 40, 30, 640, 50, kind="title"),
    )
    show.spoken[1] = show.noted("Say that the licence is checked on site.")
    show.slide()
    steps = ("Freeze the drawing.", "Order the tools.", "Book the trial with the plant.")
    show.draw(
        shape("\n".join(steps), 40, 120, 600, 200, number="arabicPeriod"),
        shape(show.clause("Three steps to begin with"), 40, 30, 640, 50, kind="title"),
    )
    for place, step in enumerate(steps, start=1):
        show.clause(step, f"{place}.", f"{place}.")
    return show.save(folder / "columns.pptx"), show.truth()


def table(folder: Path) -> tuple[Path, Truth]:
    """A table with merged cells, shapes in groups, a hidden slide."""
    show = Show("zh")
    show.slide()
    show.draw(shape(show.clause("垣宁电子 供应商响应时限"), 40, 20, 640, 50, kind="title"))
    show.draw(
        grid(
            (
                ("事件", "时限", "<", "牵头"),
                ("市场投诉", "四小时", "遏制", "质量"),
                ("^", "三日", "原因", "质量"),
                ("断供", "一小时", "通报", "物流"),
            ),
            40,
            90,
            600,
        ),
        shape("注：时限自客户发出通知起算，节假日不中断。", 40, 300, 600, 30),
    )
    show.cells("事件", "时限", "", "牵头")
    show.cells("市场投诉", "四小时", "遏制", "质量")
    show.cells("市场投诉", "三日", "原因", "质量")
    show.cells("断供", "一小时", "通报", "物流")
    show.clause("注：时限自客户发出通知起算，节假日不中断。")
    show.slide(' show="0"')
    show.draw(shape(show.clause("升级机制"), 40, 20, 640, 50, kind="title"))
    first, second, third = (
        "第一级：驻厂工程师每日通报。",
        "第二级：供应商总经理到场说明。",
        "第三级：暂停新项目定点。",
    )
    for text in (first, second, third):
        show.clause(text)
    show.draw(
        group(shape(third, 0, 300, 390, 60), shape(second, 0, 150, 390, 60), x=40, y=160, scale=2),
        shape(first, 40, 100, 400, 40),
    )
    show.slide()
    show.draw(shape(show.clause("提交资料"), 40, 20, 640, 50, kind="title"))
    papers = ("过程能力报告，样本不少于一百二十五件；", "检具校准证书；", "二级供应商清单。")
    for place, text in enumerate(papers):
        show.clause(text, f"{'abc'[place]})", f"{'abc'[place]})")
    show.draw(shape("\n".join(papers), 40, 90, 600, 200, number="alphaLcParenR"))
    return show.save(folder / "table.pptx"), show.truth()


def _frame(tag: str, x: int, y: int, width: int, height: int) -> str:
    place = f'<a:off x="{x * _POINT}" y="{y * _POINT}"/><a:ext cx="{width * _POINT}" cy="{height * _POINT}"/>'
    return f"<{tag}>{place}</{tag}>"


def _page(root: str, shapes: list[str], mark: str) -> str:
    return f"<p:{root} {_SPACES}{mark}><p:cSld><p:spTree>{_GROUP}<p:grpSpPr/>{''.join(shapes)}</p:spTree></p:cSld></p:{root}>"


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


DOCUMENTS = tuple(Made("pptx", write.__name__, write) for write in (columns, table))
