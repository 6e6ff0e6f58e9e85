"""Every flag that a rule can raise has a word in both languages."""

import pytest

from classifiers import ruleset
from domain.wording import wording


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_flag_of_the_rules_has_a_word(language: str) -> None:
    raised = {rule.flag for rule in ruleset.load().rules if rule.flag}

    assert {flag for flag in raised if f"workbook.flags.{flag}" not in wording(language)} == set()
