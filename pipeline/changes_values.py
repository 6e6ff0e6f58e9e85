"""Values of an old and a new text: which changed, and which way the limit goes."""

from __future__ import annotations

import re
from collections import Counter

from classifiers import targets
from classifiers.value import Value
from domain.requirement import Target
from domain.revision import Direction, ValueChange
from pipeline.changes_knowledge import change_knowledge
from pipeline.changes_wording import any_of, plain

_NUMBER = re.compile(r"\d+(?:[.,:^]\d+)*")
_RARER = ("per_shift", "per_day", "per_week", "per_month", "per_quarter", "per_half_year", "per_year")
_HOURS = {
    "s": 1 / 3600,
    "min": 1 / 60,
    "h": 1,
    "day": 24,
    "week": 168,
    "month": 730,
    "quarter": 2190,
    "year": 8760,
}
_AROUND = 12  # characters before and after a bare value whose words say which way it binds


def numbers_of(text: str) -> Counter[str]:
    """Count the numbers of a text, whatever they measure, Chinese numerals among them."""
    return Counter(_NUMBER.findall(plain(text)))


def changed_values(old: str, new: str) -> tuple[ValueChange, ...]:
    """Return the values that differ, in the order of the old text, paired by unit and then by place."""
    before, after = _rest(targets.find(old), targets.find(new))
    changes = []
    for value in before:
        partner = _partner(value.target, [one.target for one in after])
        if partner is None:
            changes.append(ValueChange(value.target.text, ""))
            continue
        found = after.pop(partner)
        changes.append(
            ValueChange(value.target.text, found.target.text, _direction(value, found, (old, new)))
        )
    return (*changes, *(ValueChange("", one.target.text) for one in after))


def overall(changes: tuple[ValueChange, ...]) -> Direction:
    """Return the direction all changes share; unknown when they differ."""
    directions = {change.direction for change in changes}
    return directions.pop() if len(directions) == 1 else Direction.UNKNOWN


def _rest(old: tuple[Value, ...], new: tuple[Value, ...]) -> tuple[list[Value], list[Value]]:
    """Leave out what stands on both sides."""
    before = Counter(_meaning(one.target) for one in old)
    after = Counter(_meaning(one.target) for one in new)
    return _left(old, after), _left(new, before)


def _left(values: tuple[Value, ...], others: Counter[tuple[object, ...]]) -> list[Value]:
    others = others.copy()
    left = []
    for value in values:
        meaning = _meaning(value.target)
        if others[meaning] > 0:
            others[meaning] -= 1
        else:
            left.append(value)
    return left


def _meaning(target: Target) -> tuple[object, ...]:
    return (target.quantity, target.comparator, target.value, target.upper, target.unit)


def _partner(old: Target, new: list[Target]) -> int | None:
    likeness = [
        (old.unit == one.unit, _is_comparable(old, one), old.quantity == one.quantity, -at)
        for at, one in enumerate(new)
    ]
    best = max(likeness, default=None)
    return -best[3] if best and any(best[:2]) else None


def _is_comparable(old: Target, new: Target) -> bool:
    return all(one in _HOURS for one in (old.unit, new.unit)) or all(
        one in _RARER for one in (old.unit, new.unit)
    )


def _direction(old: Value, new: Value, texts: tuple[str, str]) -> Direction:
    before, after = old.target, new.target
    if before.unit in _RARER and after.unit in _RARER:
        return _by_sign(_RARER.index(after.unit) - _RARER.index(before.unit), more_is_stricter=False)
    amounts = _amounts(before, after)
    if amounts is None or "range" in (before.comparator, after.comparator):
        return Direction.UNKNOWN
    more = _more_is_stricter(old, new, texts)
    return Direction.UNKNOWN if more is None else _by_sign(amounts[1] - amounts[0], more_is_stricter=more)


def _amounts(old: Target, new: Target) -> tuple[float, float] | None:
    if old.value is None or new.value is None:
        return None
    if old.unit == new.unit:
        return old.value, new.value
    if old.unit in _HOURS and new.unit in _HOURS:
        return old.value * _HOURS[old.unit], new.value * _HOURS[new.unit]
    return None


def _by_sign(difference: float, *, more_is_stricter: bool) -> Direction:
    if difference == 0:
        return Direction.UNKNOWN
    return Direction.STRICTER if (difference > 0) is more_is_stricter else Direction.LOOSER


def _more_is_stricter(old: Value, new: Value, texts: tuple[str, str]) -> bool | None:
    signs = {old.target.comparator, new.target.comparator}
    if signs <= {"<=", "<"}:
        return False
    if signs <= {">=", ">"}:
        return True
    limits = change_knowledge().limits
    around = _words_around(old, texts[0]) + " " + _words_around(new, texts[1])
    more = any_of(limits.more_is_stricter).search(around) is not None
    less = any_of(limits.less_is_stricter).search(around) is not None
    return more if more != less else None


def _words_around(value: Value, text: str) -> str:
    return plain(text[max(0, value.start - _AROUND) : value.end + _AROUND])
