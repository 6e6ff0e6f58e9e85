"""What a matrix's row means through its legend, on one line, and as data."""

from __future__ import annotations

from typing import Any

from domain.requirement import LegendPlace, MatrixReading
from workbook.view import View


def reading_line(reading: MatrixReading, view: View) -> str:
    """Return the meanings by column, and where the legend is when it is not beside the table."""
    comma, semicolon = view.say("lists.comma"), view.say("lists.semicolon")
    known = [one for one in reading.marks if one.meaning]
    parts = [
        view.say("lists.reading", columns=comma.join(one.columns), mark=one.mark or "□", meaning=one.meaning)
        for one in known
    ]
    unknown = [one.mark for one in reading.marks if not one.meaning and one.mark]
    if unknown:
        parts.append(view.say("lists.reading_unknown", marks=" ".join(unknown)))
    if reading.legend is not LegendPlace.NEAR:
        parts.append(view.term("legend_places", reading.legend))
    return semicolon.join(parts)


def reading_data(reading: MatrixReading | None) -> dict[str, Any] | None:
    """Return the reading as JSON values."""
    if reading is None:
        return None
    marks = [
        {"mark": one.mark, "columns": list(one.columns), "meaning": one.meaning or None}
        for one in reading.marks
    ]
    return {"legend": reading.legend.value, "marks": marks}
