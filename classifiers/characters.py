"""Traditional and compatibility characters made comparable with simplified ones, offset for offset."""

from __future__ import annotations

from functools import cache

from domain.knowledge import KNOWLEDGE, read_table


@cache
def _simplified() -> dict[int, str]:
    table = read_table(KNOWLEDGE / "traditional.tsv", ("traditional", "simplified"))
    return {ord(record["traditional"]): record["simplified"] for record in table}


def simplify(text: str) -> str:
    """Return the text in simplified characters, one for one, so offsets stay."""
    return text.translate(_simplified())
