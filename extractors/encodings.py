"""Bytes to text: byte-order marks, UTF-16 without one, UTF-8, then the East Asian and Western ones.

Text is decoded whole or refused; a byte that fits nowhere becomes U+FFFD and is counted.
"""

from __future__ import annotations

import codecs
import re

from domain.problem import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The supersets that Windows really writes where the narrower name is declared or detected.
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz-gb-2312": "hz",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "windows-1252": "cp1252",
    "big5": "cp950",
    "big5-hkscs": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 200_000  # bytes that the detection looks at
_MAX_CONTROL_SHARE = 0.002
_MAX_BAD_SHARE = 0.02


def looks_like_text(head: bytes) -> bool:
    """Tell whether the first bytes of a file can be text in any usual encoding."""
    if any(head.startswith(mark) for mark, _ in _MARKS):
        return True
    if _unmarked_utf16(head):
        return True
    return len(_CONTROL_BYTES.findall(head)) <= len(head) * _MAX_CONTROL_SHARE


def peek_text(head: bytes) -> str:
    """Return the first bytes as text good enough for looking at marks, never for showing."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return head.decode(name, "replace")
    return head.decode(_unmarked_utf16(head) or "latin-1", "replace")


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Return text and the name of its encoding.

    ``declared`` is what the file says of itself (a meta element); it is believed when it
    fits.  Raises DocumentError("unsupported") for data that is no text.
    """
    name = _choose(data, declared)
    text = data.decode(name, "replace")
    bad = text.count("\ufffd")
    controls = len(_CONTROL.findall(text))
    if controls > max(2, len(text) * _MAX_CONTROL_SHARE) or bad > max(2, len(text) * _MAX_BAD_SHARE):
        raise DocumentError("unsupported", "binary data, no text")
    return text.removeprefix("\ufeff"), name


def _choose(data: bytes, declared: str | None) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    unmarked = _unmarked_utf16(data)
    if unmarked:
        return unmarked
    if _is_utf8(data):
        return "utf-8"
    stated = _known(declared)
    if stated and not stated.startswith(("utf-16", "utf-32")) and _fits(data, stated):
        return stated
    return _detect(data)


def _unmarked_utf16(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by where zero bytes stand, or by rows of the same plane of Han."""
    sample = data[:4096]
    sample = sample[: len(sample) // 2 * 2]
    if len(sample) < 8:
        return None
    even, odd = sample[0::2], sample[1::2]
    half = len(even)
    for name, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if high.count(0) > half * 0.4 and low.count(0) < half * 0.02:
            return name
        wide = sum(1 for byte in high if 0x4E <= byte <= 0x9F or byte in (0x00, 0x30, 0xFF))
        breaks = sample.count(b"\x0a\x00" if name == "utf-16-le" else b"\x00\x0a")
        if wide > half * 0.95 and high.count(0) and breaks and low.count(0) < half * 0.1:
            return name
    return None


def _is_utf8(data: bytes) -> bool:
    """Tell UTF-8, forgiving a last character that was cut off."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(data)
    except UnicodeDecodeError as error:
        return _nearly_utf8(data, error)
    return True


def _nearly_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """Forgive a handful of broken bytes in a text that is UTF-8 beyond doubt."""
    text = data.decode("utf-8", "replace")
    wide = sum(1 for char in text if ord(char) > 0x7F and char != "\ufffd")
    return wide >= 20 and text.count("\ufffd") * 50 <= wide and error.start < len(data)


def _known(name: str | None) -> str | None:
    if not name:
        return None
    wider = _WIDER.get(name.strip().lower(), name.strip().lower())
    try:
        b"".decode(wider)  # raises for what is no text encoding
        return codecs.lookup(wider).name
    except (LookupError, ValueError):
        return None


def _fits(data: bytes, name: str) -> bool:
    text = data.decode(name, "replace")
    return text.count("\ufffd") <= len(text) * 0.001


def _detect(data: bytes) -> str:
    import chardet

    found = chardet.detect(data[:_SAMPLE]).get("encoding")
    name = _known(found)
    guesses = [guess for guess in (name, "gb18030", "cp950", "cp932") if guess and _fits(data, guess)]
    if name in guesses and not (name == "cp1252" and _is_east_asian(data)):
        return str(name)
    return next((guess for guess in guesses if guess != "cp1252"), "cp1252")


def _is_east_asian(data: bytes) -> bool:
    """Catch double-byte text taken for Western: most of its high bytes stand in pairs."""
    high = sum(1 for byte in data[:_SAMPLE] if byte >= 0x81)
    pairs = len(re.findall(rb"[\x81-\xfe][\x40-\xfe]", data[:_SAMPLE]))
    runs = re.findall(rb"[\x81-\xfe]{4,}", data[:_SAMPLE])
    return high > 20 and pairs * 2 > high * 0.9 and sum(map(len, runs)) > high * 0.5
