"""RTF as a stream of tokens, and what its control words stand for (RTF 1.9.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\(\r\n|[^a-zA-Z])|([{}])|[\r\n\x00]+|([^\\{}\r\n\x00]+)"
)

SYMBOLS = {
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "line": "\n",
    "tab": "\t",
    "softline": "\n",
}
# Groups that hold no words of the document.
SKIPPED = frozenset(
    [
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "objdata",
        "themedata",
        "colorschememapping",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "generator",
        "xmlnstbl",
        "datafield",
        "fldinst",
        "bkmkstart",
        "bkmkend",
        "nonesttables",
        "shprslt",
        "sp",
        "pn",
        "pnseclvl",
        "datastore",
        "latentstyles",
        "filetbl",
        "revtbl",
        "upr",
        "atrfstart",
        "atrfend",
        "atnid",
        "atnauthor",
        "atnref",
        "atndate",
        "atnicn",
        "ftnsep",
        "ftnsepc",
        "ftncn",
        "aftnsep",
        "aftnsepc",
        "aftncn",
        "xe",
        "tc",
        "tcn",
        "objclass",
        "objname",
        "template",
        "passwordhash",
        "protusertbl",
        "userprops",
        "wgrffmtfilter",
        "fchars",
        "lchars",
        "pgdsctbl",
        "listname",
        "leveltext",
        "levelnumbers",
    ]
)
KEPT_STARRED = frozenset({"shpinst", "ud", "footnote", "annotation"})
RUNNING = frozenset(["header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"])

# \fcharset to code page (RTF 1.9.1, "Font Table").
CHARSETS = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A control word with its number, a group's bracket, or bytes of text."""

    word: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """Yield tokens; what fits nowhere is passed over."""
    at = 0
    while at < len(data):
        match = _TOKEN.match(data, at)
        if match is None:
            at += 1
            continue
        at = match.end()
        word, number, hexadecimal, symbol, bracket, text = match.groups()
        if word:
            count = int(number) if number else None
            name = word.decode("ascii")
            if name == "bin":
                at += max(count or 0, 0)
            else:
                yield Token(name, count)
        elif hexadecimal:
            yield Token("'", data=bytes([int(hexadecimal, 16)]))
        elif symbol:
            yield _symbol(symbol)
        elif bracket:
            yield Token(bracket.decode("ascii"))
        elif text:
            yield Token(data=text)


def _symbol(symbol: bytes) -> Token:
    if symbol in {b"\\", b"{", b"}"}:
        return Token(data=symbol)
    if symbol in {b"\r\n", b"\r", b"\n"}:
        return Token("par")
    return Token({b"\t": "tab"}.get(symbol, symbol.decode("latin-1")))


def code_page(number: int | None) -> str:
    """Return the codec of a Windows code page; GBK is read as its superset GB18030."""
    if number == 936:
        return "gb18030"
    if number == 65001:
        return "utf-8"
    try:
        "".encode(f"cp{number}")
    except LookupError:
        return "cp1252"
    return f"cp{number}"
