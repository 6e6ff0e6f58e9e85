"""Tesseract, when the machine has it: a program of its own, one picture a call.

Several languages at once make it many times slower and worse, so the picture is tried in
each installed language until one reads it well, beginning with the one that served last.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Iterable

from PIL import Image

from domain.text import count_characters, join_lines
from extractors.ocr import EngineFailed, Piece, mean_confidence

_LANGUAGES = ("chi_sim", "chi_tra", "eng")
_SECONDS = 60.0  # for one picture
_GOOD = 0.88  # confidence at which no other language is tried
_COLUMNS = 12  # of its table: level, page, block, paragraph, line, word, box, confidence, text
_WORD = "5"


def find() -> Tesseract | None:
    """Return the engine when the program is on the path and knows one of our languages."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        listed = _run([program, "--list-langs"], b"", 10.0).decode("utf-8", "replace").split()
    except EngineFailed:
        return None
    languages = [language for language in _LANGUAGES if language in listed]
    return Tesseract(program, languages) if languages else None


class Tesseract:
    """The engine; remembers which language read the last page well."""

    name = "tesseract"

    def __init__(self, program: str, languages: Iterable[str]) -> None:
        self._program = program
        self._languages = list(languages)

    def recognise(self, picture: Image.Image) -> list[Piece]:
        """Return the lines of the picture.  Raises EngineFailed."""
        data = io.BytesIO()
        picture.convert("L").save(data, "PNG", compress_level=1)
        best: tuple[float, list[Piece], str] | None = None
        for language in self._languages:
            command = [self._program, "stdin", "stdout", "-l", language, "--dpi", "200", "tsv"]
            pieces = lines_of(_run(command, data.getvalue(), _SECONDS).decode("utf-8", "replace"))
            sure = mean_confidence([(count_characters(piece.text), piece.confidence) for piece in pieces])
            if best is None or sure > best[0]:
                best = (sure, pieces, language)
            if sure >= _GOOD:
                break
        if best is None:
            return []
        self._languages.sort(key=lambda language: language != best[2])
        return best[1]


def lines_of(table: str) -> list[Piece]:
    """Return the lines that tesseract's table (TSV) lists word by word."""
    lines: dict[tuple[str, ...], list[Piece]] = {}
    for row in table.splitlines()[1:]:
        fields = row.split("\t", _COLUMNS - 1)
        if len(fields) < _COLUMNS or fields[0] != _WORD or not fields[11].strip():
            continue
        left, top, width, height = map(float, fields[6:10])
        sure = max(0.0, float(fields[10])) / 100
        piece = Piece(fields[11].strip(), left, top, left + width, top + height, sure)
        lines.setdefault(tuple(fields[1:5]), []).append(piece)
    return [_joined(words) for words in lines.values()]


def _joined(words: list[Piece]) -> Piece:
    text = ""
    for word in words:
        text = join_lines(text, word.text)
    return Piece(
        text,
        min(word.x0 for word in words),
        min(word.top for word in words),
        max(word.x1 for word in words),
        max(word.bottom for word in words),
        mean_confidence([(count_characters(word.text), word.confidence) for word in words]),
    )


def _run(command: list[str], data: bytes, seconds: float) -> bytes:
    # With its own threads it is nine times slower on two cores.
    environment = dict(os.environ, OMP_THREAD_LIMIT="1")
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=seconds, env=environment, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise EngineFailed(f"tesseract: {error}") from error
    return done.stdout
