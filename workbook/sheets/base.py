"""The contract of a sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbook.page import Page
from workbook.view import View


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook.

    ``key`` names its title in ``domain/wording`` (``workbook.sheets.<key>``).  ``write``
    sets widths and printing first, then adds the rows from top to bottom.
    """

    key: str
    write: Callable[[Page, View], None]
