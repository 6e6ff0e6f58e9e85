"""When two texts are the same but for their setting, and how much alike they are otherwise.

Built on ``domain.text.fold``.  What counts as setting: blanks, width, line breaks, hyphens at
line ends, punctuation that binds no meaning, and the letters a scanner takes for digits.  What
never does: digits, signs, units, traditional for simplified characters.
"""

from __future__ import annotations

import re
import unicodedata

from domain.revision import ClauseFacts
from domain.text import fold
from pipeline.changes_knowledge import change_knowledge

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_POWER = re.compile(r"(?<=\d)[⁻⁰¹²³⁴-⁹]+")
_DASHES = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹣－", "-") | dict.fromkeys("≦⩽≤", "≤") | dict.fromkeys("≧⩾≥", "≥")
)
_SOFT = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_LINE_END = re.compile(r"(?<=[^\W\d_])-\s*(?=[^\W\d_])")
_THOUSANDS = re.compile(r"(?<=\d)[ ,\u00a0\u202f](?=\d{3}(?!\d))")
_RUN = re.compile(r"[A-Za-z0-9|]+")
_DIGIT_LIKE = re.compile(r"(?=.*\d)[\dOoIl|]+")
_LITRES = re.compile(r"\d+[lI|]")
_WORD_LIKE = re.compile(r"(?=.*[A-Za-z]{2})[A-Za-z01|]+")
_TO_DIGITS = str.maketrans("OoIl|", "00111")
_TO_LETTERS = str.maketrans("01|", "oll")
_MEGA = re.compile(r"(?<=\d)(\s*)M(?=Pa|W|V|A|Hz|N|J|Ω)")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s*([,:.、])\s*(?=\d)")
_DROPPED = re.compile(r"[\s,;:!。、·…•●■□◆\"'“”‘’「」『』《》〈〉()\[\]{}【】〔〕_]|\.(?!\d)|(?<!\d)\.")
_KEPT = {",": "\x01", ":": "\x02", ".": "\x03", "、": "\x04"}
_SPACED_DIGITS = re.compile(r"(?<=\d)\s+(?=\d)")
_MARK = re.compile(
    r"^\s*(?:[•●■◆▪▲\-–—*]\s+|[(（]?[0-9a-zA-Z一二三四五六七八九十]{1,3}[)）、.．]\s*|[①-⑳]\s*)"
)


def spelled(text: str) -> str:
    """Spell out what folding would lose: powers (``10⁶``), mega beside milli, kinds of dashes and signs."""
    plain = _POWER.sub(lambda match: "^" + match[0].translate(_SUPERSCRIPT), text)
    plain = unicodedata.normalize("NFKC", _SOFT.sub("", plain)).translate(_DASHES)
    return _MEGA.sub(r"\1mega", plain)


def skeleton(text: str) -> str:
    """Return what is left of a text when its setting is taken away: equal skeletons say the same."""
    plain = spelled(text)
    plain = fold(_RUN.sub(_read_again, _LINE_END.sub("", plain)))
    plain = _SPACED_DIGITS.sub("\x05", _THOUSANDS.sub("", plain))
    plain = _BETWEEN_DIGITS.sub(lambda match: _KEPT[match[1]], plain)
    return _DROPPED.sub("", plain)


def _read_again(match: re.Match[str]) -> str:
    """Undo what a scanner did to a run of letters and digits (``1O`` → ``10``, ``sha11`` → ``shall``)."""
    run = match[0]
    if _DIGIT_LIKE.fullmatch(run) and not _LITRES.fullmatch(run):
        return run.translate(_TO_DIGITS)
    if _WORD_LIKE.fullmatch(run) and not run.isupper():
        return run.translate(_TO_LETTERS)
    return run


def scanned(text: str) -> str:
    """Return a skeleton in which I, l and 1 are one letter within words, as scanners have it."""
    return _RUN.sub(lambda match: match[0].replace("I", "l"), text) if "I" in text else text


def body(side: ClauseFacts) -> str:
    """Return the words of a clause without its number."""
    if side.cells:
        return " | ".join(_unnumbered(side))
    if side.number and side.text.lstrip().startswith(side.number):
        return side.text.lstrip()[len(side.number) :].lstrip(" \t.．、:：\u3000")
    return _MARK.sub("", side.text, count=1) if side.number else side.text


def _unnumbered(side: ClauseFacts) -> tuple[str, ...]:
    serial = change_knowledge().numbering.serial
    if (
        len(side.cells) > 1
        and side.header
        and fold(side.header[0]) in serial
        and len(side.cells[0]) <= _LONGEST_NUMBER
    ):
        return side.cells[1:]
    return side.cells


_LONGEST_NUMBER = 6


def title(heading: str, number_pattern: re.Pattern[str] | None = None) -> str:
    """Return the skeleton of a section title without its number."""
    return skeleton((number_pattern or _TITLE_NUMBER).sub("", heading, count=1)) or skeleton(heading)


_TITLE_NUMBER = re.compile(
    r"^\s*(?:第\s*[0-9一二三四五六七八九十百零〇]+\s*[章节節条條款部分篇]+|[(（]?[一二三四五六七八九十]{1,3}[)）、.．]"
    r"|(?:chapter|section|article|part|annex|appendix|附录|附錄|附件|表|图|table)\s*[0-9A-Za-z一二三四五六七八九十][0-9A-Za-z.\-]*"
    r"|§?\s*[A-Za-z]?[0-9]+(?:[.\-．][0-9]+)*[.、．)]?|[A-Z](?:\.[0-9]+)*[.、)])[\s:：\-—]*",
    re.IGNORECASE,
)
