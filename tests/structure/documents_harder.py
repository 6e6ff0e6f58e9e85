"""A second batch over the flowing formats, written after the first was measured: what real files do besides."""

from __future__ import annotations

import zipfile
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import documents_slides as slides
from documents_text import ODT_SPACES, rtf_text
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from story import Made, Story
from structure_truth import Truth
from word_file import Word, cell, level, paragraph, row, run


def agreement(folder: Path) -> tuple[Path, Truth]:
    """Roman parts over legal decimals, a numbered style, a note in a cell, heads in two rows, typed numbers between."""
    word = Word("en")
    heads = word.add_list(
        level(0, "upperRoman", "%1."),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "lowerLetter", "%3)"),
    )
    linked = f'<w:numPr><w:ilvl w:val="{{}}"/><w:numId w:val="{heads}"/></w:numPr>'
    word.add_style("Part", "Part heading", '<w:outlineLvl w:val="0"/>' + linked.format(0), "<w:b/>")
    word.add_style("Rule", "Rule", linked.format(1))
    word.say("Supply agreement of Dunmere Lighting")
    word.say("Scope", "I.", shown="I.", style="Part")
    word.say(
        "Lamps, drivers and their software are covered; samples are not.", "1.1", shown="1.1", style="Rule"
    )
    word.say("An order binds when it was not refused within three days.", "1.2", shown="1.2", style="Rule")
    word.say("(1) Refusals name the reason.", "(1)")
    word.say("(2) Refusals by telephone are void.", "(2)")
    word.say("Quality", "II.", shown="II.", style="Part")
    word.say("Light is measured on every lamp before it is packed:", "2.1", shown="2.1", style="Rule")
    word.say("flux in a sphere,", "a)", shown="a)", listed=(heads, 2))
    word.say("colour at two currents.", "b)", shown="b)", listed=(heads, 2))
    word.say("Limits are listed below.", "2.2", shown="2.2", style="Rule")
    note = word.add_note("footnote", "At a junction temperature of 85 °C.")
    word.table(
        row(cell("Lamp", merge="restart"), cell("Flux", span=2), cell("Colour", merge="restart"), head=True),
        row(cell("", merge="continue"), cell("low"), cell("high"), cell("", merge="continue"), head=True),
        row(cell("Main beam"), cell("1450"), cell("1520"), cell(paragraph(run("5700 K") + note))),
        row(
            cell("Turn signal"), cell("510"), cell("560"), cell("amber, inside of the box of the regulation")
        ),
        widths=(2500, 1200, 1200, 3000),
    )
    for cells in (
        ("Lamp", "Flux", "", "Colour"),
        ("Lamp", "low", "high", "Colour"),
        ("Main beam", "1450", "1520", "5700 K"),
        ("Turn signal", "510", "560", "amber, inside of the box of the regulation"),
    ):
        word.cells(*cells)
    word.say("Lamps outside of the limits are destroyed.", "2.3", shown="2.3", style="Rule")
    return word.save(folder / "agreement.docx"), word.truth()


def questionnaire(folder: Path) -> tuple[Path, Truth]:
    """A frame of one column, checkboxes, symbols, breaks of the page within a paragraph, columns of a section."""
    word = Word("zh")
    word.say("岭川电池 供方调查表")
    word.clause("填表须知：本表由供方质量负责人填写并盖章，涂改处须签名。")
    word.table(row(cell("填表须知：本表由供方质量负责人填写并盖章，涂改处须签名。")), widths=(8000,))
    word.break_section(2)
    box = '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
    word.say("1. 是否具备批次追溯系统", "1.")
    word.say("◻ 是 ◻ 否", runs=box + run(" 是 ") + box + run(" 否"))
    broken = (
        run("2. 电芯到货后存放在恒温库，") + '<w:r><w:br w:type="page"/></w:r>' + run("库温每小时记录一次。")
    )
    word.say("2. 电芯到货后存放在恒温库，库温每小时记录一次。", "2.", runs=broken)
    hyphen = run("3. 返修件使用 KT") + "<w:r><w:noBreakHyphen/></w:r>" + run("31 标签。")
    word.say("3. 返修件使用 KT-31 标签。", "3.", runs=hyphen)
    word.break_section(2)
    cells = (
        ("项目", "供方填写", "说明"),
        ("产能", "", "按双班计算，附计算表"),
        ("负责人", "", "须为正式员工"),
    )
    word.table(
        *(row(*map(cell, line), head=not at) for at, line in enumerate(cells)), widths=(2000, 3000, 3000)
    )
    for line in cells:
        word.cells(*line)
    return word.save(folder / "questionnaire.docx"), word.truth()


def wide(folder: Path) -> tuple[Path, Truth]:
    """A list that begins in the third column, shaded heads of unusual words, remarks merged over columns, dates."""
    story, book = Story("en"), Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Open issues"
    sheet["C2"] = story.clause("Issues of Harbourne Axles, week 12")
    heads = ("Nr", "Where", "What has to be done", "Who", "Until", "Share")
    rows = (
        (
            7,
            "Plant N",
            "Replace the gauge of station 40 and prove it with ten parts",
            "Ivers",
            date(2026, 4, 2),
            0.5,
        ),
        (8, "Plant S", "Move the audit of the paint shop forward", "Oduya", date(2026, 4, 20), 0),
        (9, "Both", "Write down who may release a batch at night", "Ivers", date(2026, 5, 1), 0.25),
    )
    for column, head in enumerate(heads, start=3):
        sheet.cell(4, column, head).fill = PatternFill("solid", fgColor="DDDDDD")
    story.cells(*heads)
    at = 5
    for line in rows:
        for column, value in enumerate(line, start=3):
            sheet.cell(at, column, value)
        sheet.cell(at, 8).number_format = "0%"
        story.cells(*(str(value) for value in line[:4]), line[4].isoformat(), f"{line[5]:.0%}")
        at += 1
    sheet.cell(at, 3, story.clause("Issues that are older than four weeks are shown to the board."))
    sheet.merge_cells(start_row=at, start_column=3, end_row=at, end_column=8)
    path = folder / "wide.xlsx"
    book.save(path)
    return path, story.truth()


def export(folder: Path) -> tuple[Path, Truth]:
    """A page that Word saved: numbers in spans to be ignored, tables of paragraphs, empty paragraphs, a comment."""
    story = Story("zh")

    def listed(text: str, number: str) -> str:
        story.clause(f"{number}{text}", number)
        mark = f"<span style='mso-list:Ignore'>{number}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span>"
        return f"<p class=MsoListParagraph style='text-indent:-21.0pt;mso-list:l0 level1 lfo1'>{mark}{text}<o:p></o:p></p>"

    empty = "<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
    rows = (
        ("序号", "文件名称", "提交时间"),
        ("1", "过程流程图", "报价时"),
        ("2", "测量系统分析报告，含原始数据", "样件前"),
    )
    cells = "".join(
        "<tr>"
        + "".join(
            f"<td width=120 valign=top><p class=MsoNormal><span lang=EN-US>{text}</span></p></td>"
            for text in line
        )
        + "</tr>"
        for line in rows
    )
    page = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8><style><!-- p.MsoNormal {{margin:0cm}} --></style></head>
<body lang=ZH-CN><div class=WordSection1><p class=MsoTitle>{story.clause("澜桥线束 文件提交要求")}</p>{empty}
{listed("线束图纸以客户发布的版本为准。", "1.")}{listed("端子压接参数随样件提交。", "2.")}{listed("变更记录每月汇总一次。", "3.")}{empty}
<table class=MsoTableGrid border=1>{cells}</table>{empty}<p class=MsoNormal>{story.clause("逾期提交的，当月评分扣五分。")}</p>
<!--[if gte mso 9]><xml><o:x>drop</o:x></xml><![endif]--></div></body></html>"""
    clauses, story.clauses = story.clauses, story.clauses[:4]
    for line in rows:
        story.cells(*line)
    story.clauses += clauses[4:]
    path = folder / "export.htm"
    path.write_text(page, encoding="utf-8")
    return path, story.truth()


def manual(folder: Path) -> tuple[Path, Truth]:
    """A page of a manual: crumbs, a side bar, heads in two rows, Roman lists, folded parts, a caption."""
    story = Story("en")
    crumbs = " › ".join(f'<a href="#">{word}</a>' for word in ("Suppliers", "Manuals", "Packaging"))
    side = "".join(
        f'<li><a href="#">{story.running(word)}</a></li>' for word in ("Labels", "Racks", "Returns")
    )
    story.running("Suppliers › Manuals › Packaging")
    page = f"""<!DOCTYPE html><html lang="en"><head><title>Packaging</title></head><body><div class="breadcrumbs">{crumbs}</div>
<div class="layout"><div class="sidebar"><ul>{side}</ul></div><div class="content"><h1>{story.clause("Packaging manual of Orrin Safety")}</h1>
<p>{story.clause("Airbag modules are dangerous goods; the rules of transport come before this manual.")}</p>
<h2>{story.clause("Boxes")}</h2><ol type="I"><li><p>{story.clause("Boxes bear the mark of the United Nations.", "I.", "I.")}</p></li>
<li><p>{story.clause("Lids are taped twice.", "II.", "II.")}</p><p>{story.clause("Staples are not used.")}</p></li></ol>
<details><summary>{story.clause("More about tape")}</summary><p>{story.clause("Tape of paper is used where the customer recycles it.")}</p></details>
<table><caption>{story.clause("Table 4: loads")}</caption><thead><tr><th rowspan="2">Box</th><th colspan="2">Load</th></tr><tr><th>parts</th><th>kg</th></tr></thead>
<tbody><tr><th scope="row">A4</th><td>12</td><td>9.5</td></tr><tr><th scope="row">A6</th><td>30</td><td>14, lid included</td></tr></tbody></table>
<figure><img src="x.png"><figcaption>{story.clause("Figure 2: how modules lie in a box")}</figcaption></figure></div></div>
<div id="footer">{story.running("Page last changed by the editor")}</div></body></html>"""
    after = story.clauses.pop()
    for cells in (
        ("Box", "Load", ""),
        ("Box", "parts", "kg"),
        ("A4", "12", "9.5"),
        ("A6", "30", "14, lid included"),
    ):
        story.cells(*cells)
    story.clauses.append(after)
    path = folder / "manual.html"
    path.write_text(page, encoding="utf-8")
    return path, story.truth()


def cards(folder: Path) -> tuple[Path, Truth]:
    """Three columns of cards, a strip below, points in two levels, a table without marks."""
    show = slides.Show("zh")
    show.slide()
    title = show.clause("沄致座椅 项目里程碑")
    heads, texts = (
        ("开发阶段", "试产阶段", "量产阶段"),
        ("冻结图纸\n完成模具评审", "连续三百件\n提交能力报告", "首三月加严检验\n每月评审"),
    )
    for head, text in zip(heads, texts, strict=True):
        show.clause(head)
        for line in text.split("\n"):
            show.clause(line)
    strip = show.clause("各阶段的关闭由采购、质量与研发三方签字确认。")
    shapes = [slides.shape(head, 30 + 230 * at, 100, 200, 30) for at, head in enumerate(heads)]
    shapes += [slides.shape(text, 30 + 230 * at, 140, 200, 160) for at, text in enumerate(texts)]
    show.draw(slides.shape(strip, 30, 330, 660, 40), *shapes[::-1])
    show.draw(slides.shape(title, 30, 20, 660, 50, kind="title"))
    show.slide()
    rows = (("里程碑", "交付物"), ("首次装车", "尺寸报告，全部测点"), ("批准", "完整的生产件批准文件"))
    for line in rows:
        show.cells(*line)
    show.draw(slides.grid(rows, 40, 60, 600).replace(' firstRow="1"', ""))
    return show.save(folder / "cards.pptx"), show.truth()


def reply(folder: Path) -> tuple[Path, Truth]:
    """A plain mail that answers another, quoted below, with a mail attached."""
    story = Story("en")
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        "q@tarnbeck.example",
        "s@example.com",
        "Re: open points",
    )
    message["MIME-Version"] = "1.0"
    told = (
        "Hello,",
        "the points of Monday are agreed, with one addition.",
        "1) Reports are sent as one file.",
        "2) The file carries the number of the complaint.",
        "Tarnbeck Gears, supplier quality",
    )
    quoted = ("On Monday you wrote:", "We propose to close the points this month.")
    for text, number in zip((*told, *quoted), (None, None, "1)", "2)", None, None, None), strict=True):
        story.clause(text, number)
    body = f"{told[0]}\n\n{told[1]}\n\n{told[2]}\n{told[3]}\n\n{told[4]}\n\n{quoted[0]}\n> {quoted[1]}\n"
    message.set_content(body)
    inner = EmailMessage()
    inner["From"], inner["Subject"], inner["MIME-Version"] = "s@example.com", "Open points", "1.0"
    inner.set_content(story.clause("The noise of the gear is measured on the vehicle.") + "\n")
    message.add_attachment(inner)
    path = folder / "reply.eml"
    path.write_bytes(bytes(message))
    return path, story.truth()


def outline(folder: Path) -> tuple[Path, Truth]:
    """RTF as Word writes it: styles, stored numbers of two levels, cells merged sideways, line breaks, columns."""
    story = Story("zh")
    styles = r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2\outlinelevel1 heading 2;}}"
    said = []

    def say(text: str, number: str, mark: str) -> None:
        shown = rf"{{\pntext\pard\plain {number}\tab}}" if number else ""
        said.append(rf"{shown}\pard\plain{mark} {rtf_text(story.clause(text, number or None, number))}\par")

    say("翎杉音响 质量条件", "", r"\s1\outlinelevel0")
    say("音圈", "1.", r"\s2\outlinelevel1")
    said.append(r"\sect\sectd\cols2")
    say("音圈引线的拉力不小于五牛，每班抽检五件。", "1.1", "")
    say("绕线机的张力每周标定。", "1.2", "")
    lines = ("1.3 下列情形须停机：", "（1）断线；", "（2）短路。")
    for line, number in zip(lines, ("1.3", "（1）", "（2）"), strict=True):
        story.clause(line, number)
    said.append(r"\pard " + r"\line ".join(map(rtf_text, lines)) + r"\par")
    say("磁路", "2.", r"\s2\outlinelevel1")
    story.cells("项目", "限值", "", "频次")
    story.cells("磁通", "下限 0.92", "上限 1.05", "全检")
    story.cells("粘接", "推力大于 120 N", "", "每班三件")
    ends = r"\cellx2000\cellx4000\cellx6000\cellx8000"
    merged = r"\cellx2000\clmgf\cellx4000\clmrg\cellx6000\cellx8000"
    wide = r"\cellx2000\cellx6000\cellx8000"
    for form, texts in (
        (merged, ("项目", "限值", "", "频次")),
        (ends, ("磁通", "下限 0.92", "上限 1.05", "全检")),
        (wide, ("粘接", "推力大于 120 N", "每班三件")),
    ):
        said.append(
            rf"\trowd{form}\pard\intbl " + "".join(rtf_text(text) + r"\cell " for text in texts) + r"\row"
        )
    said.append(r"\pard " + rtf_text(story.clause("超差品不得返工。")) + r"\par")
    path = folder / "outline.rtf"
    path.write_bytes(
        (
            r"{\rtf1\ansi\ansicpg936\uc1{\fonttbl{\f0\fcharset134 SimSun;}}" + styles + "\n".join(said) + "}"
        ).encode("ascii")
    )
    return path, story.truth()


def continued(folder: Path) -> tuple[Path, Truth]:
    """ODT: a list that goes on after a paragraph, one that starts at five, sections, frames, blanks, a nested table."""
    story = Story("zh")
    levels = '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    styles = f'<office:automatic-styles><text:list-style style:name="N">{levels}</text:list-style></office:automatic-styles>'

    def listed(*texts: tuple[str, str], mark: str = "", first: str = "") -> str:
        items = "".join(
            f"<text:list-item{first if not at else ''}><text:p>{story.clause(text, number, number)}</text:p></text:list-item>"
            for at, (text, number) in enumerate(texts)
        )
        return f'<text:list text:style-name="N"{mark}>{items}</text:list>'

    def cells(*texts: str) -> str:
        return (
            "<table:table-row>"
            + "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts)
            + "</table:table-row>"
        )

    body = f"<text:p>{story.clause('泠江玻璃 供货条件')}</text:p>"
    body += listed(("玻璃逐片垫纸。", "1."), ("每架不超过六十片。", "2."))
    body += f"<text:p>{story.clause('雨季另加防潮袋。')}</text:p>"
    body += listed(("架子每年校正一次。", "3."), mark=' text:continue-numbering="true"')
    blanks = story.clause("附加条款 自 五月 起执行。").replace(" 自 ", '<text:s/>自<text:s text:c="1"/>')
    body += f'<text:section text:name="s"><text:p>{blanks}</text:p></text:section>'
    body += listed(
        ("破损率高于千分之三的，整车退回。", "5."),
        ("退回费用由供方承担。", "6."),
        first=' text:start-value="5"',
    )
    for line in (("等级", "缺陷要求"), ("甲", "无气泡"), ("乙", "气泡不多于两个，且不在视区")):
        story.cells(*line)
    body += f"<table:table><table:table-header-rows>{cells('等级', '缺陷要求')}</table:table-header-rows>{cells('甲', '无气泡')}{cells('乙', '气泡不多于两个，且不在视区')}</table:table>"
    path = folder / "continued.odt"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f"<office:document-content {ODT_SPACES}>{styles}<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
    return path, story.truth()


def printed(folder: Path) -> tuple[Path, Truth]:
    """A text printed to a file: pages parted by form feeds, each with its head and its number; UTF-8 with a mark."""
    story = Story("en")
    pages = (
        (
            "3.1 Springs are shot peened on both sides.",
            "3.2 Coverage is checked with a lens of tenfold power.",
        ),
        ("3.3 Arc height is measured on strips, every two hours.", "3.4 Strips are kept for a year."),
        ("3.5 Shot is sieved once a day.", "3.6 Broken shot is not used again."),
    )
    head = story.running("STILLWATER SPRINGS            PEENING RULES")
    lines: list[str] = []
    for number, texts in enumerate(pages, start=1):
        for text in texts:
            story.clause(text, text[:3])
        lines.append(
            "\n".join((head, "", *(f"{text}\n" for text in texts), story.running(f"Page {number} of 3")))
        )
    path = folder / "printed.txt"
    path.write_bytes("\f".join(lines).encode("utf-8-sig"))
    return path, story.truth()


DOCUMENTS = (
    Made("docx", "agreement", agreement),
    Made("docx", "questionnaire", questionnaire),
    Made("xlsx", "wide", wide),
    Made("html", "export", export),
    Made("html", "manual", manual),
    Made("pptx", "cards", cards),
    Made("mail", "reply", reply),
    Made("rtf", "outline", outline),
    Made("odt", "continued", continued),
    Made("text", "printed", printed),
)
