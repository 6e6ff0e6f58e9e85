"""Pictures of documents (PNG, JPEG, TIFF of several pages, BMP, WEBP, GIF), through text recognition."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from domain.document import Extract
from domain.problem import DocumentError, Problem, Severity
from extractors import signatures
from extractors.base import Format, ReadLimits

if TYPE_CHECKING:
    from PIL import Image

_KINDS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")
_MOST_PIXELS = 120_000_000  # A0 at 200 dpi is 62 million
_MOST_READ = 12_000_000  # pixels that go to the engine; more is scaled down
_LIKELY_DPI = (72.0, 1_200.0)
_SCREEN_DPI, _SCAN_DPI = 96.0, 200.0
_SCREEN_WIDTH = 1_400  # pixels; a scan of a page is wider
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, struct.error)


def claims(head: bytes, path: Path) -> bool:
    """Tell whether the first bytes are those of a picture."""
    return signatures.identify(head, path).startswith("image (")


def read(path: Path, limits: ReadLimits) -> Extract:
    """Recognise the text of a picture; of one that moves, of its first frame.

    Raises DocumentError with ``scanned`` (no engine on this machine), ``damaged`` or
    ``too-large``.
    """
    from extractors.layout_blocks import assemble
    from extractors.ocr import find_engine
    from extractors.ocr_page import finished
    from extractors.ocr_pages import read_scans
    from extractors.page_ranges import ranges

    with _opened(path) as picture:
        count = int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1
        engine = find_engine()
        if engine is None:
            raise DocumentError("scanned", f"image ({picture.format}); no text recognition is installed")
        numbers = range(1, min(count, limits.pages) + 1)
        scans = read_scans(engine, numbers, lambda number: _frame(picture, number), limits)
    assembled = assemble([scans.read[number].text for number in sorted(scans.read)])
    problems = scans.problems(ranges)
    if count > limits.pages:
        problems.append(
            Problem("truncated-reading", Severity.LOSS, where=ranges(range(limits.pages + 1, count + 1)))
        )
    blocks = finished(assembled.blocks, scans.read)
    return Extract("image", blocks, count, assembled.coverage, problems=tuple(problems))


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # our own bound stands in _guard, and warnings help nobody
    try:
        with Image.open(path, formats=_KINDS) as picture:
            _guard(picture)
            yield picture
    except FileNotFoundError:
        raise
    except _BROKEN as error:
        raise DocumentError("damaged", f"not a picture that can be opened: {type(error).__name__}") from error


def _guard(picture: Image.Image) -> None:
    pixels = picture.width * picture.height
    if pixels > _MOST_PIXELS:
        raise DocumentError("too-large", f"{picture.width} x {picture.height} pixels")


def _frame(picture: Image.Image, number: int) -> tuple[Image.Image, float]:
    """Return a page as a grey picture on white, and its pixels to the point."""
    from PIL import Image, ImageOps

    picture.seek(number - 1)
    _guard(picture)
    dpi = _dpi(picture)
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        drawn = upright.convert("RGBA")
        upright = Image.new("RGBA", drawn.size, "white")
        upright.alpha_composite(drawn)
    grey = _eight_bits(upright)
    factor = min(1.0, (_MOST_READ / max(1, grey.width * grey.height)) ** 0.5)
    if factor < 1.0:
        size = (max(1, int(grey.width * factor)), max(1, int(grey.height * factor)))
        grey = grey.resize(size, Image.Resampling.BOX)
    return grey, dpi / 72 * factor


def _eight_bits(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I;16") or picture.mode in ("I", "F"):
        darkest, lightest = picture.convert("F").getextrema()
        low, high = float(darkest), float(lightest)  # type: ignore[arg-type]  # one band: two numbers
        stretch = 255.0 / (high - low) if high > low else 1.0
        return picture.convert("F").point(lambda value: value * stretch - low * stretch).convert("L")
    return picture.convert("L")


def _dpi(picture: Image.Image) -> float:
    told = picture.info.get("dpi")
    if isinstance(told, tuple) and told:
        try:
            dpi = float(told[0])
        except (TypeError, ValueError, ZeroDivisionError):
            dpi = 0.0
        # 72 is what programs write that do not know.
        if _LIKELY_DPI[0] < dpi <= _LIKELY_DPI[1]:
            return dpi
    return _SCREEN_DPI if picture.width < _SCREEN_WIDTH else _SCAN_DPI


FORMAT = Format("image", claims, read)
