"""Typesets the sources of the structure tests: ``python tests/structure/build_pdf.py [name ...]``.

Needs the ``samples`` extra (WeasyPrint, fontTools) and the Noto CJK and DejaVu fonts, which
are free to ship.  The Chinese fonts are cut down to each document's characters first, so
that a file stays small.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from fontTools import subset
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

HERE = Path(__file__).parent
FONTS = Path("/usr/share/fonts/opentype/noto")
FACES = (
    ("Small Serif", "NotoSerifCJK-Regular.ttc", "normal"),
    ("Small Sans", "NotoSansCJK-Bold.ttc", "bold"),
)
SIMPLIFIED = 2  # the face for simplified Chinese in the collections


def main(names: list[str]) -> None:
    """Write one PDF for each source, or for those named."""
    for source in sorted((HERE / "sources").glob("*.html")):
        if not names or source.stem in names:
            with tempfile.TemporaryDirectory() as folder:
                _write(source, Path(folder))


def _write(source: Path, folder: Path) -> None:
    rules = []
    text = source.read_text("utf-8") + "0123456789第共页"
    for family, file, weight in FACES:
        small = folder / f"{family}.otf"
        _cut_down(FONTS / file, text, small)
        rules.append(
            f'@font-face {{ font-family: "{family}"; src: url("{small.as_uri()}"); font-weight: {weight} }}'
        )
    fonts = FontConfiguration()
    style = CSS(string="\n".join(rules), font_config=fonts)
    target = HERE / "pdf" / f"{source.stem}.pdf"
    HTML(source).write_pdf(
        target, stylesheets=[style], font_config=fonts, pdf_identifier=source.stem.encode()
    )
    if '<meta name="turn"' in text:
        _turn(target)


def _turn(path: Path) -> None:
    """Lay the pages on their side in the file and have them shown upright: ``/Rotate``."""
    document = pdfium.PdfDocument(path.read_bytes())
    for page in document:
        width, height = page.get_size()
        lying = raw.FS_MATRIX(0, 1, -1, 0, height, 0)
        raw.FPDFPage_TransFormWithClip(page, lying, raw.FS_RECTF(0, width, height, 0))
        page.set_mediabox(0, 0, height, width)
        page.set_rotation(90)
        page.gen_content()
    document.save(path)


def _cut_down(collection: Path, text: str, target: Path) -> None:
    options = subset.Options(font_number=SIMPLIFIED, hinting=False, layout_features=[], notdef_outline=True)
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx", "GPOS", "GSUB"]
    font = subset.load_font(str(collection), options)
    cutter = subset.Subsetter(options)
    cutter.populate(text=text)
    cutter.subset(font)
    subset.save_font(font, str(target), options)


if __name__ == "__main__":
    main(sys.argv[1:])
