"""Through which contract a document binds, where its opening says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.document import Block, BlockKind

_MOST_BLOCKS, _LONGEST = 80, 120
_SENTENCES = re.compile(r"[^。；;\n]+")
_BINDS = re.compile(
    r"组成部分|組成部分|(?:的|之)附件|part of|appendix to|annex to|attachment to|incorporated (?:in|by)", re.I
)
_QUOTED = re.compile(
    r"《[^《》]{2,60}(?:合同|协议|協議|协定)[^《》]{0,30}》(?:\s*[（(][^（）()]{2,40}[）)])?"
)
_NAMED = re.compile(
    r"(?:[A-Z][\w&-]*\s+){1,6}(?:Agreement|Contract|Terms and Conditions)(?:\s+No\.?\s*[\w./-]*\d[\w./-]*)?"
)
_NUMBERED = re.compile(r"(?:合同|协议|協議)(?:编号|号|編號)?\s*[:：]?\s*[A-Z][\w/.-]*\d[\w/.-]*")


def find(blocks: Sequence[Block]) -> str | None:
    """Return the contract's name as it stands in the first sentence that says that one binds."""
    content = [block for block in blocks if block.kind is not BlockKind.FURNITURE][:_MOST_BLOCKS]
    for block in content:
        for sentence in _SENTENCES.findall(block.text):
            if _BINDS.search(sentence):
                for pattern in (_QUOTED, _NUMBERED, _NAMED):
                    found = pattern.search(sentence)
                    if found is not None:
                        return " ".join(found.group().split())[:_LONGEST].removeprefix("The ").rstrip(".")
    return None
