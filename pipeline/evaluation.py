"""How good is the classifier on labelled clauses: precision, recall, F1, confusion, worst mistakes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from classifiers.classifier import Classifier
from domain.requirement import Kind, Verdict
from pipeline import collecting
from pipeline.gold import GoldClause, passages

LABELS = ("csr", "product", "commercial", "none")
BANDS = 10  # of confidence, each a tenth wide


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of one class, with its counts."""

    name: str
    right: int
    wrongly: int
    missed: int

    @property
    def precision(self) -> float:
        """Return the share of the claimed that is right, 0.0 where nothing was claimed."""
        claimed = self.right + self.wrongly
        return self.right / claimed if claimed else 0.0

    @property
    def recall(self) -> float:
        """Return the share of the true that was found, 0.0 where there was none."""
        true = self.right + self.missed
        return self.right / true if true else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Mistake:
    """A clause whose verdict is not the labelled one; the surest first."""

    clause: GoldClause
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Band:
    """Clauses of like confidence: how many, their mean confidence, the share with the right verdict."""

    low: float
    clauses: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures on a set of labelled clauses.

    ``aspect`` and ``topic`` are accuracies over the requirements whose verdict is right
    (aspect without commercial ones), ``targets`` the share of labelled targets found.
    """

    clauses: int
    scores: tuple[Score, ...]
    aspect: float
    topic: float
    targets: float
    review: int
    confusion: dict[tuple[str, str], int]
    mistakes: tuple[Mistake, ...]
    calibration: tuple[Band, ...]

    def score(self, name: str) -> Score:
        """Return the score of ``requirement`` or of a label.  Raises KeyError otherwise."""
        for one in self.scores:
            if one.name == name:
                return one
        raise KeyError(name)

    @property
    def ece(self) -> float:
        """Return the expected calibration error: how far confidence and share of right verdicts lie apart."""
        apart = sum(band.clauses * abs(band.right - band.confidence) for band in self.calibration)
        return apart / self.clauses if self.clauses else 0.0

    @property
    def macro_f1(self) -> float:
        """Return the mean F1 of the verdicts csr, product, commercial and none."""
        return sum(self.score(label).f1 for label in LABELS) / len(LABELS)


def evaluate(clauses: Sequence[GoldClause], classifier: Classifier) -> Evaluation:
    """Classify labelled clauses, each document with its own roles, and compare."""
    return compare(clauses, verdicts_of(clauses, classifier))


def verdicts_of(clauses: Sequence[GoldClause], classifier: Classifier) -> list[Verdict]:
    """Classify labelled clauses, the lines of each document in their order."""
    found: list[Verdict] = []
    with collecting.seldom():
        collecting.let_stand()  # clauses and rules: looking through them all for garbage takes a quarter of the time
        for _, group in groupby(clauses, key=lambda clause: clause.document):
            found += classifier.classify_in_order(passages(group))
    return found


def compare(clauses: Sequence[GoldClause], verdicts: Sequence[Verdict]) -> Evaluation:
    """Compare verdicts with the labels."""
    pairs = list(zip(clauses, verdicts, strict=True))
    demands = [(c.kind == "requirement", v.kind is Kind.REQUIREMENT) for c, v in pairs]
    scores = [_score("requirement", demands)]
    scores += [_score(name, [(c.verdict == name, v.label == name) for c, v in pairs]) for name in LABELS]
    agreed = [(c, v) for c, v in pairs if c.kind == "requirement" and c.verdict == v.label]
    sided = [(c, v) for c, v in agreed if c.aspect]
    wanted = [(target, v) for c, v in pairs for target in c.targets]
    found = [1 for target, v in wanted if any(target in one.text or one.text in target for one in v.targets)]
    wrong = [Mistake(c, v) for c, v in pairs if c.verdict != v.label]
    return Evaluation(
        clauses=len(pairs),
        scores=tuple(scores),
        aspect=_share([c.aspect == v.aspect for c, v in sided]),
        topic=_share([c.topic == v.topic for c, v in agreed]),
        targets=len(found) / len(wanted) if wanted else 0.0,
        review=sum(v.review_needed for v in verdicts),
        confusion=dict(Counter((c.verdict, str(v.label)) for c, v in pairs)),
        mistakes=tuple(sorted(wrong, key=lambda mistake: -mistake.verdict.confidence)),
        calibration=_calibration([(v.confidence, c.verdict == v.label) for c, v in pairs]),
    )


def by_group(
    clauses: Sequence[GoldClause], verdicts: Sequence[Verdict], group: Callable[[GoldClause], str]
) -> dict[str, Evaluation]:
    """Compare group by group (language, document type), in order of their names."""
    groups: dict[str, list[tuple[GoldClause, Verdict]]] = defaultdict(list)
    for clause, verdict in zip(clauses, verdicts, strict=True):
        groups[group(clause)].append((clause, verdict))
    return {name: compare(*zip(*groups[name], strict=True)) for name in sorted(groups)}


def _score(name: str, pairs: Sequence[tuple[bool, bool]]) -> Score:
    counted = Counter(pairs)
    return Score(name, counted[True, True], counted[False, True], counted[True, False])


def _calibration(judged: Sequence[tuple[float, bool]]) -> tuple[Band, ...]:
    bands: list[list[tuple[float, bool]]] = [[] for _ in range(BANDS)]
    for confidence, right in judged:
        bands[min(int(confidence * BANDS), BANDS - 1)].append((confidence, right))
    return tuple(
        Band(
            low=number / BANDS,
            clauses=len(band),
            confidence=sum(confidence for confidence, _ in band) / len(band) if band else 0.0,
            right=_share([right for _, right in band]),
        )
        for number, band in enumerate(bands)
    )


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0
