"""How names of companies look: by the form of the company that ends them."""

from __future__ import annotations

import re

COMPANY = re.compile(
    r"[\u3400-\u9fffA-Za-z0-9·&()（）]{2,40}?(?:股份有限公司|有限责任公司|有限責任公司|有限公司|集团公司|集團公司|公司|(?:集团|集團)(?!股份|有限)|研究院|研究所)(?![\u3400-\u9fff]?商)"
    r"|(?:[A-Z][\w&.'’-]*\s+|(?<=\w )&\s+){0,6}[A-Z][\w&.'’-]*,?\s+(?i:Co\.?,?\s*,?\s*Ltd\.?|Ltd\.?|Limited|Sdn\.?\s?Bhd\.?|Pty\.?|S\.r\.l\.|s\.r\.o\.|sp\.\s?z\s?o\.o\.|A/S|Oy|LLP|Inc\.?|GmbH(?:\s*&\s*Co\.?\s*KG)?|AG|SE|KG|Corp\.?|Corporation|LLC|S\.?A\.?|B\.V\.|N\.V\.|S\.p\.A\.|PLC|plc|K\.K\.|AB)(?![A-Za-z])"
)
_JOINTS = ")）(（,，与與和及"
_BEFORE_NAMES = re.compile(
    r"\A(?:[^由与與]*[由与與](?=[\u3400-\u9fff]{4})|(?i:between|and|for|with|by|to|from|of)\s+|[A-Z]\.\d?\s*(?=[A-Z][a-z&]))+"
)
_NO_NAME = re.compile(r"[本请請贵貴我]")  # 本公司
_ARTICLE = re.compile(r"\b[Aa]n?\s+\Z")  # a Delaware corporation


def last_company(text: str) -> str | None:
    """Return the last company that a text names, as written, without the words around it."""
    for found in reversed(list(COMPANY.finditer(text))):
        name = _BEFORE_NAMES.sub("", found.group(0).lstrip(_JOINTS), count=1)
        if not _NO_NAME.match(name) and not _ARTICLE.search(text[: found.start()]):
            return name
    return None
