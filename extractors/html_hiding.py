"""What a web page hides of itself: by attribute, by style, by a rule of its own style sheet."""

from __future__ import annotations

import re

from lxml import etree

_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,4000})\}")
_MEDIA = re.compile(r"@[^{};]{1,300}\{(?:[^{}]{0,400}\{[^{}]{0,4000}\})*[^{}]*\}")
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*)?([.#])(-?[\w-]+)", re.IGNORECASE)
_LONGEST_SHEET = 500_000  # characters; a longer one is a framework's, not the page's


class Hiding:
    """Tells which elements of one page are hidden.

    Of style sheets only rules for a single class or id count; rules for print or narrow
    screens do not.
    """

    def __init__(self, root: etree._Element) -> None:
        """Read the style sheets that stand in the page itself."""
        self._names: set[tuple[str, str]] = set()
        for sheet in root.iter("style"):
            text = "".join(str(part) for part in sheet.itertext())
            if len(text) <= _LONGEST_SHEET:
                self._read(text)

    def hides(self, element: etree._Element) -> bool:
        """Tell whether the page shows an element no place to stand."""
        if element.get("hidden") is not None or (element.get("aria-hidden") or "").lower() == "true":
            return True
        if element.tag == "input" or (element.tag == "dialog" and element.get("open") is None):
            return True
        if _HIDING.search(element.get("style") or "") is not None:
            return True
        if not self._names:
            return False
        classes = (element.get("class") or "").split()
        return ("#", element.get("id") or "") in self._names or any(
            (".", name) in self._names for name in classes
        )

    def _read(self, text: str) -> None:
        sheet = _MEDIA.sub("", _COMMENT.sub("", text))
        for selectors, declarations in _RULE.findall(sheet):
            if _HIDING.search(declarations):
                for selector in selectors.split(","):
                    match = _SIMPLE.fullmatch(selector.strip())
                    if match is not None:
                        self._names.add((match.group(1), match.group(2)))
