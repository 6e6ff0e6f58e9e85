"""The one place where text is made comparable: folding, fingerprints, what counts as a character.

Nothing here changes what is shown: quotes keep their original characters.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_BLANK_BESIDE_HAN = re.compile(
    r"(?<=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])\s+|\s+(?=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])"
)


def fold(text: str) -> str:
    """Make text comparable: width and case folded, blanks normal, none beside Han characters."""
    if text.isascii():  # nothing to fold but case: half of all lines are
        return " ".join(text.split()).lower()
    folded = " ".join(unicodedata.normalize("NFKC", text).split())
    return _BLANK_BESIDE_HAN.sub("", folded).strip().casefold()


def fingerprint(*parts: str) -> str:
    """Return 12 hexadecimal digits that stand for the folded parts."""
    digest = hashlib.sha256("\x1f".join(fold(part) for part in parts).encode("utf-8", "replace"))
    return digest.hexdigest()[:12]


def has_han(text: str) -> bool:
    """Tell whether there is a Chinese character in the text."""
    return not text.isascii() and _HAN.search(text) is not None


def han_share(text: str) -> float:
    """Return the share of Chinese characters among letters, 0.0 to 1.0."""
    letters = sum(1 for char in text if char.isalpha())
    return len(_HAN.findall(text)) / letters if letters else 0.0


def solid(text: str) -> str:
    """Return the text without any blanks, for comparing quotes with their document."""
    return "".join(text.split())


def count_characters(text: str) -> int:
    """Count the characters that are no blanks: the measure of coverage."""
    return len(solid(text))


def join_lines(first: str, second: str) -> str:
    """Join two lines of one paragraph: no blank between Han characters, one elsewhere."""
    left, right = first.rstrip(), second.lstrip()
    if not left or not right:
        return left + right
    return left + right if _is_wide(left[-1]) or _is_wide(right[0]) else f"{left} {right}"


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"
