"""Requirements to verdicts: rules as data, weighed; every verdict says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from classifiers.classifier import Classifier


def load(company_rules: Path | None = None) -> Classifier:
    """Return the classifier with the shipped rules and the company's overrides.

    Raises ConfigurationError naming file, line and cure.
    """
    from classifiers.classifier import load as load_classifier

    return load_classifier(company_rules)
