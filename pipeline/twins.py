"""Twin texts: a Chinese clause and its English translation in one document.

Texts of one language that follow one another are a run; a run is held against the next one,
in order and without crossings, so that interleaved paragraphs, columns and halves are all
found.  Texts with different numbers are never paired; in doubt there is no pair.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise

from domain.requirement import Clause
from pipeline.twin_knowledge import twin_knowledge
from pipeline.twin_units import Unit, shared, stretches_of, unit

Pair = tuple[Unit, Unit]
Scored = tuple[float, list[Pair]]
_APART = -1.0
_BAND = 0.2  # of their length, that twins in two long halves may be out of step


def pairs(clauses: Sequence[Clause]) -> tuple[Pair, ...]:
    """Return the texts of a document that are translations of each other, in reading order.

    Both may lie in one clause: sentences of a paragraph, cells of a row.
    """
    texts, cells = stretches_of(clauses)
    if not _is_bilingual([one[-1] for one in (*texts, *cells)]):
        return ()
    return _Pairing([unit(*one) for one in texts], [unit(*one) for one in cells]).pairs()


def may_have(clauses: Sequence[Clause], language: str | None) -> bool:
    """Tell at a glance whether a document may be in two languages; ``language`` is what it is taken for."""
    counts = Counter(clause.language for clause in clauses)
    return language == "mixed" or min(counts["zh"], counts["en"]) >= twin_knowledge().shape.share * len(
        clauses
    )


def _is_bilingual(languages: Sequence[str]) -> bool:
    shape = twin_knowledge().shape
    counts = Counter(languages)
    fewer = min(counts["zh"], counts["en"])
    return fewer >= max(1, shape.least) and fewer >= shape.share * len(languages)


class _Pairing:
    def __init__(self, units: Sequence[Unit], cells: Sequence[Unit]) -> None:
        self._units, self._cells = units, cells
        every = (*units, *cells)
        known = Counter(concept for one in every for concept in one.concepts)
        self._weight = {name: math.log(1 + len(every) / count) for name, count in known.items()}
        self._beside = twin_knowledge().thresholds.beside

    def pairs(self) -> tuple[Pair, ...]:
        certain = self._numbered()
        taken = {(one.place, one.start) for pair in certain for one in pair}
        left = [one for one in self._units if (one.place, one.start) not in taken]
        runs = [list(run) for _, run in groupby(left, key=lambda one: one.language)]
        if self._is_regular(len(certain), runs):
            self._beside = twin_knowledge().thresholds.beside_regular
        found = [*certain, *_chosen([self._aligned(one, other) for one, other in pairwise(runs)])]
        found += self._in_rows()
        return tuple(sorted(found, key=lambda pair: (pair[0].place, pair[0].start)))

    def _numbered(self) -> list[Pair]:
        """Return the neighbours that carry the same number, whichever language comes first."""
        found: list[Pair] = []
        for pair in pairwise(self._units):
            one, other = pair
            is_free = not found or found[-1][1] is not one
            if is_free and one.language != other.language and one.number and one.number == other.number:
                found += [pair] if self._accepts(*pair) else []
        return found

    def _in_rows(self) -> list[Pair]:
        """Return the cells of a row that are each other's translation, each in one pair."""
        found: list[Pair] = []
        for pair in pairwise(self._cells):
            one, other = pair
            is_free = not found or found[-1][1] is not one
            if is_free and one.place == other.place and one.language != other.language:
                found += [pair] if self._accepts(*pair) else []
        return found

    def _is_regular(self, certain: int, runs: Sequence[Sequence[Unit]]) -> bool:
        """Tell whether the language changes from text to text, and what follows mostly translates."""
        shape = twin_knowledge().shape
        single = [(one[0], other[0]) for one, other in pairwise(runs) if len(one) == len(other) == 1]
        found = certain + sum(self._accepts(*pair) for pair in single)
        return found >= shape.regular_least and 2 * found >= shape.regular * len(self._units)

    def _aligned(self, run: Sequence[Unit], other: Sequence[Unit]) -> Scored:
        """Return the best pairs between two runs that do not cross, and what they are worth."""
        rows, columns = len(run), len(other)
        in_band = _band(rows, columns)
        best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
        step = [[""] * (columns + 1) for _ in range(rows + 1)]
        for i in range(rows - 1, -1, -1):
            for j in range(columns - 1, -1, -1):
                options = [(best[i + 1][j], "down"), (best[i][j + 1], "right")]
                if in_band(i, j) and self._accepts(run[i], other[j]):
                    options.append((best[i + 1][j + 1] + self._likeness(run[i], other[j]), "pair"))
                best[i][j], step[i][j] = max(options, key=lambda option: (option[0], option[1] == "pair"))
        found: list[Pair] = []
        i = j = 0
        while i < rows and j < columns:
            way = step[i][j]
            if way == "pair":
                found.append((run[i], other[j]))
            i, j = i + (way != "right"), j + (way != "down")
        return best[0][0], found

    def _accepts(self, one: Unit, other: Unit) -> bool:
        likeness = self._likeness(one, other)
        limits = twin_knowledge().thresholds
        same_number = bool(one.number) and one.number == other.number
        if other.place - one.place <= 1:
            return likeness >= (limits.beside_numbered if same_number else self._beside)
        return likeness >= (limits.numbered if same_number else limits.apart)

    def _likeness(self, one: Unit, other: Unit) -> float:
        """Return how much two texts have in common, 0 to 1 and a little more; below 0 for no twins."""
        zh, en = (one, other) if one.language == "zh" else (other, one)
        if _are_apart(zh, en):
            return _APART
        weights = twin_knowledge().weights
        parts = [(weights.concepts, self._concepts(zh, en))]
        if zh.values or en.values:
            parts.append(
                (weights.values, 2 * shared(zh.values, en.values) / (len(zh.values) + len(en.values)))
            )
        if zh.names:
            parts.append((weights.names, len(zh.names & en.names) / len(zh.names)))
        likeness = sum(weight * value for weight, value in parts) / sum(weight for weight, _ in parts)
        likeness += weights.same_number if zh.number and zh.number == en.number else 0.0
        return likeness + (weights.same_section if zh.section and zh.section == en.section else 0.0)

    def _concepts(self, zh: Unit, en: Unit) -> float:
        both = sum(self._weight[name] for name in zh.concepts & en.concepts)
        every = sum(self._weight[name] for side in (zh, en) for name in side.concepts)
        return 2 * both / every if every else 0.0


def _are_apart(zh: Unit, en: Unit) -> bool:
    """Tell texts that cannot be twins: other numbers, other sections, lengths that do not fit."""
    if (zh.number and en.number and zh.number != en.number) or (
        zh.section and en.section and zh.section != en.section
    ):
        return True
    shape = twin_knowledge().shape
    return not shape.shortest_ratio <= en.size / max(zh.size, 1) <= shape.longest_ratio


def _band(rows: int, columns: int) -> Callable[[int, int], bool]:
    """Return which places of two runs are compared: all, or only those in step where they are long."""
    if rows * columns <= twin_knowledge().shape.window:
        return lambda i, j: True
    return lambda i, j: abs(i / rows - j / columns) <= _BAND


def _chosen(scored: Sequence[Scored]) -> list[Pair]:
    """Choose between pairings of neighbouring runs, each run once, so that they are worth most."""
    best: list[Scored] = [(0.0, []), (0.0, [])]
    for worth, found in scored:
        taken = (best[-2][0] + worth, [*best[-2][1], *found])
        best.append(taken if taken[0] > best[-1][0] else best[-1])
    return best[-1][1]
