"""Characters that Word stores as positions in a symbol font, as the characters people see."""

from __future__ import annotations

_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB0: "°", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBA: "≡",
    0xA5: "∞", 0xB7: "•", 0xAE: "→", 0xAC: "←", 0xAD: "↑", 0xAF: "↓", 0xD7: "⋅", 0xD6: "√", 0xE5: "∑",
    0x44: "Δ", 0x57: "Ω", 0x46: "Φ", 0x53: "Σ", 0x50: "Π", 0x47: "Γ", 0x51: "Θ", 0x4C: "Λ", 0x59: "Ψ",
    0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x65: "ε", 0x68: "η", 0x71: "θ", 0x6C: "λ", 0x6D: "μ",
    0x70: "π", 0x72: "ρ", 0x73: "σ", 0x74: "τ", 0x66: "φ", 0x77: "ω", 0x63: "χ", 0x6A: "ϕ", 0xC6: "∅",
    0xD1: "∇", 0xB6: "∂", 0xA2: "′", 0xB2: "″", 0xE0: "◊", 0x7E: "∼", 0x40: "≅", 0x2D: "−", 0x2A: "∗",
    0xCE: "∈", 0xC7: "∩", 0xC8: "∪", 0xDE: "⇒", 0xDB: "⇔", 0xD2: "®", 0xD3: "©", 0xD4: "™",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "❐", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫",
    0x75: "◆", 0x76: "❖", 0x77: "⬥", 0xA1: "○", 0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xD8: "➢", 0xDC: "➲",
    0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x9F: "•", 0xB6: "☆",
    0x46: "☞", 0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x4C: "☹", 0x21: "✏", 0xC4: "↗", 0xDF: "←", 0xE1: "↑",
    0xE2: "↓",
}  # fmt: skip
_WINGDINGS_2 = {0x50: "✓", 0x52: "☑", 0xA3: "□", 0x54: "☒", 0x4F: "✗", 0x53: "☒", 0x2A: "□", 0x98: "●"}
_FONTS = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
}
_PRIVATE_LOW, _PRIVATE_HIGH = 0xF020, 0xF0FF


def symbol(code: str | None, font: str | None) -> str:
    """Return the character of a ``w:sym``: hexadecimal position and font name."""
    try:
        position = int(code or "", 16)
        char = chr(position)
    except (ValueError, OverflowError):
        return ""
    if 0xD800 <= position <= 0xDFFF or position < 0x20:
        return ""
    return _FONTS.get((font or "").casefold(), {}).get(position & 0xFF, char)


def readable(text: str, font: str | None) -> str:
    """Return run text with the private-use positions of symbol fonts made readable."""
    if not any(_PRIVATE_LOW <= ord(char) <= _PRIVATE_HIGH for char in text):
        return text
    table = _FONTS.get((font or "symbol").casefold(), _SYMBOL)
    return "".join(
        table.get(ord(char) & 0xFF, char) if _PRIVATE_LOW <= ord(char) <= _PRIVATE_HIGH else char
        for char in text
    )
