"""Where a new item begins inside text that only has line breaks.

Used wherever a format gives lines and not paragraphs: plain text, soft line breaks in
Word, ``<br>`` in pages.
"""

from __future__ import annotations

import re

from domain.text import join_lines

_HAN_DIGITS = "一二三四五六七八九十百零〇两"
_ITEM = re.compile(
    rf"""\s*(?:
      第\s?[{_HAN_DIGITS}0-9０-９]{{1,5}}\s?[章条條款节節项項编編部篇]        # 第三条
    | [（(]\s?[{_HAN_DIGITS}]{{1,4}}\s?[)）]                             # （一）
    | [{_HAN_DIGITS}]{{1,4}}\s?[、．.]                                  # 一、
    | [（(]\s?(?:\d{{1,3}}|[a-zA-Z]|[ivxIVX]{{1,5}})\s?[)）]             # (1) (a) (iv)
    | \d{{1,3}}\s?[)）]                                                # 1)
    | [a-zA-Z]\s?[)）]\s?                                              # a)
    | \d{{1,3}}\s?[、．](?!\d)                                          # 1、
    | \d{{1,2}}\.(?=\s|[^\d\s.%])                                      # 1.
    | \d{{1,2}}(?:[.．]\d{{1,3}}){{1,5}}[.．]?(?=\s|[^\d\s.%％,~～/×x*-])  # 1.1
    | \d{{1,2}}-\d{{1,2}}(?=\s)                                        # 5-1
    | [①-⑳㉑-㊿❶-❿⑴-⒇⒈-⒛Ⅰ-Ⅻ]
    | [A-Z]\.(?:\d{{1,2}}(?:\.\d{{1,2}})*)?(?=\s)                        # A.1
    | (?:article|section|chapter|annex|appendix|clause|part)\s+(?:\d|[A-Z]\b|[IVX]+\b)
    | (?:附件|附录|附錄|附表)\s?[{_HAN_DIGITS}0-9A-Z]
    | §\s?\d
    | [•●○■□◆◇▪▫►➢➤✓✔※★☆·‣∙][\s]?
    | [-–—*+]\s
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_ENDING = tuple("。；;：:！!？?")


def begins_item(line: str) -> bool:
    """Tell whether a line begins with a number, a letter or a bullet of a list."""
    return _ITEM.match(line) is not None


def ends_statement(line: str) -> bool:
    """Tell whether a line ends as a statement or a lead-in does."""
    bare = line.rstrip().rstrip("”’\"')）】")
    return bare.endswith(_ENDING) or (bare.endswith(".") and not bare[-3:-1].isdigit())


def split_items(text: str) -> list[str]:
    """Split text at line breaks that part items; join the lines that only wrap."""
    pieces: list[str] = []
    for line in text.split("\n"):
        bare = line.strip()
        if not bare:
            continue
        if pieces and not begins_item(bare) and not ends_statement(pieces[-1]):
            pieces[-1] = join_lines(pieces[-1], bare)
        else:
            pieces.append(bare)
    return pieces
