"""Pages, saved pages and mails of invented customers."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import documents_sheet
import documents_word
from story import Made, Story, Writer
from structure_truth import Truth


def portal(folder: Path) -> tuple[Path, Truth]:
    """A page of a portal: menus around it, lists that start late or count in letters, hidden words."""
    story = Story("en")
    menu = "".join(
        f'<li><a href="#">{story.running(word)}</a></li>'
        for word in ("Home", "News", "Downloads", "My account")
    )
    items = ("Send the launch calendar.", "Invite the resident engineer.", "Open the issue list:")
    deep = ("one line for each issue,", "one owner for each line.")
    page = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Launch rules</title>
<style>.gone {{ display: none }}</style></head><body>
<header><nav><ul>{menu}</ul></nav></header><main><article>
<h1>{story.clause("Launch rules of Pendrake Trucks")}</h1>
<p>{story.clause("These rules bind every supplier of Pendrake from the award of the contract.")}</p>
<h2>{story.clause("1 Before the award", "1")}</h2>
<p>{story.clause("Tool capacity is proven on paper, then with a run at rate.").replace("at rate", "<em>at rate</em>")}</p>
<div class="gone">{story.running("Draft wording, do not publish")}</div>
<h2>{story.clause("2 After the award", "2")}</h2>
<ol start="4"><li>{story.clause(items[0], "4.", "4.")}</li><li>{story.clause(items[1], "5.", "5.")}</li>
<li>{story.clause(items[2], "6.", "6.")}<ol type="a"><li>{story.clause(deep[0], "a.", "a.")}</li><li>{story.clause(deep[1], "b.", "b.")}</li></ol></li></ol>
<blockquote>{story.clause("An issue without an owner counts as red.")}</blockquote>
<table><thead><tr><th>Gate</th><th>Weeks before start</th><th>Evidence</th></tr></thead><tbody>
<tr><td rowspan="2">Tools</td><td>30</td><td>Design review</td></tr><tr><td>12</td><td>First parts off tool</td></tr>
<tr><td>Rate</td><td>6</td><td>Run over two full shifts</td></tr></tbody></table>
</article></main><footer><p>{story.running("© Pendrake Trucks. Imprint. Privacy.")}</p></footer></body></html>"""
    for cells in (
        ("Gate", "Weeks before start", "Evidence"),
        ("Tools", "30", "Design review"),
        ("Tools", "12", "First parts off tool"),
        ("Rate", "6", "Run over two full shifts"),
    ):
        story.cells(*cells)
    path = folder / "portal.html"
    path.write_text(page, encoding="utf-8")
    return path, story.truth()


def soup(folder: Path) -> tuple[Path, Truth]:
    """Old markup in GB2312: a table that only places, fonts, items parted by ``br``, definitions."""
    story = Story("zh")
    items = ("1、铸件不得有冷隔；", "2、浇口残留不大于零点五毫米；", "3、每班首件做荧光探伤。")
    for text, number in zip(
        (
            "沣台铸造 外协件技术要求",
            "一、外观",
            *items,
            "二、标识",
            "炉号铸在非加工面上。",
            "毛坯",
            "未经加工的零件。",
            "成品",
            "经过终检的零件。",
        ),
        (None, "一、", "1、", "2、", "3、", "二、", *[None] * 5),
        strict=True,
    ):
        story.clause(text, number)
    menu = "".join(f"<a href=x>{story.running(word)}</a> " for word in ("首页", "公告", "联系我们"))
    page = f"""<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><title>要求</title></head>
<body><table width=900><tr><td width=150 class=sidebar><div id=menu>{menu.replace("</a> ", "</a><br>")}</div></td><td>
<center><font size=5><b>沣台铸造 外协件技术要求</b></font></center>
<p><b>一、外观</b><p>{"<br>".join(items)}
<p><b>二、标识</b><p>炉号铸在<font color=red>非加工面</font>上。
<dl><dt>毛坯<dd>未经加工的零件。<dt>成品<dd>经过终检的零件。</dl></td></tr></table></body></html>"""
    path = folder / "soup.htm"
    path.write_bytes(page.encode("gb2312"))
    return path, story.truth()


def saved(folder: Path) -> tuple[Path, Truth]:
    """A page that a browser saved in one file, with a picture beside it."""
    story = Story("zh-Hant")
    body = f"""<html><head><title>公告</title></head><body><nav><a href="#">{story.running("返回列表")}</a></nav>
<h1>{story.clause("嵐川車燈 供應商變更管理公告")}</h1><p>{story.clause("下列變更須於實施九十日前提出申請：")}</p>
<ul><li>{story.clause("材料或其來源；", shown="•")}</li><li>{story.clause("模具、設備與廠址。", shown="•")}</li></ul>
<p>{story.clause("未經核准而實施者，視為重大違約。")}</p>
<p>{story.clause("附表列出各類變更之審查時限。")}</p><table border=1><tr><th>變更類別</th><th>審查時限</th></tr>
<tr><td>材料</td><td>四十五日</td></tr><tr><td>廠址</td><td>六十日，並含現場稽核</td></tr></table></body></html>"""
    for cells in (("變更類別", "審查時限"), ("材料", "四十五日"), ("廠址", "六十日，並含現場稽核")):
        story.cells(*cells)
    message = EmailMessage()
    message["From"], message["Subject"], message["MIME-Version"] = "<Saved by a browser>", "公告", "1.0"
    message.set_content(body, subtype="html", charset="utf-8", cte="quoted-printable")
    message.make_related()
    message.add_related(b"\x89PNG\r\n\x1a\n" + b"0" * 64, "image", "png")
    path = folder / "saved.mht"
    path.write_bytes(bytes(message))
    return path, story.truth()


def letter(folder: Path) -> tuple[Path, Truth]:
    """A mail with a page as body; a Word file and a workbook are attached."""
    story = Story("en")
    message = _mail(story, "Amended delivery rules", "sqe@corvane.example")
    message.set_content("See the page.")
    message.add_alternative(
        f"""<p>{story.clause("Dear supplier,")}</p><p>{story.clause("the amended rules are attached and hold from March.")}</p>
<ol><li>{story.clause("Confirm the receipt within three days.", "1.", "1.")}</li><li>{story.clause("Return the scorecard signed.", "2.", "2.")}</li></ol>
<p>{story.clause("Corvane Seating, supplier quality")}</p>""",
        subtype="html",
    )
    _attach(story, message, folder, documents_word.changes, documents_sheet.several)
    path = folder / "letter.eml"
    path.write_bytes(bytes(message))
    return path, story.truth()


def plain(folder: Path) -> tuple[Path, Truth]:
    """A plain mail in GB18030, wrapped by the program that sent it, with a Word file."""
    story = Story("zh")
    message = _mail(story, "关于弗洛特制动特定要求的通知", "张工 <zhang@fulote.example>")
    lines = (
        "各位供应商：",
        "附件为本年度的客户特定要求，请各单位在收到后五个工作日内组织评审。",
        "1、评审结果加盖公章后回传；",
        "2、不能满足的条款请逐条说明原因和完成日期；",
        "3、逾期未回复的，视为全部接受。",
        "顺颂商祺",
    )
    for line, number in zip(lines, (None, None, "1、", "2、", "3、", None), strict=True):
        story.clause(line, number)
    message.set_content(
        "\n\n".join(lines[:2]) + "\n" + "\n".join(lines[2:5]) + "\n\n" + lines[5] + "\n",
        charset="gb18030",
        cte="base64",
    )
    _attach(story, message, folder, documents_word.notes)
    path = folder / "plain.eml"
    path.write_bytes(bytes(message))
    return path, story.truth()


def _mail(story: Story, subject: str, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "sales@example.com", subject
    message["Date"], message["MIME-Version"] = "Mon, 03 Feb 2025 08:00:00 +0000", "1.0"
    story.running(f"Subject: {subject}")
    return message


def _attach(story: Story, message: EmailMessage, folder: Path, *writers: Writer) -> None:
    for write in writers:
        path, truth = write(folder)
        story.clauses += truth.clauses
        story.notes += truth.notes
        message.add_attachment(path.read_bytes(), "application", "octet-stream", filename=path.name)


DOCUMENTS = (
    Made("html", "portal", portal),
    Made("html", "soup", soup),
    Made("mhtml", "saved", saved),
    Made("mail", "letter", letter),
    Made("mail", "plain", plain),
)
