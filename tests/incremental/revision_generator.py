"""Revisions of invented manuals with known truth: each edit says what it did to which clause.

The words it rewrites are its own list, not the comparison's, so that rewording it does not
know is measured too.  Every revision is made from a seed and comes out the same again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from domain.revision import ChangeKind, ClauseFacts
from pipeline.gold import GoldClause

SUBSTANCE = (ChangeKind.VALUE_CHANGED, ChangeKind.STRENGTHENED, ChangeKind.WEAKENED)


@dataclass(frozen=True, slots=True)
class Truth:
    """What became of an old clause: its kind, the new clauses, and the edit that did it."""

    kind: ChangeKind
    new: tuple[str, ...]
    edit: str


@dataclass(frozen=True, slots=True)
class Revision:
    """Old and new clauses with the truth by old key; ``inserted`` are the new keys without past."""

    old: tuple[ClauseFacts, ...]
    new: tuple[ClauseFacts, ...]
    truth: dict[str, Truth]
    inserted: frozenset[str]


REWORDINGS = (
    ("立即", "马上"), ("通知", "告知"), ("根据", "按照"), ("如果", "若"), ("应当", "应"), ("必须", "须"),
    ("以及", "及"), ("进行", ""), ("所有", "全部"), ("确保", "保证"), ("提交", "递交"), ("保存", "留存"),
    ("书面", "以书面形式"), ("包括", "包含"), ("由于", "因"), ("导致", "造成"), ("负责", "承担责任"), ("每年", "每年度"),
    ("shall", "must"), ("prior to", "before"), ("in accordance with", "according to"), ("notify", "inform"),
    ("submit", "provide"), ("in writing", "in written form"), ("immediately", "at once"), ("ensure", "make sure"),
    ("due to", "because of"), ("maintain", "keep"), ("at least", "a minimum of"), ("obtain", "get"),
)  # fmt: skip
MODALS = (
    ("不得", "尽量不", ChangeKind.WEAKENED), ("必须", "宜", ChangeKind.WEAKENED), ("应当", "可以", ChangeKind.WEAKENED),
    ("供应商应", "供应商宜", ChangeKind.WEAKENED), ("建议供应商", "供应商应", ChangeKind.STRENGTHENED),
    ("乙方应", "乙方可", ChangeKind.WEAKENED), ("shall not", "should not", ChangeKind.WEAKENED),
    ("shall", "should", ChangeKind.WEAKENED), ("must", "may", ChangeKind.WEAKENED),
    ("should", "shall", ChangeKind.STRENGTHENED), ("may", "must", ChangeKind.STRENGTHENED),
)  # fmt: skip
SUBSTITUTIONS = (
    ("书面", "口头"), ("批准", "备案"), ("供应商", "顾客"), ("之前", "之后"), ("每月", "每周"), ("全部", "部分"),
    ("原材料", "成品"), ("首件", "末件"), ("in writing", "orally"), ("supplier", "customer"), ("before", "after"),
    ("monthly", "weekly"), ("all", "some"), ("and", "or"), ("material", "process"), ("和", "或"), ("检验", "抽查"),
)  # fmt: skip
ADDITIONS = ("，并附照片和批次号", "，但样件除外", "; photographs are enclosed", ", unless agreed otherwise")
_NUMBER = re.compile(r"(?<![\d.\-/A-Za-z])\d{1,4}(?:\.\d+)?(?![\d.\-/:A-Za-z])")
_SENTENCE = re.compile(r"(?<=[。；;])\s*|(?<=[a-z]\.)\s+(?=[A-Z])")


def manual(clauses: Sequence[GoldClause]) -> tuple[ClauseFacts, ...]:
    """Number running clauses as a manual's; headings open the chapters."""
    sides: list[ClauseFacts] = []
    chapter, at, heading = 1, 0, ()
    for order, clause in enumerate(clauses):
        is_heading = clause.kind == "heading"
        if is_heading:
            chapter, at = chapter + 1, 0
            number, path = f"{chapter}", ()
            heading = (f"{number} {clause.text}",)
        else:
            at += 1
            number, path = f"{chapter}.{at}", heading
        text = f"{number} {clause.text}"
        lead_in = "" if "|" in clause.context else clause.context
        sides.append(ClauseFacts(f"k{order}", text, order, number, path, lead_in, is_heading=is_heading))
    return tuple(sides)


class _Editor:
    """Applies edits to a list of sides and writes down the truth."""

    def __init__(self, old: tuple[ClauseFacts, ...], material: Sequence[str], random: Random) -> None:
        self.random = random
        self.material = material
        self.old = old
        self.sides = list(old)
        self.truth: dict[str, Truth] = {}
        self.inserted: set[str] = set()

    def untouched(self) -> list[int]:
        old = {side.key for side in self.old} - set(self.truth)
        return [at for at, side in enumerate(self.sides) if side.key in old and not side.is_heading]

    def rewrite(self, edit: str, kind: ChangeKind, at: int, text: str) -> None:
        side = self.sides[at]
        self.truth[side.key] = Truth(kind, (side.key,), edit)
        self.sides[at] = replace(side, text=text)


def _words(side: ClauseFacts) -> str:
    return side.text[len(side.number or "") :].lstrip()


def _swap(editor: _Editor, edit: str, at: int, old: str, new: str, kind: ChangeKind) -> bool:
    side = editor.sides[at]
    words = _words(side)
    pattern = rf"\b{re.escape(old)}\b" if old.isascii() else re.escape(old)
    if not re.search(pattern, words):
        return False
    editor.rewrite(edit, kind, at, f"{side.number} {re.sub(pattern, new, words, count=1)}")
    return True


def _reword(editor: _Editor, at: int) -> bool:
    pairs = editor.random.sample(REWORDINGS, len(REWORDINGS))
    return any(_swap(editor, "reword", at, old, new, ChangeKind.REWORDED) for old, new in pairs)


def _modal(editor: _Editor, at: int) -> bool:
    order = MODALS[:1] + MODALS[6:7] + MODALS[1:6] + MODALS[7:]
    return any(_swap(editor, "modal", at, old, new, kind) for old, new, kind in order)


def _substance(editor: _Editor, at: int) -> bool:
    pairs = editor.random.sample(SUBSTITUTIONS, len(SUBSTITUTIONS))
    return any(_swap(editor, "words", at, old, new, ChangeKind.VALUE_CHANGED) for old, new in pairs)


def _value(editor: _Editor, at: int) -> bool:
    side = editor.sides[at]
    words = _words(side)
    found = list(_NUMBER.finditer(words))
    if not found:
        return False
    match = editor.random.choice(found)
    changed = f"{float(match[0]) * editor.random.choice((2, 3, 5)) + 1:g}"
    editor.rewrite(
        "value",
        ChangeKind.VALUE_CHANGED,
        at,
        f"{side.number} {words[: match.start()]}{changed}{words[match.end() :]}",
    )
    return True


def _addition(editor: _Editor, at: int) -> bool:
    side = editor.sides[at]
    chinese = not side.text.isascii() and any("一" <= char <= "鿿" for char in side.text)
    added = editor.random.choice(ADDITIONS[:2] if chinese else ADDITIONS[2:])
    weakens = "除外" in added or "unless" in added
    kind = ChangeKind.WEAKENED if weakens else ChangeKind.STRENGTHENED
    editor.rewrite("addition", kind, at, side.text.rstrip("。.;；") + added + ("。" if chinese else "."))
    return True


def _delete(editor: _Editor, at: int) -> bool:
    side = editor.sides.pop(at)
    editor.truth[side.key] = Truth(ChangeKind.REMOVED, (), "delete")
    return True


def _insert(editor: _Editor, at: int) -> bool:
    beside = editor.sides[at]
    key = f"n{len(editor.inserted)}"
    editor.inserted.add(key)
    words = editor.random.choice(editor.material)
    editor.sides.insert(
        at + 1, replace(beside, key=key, text=f"{beside.number}a {words}", number=f"{beside.number}a")
    )
    return True


def _move(editor: _Editor, at: int) -> bool:
    others = [to for to in editor.untouched() if editor.sides[to].headings != editor.sides[at].headings]
    if not others:
        return False
    target = editor.sides[editor.random.choice(others)]
    side = editor.sides.pop(at)
    editor.truth[side.key] = Truth(ChangeKind.MOVED, (side.key,), "move")
    to = next(place for place, one in enumerate(editor.sides) if one.key == target.key)
    number = f"{target.number}b"
    moved = replace(side, headings=target.headings, number=number, text=f"{number} {_words(side)}")
    editor.sides.insert(to + 1, moved)
    return True


def _split(editor: _Editor, at: int) -> bool:
    side = editor.sides[at]
    sentences = [one for one in _SENTENCE.split(_words(side)) if one]
    if len(sentences) < 2 or min(len(one) for one in sentences) < 12:
        return False
    second = replace(
        side, key=f"{side.key}s", number=f"{side.number}c", text=f"{side.number}c {' '.join(sentences[1:])}"
    )
    editor.truth[side.key] = Truth(ChangeKind.REWORDED, (side.key, second.key), "split")
    editor.sides[at : at + 1] = [replace(side, text=f"{side.number} {sentences[0]}"), second]
    return True


def _merge(editor: _Editor, at: int) -> bool:
    if at + 1 >= len(editor.sides) or at + 1 not in editor.untouched():
        return False
    first, second = editor.sides[at], editor.sides[at + 1]
    if first.headings != second.headings or first.lead_in != second.lead_in:
        return False
    if min(len(_words(first)), len(_words(second))) < 12:
        return False
    for side in (first, second):
        editor.truth[side.key] = Truth(ChangeKind.REWORDED, (first.key,), "merge")
    editor.sides[at : at + 2] = [replace(first, text=f"{first.text} {_words(second)}")]
    return True


_WIDE = str.maketrans(
    {",": "，", ";": "；", "(": "（", ")": "）", "，": ",", "；": ";", "（": "(", "）": ")"}
)


def _typeset(editor: _Editor, at: int) -> bool:
    side = editor.sides[at]
    words = _words(side).translate(_WIDE)
    middle = len(words) // 2
    space = words.find(" ", middle)
    if space > 0:
        words = f"{words[:space]}\n{words[space + 1 :]}"
    elif not words[middle - 1 : middle + 1].isascii():
        words = f"{words[:middle]}\n{words[middle:]}"
    editor.rewrite("typeset", ChangeKind.UNCHANGED, at, f"{side.number}\u3000{words}")
    return True


EDITS: tuple[Callable[[_Editor, int], bool], ...] = (
    _reword, _modal, _substance, _value, _addition, _delete, _insert, _move, _split, _merge, _typeset,
)  # fmt: skip


def revise(old: tuple[ClauseFacts, ...], material: Sequence[str], seed: int, edits: int = 8) -> Revision:
    """Return a new revision of a manual with so many edits, of every kind by turns."""
    random = Random(seed)
    editor = _Editor(old, material, random)
    for turn in range(edits):
        edit = EDITS[(seed + turn) % len(EDITS)]
        places = editor.untouched()
        random.shuffle(places)
        any(edit(editor, at) for at in places)
    new = [replace(side, order=order) for order, side in enumerate(editor.sides)]
    for side in old:
        editor.truth.setdefault(side.key, Truth(ChangeKind.UNCHANGED, (side.key,), "none"))
    if seed % 3 == 0:
        new = _renumber(new, editor.truth)
    return Revision(old, tuple(new), editor.truth, frozenset(editor.inserted))


def _renumber(sides: list[ClauseFacts], truth: dict[str, Truth]) -> list[ClauseFacts]:
    """Give the whole manual other chapter numbers."""
    renumbered = []
    for side in sides:
        number = f"7.{side.number}"
        headings = tuple(f"7.{one}" for one in side.headings)
        renumbered.append(replace(side, number=number, headings=headings, text=f"{number} {_words(side)}"))
        known = truth.get(side.key)
        if known and known.kind is ChangeKind.UNCHANGED:
            truth[side.key] = replace(known, kind=ChangeKind.RENUMBERED, edit=f"{known.edit}, renumber")
    return renumbered
