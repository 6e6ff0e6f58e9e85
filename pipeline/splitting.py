"""One sentence, several verdicts: a duty, a limit and a penalty joined by commas become parts.

Cut only where it is safe: every part stands on its own, at least two parts are requirements
with different verdicts, each judged surely.  All parts point at the same source sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from domain.requirement import Kind, Label, Passage, Verdict

Span = tuple[int, int]
Judge = Callable[[Sequence[Passage]], Sequence[Verdict]]

_JOINTS = re.compile(
    r"[，,；;](?=\s*\S)(?!\d)|\s(?=and\s+(?:the\s+)?(?:supplier|seller|buyer|its|shall|any|all)\b)",
    re.IGNORECASE,
)
_SHORTEST = 6  # Han characters or, for other scripts, _SHORTEST_WORDS words
_SHORTEST_WORDS = 4
_SURE = 0.75  # a part must be judged this surely to be cut off
_SPEAKS = 1.5  # weight of a rule that hints at another verdict than the winning one


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence with its own verdict; offsets count from the sentence's start."""

    start: int
    end: int
    verdict: Verdict


def may_hold_several(verdict: Verdict) -> bool:
    """Tell whether rules for another verdict speak strongly: only then a cut is worth a try."""
    if verdict.kind is not Kind.REQUIREMENT:
        return False
    against = [one for one in verdict.reasons if one.weight <= -_SPEAKS and not one.rule.startswith("none.")]
    return any(
        one.rule.split(".")[0] not in ("party", "doc-type") and not one.evidence.startswith("[")
        for one in against
    )


def split(passage: Passage, whole: Verdict, judge: Judge) -> tuple[Part, ...]:
    """Return the parts of a sentence, one part for the whole where no cut is safe.

    The parts cover the sentence without gaps, in order.
    """
    uncut = (Part(0, len(passage.text), whole),)
    if not may_hold_several(whole):
        return uncut
    spans = _pieces(passage.text)
    if len(spans) < 2:
        return uncut
    texts = [passage.text[start:end] for start, end in spans]
    around = [passage.context, *texts[:-1]]
    verdicts = judge(
        [replace(passage, text=text, context=before) for text, before in zip(texts, around, strict=True)]
    )
    parts = _joined([Part(s, e, v) for (s, e), v in zip(spans, verdicts, strict=True)])
    labels = {part.verdict.label for part in parts if part.verdict.kind is Kind.REQUIREMENT}
    sure = all(part.verdict.confidence >= _SURE for part in parts if part.verdict.kind is Kind.REQUIREMENT)
    return tuple(parts) if len(labels) > 1 and sure else uncut


def _pieces(text: str) -> list[Span]:
    """Return the spans between joints, too short ones joined to their neighbour."""
    borders = [match.end() for match in _JOINTS.finditer(text) if _depth(text[: match.start()]) == 0]
    spans: list[Span] = []
    start = 0
    for end in [*borders, len(text)]:
        if _is_long_enough(text[start:end]) or end == len(text):
            spans.append((start, end))
            start = end
    if len(spans) > 1 and not _is_long_enough(text[spans[-1][0] :]):
        last = spans.pop()
        spans[-1] = (spans[-1][0], last[1])
    return spans


def _is_long_enough(text: str) -> bool:
    han = sum("\u3400" <= char <= "\u9fff" for char in text)
    return han >= _SHORTEST or (not han and len(text.split()) >= _SHORTEST_WORDS)


def _depth(text: str) -> int:
    return sum(text.count(char) for char in "(（[【「《") - sum(text.count(char) for char in ")）]】」》")


def _joined(parts: list[Part]) -> list[Part]:
    """Join neighbours of one verdict; a part that demands nothing belongs to the one before it."""
    joined: list[Part] = []
    for part in parts:
        before = joined[-1] if joined else None
        silent = part.verdict.label is Label.NONE
        if before is not None and (silent or before.verdict.label in (part.verdict.label, Label.NONE)):
            stronger = (
                before.verdict if silent or before.verdict.label is part.verdict.label else part.verdict
            )
            joined[-1] = Part(before.start, part.end, stronger)
        else:
            joined.append(part)
    return joined
