"""Labels that start a new item: 第一章, 第三条, 一、, （一）, 1), ①, a), 5-1, 1.2.3, Article 4, § 7, bullets.

A label at the start of a line is not always one: "see Section / 3.2 of this manual" breaks
before it.  ``starts_item`` therefore sees the line before as well.
"""

from __future__ import annotations

import re

_ZH = "一二三四五六七八九十百零〇○两\\d"
_NEXT = r"(?=[\s\u3000]|[^\x00-\x7f]|$)"
_STRONG = re.compile(
    rf"""
      第\s*[{_ZH}]+\s*[章节節条條款项項部编編篇]          # 第三条
    | [一二三四五六七八九十]{{1,3}}\s*[、．.，]             # 一、
    | [（(〔【]\s*(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}}|[a-zA-Z]|[ivxIVX]{{1,5}})\s*[)）〕】]   # （一） (a) (iv)
    | \d{{1,3}}\s?[)）、]                                   # 1) 1、
    | \d{{1,3}}[.．](?=\s|[^\x00-\x7f]|$|[A-Z“"])            # 1. Text
    | [①-⑳㉑-㉟㊱-㊿❶-❿⑴-⒇⒈-⒛ⓐ-ⓩⒶ-Ⓩ㈠-㈩]
    | [a-zA-Z][)）、](?=.)
    | [a-zA-Z]\.(?=[\s\u3400-\u9fff])(?!\s?[a-zA-Z]\.)
    | [ivx]{{1,5}}[.)）]{_NEXT} | [IVX]{{1,5}}[.、)）]{_NEXT}
    | (?:Article|Section|Clause|Chapter|Annex|Appendix|Part|Schedule|Exhibit|Artikel|Kapitel|Anlage|Anhang)\s+(?:\d+|[A-Z]\b|[IVX]+\b)
    | §{{1,2}}\s*\d
    | (?:附件|附录|附錄|附表|附图|附則|附则|表|图|圖)\s*(?:[A-Z{_ZH}]+(?:[-.]\d+)*)(?=[\s:：、.．《]|$)
    | [A-Z](?:[.-]\d{{1,2}}){{1,4}}\.?{_NEXT}                 # A.1
    | \d{{1,2}}(?:\.\d{{1,2}})*\s?[（(]\d{{1,2}}[)）]        # 3.2(4)
    | [•●○◦■□▪▫◆◇►▶➢➤➔✓✔❖※★☆·‣⁃]\s*(?=\S)
    | [-–—*o]\s+(?=\S)
    | (?:注|备注|附注|说明|NOTE|Note|Remark)\s*\d*\s*[:：]
    """,
    re.VERBOSE,
)
_DECIMAL = re.compile(
    rf"\d{{1,2}}(?:[.．]\d{{1,2}}){{1,5}}[.．、]?{_NEXT}|\d{{1,2}}(?:\s?[-－–]\s?\d{{1,2}}){{1,3}}{_NEXT}"
)
_WEAK = re.compile(
    r"\d{1,2}[\s\u3000]+(?=[A-Z\u3400-\u9fff])|[A-Z][\s\u3000]+(?=[\u3400-\u9fff])|\d{1,2}(?=[\u3400-\u9fff]{2,16}$)"
)
_BARE = re.compile(
    r"(?:\d{1,3}(?:[.．-]\d{1,3})*[.．、)）]?|[（(](?:\d{1,3}|[a-zA-Z]|[ivx]{1,5}|[一二三四五六七八九十]{1,3})[)）]|[a-zA-Z][.)）]"
    r"|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百\d]+[章节条條款]|[A-Z](?:\.\d{1,2})+|§\s?\d+[a-z]?|[①-⑳•●○■□▪◆➢✓–—·-])$"
)
# After these words a number belongs to the sentence, not to a new item.
_EXPECTS_MORE = re.compile(
    r"(?:\b(?:of|in|to|see|per|with|and|or|under|from|by|than|the|a|an|section|sections|article|articles|clause|clauses|chapter|paragraph"
    r"|annex|appendix|table|figure|level|least|approximately|about|within|max|min|no|rev|version|iso|iatf|vda|gb/?t?|din|en)\.?"
    r"|[≥≤<>=~±×,，、(（《/&:]|[见按依据及和与或第至照合为是于低高达少过前后的超约])$",
    re.IGNORECASE,
)
_LINKS_BACK = re.compile(
    r"\s*(?:的|规定|規定|所|中|之|至|和|与|及|或|、|of\b|shall\b|and\b|or\b|to\b|is\b|are\b|above|below|,|，)"
)
_UNIT = re.compile(
    r"\s*(?:mm|cm|µm|μm|um|m|kg|g|h|hours?|days?|weeks?|months?|years?|min|s|%|‰|℃|°C|N|Nm|MPa|V|A(?!\s(?!(?:max|min|at|for|to|and|or|per|rms|dc|ac)\b)[A-Za-z])|ppm|pcs|million|to|and|or|of|个|天|日|小时|年|月|周|次|件|工作日|万|元|倍|级|位|以[上下内]|及)(?![A-Za-z])"
)


def label(text: str) -> str | None:
    """Return the label that the text starts with, None when there is none."""
    for pattern in (_STRONG, _DECIMAL, _WEAK):
        match = pattern.match(text)
        if match and not (pattern is not _STRONG and _UNIT.match(text, match.end())):
            return match.group().strip()
    return None


def is_bare_label(text: str) -> bool:
    """Tell whether the text is nothing but a label, as in a column of numbers."""
    return _BARE.match(text.strip()) is not None


_ENCLOSED = re.compile(r"[(（]([a-z]|[ivx]{1,5}|\d{1,2}|[一二三四五六七八九十]{1,3})[)）](?=.)")
_CLAUSE_END = re.compile(r"[,，、;；](?:\s*(?:and|or|以及|及|或|和))?$", re.IGNORECASE)


def _is_next_of(text: str, first: str, before: str) -> bool:
    """Tell whether a line goes on with the list that a paragraph's first line is an item of: ``(a) …, (b)``."""
    match, other = _ENCLOSED.match(text), _ENCLOSED.match(first)
    if match is None or other is None or match.group(1) == other.group(1):
        return False
    return match.group(1).isascii() == other.group(1).isascii() and bool(_CLAUSE_END.search(before.rstrip()))


def expects_more(text: str) -> bool:
    """Tell whether a line ends with a word or sign that does not end a sentence: ``by the``, ``≥``."""
    line = text.rstrip()
    return _EXPECTS_MORE.search(line) is not None and _CLAUSE_END.search(line) is None


def starts_item(text: str, before: str, *, before_full: bool, first: str = "") -> bool:
    """Tell whether a line starts an item, given the line before it.

    ``before_full`` says that the line before goes up to the right margin; ``first`` is the
    first line of the paragraph.
    """
    strong = _STRONG.match(text)
    other = None if strong else _DECIMAL.match(text) or _WEAK.match(text)
    match = strong or other
    if match is None or (
        other
        and _UNIT.match(text, other.end())
        and not (_DECIMAL.match(text) and _SENTENCE_END.search(before))
    ):
        return False
    if not before_full or is_finished(before) or _is_next_of(text, first, before):
        return True
    if _EXPECTS_MORE.search(before.rstrip()) and not before.rstrip().endswith((":", "：")):
        return False
    if _LINKS_BACK.match(text, match.end()):
        return False
    return strong is not None or _DECIMAL.match(text) is not None


_NUMBERED = re.compile(
    r"(?:[（(]?(?:\d{1,2}|[a-z]|[一二三四五六七八九十]{1,3})[)）、]|\d{1,2}[.．](?!\d)|[①-⑳•●■◆➢✓])\s*[^\s\d]"
)


def starts_numbered(text: str, before: str) -> bool:
    """Tell whether a line of a table cell starts a numbered or marked item."""
    return _NUMBERED.match(text) is not None and (is_finished(before) or not _EXPECTS_MORE.search(before))


_SENTENCE_END = re.compile(r"[^.\d][。.！!？?][”’\"')）】》\]]*\s*$")
_FINISHED = re.compile(r"[。．.！!？?；;：:…][”’\"')）】》\]]*$")


def is_finished(text: str) -> bool:
    """Tell whether a line ends with a mark that closes a sentence or opens a list."""
    return _FINISHED.search(text[-40:].rstrip()) is not None
