"""Plain texts, Markdown, CSV, RTF and OpenDocument texts of invented customers."""

from __future__ import annotations

import textwrap
import unicodedata
import zipfile
from pathlib import Path

from story import Made, Story
from structure_truth import Truth

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
ODT_SPACES = " ".join(
    f'xmlns:{short}="{_OASIS.format(name)}"'
    for short, name in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"))
)


def contract(folder: Path) -> tuple[Path, Truth]:
    """GB18030, every line broken after thirty-two Chinese characters, as old mainframes print."""
    story = Story("zh")
    told = (
        ("菱塘减振器有限公司采购质量条款", None),
        (
            "1. 乙方在量产前完成两百小时的耐久试验，试验台的标定证书随报告一并提交，标定已过期的，试验结果不予承认，由此造成的延误由乙方承担。",
            "1.",
        ),
        (
            "2. 橡胶件的硫化批号与模具号应同时标注在最小包装上；两者缺一的，甲方有权拒收该包装，并按照缺货处理，乙方不得以生产紧张为由要求让步。",
            "2.",
        ),
        (
            "3. 甲方每季度抽取三件做全项复验，复验不合格的，乙方除退换货之外，还应承担第三方检测费用、停线损失以及客户索赔，直至整改被验证有效。",
            "3.",
        ),
        (
            "4. 乙方变更配方、炭黑牌号或者硫化参数的，应提前一百二十日书面通知甲方，并重新提交样件；未经批准不得供货，已交付的产品由乙方负责召回。",
            "4.",
        ),
        ("5. 本条款作为采购合同的附件，与合同具有同等效力。", "5."),
    )
    lines = [line for text, number in told for line in (*_wrapped(story.clause(text, number), 64), "")]
    path = folder / "contract.txt"
    path.write_bytes("\r\n".join(lines).encode("gb18030"))
    return path, story.truth()


def notice(folder: Path) -> tuple[Path, Truth]:
    """Big5, one paragraph a line, rules drawn with signs."""
    story = Story("zh-Hant")
    title = story.clause("祥鎬車用電子 出貨注意事項")
    items = (
        "一、外箱標籤須含料號、批號、數量與有效期限。",
        "二、同一棧板不得混放不同版次之產品。",
        "三、濕度指示卡變色者，整袋退回烘烤。",
        "四、出貨檢驗報告須於到貨前一日上傳。",
    )
    for text, number in zip(items, ("一、", "二、", "三、", "四、"), strict=True):
        story.clause(text, number)
    rule = story.running("-" * 40)
    path = folder / "notice.txt"
    path.write_bytes("\n".join((title, rule, *items)).encode("big5"))
    return path, story.truth()


def wide(folder: Path) -> tuple[Path, Truth]:
    """UTF-16 with its mark, English, wrapped at seventy-two columns, lists set in."""
    story = Story("en")
    told = (
        ("SUPPLIER RULES OF LANTERMOOR BEARINGS", None, ""),
        (
            "1.1 Rings are washed before they are packed, and the residue on the filter is weighed once a shift; a residue above two milligrams stops the line until the washing fluid has been exchanged and a second filter is clean.",
            "1.1",
            "",
        ),
        (
            "1.2 Cages of brass are never mixed with cages of steel, neither in a bin nor on a rack, and every bin carries the colour of its material on all four sides so that a fork lift driver can see it.",
            "1.2",
            "",
        ),
        (
            "(a) brass is marked in yellow, which is renewed whenever the paint has worn off or cannot be told from dirt;",
            "(a)",
            "  ",
        ),
        ("(b) steel is marked in blue.", "(b)", "  "),
        (
            "1.3 Grease is bought from the sources on the list of Lantermoor only, and each drum keeps the label of its maker until it is empty, cleaned and returned to the store of the plant.",
            "1.3",
            "",
        ),
    )
    blocks = []
    for text, number, indent in told:
        story.clause(text, number)
        blocks.append(textwrap.fill(text, 72, initial_indent=indent, subsequent_indent=indent))
    path = folder / "wide.txt"
    path.write_bytes("\r\n\r\n".join(blocks).encode("utf-16"))
    return path, story.truth()


def page(folder: Path) -> tuple[Path, Truth]:
    """Markdown: headings, nested lists, a table."""
    story = Story("en")
    told = (
        "Ostvale Glass: packing rules",
        "Racks",
        "Panes stand on felt.",
        "Felt is changed when",
        "it is wet,",
        "it is torn.",
        "Limits",
    )
    for text, number in zip(told, ("", "", "1.", "2.", "-", "-", ""), strict=True):
        story.clause(f"{number} {text}".removeprefix("- "), number.strip("-") or None)
    path = folder / "page.md"
    rows = (("Item", "Limit"), ("Panes per rack", "24"), ("Weight per rack", "480 kg, felt included"))
    for row in rows:
        story.cells(*row)
    head, *below = (f"| {' | '.join(row)} |" for row in rows)
    lines = (
        f"# {told[0]}",
        "",
        f"## {told[1]}",
        "",
        f"1. {told[2]}",
        f"2. {told[3]}",
        f"   - {told[4]}",
        f"   - {told[5]}",
        "",
        f"## {told[6]}",
        "",
        head,
        "|---|---|",
        *below,
        "",
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path, story.truth()


def table(folder: Path) -> tuple[Path, Truth]:
    """CSV in GB18030, cells with separators and line feeds in quotes."""
    story = Story("zh")
    rows = (
        ("序号", "要求内容", "责任部门"),
        ("1", "样件附材质报告,盐雾报告", "质量部"),
        ("2", "交付前确认:\n版本一致", "计划部"),
        ("3", "备件供应十五年", "销售部"),
    )
    for row in rows:
        story.cells(*row)
    path = folder / "table.csv"
    quoted = "\r\n".join(
        ",".join(f'"{cell}"' if {",", "\n"} & set(cell) else cell for cell in row) for row in rows
    )
    path.write_bytes(quoted.encode("gb18030"))
    return path, story.truth()


def rich(folder: Path) -> tuple[Path, Truth]:
    """RTF in code page 936: running heads, stored numbers, a table, a footnote."""
    story = Story("zh")
    head = rtf_text(story.running("珈蓝泵业 内部文件"))
    said = [r"\pard\b " + rtf_text(story.clause("珈蓝泵业供应商环境要求")) + r"\b0\par"]
    items = (
        ("1.", "镀锌件采用三价铬钝化，六价铬不得检出。"),
        ("2.", "包装木料须经热处理并有标识。"),
        ("3.", "切削液每月检测一次菌落。"),
    )
    for place, (number, text) in enumerate(items):
        note = (
            r"{\super\chftn}{\footnote\pard{\super\chftn} "
            + rtf_text(story.noted("检测方法按甲方规范。"))
            + "}"
            if place == 2
            else ""
        )
        shown = rf"{{\listtext {number}\tab}}"
        said.append(rf"\pard{shown}\ls1 " + rtf_text(story.clause(text, number, number)) + note + r"\par")
    for row in (
        ("物质", "限值", "报告频次"),
        ("铅", "不大于 0.1 %", "每年"),
        ("镉", "不大于 0.01 %", "每年"),
    ):
        cells = "".join(rtf_text(cell) + r"\cell " for cell in story.cells(*row))
        said.append(r"\trowd\cellx2000\cellx5000\cellx7500\pard\intbl " + cells + r"\row")
    said.append(r"\pard " + rtf_text(story.clause("超过限值的批次整批退回。")) + r"\par")
    path = folder / "rich.rtf"
    begin = (
        r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}{\header\pard "
        + head
        + r"\par}\f0 "
    )
    path.write_bytes((begin + "\n".join(said) + "}").encode("ascii"))
    return path, story.truth()


def unicode_rich(folder: Path) -> tuple[Path, Truth]:
    """RTF in Unicode escapes, English with signs, cells merged downwards, struck and hidden words."""
    story = Story("en")
    lines = [
        r"\pard\qc{\b " + rtf_text(story.clause("Gear tolerances of Millbrae Gearing – “class A”")) + r"}\par"
    ]
    lines.append(
        r"\pard "
        + rtf_text(story.clause("7.1 Lead crowning stays within ±4 µm on both flanks.", "7.1"))
        + r"{\v "
        + rtf_text(story.running("check with lab"))
        + r"}\par"
    )
    lines.append(
        r"\pard "
        + rtf_text(story.clause("7.2 Each lot of 500 gears carries five witness gears,\u00a0etched.", "7.2"))
        + r"\par"
    )
    merged = (r"\clvmgf", r"\clvmrg")
    story.cells("Module", "Grade", "Share")
    lines.append(
        r"\trowd\trhdr\cellx2000\cellx4000\cellx6000\pard\intbl Module\cell Grade\cell Share\cell\row"
    )
    for place, (grade, share) in enumerate((("5", "90 %"), ("6", "10 %"))):
        story.cells("2.5 mm", grade, share)
        lines.append(
            rf"\trowd{merged[place]}\cellx2000\cellx4000\cellx6000\pard\intbl {'' if place else '2.5 mm'}\cell {grade}\cell {share}\cell\row"
        )
    lines.append(
        r"\pard " + rtf_text(story.clause("7.3 Gears above grade 6 are not delivered.", "7.3")) + r"\par"
    )
    path = folder / "unicode_rich.rtf"
    path.write_bytes(
        (r"{\rtf1\ansi\ansicpg1252\uc1 " + "\n".join(lines).replace("\\u160?", r"\~") + "}").encode("ascii")
    )
    return path, story.truth()


def open_text(folder: Path) -> tuple[Path, Truth]:
    """ODT: numbered headings, a list in two levels, spans, a struck paragraph, a note."""
    story = Story("en")
    levels = '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=")"/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>'
    styles = f'<office:automatic-styles><text:list-style style:name="N">{levels}</text:list-style></office:automatic-styles>'
    struck = '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><text:p>Old rule, gone.</text:p></text:deletion></text:changed-region></text:tracked-changes>'
    title = story.clause("Winding rules of Elmsworth Motors")
    first = story.clause("1 Wire", "1")
    wire = story.clause("Enamel is tested for pinholes on every drum.")
    note = story.noted("A drum holds forty kilograms.")
    lead = story.clause("The test is passed when:", "1)", "1)")
    items = [
        story.clause(text, number, number)
        for text, number in (
            ("no more than two pinholes are found;", "a)"),
            ("the wire bends around itself.", "b)"),
        )
    ]
    last = story.clause("A failed drum returns within a week.", "2)", "2)")
    inner = "".join(f"<text:list-item><text:p>{item}</text:p></text:list-item>" for item in items)
    second = story.clause("2 Coils", "2")
    for cells in (
        ("Coil", "Turns", "Resistance"),
        ("Stator", "84", "0.31 Ω"),
        ("Stator", "96", "0.36 Ω"),
        ("Sensor", "800", "see the drawing of the sensor"),
    ):
        story.cells(*cells)

    def cells(*texts: str, first: str = "") -> str:
        made = "".join(
            f"<table:table-cell {first if not at else ''}><text:p>{text}</text:p></table:table-cell>"
            for at, text in enumerate(texts)
        )
        return f"<table:table-row>{made}</table:table-row>"

    covered = cells("96", "0.36 Ω").replace(
        "<table:table-row>", "<table:table-row><table:covered-table-cell/>"
    )
    rows = (
        cells("Stator", "84", "0.31 Ω", first='table:number-rows-spanned="2"')
        + covered
        + cells("Sensor", "800", "see the drawing of the sensor")
    )
    body = f"""{struck}<text:h text:outline-level="1">{title}</text:h><text:h text:outline-level="2">{first}</text:h>
<text:p>{wire}<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>{note}</text:p></text:note-body></text:note></text:p><text:p><text:change text:change-id="c"/></text:p>
<text:list text:style-name="N"><text:list-item><text:p>{lead}</text:p><text:list>{inner}</text:list></text:list-item><text:list-item><text:p>{last}</text:p></text:list-item></text:list>
<text:h text:outline-level="2">{second}</text:h><table:table><table:table-header-rows>{cells("Coil", "Turns", "Resistance")}</table:table-header-rows>{rows}</table:table>"""
    path = folder / "open_text.odt"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f"<office:document-content {ODT_SPACES}>{styles}<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
    return path, story.truth()


def _wrapped(text: str, columns: int) -> list[str]:
    """Break a text at a width, Chinese characters counting two columns."""
    lines, used = [""], 0
    for char in text:
        wide = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if used + wide > columns:
            lines.append("")
            used = 0
        lines[-1] += char
        used += wide
    return lines


def rtf_text(text: str) -> str:
    """Return the text in escapes: ``\\'xx`` of code page 936 for Han, ``\\u`` for the rest."""
    out = ""
    for char in text:
        if ord(char) < 128:
            out += char
        elif ord(char) > 0x2E7F:
            out += "".join(f"\\'{byte:02x}" for byte in char.encode("gbk"))
        else:
            out += f"\\u{ord(char)}?"
    return out


DOCUMENTS = (
    *(Made("text", write.__name__, write) for write in (contract, notice, wide, page, table)),
    *(Made("rtf", write.__name__, write) for write in (rich, unicode_rich)),
    Made("odt", "open_text", open_text),
)
