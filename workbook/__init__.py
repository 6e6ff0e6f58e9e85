"""The checklist as a workbook and as data, and the way back of what people entered.

``write`` makes the workbook, ``returned.read`` reads the review columns back,
``data.write_json`` the same as data, ``customers.write`` the files of each customer.
"""

from __future__ import annotations

from pathlib import Path

from domain.review import Checklist
from workbook.kept import NOTHING, Kept


def write(checklist: Checklist, path: Path, language: str, kept: Kept = NOTHING) -> None:
    """Write the workbook to ``path`` in ``zh`` or ``en``; raises OSError when that fails.

    ``kept`` knows what was made before and is taken over as it was.
    """
    from workbook import book  # openpyxl loads only where a workbook is made

    book.write(checklist, path, language, kept)
