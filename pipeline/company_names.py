"""How names of companies look: by the form of the company that ends them."""

from __future__ import annotations

import re

COMPANY = re.compile(
    r"[\u3400-\u9fffA-Za-z0-9·&()（）]{2,40}?(?:股份有限公司|有限责任公司|有限責任公司|有限公司|集团公司|集團公司|公司|集团|集團|研究院|研究所)(?![\u3400-\u9fff]?商)"
    r"|(?:[A-Z][\w&.'’-]*\s+){0,5}[A-Z][\w&.'’-]*,?\s+(?i:Co\.?,?\s*,?\s*Ltd\.?|Ltd\.?|Limited|Inc\.?|GmbH(?:\s*&\s*Co\.?\s*KG)?|AG|SE|KG|Corp\.?|Corporation|LLC|S\.?A\.?|B\.V\.|N\.V\.|S\.p\.A\.|PLC|plc|K\.K\.|AB)(?![A-Za-z])"
)
