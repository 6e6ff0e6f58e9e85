"""Word documents of invented customers: numbering, changes, boxes, tables, notes, old characters."""

from __future__ import annotations

from pathlib import Path

from story import Made
from structure_truth import Truth
from word_file import Word, cell, level, paragraph, row, run


def numbering(folder: Path) -> tuple[Path, Truth]:
    """Headings and lists that Word numbers: several levels, restarts, an override, Chinese figures."""
    word = Word("en")
    word.add_headings()
    heads = word.add_list(
        level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3")
    )
    letters = word.add_list(level(0, "lowerLetter", "%1)"), level(1, "lowerRoman", "(%2)"))
    over = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
    again, fourth = (word.add_instance(1, over.format(start)) for start in (1, 4))
    dots = word.add_list(level(0, "bullet", "•"))
    word.say("Tandrum Axle Systems supplier handbook", style="H1")
    word.say("Incoming material", "1", shown="1", listed=(heads, 0), style="H2")
    word.say(
        "Every coil carries a heat number that can be traced to the melt.",
        "1.1",
        shown="1.1",
        listed=(heads, 1),
    )
    word.say(
        "Mill certificates follow type 3.1 and arrive before the truck does.",
        "1.2",
        shown="1.2",
        listed=(heads, 1),
    )
    word.say(
        "Hardness is tested on the first and the last metre of a coil.",
        "1.2.1",
        shown="1.2.1",
        listed=(heads, 2),
    )
    word.say("A coil outside of the band is scrapped, never slit.", "1.2.2", shown="1.2.2", listed=(heads, 2))
    word.say(
        "Storage follows the order of arrival and is audited each quarter:",
        "1.3",
        shown="1.3",
        listed=(heads, 1),
    )
    word.say("no coil stands on bare concrete;", "a)", shown="a)", listed=(letters, 0))
    word.say("no coil is older than eleven months, counted", "b)", shown="b)", listed=(letters, 0))
    word.say("from the day of rolling for cold strip,", "(i)", shown="(i)", listed=(letters, 1))
    word.say("from the day of coating for galvanised strip.", "(ii)", shown="(ii)", listed=(letters, 1))
    word.say("Heat treatment", "2", shown="2", listed=(heads, 0), style="H2")
    word.say("Furnaces are surveyed at nine points twice a year.", "2.1", shown="2.1", listed=(heads, 1))
    word.say("The supplier keeps for every charge:", "2.2", shown="2.2", listed=(heads, 1))
    word.say("the chart of the temperature,", "a)", shown="a)", listed=(again, 0))
    word.say("the dew point of the atmosphere,", "b)", shown="b)", listed=(again, 0))
    word.say("the name of the operator.", "c)", shown="c)", listed=(again, 0))
    word.say("The list goes on with what only case hardening needs:")
    word.say("the depth of the case on three teeth;", "d)", shown="d)", listed=(fourth, 0))
    word.say("a micrograph of the core.", "e)", shown="e)", listed=(fourth, 0))
    word.say("Spare charges are marked with red paint.", shown="•", listed=(dots, 0))
    word.say("Paint is removed by nobody but the laboratory.", shown="•", listed=(dots, 0))
    word.say("Shipping", "3", shown="3", listed=(heads, 0), style="H2")
    word.say("Racks return within thirty days or are charged at cost.", "3.1", shown="3.1", listed=(heads, 1))
    return word.save(folder / "numbering.docx"), word.truth()


def chinese_numbers(folder: Path) -> tuple[Path, Truth]:
    """第一章, 第一条, （一）: a contract that counts in Chinese, articles running on over the chapters."""
    word = Word("zh")
    zh = "chineseCountingThousand"
    heads = word.add_list(
        level(0, zh, "第%1章"),
        level(1, zh, "第%2条", '<w:lvlRestart w:val="0"/>'),
        level(2, zh, "（%3）"),
    )
    word.add_style(
        "Z", "标题 1", f'<w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="{heads}"/></w:numPr>', "<w:b/>"
    )
    word.add_style("T", "Title", '<w:jc w:val="center"/>', '<w:b/><w:sz w:val="36"/>')
    word.say("柏澜驱动零部件采购质量协议", style="T")
    word.say("来料与外协", "第一章", shown="第一章", style="Z")
    word.say("乙方把热处理转给外协厂之前，须取得甲方书面批复。", "第一条", shown="第一条", listed=(heads, 1))
    word.say("外协厂的名单每半年更新，并附下列材料：", "第二条", shown="第二条", listed=(heads, 2 - 1))
    word.say("外协厂的营业执照和体系证书；", "（一）", shown="（一）", listed=(heads, 2))
    word.say("上一年度的 CQI-9 自评表；", "（二）", shown="（二）", listed=(heads, 2))
    word.say("关键设备的能力指数。", "（三）", shown="（三）", listed=(heads, 2))
    word.say("过程与检验", "第二章", shown="第二章", style="Z")
    word.say(
        "首件须经乙方检验员和班长共同签字，签字之前生产线不得放行。",
        "第三条",
        shown="第三条",
        listed=(heads, 1),
    )
    word.say("检具的重复性与再现性大于百分之三十的，立即停用：", "第四条", shown="第四条", listed=(heads, 1))
    word.say("停用的检具贴红色标签；", "（一）", shown="（一）", listed=(heads, 2))
    word.say("以该检具放行的批次追溯到客户端。", "（二）", shown="（二）", listed=(heads, 2))
    word.say("违约", "第三章", shown="第三章", style="Z")
    word.say("因漏检造成停线的，每分钟按五百元计。", "第五条", shown="第五条", listed=(heads, 1))
    return word.save(folder / "chinese_numbers.docx"), word.truth()


def changes(folder: Path) -> tuple[Path, Truth]:
    """Tracked changes: words put in and taken out, a paragraph and a row struck, a paragraph moved."""
    word = Word("en")
    who = 'w:id="7" w:author="Q" w:date="2025-02-03T08:00:00Z"'

    def put(text: str) -> str:
        return f"<w:ins {who}>{run(text)}</w:ins>"

    def struck(text: str) -> str:
        return (
            f"<w:del {who}>{run(text).replace('w:t>', 'w:delText>').replace('<w:t ', '<w:delText ')}</w:del>"
        )

    word.say(
        "Amendment to the delivery rules of Corvane Seating",
        runs=run("Amendment to the ")
        + struck("quality ")
        + put("delivery ")
        + run("rules of Corvane Seating"),
    )
    word.say(
        "4.1 Frames are delivered in sequence within ninety minutes of the call.",
        "4.1",
        runs=run("4.1 Frames are delivered in sequence within ")
        + struck("one hundred and twenty")
        + put("ninety")
        + run(" minutes of the call."),
    )
    word.body.append(
        paragraph(struck("4.2 Foam may be delivered a day early."), f"<w:rPr><w:del {who}/></w:rPr>")
    )
    word.say(
        "4.2 Foam is delivered on the day of use.",
        "4.2",
        runs=put("4.2 Foam is delivered on the day of use."),
    )
    moved = "4.3 Covers are packed by colour, never by size."
    word.body.append(
        paragraph(f"<w:moveFrom {who}>{run(moved)}</w:moveFrom>", f"<w:rPr><w:moveFrom {who}/></w:rPr>")
    )
    word.say("4.4 A missed sequence is reported by telephone at once.", "4.4")
    word.say(moved, "4.3", runs=f"<w:moveTo {who}>{run(moved)}</w:moveTo>")
    word.table(
        row(cell("Part family"), cell("Time limit"), head=True),
        row(cell("Frames"), cell(paragraph(struck("120") + put("90") + run(" min")))),
        row(cell(paragraph(struck("Foam"))), cell(paragraph(struck("1 day"))), mark=f"<w:del {who}/>"),
        row(cell(paragraph(put("Covers"))), cell(paragraph(put("4 h"))), mark=f"<w:ins {who}/>"),
        widths=(4000, 3000),
    )
    for cells in (("Part family", "Time limit"), ("Frames", "90 min"), ("Covers", "4 h")):
        word.cells(*cells)
    word.say("5 The rules hold from the first of March.", "5")
    return word.save(folder / "changes.docx"), word.truth()


def boxes(folder: Path) -> tuple[Path, Truth]:
    """Text boxes with their old twins, content controls, a contents page, hidden words, running heads."""
    word = Word("zh")
    word.add_headings()
    word.parts["header"] = [paragraph(run(word.running("昕岳底盘 供应商须知 机密")))]
    word.parts["footer"] = [paragraph(run(word.running("文件编号 XY-QP-118")))]
    word.say("昕岳底盘供应商质量须知", style="H1")
    entries = ("目录", "1 包装\t2", "2 标识\t3")
    contents = "".join(paragraph(run(word.running(entry))) for entry in entries)
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    word.body.append(f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{contents}</w:sdtContent></w:sdt>")
    word.say("1 包装", "1", style="H2")
    word.say(
        "1.1 铸件之间用隔板隔开，单箱毛重不超过十五公斤。",
        "1.1",
        runs=run("1.1 铸件之间用隔板隔开，单箱毛重不超过") + _control(run("十五公斤")) + run("。"),
    )
    note = word.noted("提示：海运时须另加干燥剂和防锈袋。")
    word.say(
        "1.2 包装规范在样件阶段完成会签。", "1.2", runs=run("1.2 包装规范在样件阶段完成会签。") + _box(note)
    )
    controlled = paragraph(run(word.clause("1.3 空箱由乙方在七日内取回。", "1.3")))
    word.body.append(_control(controlled))
    word.say("2 标识", "2", style="H2")
    hidden = run(word.running("内部备注：此条待法务确认"), "<w:vanish/>")
    word.say(
        "2.1 每件打刻追溯码，深度零点二毫米。",
        "2.1",
        runs=run("2.1 每件打刻追溯码，深度零点二毫米。") + hidden,
    )
    word.say("2.2 标签脱落的箱子视为不合格品。", "2.2")
    head = row(cell("标签种类"), cell("尺寸要求"), head=True)
    repeated = _control(row(cell("外箱"), cell("A5，纵向")))
    word.table(head, repeated, row(cell("托盘"), cell("A4，横向，四面各一张")), widths=(3000, 5000))
    for cells in (("标签种类", "尺寸要求"), ("外箱", "A5，纵向"), ("托盘", "A4，横向，四面各一张")):
        word.cells(*cells)
    return word.save(folder / "boxes.docx"), word.truth()


def tables(folder: Path) -> tuple[Path, Truth]:
    """Merged cells both ways, a table in a cell, numbers that Word makes in the first column."""
    word = Word("en")
    word.say("Annex C: tests of steering columns for Ferrowyn Vehicles")
    counted = word.add_list(level(0, "decimal", "%1"))
    number = paragraph("", f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{counted}"/></w:numPr>')
    word.say("C.1 The tests of the table are repeated every year.")
    word.table(
        row(cell("Test"), cell("Condition"), cell("Sample", span=2), head=True),
        row(cell("Torsion", merge="restart"), cell("23 °C"), cell("5"), cell("columns")),
        row(cell("", merge="continue"), cell("80 °C"), cell("5"), cell("columns")),
        row(cell("", merge="continue"), cell("-40 °C"), cell("3"), cell("columns")),
        row(cell("Noise"), cell("in the vehicle, engine off, all windows closed"), cell("1"), cell("car")),
        widths=(2000, 4000, 1000, 1500),
    )
    for cells in (
        ("Test", "Condition", "Sample", ""),
        ("Torsion", "23 °C", "5", "columns"),
        ("Torsion", "80 °C", "5", "columns"),
        ("Torsion", "-40 °C", "3", "columns"),
        ("Noise", "in the vehicle, engine off, all windows closed", "1", "car"),
    ):
        word.cells(*cells)
    word.say("C.2 Records are filed as follows.")
    _nested(word)
    word.say("C.3 The steps of a failed test are taken in this order.")
    word.table(
        row(cell("No."), cell("Step"), cell("Owner"), head=True),
        row(cell(number), cell("Stop the shipment of the batch"), cell("Logistics")),
        row(cell(number), cell("Sort the stock of both plants"), cell("Quality")),
        row(cell(number), cell("Report within a working day"), cell("Quality")),
        widths=(900, 5000, 2000),
    )
    word.cells("No.", "Step", "Owner")
    word.cells("", "Stop the shipment of the batch", "Logistics", shown="1")
    word.cells("", "Sort the stock of both plants", "Quality", shown="2")
    word.cells("", "Report within a working day", "Quality", shown="3")
    return word.save(folder / "tables.docx"), word.truth()


def _nested(word: Word) -> None:
    inner = Word()
    inner.table(
        row(cell("PPAP"), cell("fifteen years")), row(cell("Audit"), cell("three years")), widths=(1500, 2500)
    )
    word.table(
        row(cell("Kind of record"), cell("Retention"), head=True),
        row(cell("Approvals"), cell(paragraph(run("see inside")) + inner.body[0] + paragraph(""))),
        row(cell("Shift books"), cell("one year after the last entry")),
        widths=(3000, 5000),
    )
    for cells in (
        ("Kind of record", "Retention"),
        ("Approvals", "see inside"),
        ("Shift books", "one year after the last entry"),
    ):
        word.cells(*cells)
    for cells in (("PPAP", "fifteen years"), ("Audit", "three years")):
        word.cells(*cells)


def notes(folder: Path) -> tuple[Path, Truth]:
    """Footnotes, endnotes, a comment, a field, a link, items parted by line breaks; both languages."""
    word = Word("zh")
    word.say("弗洛特制动 客户特定要求 Customer specific requirements")
    word.say(
        "A.1 供应商每年提交一次全尺寸检验报告，随附测量原始数据。",
        "A.1",
        runs=run("A.1 供应商每年提交一次全尺寸检验报告")
        + word.add_note("footnote", "报告采用客户门户中的表格。")
        + run("，随附测量原始数据。"),
    )
    word.say(
        "A.2 The yearly report covers all cavities of each tool.",
        "A.2",
        runs=run("A.2 The yearly report covers all cavities")
        + word.add_note("footnote", "A cavity that is blocked is named in the report.")
        + run(" of each tool."),
    )
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    word.say(
        "A.3 报告的格式见 A.1。", "A.3", runs=run("A.3 报告的格式见 ") + field + run("A.1") + end + run("。")
    )
    word.parts["comments"] = [
        f'<w:comment w:id="0" w:author="Q">{paragraph(run(word.noted("请采购确认时限。")))}</w:comment>'
    ]
    about = (
        '<w:commentRangeStart w:id="0"/>'
        + run("五日")
        + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    )
    word.say(
        "A.4 客户投诉的最终报告在五日内提交。",
        "A.4",
        runs=run("A.4 客户投诉的最终报告在") + about + run("内提交。"),
    )
    text = "A.5 下列情形须重新批准：\n1）更换模具；\n2）搬迁产线；\n3）停产超过十二个月。"
    parts = text.split("\n")
    for part, number in zip(parts, ("A.5", "1）", "2）", "3）"), strict=True):
        word.clause(part, number)
    word.body.append(paragraph(run(text)))
    word.say(
        "A.6 Deviations are closed within a month.",
        "A.6",
        runs=run("A.6 Deviations are closed ")
        + f'<w:hyperlink w:anchor="x">{run("within a month")}</w:hyperlink>'
        + run(".")
        + word.add_note("endnote", "A month has thirty days."),
    )
    return word.save(folder / "notes.docx"), word.truth()


def traditional(folder: Path) -> tuple[Path, Truth]:
    """壹、 一、 (一): a Taiwanese handbook with numbers of its own kind."""
    word = Word("zh-Hant")
    heads = word.add_list(
        level(0, "ideographLegalTraditional", "%1、"),
        level(1, "taiwaneseCountingThousand", "%2、"),
        level(2, "taiwaneseCountingThousand", "(%3)"),
    )
    word.add_headings()
    word.say("鋒澤精密 供應商品質手冊")
    word.say("進料檢驗", "壹、", shown="壹、", listed=(heads, 0), style="H1")
    word.say("供應商出貨時應附檢驗成績書，並註明量具編號。", "一、", shown="一、", listed=(heads, 1))
    word.say("外觀檢查依限度樣品判定，限度樣品每年更換。", "二、", shown="二、", listed=(heads, 1))
    word.say("樣品由雙方品保主管簽名；", "(一)", shown="(一)", listed=(heads, 2))
    word.say("樣品避光保存，不得重製。", "(二)", shown="(二)", listed=(heads, 2))
    word.say("異常處理", "貳、", shown="貳、", listed=(heads, 0), style="H1")
    word.say("接獲通知後八小時內完成圍堵，並回覆庫存數量。", "一、", shown="一、", listed=(heads, 1))
    word.say("矯正措施報告於七個工作日內送達。", "二、", shown="二、", listed=(heads, 1))
    return word.save(folder / "traditional.docx"), word.truth()


def _control(inner: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def _box(text: str) -> str:
    inner = f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"
    old = (
        f'<w:pict><v:shape style="width:150pt;height:40pt"><v:textbox>{inner}</v:textbox></v:shape></w:pict>'
    )
    return f"""<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="1905000" cy="508000"/>
<wp:docPr id="1" name="b"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:prstGeom prst="rect"/></wps:spPr><wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp>
</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"""


DOCUMENTS = tuple(
    Made("docx", write.__name__, write)
    for write in (numbering, chinese_numbers, changes, boxes, tables, notes, traditional)
)
