"""Bare numbers of a table's row whose unit or sign stands in a cell of its own: ``伸长率，% ≥ | 100 | 120``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from classifiers import numbers
from classifiers.value import Value
from domain.requirement import Target

_LEAST_CELLS = 3
_BAR = re.compile("[|｜]")
_CELL = re.compile(r"[^|｜\s](?:[^|｜]*[^|｜\s])?")
_SIGN_AT_END = re.compile("[≤≥≦≧]$")
_NUMBER_CELL = re.compile(rf"(?P<low>{numbers.DIGITS})(?:\s*[~～\-–—－〜]\s*(?P<high>{numbers.DIGITS}))?")


def find(text: str, units: Mapping[str, tuple[str, str]], comparators: Mapping[str, str]) -> Iterator[Value]:
    """Find them; ``units`` and ``comparators`` are those of the vocabulary."""
    if not _BAR.search(text):
        return
    cells = list(_CELL.finditer(text))
    if len(cells) < _LEAST_CELLS:
        return
    unit = next((units[cell[0]] for cell in cells if cell[0] in units), None)
    sign = next((found[0] for cell in cells if (found := _SIGN_AT_END.search(cell[0]))), None)
    if unit is None and sign is None:
        return
    for cell in cells[1:]:  # the first is the row's number or its subject
        match = _NUMBER_CELL.fullmatch(cell[0])
        if match:
            low, high = numbers.value_of(match["low"]), numbers.value_of(match["high"] or "")
            comparator = "range" if high is not None else comparators.get(sign or "", "=")
            target = Target(cell[0], low, unit[0] if unit else "", comparator, "", high)
            yield Value(target, unit[1] if unit else "limit", cell.start(), cell.end())
