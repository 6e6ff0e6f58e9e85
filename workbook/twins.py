"""The same words in a document's other language, as a person reads them and as data."""

from __future__ import annotations

from typing import Any

from domain.review import Row, Twin
from workbook.boxes import box_data


def whole_text(row: Row) -> str:
    """Return the original words, those of the other language on lines of their own below."""
    own = row.requirement
    others = [twin.text for twin in row.twins if not _lies_in(twin, row)]
    return "\n".join([own.text, *others])


def _lies_in(twin: Twin, row: Row) -> bool:
    own = row.requirement
    return twin.clause.key == own.clause.key and own.start <= twin.start and twin.end <= own.end


def twin_data(twin: Twin) -> dict[str, Any]:
    """Return a twin as JSON values."""
    clause = twin.clause
    return {
        "clause": clause.key,
        "requirements": [one.key for one in twin.requirements],
        "section": clause.section,
        "page": clause.locator.page,
        "bbox": box_data(clause.locator.box),
        "start": twin.start,
        "end": twin.end,
        "text": twin.text,
        "differences": [
            {"kind": one.kind, "text": one.text or None, "twin_text": one.twin_text or None}
            for one in twin.differences
        ],
    }
