"""Draws small PDFs for tests: text in Helvetica or in a Chinese standard font, lines, a picture."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pypdfium2
import pytest

from domain.text import has_han

_FONTS = (
    "<< /H 3 0 R /B 4 0 R /C 5 0 R /V << /Type /Font /Subtype /Type0 /BaseFont /STSong-Light"
    " /Encoding /UniGB-UCS2-V /DescendantFonts [6 0 R] >> >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R >>",
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
    " /Ascent 880 /Descent -120 /StemV 93 /CapHeight 880 >>",
)
_RUNS = re.compile(r"[\x20-\x7e]+|[^\x20-\x7e]+")  # Latin words with a sign of Chinese type among them
_PICTURE = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"


def _in_latin(words: str) -> str | None:
    """Return the words as a PDF string in the Latin encoding, None where they have other characters."""
    try:
        raw = words.encode("cp1252")
    except UnicodeEncodeError:
        return None
    escaped = raw.replace(b"(", b"\\(").replace(b")", b"\\)")
    return "".join(chr(byte) if byte < 127 else f"\\{byte:03o}" for byte in escaped)


def _shown(words: str, latin_font: str, size: float) -> str:
    latin = _in_latin(words)
    if latin is not None:
        return f"/{latin_font} {size} Tf ({latin}) Tj"
    return f"/C {size} Tf <{words.encode('utf-16-be').hex()}> Tj"


@dataclass
class Sheet:
    """A page of A4; places are points from the top-left corner."""

    rotate: int = 0
    drawn: list[str] = field(default_factory=list)
    annotations: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, size: float = 10, *, bold: bool = False) -> Sheet:
        """Write words with their baseline at y."""
        name = "B" if bold else "H"
        parts = [words] if has_han(words) or _in_latin(words) is not None else _RUNS.findall(words)
        shown = " ".join(_shown(part, name, size) for part in parts)
        self.drawn.append(f"BT 1 0 0 1 {x} {842 - y} Tm {shown} ET")
        return self

    def upright(self, x: float, y: float, words: str, size: float = 10) -> Sheet:
        """Write Chinese from top to bottom, beginning at y."""
        shown = words.encode("utf-16-be").hex()
        self.drawn.append(f"BT /V {size} Tf 1 0 0 1 {x} {842 - y} Tm <{shown}> Tj ET")
        return self

    def upwards(self, x: float, y: float, words: str, size: float = 10) -> Sheet:
        """Write words up the page, beginning at y."""
        self.drawn.append(f"BT /H {size} Tf 0 1 -1 0 {x} {842 - y} Tm ({words}) Tj ET")
        return self

    def paragraph(self, x: float, y: float, *lines: str) -> Sheet:
        """Write lines 14 points apart."""
        for number, line in enumerate(lines):
            self.text(x, y + 14 * number, line)
        return self

    def grid(self, columns: list[float], rows: list[float]) -> Sheet:
        """Rule a table."""
        for x in columns:
            self.drawn.append(f"{x} {842 - rows[0]} m {x} {842 - rows[-1]} l S")
        for y in rows:
            self.drawn.append(f"{columns[0]} {842 - y} m {columns[-1]} {842 - y} l S")
        return self

    def field(self, x: float, y: float, width: float, value: str) -> Sheet:
        """Put a text field with a value, its lower edge at y."""
        return self._annotate(
            f"/Subtype /Widget /FT /Tx /T (f{len(self.annotations)}) /V ({value})", x, y, width
        )

    def typed(self, x: float, y: float, width: float, words: str) -> Sheet:
        """Type words on the page as a free-text annotation, its lower edge at y."""
        return self._annotate(f"/Subtype /FreeText /DA (/H 10 Tf) /Contents ({words})", x, y, width)

    def _annotate(self, what: str, x: float, y: float, width: float) -> Sheet:
        self.annotations.append(f"<< /Type /Annot {what} /Rect [{x} {842 - y} {x + width} {856 - y}] /F 4 >>")
        return self

    def picture(self) -> Sheet:
        """Cover the page with a picture."""
        self.drawn.append("q 595 0 0 842 0 0 cm /P Do Q")
        return self


def draw(*sheets: Sheet) -> bytes:
    """Return the bytes of a PDF with these pages."""
    kids = " ".join(f"{9 + 2 * number} 0 R" for number in range(len(sheets)))
    objects = ["<< /Type /Catalog /Pages 8 0 R >>"]
    objects += list(_FONTS)
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>")
    last = 9 + 2 * len(sheets)
    notes = [note for sheet in sheets for note in sheet.annotations]
    fields = " ".join(f"{last + 1 + n} 0 R" for n, note in enumerate(notes) if "/Widget" in note)
    if fields:
        objects[0] = f"<< /Type /Catalog /Pages 8 0 R /AcroForm << /Fields [{fields}] >> >>"
    first_note = last + 1
    for number, sheet in enumerate(sheets):
        stream = "\n".join(sheet.drawn)
        objects.append(
            f"<< /Type /Page /Parent 8 0 R /MediaBox [0 0 595 842] /Rotate {sheet.rotate} /Contents {10 + 2 * number} 0 R"
            f" /Annots [{' '.join(f'{first_note + n} 0 R' for n in range(len(sheet.annotations)))}]"
            f" /Resources << /Font 2 0 R /XObject << /P {last} 0 R >> >> >>"
        )
        first_note += len(sheet.annotations)
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects.append(f"{_PICTURE}\nstream\n0\nendstream")
    return _file([*objects, *notes])


def _file(objects: list[str]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, item in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{item}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        out += f"{place:010d} 00000 n \n".encode()
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def has_chinese_font() -> bool:
    """Tell whether PDFium finds a Chinese font; it leaves out what neither file nor machine has a font for."""
    with pypdfium2.PdfDocument(draw(Sheet().upright(500, 60, "供方", 12))) as document:
        return bool(document[0].get_textpage().count_chars())


needs_chinese_font = pytest.mark.skipif(not has_chinese_font(), reason="no Chinese font on this machine")
