"""Demands in figures of forms of their own: grades, ratios, magnifications, formats, spans of the clock.

``Level II``, ``grade C or better``, ``不低于B级``; ``500:1``, ``100x``, ``1200 × 800``, ``1 per 200``,
``8:00-16:30``, ``+0.1/-0.2``, ``0收1退``.  The words around grades are data (``targets.toml``, [grades]).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from classifiers import numbers
from classifiers.deadlines import any_of
from classifiers.value import Value
from domain.knowledge import KNOWLEDGE, read_toml
from domain.problem import ConfigurationError
from domain.requirement import Target

_NUMBER = r"\d+(?:\.\d+)?"
_FORMS = (
    rf"(?<![A-Za-z\d.:：])(?P<ratio>{_NUMBER})(?:[:：]| [:：] )(?:1(?!\d|[:：.]\d)|\d(?!\w|[:：.]\d))",
    rf"(?<![A-Za-z\d.])(?<!\d,)(?P<format>{_NUMBER})\s?[x×*]\s?{_NUMBER}(?:\s?[x×*]\s?{_NUMBER})?(?![A-Za-z\d])",
    r"(?<![A-Za-z\d.,/-])(?P<times>\d{1,4})\s?[x×](?![A-Za-z\d×-]|\s*\d)",
    r"(?<![\d:.])(?:[01]?\d|2[0-4])[:：][0-5]\d\s*(?:[-–—~～至到]|to)\s*(?:[01]?\d|2[0-4])[:：][0-5]\d(?!\d)",
    r"(?<![\w:.])(?:1[0-2]|[1-9])(?:[:.][0-5]\d)?\s?[ap]\.?m(?:\.|(?![\w]))",
    rf"(?<![\w.,/–-])(?P<share>{_NUMBER})(?:\s+[A-Za-z]+)?\s+(?i:per)\s+(?:\d[\d,]*(?!\w)|(?i:million|thousand|hundred)\b)(?:\s+[a-z]+)?",
    r"(?<![\w-])(?P<zero>(?i:zero))(?:-defects?\b| (?!kilomet|km\b|mile|hour|point|gap|emission|or\b|and\b|if\b|to\b|in\b|at\b|is\b)[A-Za-z][A-Za-z-]+)|(?P<nil>零)(?:缺陷|收一退)",
    rf"(?<![^\s|｜(（,，、:：])[<>＜＞]\s?(?P<limit>{_NUMBER})(?![\w.])",
    rf"(?<![\w.)）])[+＋]\s?(?P<over>{_NUMBER})(?:\s?/\s?|\s)[-−–－]\s?{_NUMBER}(?![\w/]|\.\d)",
    r"(?<![\d.])(?P<accepted>\d)\s?收\s?\d\s?退",
)
_FORM = re.compile("|".join(_FORMS))
_CLOCK = re.compile(r"\d[:：]\d\d|[ap]\.?m")


class Words(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """[grades] of targets.toml."""

    levels: list[str]
    rated: list[str]
    graded: list[str]
    limits: list[str]


def find(text: str) -> Iterator[Value]:
    """Find them in a text in simplified characters, overlaps left in."""
    for match in _grades().finditer(text):
        sign = ">=" if match["least"] or match["graded"] else "="
        yield Value(Target(match[0].strip(), None, "", sign, "grade"), "limit", match.start(), match.end())
    for match in _FORM.finditer(text):
        kind, quantity = ("date", "deadline") if _CLOCK.search(match[0]) else ("limit", "")
        low = next((value for value in match.groupdict().values() if value), "")
        sign = {"<": "<", "＜": "<", ">": ">", "＞": ">"}.get(match[0][0], "=")
        target = Target(match[0].strip(), numbers.value_of(low), "", sign, quantity)
        yield Value(target, kind, match.start(), match.end())


@cache
def _grades(path: Path = KNOWLEDGE / "targets.toml") -> re.Pattern[str]:
    try:
        words = msgspec.convert(read_toml(path)["grades"], Words)
    except (KeyError, msgspec.ValidationError) as error:
        raise ConfigurationError(str(path), None, f"[grades]: {error}") from error
    roman = r"(?:I{1,3}|[ⅠⅡⅢ]|S-?[1-4])(?![A-Za-z\d])"
    rating = r"(?:V-?[0-2]|5VA|5VB|HB|\d[ab]?)(?![A-Za-z\d])"
    return re.compile(
        rf"(?<![A-Za-z])(?:{any_of(words.levels)})\s*{roman}\s*级?"
        rf"|(?<![A-Za-z])(?:{any_of(words.rated)})[\s-]?{rating}"
        rf"|(?<![A-Za-z])(?P<graded>{any_of(words.graded)})\s+(?:[A-F]|\d)\s+(?:{any_of(words.limits)})"
        r"|(?P<least>不得?低于|不应低于|至少为?|达到)\s*(?:[A-EＡ-ＥⅠ-Ⅴ]|I{1,3}|\d)\s*级(?:以上|及以上|或以上)?"
        r"|(?<![A-Za-z\d])(?:[A-EＡ-Ｅ]|[ⅠⅡⅢ])\s*级(?:以上|及以上|或以上)"
    )
