"""Repair of what text layers say wrongly: twins of radicals, blanks between Han, controls.

Only what is broken is touched; ligatures and full-width forms stay, for quotes are
compared character for character.
"""

from __future__ import annotations

import re
import unicodedata

# The CJK Radicals Supplement has (almost) no compatibility mappings in Unicode, so the
# unified characters that Quartz and some subsetters mean are listed here.
_RADICALS = dict(
    zip(
        "⺁⺠⺟⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻪⻬⻮⻰⻳⺎⺒⺝⺬⺮⺶⻌⻏⻖⻞⺩",
        "厂民母虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄黾齐齿龙龟兀巳月示竹羊辶阝阝飠王",
        strict=True,
    )
)
_COMPATIBILITY = re.compile("[\u2e80-\u2fdf\uf900-\ufad9\U0002f800-\U0002fa1d]")
_HAN = (
    "\u3400-\u4dbf\u4e00-\u9fff\u3001-\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\U00020000-\U0003134f"
)
HAN_GAP = re.compile(f"(?<=[{_HAN}]) +(?=[{_HAN}])")
_HAN_PAIR = re.compile(f"[{_HAN}](?=[{_HAN}])")
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200c\u2060\ufeff\ufffe\uffff\ud800-\udfff]"
)
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd]")
_BLANKS = re.compile(r"[\s\u3000]+")
_SOFT = "\u00ad"

# Symbol fonts (Wingdings, Symbol) put their bullets at F000 + code; PDFium hands those on.
_BULLETS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf06e": "■",
    "\uf06c": "●",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0a8": "□",
    "\uf075": "◆",
}
_BULLET = re.compile("[" + "".join(_BULLETS) + "]")


def unify(text: str) -> str:
    """Replace radicals and compatibility ideographs, and drop the twin that stands beside.

    macOS maps one glyph to two characters, in either order: ``获得⽅方法`` is ``获得方法``.
    """
    if not _COMPATIBILITY.search(text):
        return text
    out: list[str] = []
    skip = False
    for place, char in enumerate(text):
        if skip:
            skip = False
            continue
        if not _COMPATIBILITY.match(char):
            out.append(char)
            continue
        plain = _RADICALS.get(char) or unicodedata.normalize("NFKC", char)
        following = text[place + 1] if place + 1 < len(text) else ""
        if out and out[-1] == plain:
            continue
        skip = following == plain
        out.append(plain)
    return "".join(out)


def is_letterspaced(text: str) -> bool:
    """Tell whether blanks stand between most Han characters, as justified text has them."""
    gaps = len(HAN_GAP.findall(text))
    return gaps >= 3 and gaps > len(_HAN_PAIR.findall(text))


def close_letterspaced(text: str) -> str:
    """Take out the blanks between Han characters of a letter-spaced line."""
    return HAN_GAP.sub("", text) if is_letterspaced(text) else text


def clean(text: str) -> str:
    """Return the text of a line as a reader sees it: one line, no controls, no twins."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    if _SOFT in text:
        text = text.replace(_SOFT, "")
    text = _CONTROL.sub("", unify(_BLANKS.sub(" ", text)))
    if _PRIVATE.search(text):
        text = _BULLET.sub(lambda match: _BULLETS[match.group()], text)
    return close_letterspaced(text).strip()


def count_unmapped(text: str) -> int:
    """Count the characters that stand for a glyph without saying which."""
    return len(_PRIVATE.findall(text))
