"""The element names of WordprocessingML (ISO 29500-1) that the DOCX reader knows."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VAL = f"{W}val"

_OFF = frozenset({"0", "false", "off", "none"})


def value(parent: etree._Element | None, name: str) -> str | None:
    """Return the ``w:val`` of a child, None when there is none."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(VAL)


def number(text: str | None) -> int | None:
    """Return a decimal number as Word writes it, None for anything else."""
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None


def switch(parent: etree._Element | None, name: str) -> bool | None:
    """Return an on/off property (``w:b``): present means on, None means not stated."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else (child.get(VAL) or "1").lower() not in _OFF
